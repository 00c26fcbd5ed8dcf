import type { SiteId } from '../../domain/ids.js';
import { defaultPolicy, type SitePolicy } from '../../domain/policy.js';
import type { Digest, Page, PageOf } from '../ports.js';
import type { Registry, SiteRow } from '../registry-ports.js';
import { createOnce, madeFrom, type Made } from './create-once.js';
import type { ApiRefusal } from './refusals.js';

export interface NewSite {
  siteId: SiteId;
  name: string;
  policy?: Partial<SitePolicy> | undefined;
}

export async function createSite(
  { registry, digest }: { registry: Registry; digest: Digest },
  request: NewSite,
  nowMs: number,
): Promise<Made<SiteRow> | { refusal: ApiRefusal }> {
  const { siteId: id, name, policy } = request;
  const kept = { version: 1, createdAtMs: nowMs, madeFrom: madeFrom(digest, request) };
  const row = { id, name, policy: { ...defaultPolicy, ...policy }, ...kept };
  const made = await createOnce(registry.sites, { siteId: id }, row);
  return made ?? { refusal: 'site-exists' };
}

/** A change that another's came between is made again on what they left, so often. */
const attemptsMax = 4;

/** Changes a site by what the change makes of its latest state. */
export async function changeSite(
  registry: Registry,
  site: SiteRow,
  change: (row: SiteRow) => SiteRow,
): Promise<SiteRow | { refusal: ApiRefusal }> {
  let row = site;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const changed = change(row);
    if (await registry.sites.replace(changed)) return { ...changed, version: row.version + 1 };
    const latest = await registry.sites.read({ siteId: site.id });
    if (!latest) return { refusal: 'not-found' };
    row = latest;
  }
  return { refusal: 'changed-meanwhile' };
}

/** The sites that one person or client is a member of; a page of them is read one by one. */
export async function sitesOf(registry: Registry, subject: string, page: PageOf): Promise<Page<SiteRow>> {
  const { items, cursor } = await registry.members.ofSubject(subject, page);
  const sites = await Promise.all(items.map(({ siteId }) => registry.sites.read({ siteId })));
  return { items: sites.filter((site) => site !== undefined), cursor };
}
