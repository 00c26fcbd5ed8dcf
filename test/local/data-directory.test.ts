import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { takeDataDirectory } from '../../local/data-directory.js';
import { temporaryDirectory } from './assembly-fixture.js';

/** A process that is no more. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const killedIn = (directory: string, pid = deadPid()): void =>
  writeFileSync(path.join(directory, 'used-by'), String(pid));

test('a run that came to its end leaves nothing to mend', () => {
  const directory = temporaryDirectory();
  const first = takeDataDirectory(directory);
  expect(first.wasKilled).toBe(false);
  first.giveBack();
  expect(takeDataDirectory(directory).wasKilled).toBe(false);
});

test('a run that was killed is told of, until what it left is mended', () => {
  const directory = temporaryDirectory();
  killedIn(directory);
  const second = takeDataDirectory(directory);
  expect(second.wasKilled).toBe(true);
  second.giveBack(); // This start failed before it could mend anything.
  const third = takeDataDirectory(directory);
  expect(third.wasKilled).toBe(true);
  third.mended();
  third.giveBack();
  expect(takeDataDirectory(directory).wasKilled).toBe(false);
});

test('a killed run that had our own number, as in a container started anew, does not keep us out', () => {
  const directory = temporaryDirectory();
  killedIn(directory, process.pid);
  const taken = takeDataDirectory(directory);
  expect(taken.wasKilled).toBe(true);
  expect(() => takeDataDirectory(directory)).toThrow(`${directory} is used by process ${process.pid}`);
});

test('the directory of a run that lives is not taken, by whatever path it is named', () => {
  const directory = temporaryDirectory();
  takeDataDirectory(directory);
  expect(() => takeDataDirectory(`${directory}/../${path.basename(directory)}`)).toThrow('is used by process');
});
