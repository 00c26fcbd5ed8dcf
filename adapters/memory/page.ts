import type { Page, PageOf } from '../../app/ports.js';
import { cursorAfter, pageLimit, sortKeyOf } from '../cursor.js';

/** A page of rows that are in order already, each with the sort key that a cursor names. */
export function pageOfRows<Row>(
  rows: readonly (readonly [sortKey: string, row: Row])[],
  { limit, cursor }: PageOf,
  { newestFirst = false } = {},
): Page<Row> {
  const after = cursor === undefined ? undefined : sortKeyOf(cursor);
  const ordered = newestFirst ? [...rows].reverse() : rows;
  const isLater = ([key]: readonly [string, Row]) => after === undefined || (newestFirst ? key < after : key > after);
  const rest = ordered.filter(isLater);
  const shown = rest.slice(0, pageLimit(limit));
  const last = shown.at(-1);
  const hasMore = rest.length > shown.length;
  return { items: shown.map(([, row]) => row), cursor: hasMore && last ? cursorAfter(last[0]) : undefined };
}
