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

describe('a custody log in parts', () => {
  /** What may be done to a row; `n` where it is done. */
  const tampered = (n: number, how: 'nothing' | 'drop' | 'change' | 'reseal' | 'another'): SealedRow[] => {
    if (how === 'drop') return log().filter((row) => row.n !== n);
    if (how === 'change') return changed(n, { occurredAtMs: 9 });
    if (how === 'reseal') return resealed(n, { occurredAtMs: 9 });
    return how === 'another' ? resealed(n, { chain: 'A08-abc' }) : log();
  };

  it('holds if and only if it holds as one, and breaks at the same row, wherever it is cut and whatever was done to it', () => {
    const last = log()[2]!;
    for (const head of [undefined, { n: 3, hash: last.hash }])
      for (const how of ['nothing', 'drop', 'change', 'reseal', 'another'] as const)
        for (const n of [1, 2, 3])
          for (const cut of [1, 2]) {
            const rows = tampered(n, how);
            const begin = rows.find((row) => row.n === cut);
            const first = rows.filter((row) => row.n <= cut);
            const rest = rows.filter((row) => row.n > cut);
            const ofRest = begin ? brokenLink(sha256Digest, rest, head, begin) : { n: cut, why: 'missing' };
            expect([how, n, cut, check(first) ?? ofRest]).toEqual([how, n, cut, check(rows, head)]);
          }
  });
});
