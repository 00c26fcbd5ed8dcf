import type { ResidentId, SiteId } from '../../domain/ids.js';
import { changeAttemptsMax } from '../attempts.js';
import type { OptOut } from '../ports.js';
import type { EmailTopics, Registry, ResidentRow } from '../registry-ports.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

/** What is undefined stays; what is null goes. */
export interface ResidentChange {
  name?: string | undefined;
  unit?: string | undefined;
  language?: string | undefined;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  holdUntilMs?: number | null | undefined;
  needsLowDoor?: boolean | undefined;
  /** All that they ask not to get, each once; empty: nothing more. */
  optOuts?: readonly OptOut[] | undefined;
}

interface Asked {
  siteId: SiteId;
  residentId: ResidentId;
  request: ResidentChange;
  ifMatch?: IfMatch;
  nowMs: number;
}

/** A hold that never ends is a resident who has moved out. */
const holdAheadMaxMs = 366 * 24 * 3_600_000;

/** Changes a resident by what the change makes of their latest row. An email address that is given is asked to confirm. */
export async function changeResident(
  { registry, emailTopics }: { registry: Registry; emailTopics: EmailTopics },
  { siteId, residentId, request, ifMatch, nowMs }: Asked,
): Promise<ResidentRow | { refusal: ApiRefusal }> {
  if ((request.holdUntilMs ?? 0) > nowMs + holdAheadMaxMs) return { refusal: 'hold-too-long' };
  const key = { siteId, residentId };
  for (let attempt = 1; attempt <= changeAttemptsMax; attempt++) {
    const row = await registry.residents.read(key);
    if (!row) return { refusal: 'not-found' };
    if (isStale(ifMatch, row)) return { refusal: 'changed-since-read' };
    const changed = changedBy(row, request, nowMs);
    if (changed.phone === undefined && changed.email === undefined) return { refusal: 'needs-contact' };
    const topic = request.email ? { emailTopic: await emailTopics.subscribe(residentId, request.email) } : {};
    const next = { ...changed, ...topic };
    if (!(await registry.residents.replace(next))) continue;
    // Nobody hears of the old address any more, and it is not kept. The row comes first: a topic in use is never removed.
    if (row.emailTopic !== undefined && row.emailTopic !== next.emailTopic) await emailTopics.remove(row.emailTopic);
    return { ...next, version: row.version + 1 };
  }
  return { refusal: 'changed-meanwhile' };
}

function changedBy(row: ResidentRow, request: ResidentChange, nowMs: number): ResidentRow {
  const { name = row.name, unit = row.unit, language = row.language, phone, email, holdUntilMs } = request;
  const { needsLowDoor = row.needsLowDoor, optOuts = row.optOuts } = request;
  return {
    ...row,
    ...{ name, unit, language, needsLowDoor },
    optOuts: optOuts && optOuts.length > 0 ? [...new Set(optOuts)] : undefined,
    ...phoneOf(row, phone),
    ...emailOf(row, email),
    holdUntilMs: holdUntilMs === undefined ? row.holdUntilMs : holdOf(row, holdUntilMs ?? nowMs, nowMs),
  };
}

/** Of another number nothing is known yet. */
function phoneOf(row: ResidentRow, given: string | null | undefined): Pick<ResidentRow, 'phone' | 'smsState'> {
  const phone = given === undefined ? row.phone : (given ?? undefined);
  return { phone, smsState: phone === row.phone ? row.smsState : undefined };
}

/** Another address, and the same one asked again, has its consent before it. */
function emailOf({ email, emailTopic, emailState }: ResidentRow, given: string | null | undefined) {
  if (given === undefined) return { email, emailTopic, emailState };
  return given === null
    ? { email: undefined, emailTopic: undefined, emailState: undefined }
    : { email: given, emailTopic, emailState: 'unconfirmed' as const };
}

/** A hold that is ended ends now and not earlier: ladders count from its end, and nothing is overdue at once. */
function holdOf({ holdUntilMs = 0 }: ResidentRow, untilMs: number, nowMs: number): number | undefined {
  if (untilMs > nowMs) return untilMs;
  return holdUntilMs > nowMs ? nowMs : holdUntilMs || undefined;
}
