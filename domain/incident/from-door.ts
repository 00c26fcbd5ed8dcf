import { liveStay, type Door } from '../door.js';
import { questionOf } from '../decide/cycle.js';
import type { DoorEvent } from '../events.js';
import type { Cause } from '../exceptions/cause.js';
import { isNewBounce } from '../faults/latch-bounce.js';
import type { OutboxEntry } from '../outbox.js';
import type { Finding } from './finding.js';

/** What a door's commit says of its faults, as its outbox keeps it: the rest of a finding follows from the entry. */
export type DoorFinding = Pick<Finding, 'cause' | 'status' | 'detail' | 'evidence'> & { atMs: number };

/** Which causes an event says to stand: of a lock that did not move again, and of what may lie behind it. */
function causesIn(event: DoorEvent, events: readonly DoorEvent[], before: Door): Cause[] {
  // It is known what became of the command: the door stands open, which is an incident of its own.
  const isLeftOpen = event.type === 'deposit-unaccounted' && before.door === 'open';
  if (isLeftOpen && event.reason === 'unaccounted') return [];
  const cause = causeIn(event, events);
  const isInDoubt = event.type === 'deposit-cancelled' && event.leaves === 'content-unclear';
  return [...(cause ? [cause] : []), ...(isInDoubt ? (['thin-item'] as const) : [])];
}

function causeIn(event: DoorEvent, events: readonly DoorEvent[]): Cause | undefined {
  switch (event.type) {
    case 'deposit-cancelled':
    case 'pickup-lapsed':
    case 'return-lapsed':
    case 'move-lapsed':
      // What was left after its re-open window is stored again and reminded of: it needs no incident.
      return event.reason === 'jammed' ? 'wont-open' : undefined;
    case 'deposit-unaccounted':
      return event.reason === 'content-unclear' ? 'thin-item' : 'command-unknown';
    case 'door-left-open':
      // One cause, one incident: it stands open because somebody, or something, opened it who may not.
      return events.some(({ type }) => type === 'opened-without-command') ? undefined : 'door-ajar';
    case 'opened-without-command':
      return 'opened-without-command';
    case 'content-unexpected':
      return 'phantom';
    case 'parcel-missing':
      // One cause, one incident: who opened the door took it.
      return events.some(({ type }) => type === 'opened-without-command') ? undefined : 'ghost';
    default:
      return undefined;
  }
}

interface Step {
  events: readonly DoorEvent[];
  after: Door;
}

const isExplained = ({ after }: Step): boolean => after.quarantine !== 'content-unexpected';

/** Of the causes that a door itself says to stand, or that a person's word may end: what ends them. */
const isOver: Partial<Record<Cause, (step: Step) => boolean>> = {
  // It has opened, and closed again; one that is still held for it has its case go on, with which that ends.
  'wont-open': ({ events, after }) => events.some(hasCycle) && after.quarantine !== 'wont-open',
  'door-ajar': ({ after }) => after.door !== 'open',
  // Opened and closed since by somebody who may, and nothing is missing any more.
  'opened-without-command': ({ events, after }) =>
    after.stay?.state !== 'missing' && events.some((event) => hasCycle(event) || event.type === 'verdict-overridden'),
  phantom: isExplained,
  'left-behind': isExplained,
  'foreign-object': isExplained,
  ghost: ({ after }) => after.stay?.state !== 'missing',
  'thin-item': ({ after }) => after.quarantine !== 'content-unclear',
  'command-unknown': ({ after }) => after.quarantine !== 'unaccounted',
  'lock-wear': ({ after }) => after.lock?.isWorn !== true,
  'latch-bounce': ({ after }) => after.latch === undefined, // It has caught again and again.
};

const hasCycle = (event: DoorEvent): boolean => 'seen' in event && event.seen !== undefined;

/**
 * What a commit says of the door's faults, and which of them the door keeps in mind: an end is told only of what was told to
 * stand, so an uneventful commit says nothing and keeps nothing. Instants are when it was decided, and an end is later than
 * its beginning: news of a door comes late and in any order, and what the door knows last is what counts.
 */
export function faultsOf(
  before: Door,
  events: readonly DoorEvent[],
  after: Door,
  nowMs: number,
): { faults: Door['faults']; findings: DoorFinding[] } {
  const found = [
    ...events.flatMap((event) => standing(event, { events, before }, nowMs)),
    ...wear(before, after, nowMs),
    ...bounces(before, after, nowMs),
  ];
  const known = Object.entries(before.faults ?? {}) as [Cause, number][];
  const ended = known.filter(([cause]) => {
    const isFoundAgain = found.some((finding) => finding.cause === cause);
    return !isFoundAgain && (isOver[cause]?.({ events, after }) ?? false);
  });
  const left = known.filter(([cause]) => !ended.some(([other]) => other === cause));
  const faults = { ...Object.fromEntries(left), ...Object.fromEntries(found.map(({ cause, atMs }) => [cause, atMs])) };
  const by = events.some(isService) ? { detail: { endedBy: 'service' } } : {};
  const overs = ended.map(
    ([cause, atMs]) => ({ cause, status: 'over', atMs: Math.max(nowMs, atMs + 1), ...by }) as const,
  );
  const settled = settledByWord(before, { events, after });
  const settledOvers = settled.map((cause) => ({ cause, status: 'over', atMs: nowMs }) as const);
  return {
    faults: Object.keys(faults).length === 0 ? undefined : faults,
    findings: [...found, ...overs, ...settledOvers],
  };
}

