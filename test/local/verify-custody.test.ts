import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { hashOfRow } from '../../simulator/custody-hash.js';

const verify = (input: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', 'bin/run.js', 'local/verify-custody.ts', ...args],
    { input, encoding: 'utf8' },
  );
  return [status, `${stdout}${stderr}`.trim()] as const;
};

const row = { chain: 'A07-abc', n: 1, previous: '', occurredAtMs: 1, committedAtMs: 2, events: [] };
const rows = [{ ...row, hash: hashOfRow(row as never) }];

test('a log that holds ends with 0, one that does not with 1 and its first broken link, and no log with 2', () => {
  expect(verify(JSON.stringify({ rows, head: { n: 1, hash: rows[0]!.hash } }), '--file', '-')).toEqual([
    0,
    'the log holds: 1 entries',
  ]);
  const changed = JSON.stringify({ rows: [{ ...rows[0], occurredAtMs: 9 }] });
  expect(verify(changed, '--file', '-')).toEqual([1, expect.stringContaining('entry 1, content-does-not-match')]);
  for (const none of ['{}', '{"rows":[]}', '{"rows":[7]}', 'no json']) expect(verify(none, '--file', '-')[0]).toBe(2);
  expect(verify('')[0]).toBe(2);
});

test('a long log is verified by a list of its parts, and a part of it by itself proves nothing', () => {
  const next = { ...row, n: 2, previous: rows[0]!.hash };
  const [first, last] = [{ rows, nextAfterN: 1 }, { rows: [{ ...next, hash: hashOfRow(next as never) }] }];
  expect(verify(JSON.stringify([first, last]), '--file', '-')).toEqual([0, expect.stringContaining('2 entries')]);
  for (const part of [first, [first]])
    expect(verify(JSON.stringify(part), '--file', '-')).toEqual([2, expect.stringContaining('after entry 1')]);
  expect(verify(JSON.stringify(last), '--file', '-')).toEqual([1, expect.stringContaining('entry 1, missing')]);
}, 60_000);
