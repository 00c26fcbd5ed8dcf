import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseRing } from '../../adapters/crypto/key-ring.js';

const rotate = (input: string, ...args: string[]) =>
  spawnSync(process.execPath, ['--no-warnings', 'bin/run.js', 'local/rotate-codes.ts', ...args], {
    input,
    encoding: 'utf8',
  });

const made = 'the-secret-that-the-template-made';

test('a rotation of the code secret adds a key that counts in a quarter of an hour', () => {
  const startedMs = Date.now();
  const { status, stdout } = rotate(`${made}\n`);
  expect(status).toBe(0);
  const [next, before, ...more] = parseRing(stdout);
  expect([before, more]).toEqual([{ secret: made, fromMs: 0 }, []]);
  expect(next!.secret).toMatch(/^[\w-]{64}$/);
  expect(next!.fromMs - startedMs).toBeGreaterThanOrEqual(15 * 60_000);
  expect(next!.fromMs - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  const [twice] = parseRing(rotate(stdout, '--in-minutes', '20').stdout);
  expect(twice!.secret).not.toBe(next!.secret);
});

test('after a leak no key of before is kept, and the new one counts at once', () => {
  const keys = parseRing(rotate(made, '--drop').stdout);
  expect(keys).toHaveLength(1);
  expect(keys[0]!.secret).not.toBe(made);
  expect(keys[0]!.fromMs).toBeLessThanOrEqual(Date.now());
});

test.each([
  ['what is no secret', 'locker', []],
  ['nothing', '', []],
  ['a key that counts before all know of it', made, ['--in-minutes', '5']],
])('%s: nothing is written, and the error does not repeat it', (_, input, args) => {
  const { status, stdout, stderr } = rotate(input, ...args);
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).not.toContain(made);
});
