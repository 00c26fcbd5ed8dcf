import { isHeldForContent } from '../../domain/door.js';
import type { Refusal } from '../../domain/decide/decision.js';
import type { DoorEvent } from '../../domain/events.js';
import type { ParcelId, ResidentId, SiteId } from '../../domain/ids.js';
import type { PersonRequest, Times } from '../../domain/inputs.js';
import { extensionEndMaxMs, holdMaxMs, overdueAtMs } from '../../domain/ladder.js';
import { stateAfter } from '../../domain/stay.js';
import { claimCode, isHeld, keepClaim } from '../claim.js';
import type { Parcel, ParcelClaim, Ports, Reassigned, Withdrawn } from '../ports.js';
import { transact } from '../transact.js';
import { decidedBefore, eventOf } from './decided-before.js';
import { doorAsRead } from './door-as-read.js';
import { parcelAt } from './find-parcels.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

export interface PersonAsked {
  type: PersonRequest['type'];
  siteId: SiteId;
  parcelId: ParcelId;
  /** The token's subject: it stands in the custody log. */
  actor: string;
  /** The caller's Idempotency-Key: the request's id follows from it. */
  key: string;
  reason: string;
  finding?: PersonRequest['finding'];
  untilMs?: PersonRequest['untilMs'];
  residentId?: ResidentId | undefined;
  /** Of the parcel. */
  ifMatch?: IfMatch;
  times: Times;
  /** Of this call, which owns what its commit owes. */
  requestId: string;
}

type Refused = { refusal: Refusal | ApiRefusal };

/** A commit that somebody else's came between is decided again by transact; a withdrawal so often here. */
const attemptsMax = 4;

/** What a named person decides of a parcel: at its door where it has one, else of the parcel itself. Once a key. */
export async function decideByPerson(ports: Ports, asked: PersonAsked): Promise<Parcel | Refused> {
  const parcel = await parcelAt(ports.parcels, asked.siteId, asked.parcelId);
  if (!parcel) return { refusal: 'not-found' };
  if (asked.type === 'hold' && (asked.untilMs ?? 0) > holdEndMaxMs(parcel, asked)) return { refusal: 'hold-too-long' };
  const refusal = await decideAtParcel(ports, parcel, asked);
  if (refusal) return { refusal };
  return (await ports.parcels.read(parcel.id)) ?? { refusal: 'not-found' };
}

/** At its door where it has one. What no door holds can be withdrawn, or be another resident's, and no more. */
async function decideAtParcel(
  ports: Ports,
  read: Parcel,
  asked: PersonAsked,
): Promise<Refusal | ApiRefusal | undefined> {
  let parcel = read;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const requestId = requestIdOf(ports, asked);
    const before = decidedOfParcel(parcel, requestId);
    if (before) return isSameOfParcel(before, asked) ? undefined : 'idempotency-key-reused';
    // Also where its claim has come to nothing by that: what was called off at its door is so, and no more than that.
    const atItsDoor = parcel.claim && (await decidedInAny(ports, parcel.claim, requestId));
    if (atItsDoor) return isSame(atItsDoor, asked) ? undefined : 'idempotency-key-reused';
    const claim = await liveClaim(ports, parcel, asked);
    if (claim) return atDoor(ports, { parcel, claim }, asked);
    const change = ofParcelAlone(parcel, asked, requestId);
    if (typeof change !== 'object') return change;
    if (isStale(asked.ifMatch, parcel)) return 'changed-since-read';
    if (await ports.parcels.change(parcel.id, parcel.version, change)) return undefined;
    parcel = (await ports.parcels.read(parcel.id)) ?? parcel; // Somebody came between: a courier, say.
  }
  return 'changed-meanwhile';
}

/** So many are remembered of a parcel that no door holds. */
const reassignedMax = 8;

