import type { Digest } from '../ports.js';
import type { Kept, Rows } from '../registry-ports.js';
import { canonicalJson } from '../seal.js';

export interface Made<Row> {
  row: Row;
  /** False where the same request had made it before. */
  isNew: boolean;
}

/** What a row keeps of the request that made it, so that a repeated one can be told from another under the same key. */
export const madeFrom = (digest: Digest, request: unknown): string => digest.hash(canonicalJson(request));

/** Creates a row once: the same request again finds it; undefined where another request made what has this key. */
export async function createOnce<Row extends Kept, Key>(
  rows: Rows<Row, Key>,
  key: Key,
  row: Row,
): Promise<Made<Row> | undefined> {
  if (await rows.create(row)) return { row, isNew: true };
  const there = await rows.read(key);
  return there?.madeFrom === row.madeFrom ? { row: there, isNew: false } : undefined;
}
