import { changeAttemptsMax } from '../attempts.js';
import type { Rows } from '../registry-ports.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

/** Changes a row by what the change makes of its latest state; what it leaves as it is is not written. */
export async function changeRow<Row extends { version: number }, Key>(
  rows: Rows<Row, Key>,
  key: Key,
  change: (row: Row) => Row,
  ifMatch?: IfMatch,
): Promise<Row | { refusal: ApiRefusal }> {
  for (let attempt = 1; attempt <= changeAttemptsMax; attempt++) {
    const row = await rows.read(key);
    if (!row) return { refusal: 'not-found' };
    if (isStale(ifMatch, row)) return { refusal: 'changed-since-read' };
    const changed = change(row);
    if (changed === row) return row;
    if (await rows.replace(changed)) return { ...changed, version: row.version + 1 };
  }
  return { refusal: 'changed-meanwhile' };
}