/** What changes of a parcel that no door holds; undefined: it is so already. */
function ofParcelAlone(parcel: Parcel, asked: PersonAsked, requestId: string): ParcelChange | Refusal | undefined {
  const { state, residentId: fromResidentId, reassigned = [] } = parcel;
  const { type, residentId, actor: by, reason, times } = asked;
  const said = { requestId, by, reason, atMs: times.nowMs };
  if (type === 'override' && state === 'withdrawn') return 'not-now';
  if (type === 'cancel') return state === 'withdrawn' ? undefined : { state: 'withdrawn', withdrawn: said };
  if (type !== 'reassign' || !residentId) return 'no-such-stay';
  if (state === 'withdrawn') return 'not-now';
  // Theirs already: so it is, unless whoever asks has read it as another's.
  if (residentId === fromResidentId && !isStale(asked.ifMatch, parcel)) return undefined;
  return {
    state,
    residentId,
    reassigned: [...reassigned, { ...said, residentId, fromResidentId }].slice(-reassignedMax),
  };
}

/** What was decided of the parcel itself under this request's id. */
const decidedOfParcel = (
  { reassigned = [], withdrawn }: Parcel,
  requestId: string,
): Withdrawn | Reassigned | undefined => [...reassigned, withdrawn].find((one) => one?.requestId === requestId);

const isSameOfParcel = (one: Withdrawn | Reassigned, asked: PersonAsked): boolean =>
  'residentId' in one ? isSameReassignment(one, asked) : one.reason === asked.reason;

type ParcelChange = Parameters<Ports['parcels']['change']>[2];

const isSameReassignment = (one: Pick<Reassigned, 'residentId' | 'reason'>, { residentId, reason }: PersonAsked) =>
  one.residentId === residentId && one.reason === reason;

/** Under its key, whoever asks: the same again is the same request. */
export const requestIdOf = (
  { digest }: Pick<Ports, 'digest'>,
  { type, siteId, parcelId, key }: Pick<PersonAsked, 'siteId' | 'parcelId' | 'key'> & { type: string },
): string => `api-${digest.id(`${type}|${siteId}|${parcelId}|${key}`)}`;

/** Of a parcel that is not stored yet, or not any more, the door says so. */
const holdEndMaxMs = ({ storedAtMs }: Parcel, { times }: PersonAsked): number =>
  (storedAtMs || times.nowMs) + holdMaxMs;

async function atDoor(
  ports: Ports,
  { parcel, claim }: { parcel: Parcel; claim: ParcelClaim },
  asked: PersonAsked,
): Promise<Refusal | ApiRefusal | undefined> {
  const { type, actor, reason, finding, untilMs, residentId, times } = asked;
  const requestId = requestIdOf(ports, asked);
  const stayId = claim.stayId;
  const read = await doorAsRead(ports, { parcel, claim, requestId }, asked.ifMatch);
  if (read === 'stale') return 'changed-since-read';
  const refusal =
    type === 'extend'
      ? await extensionRefusal(ports, asked)
      : await storingAgainRefusal(ports, { parcel, claim, requestId }, asked);
  if (refusal) return refusal;
  const needsCode = type === 'reissue' || type === 'reassign';
  const generation = needsCode ? await nextGeneration(ports, claim, times.nowMs) : undefined;
  const input: PersonRequest = {
    type,
    requestId,
    stayId,
    actor,
    reason,
    finding,
    untilMs,
    residentId,
    generation,
    times,
  };
  // Nobody calls an API request again as Lambda would: what it leaves undone is the sweep's.
  const outcome = await transact(ports, claim, input, { by: asked.requestId, isRetried: false, ...read });
  return outcome.isStale ? 'changed-since-read' : outcome.refusal;
}

/**
 * Before a stay that has ended goes on: there is still somebody to tell, its code opens the door for as long again, and no courier
 * is given another door for it meanwhile, as of an announced parcel that was called off. Whether it goes on, the door says.
 */
