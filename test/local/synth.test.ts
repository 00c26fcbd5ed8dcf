import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dropOldest, keepWhole } from '../../local/synth.js';

/* Test files that need the assembly make it at once, each in a process of its own. */

const made: string[] = [];
afterEach(() => made.splice(0).forEach((directory) => rmSync(directory, { recursive: true })));

function startKept() {
  const kept = mkdtempSync(join(tmpdir(), 'pigeonhole-test-'));
  made.push(kept);
  const make = (name: string, file: string, by: string) => {
    mkdirSync(join(kept, name));
    writeFileSync(join(kept, name, file), by);
    return join(kept, name);
  };
  return { kept, make, assembly: join(kept, 'a') };
}

const manifest = 'manifest.json';

test('what was made is kept under its name', () => {
  const { kept, make, assembly } = startKept();
  keepWhole(make('a.1', manifest, 'first'), assembly);
  expect(readFileSync(join(assembly, manifest), 'utf8')).toBe('first');
  expect(readdirSync(kept)).toEqual(['a']);
});

test('of two that were made at once the first stays: it is in use', () => {
  const { kept, make, assembly } = startKept();
  const [first, second] = [make('a.1', manifest, 'first'), make('a.2', manifest, 'second')];
  keepWhole(first, assembly);
  keepWhole(second, assembly);
  expect(readFileSync(join(assembly, manifest), 'utf8')).toBe('first');
  expect(readdirSync(kept)).toEqual(['a']);
});

test('half a one, which a kill has left, makes room', () => {
  const { make, assembly } = startKept();
  make('a', 'half', '');
  keepWhole(make('a.1', manifest, 'whole'), assembly);
  expect(readdirSync(assembly)).toEqual([manifest]);
});

test('three are kept, and what another start renames while they are counted hinders nobody', () => {
  const { kept, make } = startKept();
  for (const n of [1, 2, 3, 4]) utimesSync(make(`old-${n}`, manifest, ''), n, n);
  symlinkSync(join(kept, 'renamed-meanwhile'), join(kept, 'b.2'));
  dropOldest(kept);
  expect(readdirSync(kept)).toEqual(['old-2', 'old-3', 'old-4']);
  expect(existsSync(join(kept, 'b.2'))).toBe(false);
});
