import type { CustodyRow, Digest } from '../ports.js';
import { canonicalJson } from '../seal.js';

/** What a row must have to be verified; whoever was told of it is outside its hash. */
export type SealedRow = Pick<
  CustodyRow,
  'chain' | 'n' | 'previous' | 'hash' | 'occurredAtMs' | 'committedAtMs' | 'events'
>;

/** The last row that its door knows of: without it, a log that was cut off at its end looks whole. */
export interface Head {
  n: number;
  hash: string;
}

/** The first row at which the log does not hold, and what is wrong there. */
export interface BrokenLink {
  n: number;
  why: 'missing' | 'of-another-log' | 'previous-does-not-match' | 'content-does-not-match' | 'not-the-last';
}

/**
 * Looks whether a custody log holds: rows from 1 on with none missing, each naming the hash before it, and each hash that
 * of what its row says (`seal`). Anybody can do this, with nothing but the rows; `npm run verify-custody` does. Of a part, the
 * row before it is where it begins.
 */
export function brokenLink(
  digest: Pick<Digest, 'hash'>,
  rows: readonly SealedRow[],
  head?: Head,
  begin?: Head & Pick<SealedRow, 'chain'>,
): BrokenLink | undefined {
  let [n, hash] = [begin?.n ?? 0, begin?.hash ?? ''];
  const chain = begin?.chain ?? rows[0]?.chain ?? '';
  for (const row of [...rows].sort((a, b) => a.n - b.n)) {
    n += 1;
    const why = wrongWith(digest, row, { n, previous: hash, chain });
    if (why) return { n, why };
    hash = row.hash;
  }
  if (!head) return undefined;
  if (n < head.n) return { n: n + 1, why: 'missing' };
  return n === head.n && hash === head.hash ? undefined : { n, why: 'not-the-last' };
}

function wrongWith(
  digest: Pick<Digest, 'hash'>,
  row: SealedRow,
  { n, previous, chain }: { n: number; previous: string; chain: string },
): BrokenLink['why'] | undefined {
  if (row.n !== n) return 'missing';
  if (row.chain !== chain) return 'of-another-log';
  if (row.previous !== previous) return 'previous-does-not-match';
  const { occurredAtMs, committedAtMs, events } = row;
  const text = canonicalJson({ chain, n, occurredAtMs, committedAtMs, events });
  return digest.hash(previous + text) === row.hash ? undefined : 'content-does-not-match';
}
