import type { Page, PageOf } from '../ports.js';

/** What is asked for may lie far back: so many pages are looked through in one call, then the caller goes on by the cursor. */
const pagesMax = 10;

/** A page of those items of a list that pass. Only a page without a cursor is the last. */
export async function pageOfPassing<Item>(
  list: (page: PageOf) => Promise<Page<Item>>,
  passes: (item: Item) => boolean,
  { limit, cursor }: PageOf,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let next = cursor;
  for (let read = 0; read < pagesMax && items.length < limit; read++) {
    // Never more than fits: a page's cursor stands after its last item.
    const page = await list({ limit: limit - items.length, cursor: next });
    items.push(...page.items.filter(passes));
    next = page.cursor;
    if (next === undefined) break;
  }
  return { items, cursor: next };
}