/** A scan may have raised it, of which the door knows nothing: what a named person says of the parcel ends it all the same. */
function settledByWord(before: Door, step: Step): Cause[] {
  if (!step.events.some(({ type }) => type === 'verdict-overridden')) return [];
  const causes: Cause[] = liveStay(before) ? ['ghost'] : ['phantom', 'left-behind', 'foreign-object', 'thin-item'];
  return causes.filter((cause) => !(cause in (before.faults ?? {})) && isOver[cause]?.(step));
}

/** Somebody was there and has mended it, for whatever they had come. */
const isService = (event: DoorEvent): boolean => event.type === 'door-released' && event.isServiced === true;

function standing(
  event: DoorEvent,
  { events, before }: { events: readonly DoorEvent[]; before: Door },
  atMs: number,
): DoorFinding[] {
  const doorCycle = 'doorCycle' in event ? event.doorCycle : 'seen' in event ? event.seen?.doorCycle : undefined;
  const evidence = doorCycle === undefined ? undefined : [`cycle-${doorCycle}`];
  return causesIn(event, events, before).map((cause) => {
    const detail = {
      event: event.type,
      ...(doorCycle === undefined ? {} : { doorCycle }),
      ...('openedAtMs' in event ? { openedAtMs: event.openedAtMs } : {}),
      ...(event.type === 'opened-without-command' ? parcelIn(event, events, before) : {}),
      ...visitIn(event, before),
      ...(event.type === 'content-unexpected' && event.lease ? { lease: event.lease } : {}),
      ...(event.type === 'content-unexpected' && event.wasThere ? { came: 'before' } : {}),
      ...(before.stay && isOfParcel(cause) ? { ofParcel: before.stay.parcelId } : {}),
    };
    return { cause, status: 'standing', atMs, detail, evidence };
  });
}

/** What became of the parcel in a door that nobody may have opened; while it stands open, anybody can take it. */
function parcelIn(
  { isClosed }: { isClosed: boolean },
  events: readonly DoorEvent[],
  { stay }: Door,
): { parcel?: 'missing' | 'exposed' } {
  if (events.some(({ type }) => type === 'parcel-missing')) return { parcel: 'missing' };
  return stay && !isClosed ? { parcel: 'exposed' } : {};
}

/** At whose visit it was left open, as ids that name nobody: a report can tell two people's doings from one door's. */
function visitIn(event: DoorEvent, { stay }: Door): DoorFinding['detail'] {
  if (event.type !== 'door-left-open' || !event.lease || !stay) return {};
  const visit = questionOf(stay, event.lease);
  // Whose it was before it was another resident's is not known by the stay.
  const isOthers = visit === 'pickup' && event.lease <= (stay.othersLeases ?? 0);
  return isOthers ? {} : { stay: stay.id, visit };
}

/** The question is whose that is: of the door's last stay, as far as anybody knows. A person who answers it needs its parcel. */
const isOfParcel = (cause: Cause): boolean => cause === 'phantom' || cause === 'ghost' || cause === 'thin-item';

/** The lock is worn since this pull: a service order, before it fails. */
function wear(before: Door, { lock }: Door, atMs: number): DoorFinding[] {
  if (!lock?.isWorn || before.lock?.isWorn) return [];
  const { slow, vain } = lock;
  return [{ cause: 'lock-wear', status: 'standing', atMs, detail: { slow, vain } }];
}

/** Its latch did not catch, and not for the first time. */
function bounces(before: Door, { latch }: Door, atMs: number): DoorFinding[] {
  if (!latch || !isNewBounce(before.latch, latch)) return [];
  const { cycle: doorCycle, times } = latch;
  return [{ cause: 'latch-bounce', status: 'standing', atMs, detail: { doorCycle, times } }];
}

/** In the door's own cycle, and not by a scan, nor by a look at what had come before. */
export const isUnexpected = ({ cause, status, detail }: Pick<Finding, 'cause' | 'status' | 'detail'>): boolean =>
  cause === 'phantom' && status === 'standing' && hasCome(detail);

export const hasCome = (detail: Finding['detail']): boolean =>
  detail?.['event'] === 'content-unexpected' && detail['came'] === undefined;

/** The finding whole: its key is the custody row that vouches for the commit. */
export const findingOf = (
  { custody, bankId, compartmentId, occurredAtMs, isOfUnknownAge }: OutboxEntry,
  { atMs, ...finding }: DoorFinding,
): Finding => ({
  ...finding,
  // Who may have put it there depends on when that was.
  ...(isUnexpected(finding) && !isOfUnknownAge ? { detail: { ...finding.detail, closedAtMs: occurredAtMs } } : {}),
  place: { bankId, compartmentId },
  key: `${custody.chain}-${custody.n}`,
  occurredAtMs: atMs,
});
