import { timingSafeEqual } from 'node:crypto';
import type { CodeKey, Page, PageOf, Secrets } from '../../app/ports.js';

type Sealing = Pick<CodeKey, 'lookupKey'>;

/** As many items as a list shows unless it is asked for more. */
const limitDefault = 50;

export interface PageAsked {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/**
 * The page that a request asks for, or `forged`: a cursor carries a seal over the list that gave it, so that nobody can
 * make one up, or take one from another site's list to this one's.
 */
export async function pageAsked(secrets: Secrets, list: string, asked: PageAsked): Promise<PageOf | 'forged'> {
  const { limit = limitDefault, cursor } = asked;
  if (cursor === undefined) return { limit };
  const [inner = '', seal = ''] = cursor.split('.');
  for (const key of [secrets, ...(await secrets.others())])
    if (same(seal, await sealOf(key, list, inner))) return { limit, cursor: fromBase64(inner) };
  return 'forged';
}

/** A page as it is answered, its cursor sealed. */
export async function sealedPage<Item, View>(
  secrets: Sealing,
  list: string,
  { items, cursor }: Page<Item>,
  view: (item: Item) => View,
): Promise<Page<View>> {
  if (cursor === undefined) return { items: items.map(view) };
  const inner = Buffer.from(cursor).toString('base64url');
  return { items: items.map(view), cursor: `${inner}.${await sealOf(secrets, list, inner)}` };
}

const fromBase64 = (inner: string): string => Buffer.from(inner, 'base64url').toString();

/** 128 bits of the same HMAC that look-up keys are made by; its scope keeps the two apart. */
async function sealOf(secrets: Sealing, list: string, inner: string): Promise<string> {
  const key = await secrets.lookupKey(`cursor:${list}`, inner);
  return Buffer.from(key).toString('base64url').slice(0, 64);
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
