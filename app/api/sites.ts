import type { SiteId } from '../../domain/ids.js';
import type { Language } from '../../domain/messages/index.js';
import { defaultPolicy, remindsInTime, siteDefaults, type SitePolicy } from '../../domain/policy.js';
import { changeAttemptsMax } from '../attempts.js';
import type { Digest, ManagerContact, Page, PageOf } from '../ports.js';
import type { EmailTopics, Registry, SiteRow } from '../registry-ports.js';
import { createOnce, madeFrom, type Made } from './create-once.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

export interface NewSite {
  siteId: SiteId;
  name: string;
  language?: Language | undefined;
  timeZone?: string | undefined;
  manager?: GivenManager | undefined;
  policy?: Partial<SitePolicy> | undefined;
}

export type GivenManager = Pick<ManagerContact, 'phone' | 'email'>;

type Refused = { refusal: ApiRefusal };

interface SitePorts {
  registry: Registry;
  emailTopics: EmailTopics;
}

export async function createSite(
  ports: SitePorts & { digest: Digest },
  request: NewSite,
  nowMs: number,
): Promise<Made<SiteRow> | Refused> {
  const { registry, digest } = ports;
  const { siteId: id, ...said } = request;
  const policy = { ...defaultPolicy, ...request.policy };
  if (!remindsInTime(policy)) return { refusal: 'reminder-too-late' };
  const kept = { version: 1, createdAtMs: nowMs, madeFrom: madeFrom(digest, request) };
  const row = { id, ...siteDefaults, ...said, policy, ...kept };
  const made = await createOnce(registry.sites, { siteId: id }, row);
  if (!made) return { refusal: 'site-exists' };
  const manager = await withTopic(ports, id, made.row.manager);
  if (manager === made.row.manager) return made;
  const asked = { ...made.row, manager };
  // Lost to another call with the same request, it is the same topic that stands there.
  await registry.sites.replace(asked);
  return { ...made, row: asked };
}

/** Has a manager's email address asked to confirm, by the topic that follows from site and address. */
export async function withTopic(
  { emailTopics }: Pick<SitePorts, 'emailTopics'>,
  siteId: SiteId,
  manager: ManagerContact | undefined,
): Promise<ManagerContact | undefined> {
  if (manager?.email === undefined || manager.emailTopic !== undefined) return manager;
  return { ...manager, emailTopic: await emailTopics.subscribe(siteId, manager.email) };
}

/** What a site tunes. Of a ladder that is not touched nothing is asked: it may be from before this was. */
export function changePolicy(
  registry: Registry,
  site: SiteRow,
  change: Partial<SitePolicy>,
  ifMatch?: IfMatch,
): Promise<SiteRow | Refused> {
  const isOfLadder = change.reminderHours !== undefined || change.overdueHours !== undefined;
  const changed = (row: SiteRow): SiteRow | Refused => {
    const policy = { ...row.policy, ...change };
    return isOfLadder && !remindsInTime(policy) ? { refusal: 'reminder-too-late' } : { ...row, policy };
  };
  return changeSite(registry, site, changed, ifMatch);
}

/** Changes a site by what the change makes of its latest state. */
export async function changeSite(
  registry: Registry,
  site: SiteRow,
  change: (row: SiteRow) => SiteRow | Refused,
  ifMatch?: IfMatch,
): Promise<SiteRow | Refused> {
  let row = site;
  for (let attempt = 1; attempt <= changeAttemptsMax; attempt++) {
    if (isStale(ifMatch, row)) return { refusal: 'changed-since-read' };
    const changed = change(row);
    if ('refusal' in changed) return changed;
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
