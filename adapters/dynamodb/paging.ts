import type { Page, PageOf } from '../../app/ports.js';
import { cursorAfter, pageLimit, sortKeyOf } from '../cursor.js';
import type { Item, TableAccess } from './access.js';
import { keyAttributes, toAttributes } from './codec.js';
import { beginsWith, equals } from './expression.js';
import { indexes, type Key } from './table.js';

export interface ListInIndex {
  inSite: string;
  /** The item's own key, which follows from its place in the list. */
  keyOf: (siteSort: string) => Key;
  newestFirst?: boolean;
  /** Only those whose place in the list begins so. */
  prefix?: string | undefined;
  /** Of each item its keys and these alone; all of it if not given. */
  attributes?: readonly string[] | undefined;
}

/** A page of a list in the by-site index. A cursor names a place in this list and cannot name one in another. */
export async function pageInIndex(
  table: TableAccess,
  list: ListInIndex,
  { limit, cursor }: PageOf,
): Promise<Page<Item>> {
  const { bySite } = indexes;
  const { inSite, keyOf, newestFirst = false, prefix, attributes } = list;
  const siteSort = cursor === undefined ? undefined : sortKeyOf(cursor);
  const answer = await table.query({
    index: bySite,
    where: (x) => equals(x, bySite.hash, inSite) + (prefix === undefined ? '' : ` AND ${placeBegins(x, prefix)}`),
    attributes: attributes && ['pk', 'sk', bySite.hash, bySite.range, ...attributes],
    newestFirst,
    limit: pageLimit(limit) + 1, // One more than is shown tells whether there is more.
    after: siteSort === undefined ? undefined : toAttributes({ inSite, siteSort, ...keyOf(siteSort) }),
  });
  return pageOf(answer, limit, (item) => String(item[bySite.range]));
}

const placeBegins = (x: Parameters<typeof beginsWith>[0], prefix: string): string =>
  `begins_with(${x.name(indexes.bySite.range)}, ${x.valueAt(indexes.bySite.range, prefix)})`;

/** A page of the items of one partition whose sort key begins so, in the order of the sort keys. */
export async function pageInPartition(
  table: TableAccess,
  { pk, prefix }: { pk: string; prefix: string },
  { limit, cursor }: PageOf,
): Promise<Page<Item>> {
  const answer = await table.query({
    where: (x) => `${equals(x, 'pk', pk)} AND ${beginsWith(x, prefix)}`,
    limit: pageLimit(limit) + 1,
    after: cursor === undefined ? undefined : keyAttributes({ pk, sk: prefix + sortKeyOf(cursor) }),
  });
  return pageOf(answer, limit, ({ sk }) => sk.slice(prefix.length));
}

function pageOf(
  { items, lastKey }: Awaited<ReturnType<TableAccess['query']>>,
  limit: number,
  placeOf: (item: Item) => string,
): Page<Item> {
  const shown = items.slice(0, pageLimit(limit));
  const last = shown.at(-1);
  const hasMore = items.length > shown.length || lastKey !== undefined;
  return { items: shown, cursor: hasMore && last ? cursorAfter(placeOf(last)) : undefined };
}
