import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageTypes } from '../../conform/contract/asyncapi.js';
import { commandTypes } from '../../conform/contract/commands.js';
import { fieldWords } from '../../conform/contract/fields.js';
import { sceneNames } from '../../conform/scenes/index.js';
import { isPlausible } from '../../domain/cycles.js';
import { refusals } from '../../domain/decide/decision.js';
import { screenAnswers } from '../../domain/messages/screen.js';
import { profiles } from '../../domain/sensing/profiles/index.js';
import { samplesMax } from '../../domain/sensing/window.js';
import { ajarAfterMs, settlingMs } from '../../simulator/virtual-door.js';
import { pulseMs, pulsesMax } from '../../simulator/virtual-lock.js';
import { mistakes } from './contract.js';

const page = readFileSync('docs/bank.md', 'utf8');
const headings = page
  .split('\n')
  .filter((line) => line.startsWith('#'))
  .join('\n');
const rows = page.split('\n').filter((line) => line.startsWith('|'));
/** The first cell of each row of the table under a heading, without its backticks. */
const firstCells = (heading: string): string[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const cells = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? '');
  return cells;
};
const messagesIn = (fence: string, line: RegExp): Record<string, unknown>[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))]
    .flatMap(([, block = '']) => block.split('\n'))
    .flatMap((text) => line.exec(text)?.[1] ?? [])
    .map((text) => JSON.parse(text) as Record<string, unknown>);

describe('the page for firmware writers', () => {
  it('has a place for every message and every command', () => {
    const named = [...headings.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]).sort();
    expect(named).toEqual([...messageTypes, ...commandTypes].sort());
  });

  it('shows an example of each that the contract takes', () => {
    const shown = messagesIn('json', /^(\{.*"type".*\})$/).filter(({ type }) => type !== '…');
    expect(shown.map(({ type }) => String(type)).sort()).toEqual([...messageTypes, ...commandTypes].sort());
    expect(shown.flatMap(mistakes)).toEqual([]);
  });

  it('tells a whole session, every message of which the contract takes', () => {
    const told = messagesIn('text', /^[→←] \w+ (\{.*\})$/);
    expect(told.length).toBeGreaterThan(15);
    expect(told.flatMap(mistakes)).toEqual([]);
  });

  it('speaks of every field: one that is new has its word to be said here', () => {
    const names = [...new Set(Object.keys(fieldWords).map((name) => name.split('.').at(-1) ?? ''))];
    expect(names.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`))).toEqual([]);
  });

  it('lists every code that a screen is told, and no other', () => {
    expect(firstCells('6. What the screen is told').sort()).toEqual([...screenAnswers, ...refusals].sort());
  });

  it('says of every kind of sensor what its window is', () => {
    for (const { kind, unit, samplesPerWindow, intervalMs } of profiles) {
      const row = `| \`${kind}\` | \`${unit}\` | ${samplesPerWindow} | ${intervalMs} ms |`;
      expect(
        rows.some((line) => line.startsWith(row)),
        row,
      ).toBe(true);
    }
  });

  it('has the times at the door that the virtual bank keeps, and the limits of the wire', () => {
    expect([pulseMs, pulsesMax, settlingMs, ...ajarAfterMs, samplesMax]).toEqual([
      20_000, 3, 3_000, 60_000, 300_000, 64,
    ]);
    for (const words of [
      'let go of the lock for 20 s',
      'three times in all (60 s)',
      '60 s and 5 min after the opening',
      '3 s after the door was shut',
      'at most 64 numbers',
      '8 in a list, 64 samples each',
    ]) {
      expect(page).toContain(words);
    }
  });

  it('says how far ahead a door may count before the cloud refuses it', () => {
    const decided = { base: 412, mask: 0 };
    expect([isPlausible(decided, 460), isPlausible(decided, 461)]).toEqual([true, false]);
    expect(page).toContain('more than 48 ahead');
  });

  it('names the scenes of the conformance run', () => {
    expect(page).toContain(`Scenes: ${sceneNames.map((name) => `\`${name}\``).join(', ')}.`);
  });
});