async function storingAgainRefusal(
  ports: Ports,
  { parcel, claim, requestId }: { parcel: Parcel; claim: ParcelClaim; requestId: string },
  { type, siteId, finding, times: { nowMs } }: PersonAsked,
): Promise<ApiRefusal | undefined> {
  if (type !== 'override' || (finding !== 'present' && finding !== 'unknown')) return undefined;
  const door = (await ports.doors.load(claim))?.door;
  const stay = door?.stay;
  const mayGoOn =
    stay?.id === claim.stayId && stateAfter(stay.state, `person says ${finding}, held door`) !== undefined;
  if (!door || !mayGoOn || !isHeldForContent(door)) return undefined;
  if (!(await ports.directory.resident(siteId, stay.residentId))) return 'unknown-resident';
  await claimCode(ports, claim, { from: stay.generation, nowMs });
  const mayComeAgain = parcel.announced && stay.state === 'cancelled';
  return mayComeAgain && !(await keepClaim(ports, parcel, claim, { requestId, nowMs }))
    ? 'changed-meanwhile'
    : undefined;
}

/**
 * Also where the parcel was moved since: a key is good for the parcel, wherever it lies. What was committed a moment ago and has
 * no row yet stands in the door's outbox.
 */
export async function decidedInAny(
  ports: Ports,
  claim: ParcelClaim,
  requestId: string,
): Promise<DoorEvent | undefined> {
  const chains = [claim.stayId, ...(claim.movedFrom ?? []).map((one) => one.stayId)];
  const [door, ...found] = await Promise.all([
    ports.doors.load(claim),
    ...chains.map((chain) => decidedBefore(ports, chain, requestId)),
  ]);
  const owed = door?.outbox.flatMap(({ events }) => events) ?? [];
  return found.find((event) => event !== undefined) ?? eventOf(owed, requestId);
}

function isSame(decided: DoorEvent, asked: PersonAsked): boolean {
  const { finding, reason, untilMs = 0, times } = asked;
  if (decided.type === 'deposit-adopted') return false; // That one named a door.
  if (decided.type === 'parcel-reassigned') return isSameReassignment(decided, asked);
  if (decided.type === 'deposit-cancelled') return decided.person?.reason === reason;
  if (decided.type === 'verdict-overridden') return decided.finding === finding && decided.reason === reason;
  if (decided.type === 'stay-held') {
    // One that was to end in the past ended when it was asked for.
    const isSameEnd = decided.heldUntilMs === untilMs || (untilMs < times.nowMs && decided.heldUntilMs <= times.nowMs);
    return isSameEnd && decided.reason === reason;
  }
  if (decided.type === 'stay-extended') return decided.extendedUntilMs === untilMs && decided.reason === reason;
  const isReasoned = decided.type === 'code-reissued' || decided.type === 'return-marked';
  return !isReasoned || decided.reason === reason;
}

/** What the door would refuse in one word, said in two: whoever asks can mend an instant. */
async function extensionRefusal(
  { directory, parcels }: Ports,
  { siteId, parcelId, untilMs = 0, times }: PersonAsked,
): Promise<ApiRefusal | undefined> {
  const [site, parcel] = await Promise.all([directory.site(siteId), parcels.read(parcelId)]);
  if (!site || !parcel?.storedAtMs) return undefined; // The door says what it is.
  if (untilMs > extensionEndMaxMs(site, parcel)) return 'extension-too-long';
  return untilMs <= Math.max(times.nowMs, overdueAtMs(site, parcel)) ? 'not-later' : undefined;
}

/** The next code's generation, claimed. Where the stay is not at the door any more, the decision refuses whatever it is. */
async function nextGeneration(ports: Ports, claim: ParcelClaim, nowMs: number): Promise<number | undefined> {
  const loaded = await ports.doors.load(claim);
  const stay = loaded?.door.stay;
  return stay?.id === claim.stayId ? claimCode(ports, claim, { from: stay.generation + 1, nowMs }) : undefined;
}

/** The claim of the parcel, unless it came to nothing: its stay was cancelled, or never came to be; or it is no parcel of ours any more. */
async function liveClaim(ports: Ports, parcel: Parcel, { type, times }: PersonAsked): Promise<ParcelClaim | undefined> {
  const { claim, state } = parcel;
  if (type === 'override' && state === 'withdrawn') return undefined;
  const isOfParcel = type === 'cancel' || type === 'reassign';
  if (!claim || !isOfParcel || !parcel.announced) return claim; // A walk-in was never to come again.
  return (await isHeld(ports, parcel, claim, times.nowMs)) ? claim : undefined;
}
