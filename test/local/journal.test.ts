import { appendFileSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openJournal } from '../../local/journal.js';
import { temporaryDirectory } from './assembly-fixture.js';

interface Door {
  readonly state: string;
}

test('what was set is there again, what was deleted is not, and the order is kept', () => {
  const directory = temporaryDirectory();
  const before = openJournal<Door>(directory, 'doors');
  for (const name of ['A01', 'A02', 'A03']) before.set(name, { state: 'free' });
  before.set('A01', { state: 'held' });
  expect(before.delete('A02')).toBe(true);
  expect(before.delete('A09')).toBe(false);
  const after = openJournal<Door>(directory, 'doors'); // The first was not closed: as after a kill.
  expect(after.values()).toEqual([{ state: 'held' }, { state: 'free' }]);
  expect([after.size, after.has('A02'), after.get('A03')]).toEqual([2, false, { state: 'free' }]);
});

test('a last line torn by a kill is dropped, and the rest is there', () => {
  const directory = temporaryDirectory();
  openJournal<Door>(directory, 'doors').set('A01', { state: 'free' });
  appendFileSync(path.join(directory, 'doors.jsonl'), '["A02",{"sta');
  expect(openJournal<Door>(directory, 'doors').values()).toEqual([{ state: 'free' }]);
});

test('the file does not grow with changes, only with what is alive', () => {
  const directory = temporaryDirectory();
  const journal = openJournal<Door>(directory, 'doors');
  for (let change = 0; change < 25_000; change++) journal.set('A01', { state: `${change}` });
  const lines = readFileSync(path.join(directory, 'doors.jsonl'), 'utf8').split('\n').length;
  expect(lines).toBeLessThan(10_010);
  expect(openJournal<Door>(directory, 'doors').get('A01')).toEqual({ state: '24999' });
});

test('nobody else on the machine may read it', () => {
  const directory = path.join(temporaryDirectory(), 'fresh');
  openJournal<Door>(directory, 'doors').set('A01', { state: 'free' });
  expect(statSync(path.join(directory, 'doors.jsonl')).mode & 0o077).toBe(0);
});

test('without a directory it is a map in memory', () => {
  const journal = openJournal<Door>(undefined, 'doors');
  journal.set('A01', { state: 'free' });
  expect(journal.get('A01')).toEqual({ state: 'free' });
  journal.close();
});
