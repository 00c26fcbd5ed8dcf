import { describe, expect, test } from 'vitest';
import { refusals } from '../../../domain/decide/decision.js';
import { languageTags, messages, render, type MessageName } from '../../../domain/messages/index.js';
import { screenAnswers, screenLines as linesIn, type ScreenCode } from '../../../domain/messages/screen.js';
import { spoken } from './spoken.js';

const screenLines = (code: ScreenCode, { language, compartmentId }: { language?: string; compartmentId?: string }) =>
  linesIn(code, spoken(language), { compartmentId });

const codes = [...refusals, ...screenAnswers];

describe('the screen of a bank', () => {
  test.each(languageTags.flatMap((language) => codes.map((code) => [language, code] as const)))(
    'in %s, %s fits it, with a door named and without',
    (language, code) => {
      for (const compartmentId of ['A1234567', undefined]) {
        const lines = screenLines(code, { compartmentId, language });
        expect(lines.length).toBeGreaterThanOrEqual(1);
        expect(lines.length).toBeLessThanOrEqual(4);
        // ISO 8859-1 without its controls; English is ASCII.
        const printable = language === 'en' ? /^[ -~]{1,40}$/ : /^[ -~¡-ÿ]{1,40}$/;
        for (const line of lines) expect(line).toMatch(printable);
      }
    },
  );
  test.each(languageTags)('in %s no two answers read the same', (language) => {
    const all = codes.map((code) => screenLines(code, { language }).join('\n'));
    expect(new Set(all).size).toBe(all.length);
  });
  test.each([
    ['fr', 'gestionnaire', /gérant/i],
    ['es', 'gestor', /administrador/i],
    ['es', 'clave', /código/i],
  ] as const)('in %s calls one thing by one word: %s', (language, word, other) => {
    const onScreen = codes.flatMap((code) => screenLines(code, { language }));
    const sent = (Object.keys(messages) as MessageName[]).map(
      (name) =>
        render(name, spoken(language), { siteName: 'Maple Court', compartmentId: 'A07', code: '12345678' }).body,
    );
    const all = [...onScreen, ...sent].join('\n');
    expect(all).toMatch(new RegExp(word, 'i'));
    expect(all).not.toMatch(other);
  });
  test('speaks the language of its site, and English where it has none', () => {
    expect(screenLines('no-parcel', { language: 'fr' })[0]).toBe('Aucun colis détecté.');
    expect(screenLines('no-parcel', { language: 'es' })[0]).toBe('No se detecta ningún paquete.');
    expect(screenLines('pickup-open', { language: 'es', compartmentId: 'A07' })[0]).toBe(
      'Casilla A07: se está abriendo.',
    );
    expect(screenLines('no-parcel', { language: undefined })[0]).toBe('No parcel detected.');
    expect(screenLines('no-parcel', { language: 'xx' })[0]).toBe('No parcel detected.');
  });
  test('an empty deposit is told in these words', () => {
    expect(screenLines('no-parcel', { compartmentId: 'A07' })).toEqual([
      'No parcel detected.',
      'Please re-open and deposit.',
    ]);
  });
  test('a door is named where there is one', () => {
    expect(screenLines('pickup-open', { compartmentId: 'A07' })[0]).toBe('Door A07 is opening.');
    expect(screenLines('pickup-open', {})[0]).toBe('The door is opening.');
  });
});
