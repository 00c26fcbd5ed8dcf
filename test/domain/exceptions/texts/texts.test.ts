import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { causes } from '../../../../domain/exceptions/cause.js';
import { situationOf } from '../../../../domain/exceptions/index.js';
import { en } from '../../../../domain/exceptions/texts/en/index.js';
import { es } from '../../../../domain/exceptions/texts/es/index.js';
import { fr } from '../../../../domain/exceptions/texts/fr/index.js';
import type { CatalogueTexts } from '../../../../domain/exceptions/texts/texts.js';

const languages: [string, CatalogueTexts][] = [
  ['en', en],
  ['fr', fr],
  ['es', es],
];
const fields = ['meaning', 'seen', 'system', 'person'] as const;
const sentencesOf = ({ situations }: CatalogueTexts) =>
  causes.flatMap((cause) => fields.map((field) => ({ cause, field, text: situations[cause][field] })));

describe('the texts of the catalogue', () => {
  it.each(languages)('in %s say four things of every cause, in whole sentences', (_, texts) => {
    const sentences = sentencesOf(texts);
    expect(sentences).toHaveLength(causes.length * 4);
    const odd = sentences.filter(({ text }) => !/^[\p{Lu}«].*[.?]$/su.test(text) || /\s{2}|\n/.test(text));
    expect(odd).toEqual([]);
  });

  it.each(languages)('in %s name each thing to bring as part of a list', (_, { items }) => {
    expect(Object.values(items).filter((words) => !/^\p{Ll}.*[^.]$/u.test(words))).toEqual([]);
  });

  it.each(languages.slice(1))('in %s are not English left over', (_, texts) => {
    const english = new Set(sentencesOf(en).map(({ text }) => text));
    expect(sentencesOf(texts).filter(({ text }) => english.has(text))).toEqual([]);
  });

  it('in French have a space before what French puts one before', () => {
    expect(sentencesOf(fr).filter(({ text }) => /[^\s][:;?!»]/.test(text))).toEqual([]);
  });

  it('speak of a person who goes wherever a visit is asked for, and say that nobody does where all is settled', () => {
    const goes = /goes|technician|somebody/i;
    const silent = causes.filter((cause) => {
      const { playbook } = situationOf(cause);
      return playbook && playbook.visit !== 'never' && !goes.test(en.situations[cause].person);
    });
    expect(silent).toEqual([]);
  });

  it('say nothing of how long a step takes: that stands in the playbook', () => {
    const spans = /\b\d+ (min|minutes|h|hours|days|jours|heures|horas|d[ií]as)\b/;
    const fromTheBank = ['door-ajar']; // Its two times are the contract's.
    const timed = languages.flatMap(([, texts]) => sentencesOf(texts).filter(({ text }) => spans.test(text)));
    expect(timed.filter(({ cause }) => !fromTheBank.includes(cause))).toEqual([]);
  });
});

describe('texts are long, and loaded late', () => {
  it('no other file of the product imports them than the route that serves them, and that one when it is called', () => {
    const sources = ['domain', 'app', 'adapters', 'functions', 'lib'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => path.posix.join(folder, name.replaceAll('\\', '/'))),
    );
    const importing = sources
      .filter((file) => !file.startsWith('domain/exceptions/texts/'))
      .filter((file) =>
        /from '[^']*exceptions\/texts\/(?!texts\.js)|from '\.[^']*\/texts\/(en|fr|es)/.test(readFileSync(file, 'utf8')),
      );
    expect(importing).toEqual([]);
  });
});
