import { describe, expect, it } from 'vitest';
import { sha256Digest } from '../../../adapters/crypto/digest.js';
import { brokenLink, type SealedRow } from '../../../app/api/custody.js';
import { hashOfRow } from '../../../simulator/custody-hash.js';

/** Three rows, sealed by the simulator's own hand. */
function log(): SealedRow[] {
  const rows: SealedRow[] = [];
  for (let n = 1; n <= 3; n++) {
    const previous = rows.at(-1)?.hash ?? '';
    const events = [{ type: 'cycle-added', n, undecided: undefined }] as never;
    const row = { chain: 'A07-abc', n, previous, occurredAtMs: n * 1_000, committedAtMs: n * 1_000 + 5, events };
    rows.push({ ...row, hash: hashOfRow(row as never) });
  }
  return rows;
}
const check = (rows: readonly SealedRow[], head?: { n: number; hash: string }) => brokenLink(sha256Digest, rows, head);
const changed = (n: number, change: Partial<SealedRow>) =>
  log().map((row) => (row.n === n ? { ...row, ...change } : row));
const resealed = (n: number, change: Partial<SealedRow>) =>
  changed(n, change).map((row) => (row.n === n ? { ...row, hash: hashOfRow(row as never) } : row));

describe('a custody log', () => {
  it('holds as it was sealed, in whatever order it is read, and up to the head that its door knows', () => {
    const last = log()[2]!;
    expect(check(log())).toBeUndefined();
    expect(check(log().reverse())).toBeUndefined();
    expect(check(log(), { n: 3, hash: last.hash })).toBeUndefined();
    expect(check([])).toBeUndefined();
  });

  it.each([
    ['an event', { events: [{ type: 'pickup-verified' }] as never }],
    ['when it happened', { occurredAtMs: 2_001 }],
    ['when it was committed', { committedAtMs: 2_006 }],
  ])('does not hold where %s was changed', (_what, change) => {
    expect(check(changed(2, change))).toEqual({ n: 2, why: 'content-does-not-match' });
    // Whoever seals the changed row anew breaks the next one.
    expect(check(resealed(2, change))).toEqual({ n: 3, why: 'previous-does-not-match' });
  });

  it('does not hold where a row was left out, put between, or comes of another log', () => {
    const [one, two, three] = log() as [SealedRow, SealedRow, SealedRow];
    expect(check([one, three])).toEqual({ n: 2, why: 'missing' });
    expect(check([two, three])).toEqual({ n: 1, why: 'missing' });
    expect(check([one, two, two, three])).toEqual({ n: 3, why: 'missing' });
    expect(check(resealed(3, { chain: 'A08-abc' }))).toEqual({ n: 3, why: 'of-another-log' });
  });

  it('that was cut off at its end looks whole, unless its head is known', () => {
    const [one, two, three] = log() as [SealedRow, SealedRow, SealedRow];
    expect(check([one, two])).toBeUndefined();
    expect(check([one, two], { n: 3, hash: three.hash })).toEqual({ n: 3, why: 'missing' });
  });

  it('whose last row was sealed anew is not the one that the door knows', () => {
    const head = { n: 3, hash: log()[2]!.hash };
    expect(check(resealed(3, { occurredAtMs: 9 }), head)).toEqual({ n: 3, why: 'not-the-last' });
    expect(check(log(), { n: 2, hash: log()[1]!.hash })).toEqual({ n: 3, why: 'not-the-last' });
  });
});
