import type { SiteId } from '../../domain/ids.js';
import type { MemberRow, Registry } from '../registry-ports.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

/** The last to speak wins; a change that came between is made again on what is there, so often. */
const attemptsMax = 4;

type Given = Pick<MemberRow, 'siteId' | 'subject' | 'role'>;

/** Sets a role, whether there was one or not. */
export async function putMember(
  { members }: Registry,
  given: Given,
  { nowMs, ifMatch }: { nowMs: number; ifMatch?: IfMatch },
): Promise<MemberRow | { refusal: ApiRefusal }> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const there = await members.read(given);
    if (isStale(ifMatch, there)) return { refusal: 'changed-since-read' };
    if (there?.role === given.role) return there;
    const since = { ...given, roleSinceMs: nowMs };
    const row = there ? { ...there, ...since } : { ...since, version: 1, createdAtMs: nowMs, madeFrom: '' };
    if (there && (await members.replace(row))) return { ...row, version: row.version + 1 };
    if (!there && (await members.create(row))) return row;
  }
  return { refusal: 'changed-meanwhile' };
}

/** Takes a role away. Undefined: it is gone, or was. */
export async function removeMember(
  { members }: Registry,
  key: { siteId: SiteId; subject: string },
  ifMatch?: IfMatch,
): Promise<{ refusal: ApiRefusal } | undefined> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const there = await members.read(key);
    if (!there) return undefined;
    if (isStale(ifMatch, there)) return { refusal: 'changed-since-read' };
    if (await members.remove(there)) return undefined;
  }
  return { refusal: 'changed-meanwhile' };
}
