import type { Page, PageOf } from '../ports.js';

/** So many pages of a list are read for one report: 5,000 items. A longer period is asked for in parts. */
const pagesMax = 50;
export const pageSize = 100;

/** A list from its newest on, until an item that is past what is asked for, or the most that is read. */
export async function readAll<Item>(
  list: (page: PageOf) => Promise<Page<Item>>,
  isPast: (item: Item) => boolean,
  pages = pagesMax,
): Promise<{ items: Item[]; isWhole: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < pages; read++) {
    const page = await list({ limit: pageSize, cursor });
    items.push(...page.items);
    cursor = page.cursor;
    if (cursor === undefined || page.items.some(isPast)) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
