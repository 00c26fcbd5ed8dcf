import type { Head, SealedRow } from '../app/api/custody.js';

/** A custody log as the API answers it: whole, or the part of a long one. */
export interface LogPart {
  rows: SealedRow[];
  /** What its door knows of its end, while it does. */
  head?: Head | undefined;
  /** There are more rows, after this one. */
  nextAfterN?: number | undefined;
}

/** Rows that are no rows would break no link and prove nothing. */
export function isLog(value: unknown): value is LogPart {
  const { rows } = (value ?? {}) as { rows?: unknown };
  return (
    Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null && 'n' in row && 'hash' in row)
  );
}

/**
 * All parts of a log, each of which says after which row the next one begins.
 * @throws Error where the next one has no row after that: what was there a moment ago is not.
 */
export async function partsOf(read: (query: string) => Promise<LogPart>): Promise<LogPart[]> {
  const parts = [await read('')];
  for (let afterN = parts[0]?.nextAfterN; afterN !== undefined; afterN = parts.at(-1)?.nextAfterN) {
    const last = afterN;
    const part = await read(`?afterN=${last}`);
    if (part.rows.every(({ n }) => n <= last)) throw new Error(`the log goes on after entry ${last}, and does not`);
    parts.push(part);
  }
  return parts;
}

/** A list of parts as the log that they are of; whether that is whole, and what its door knows, the last one says. */
export const joined = (value: unknown): unknown =>
  Array.isArray(value) && value.every(isLog)
    ? { ...value.at(-1), rows: value.flatMap(({ rows }: LogPart) => rows) }
    : value;
