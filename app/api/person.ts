import type { Refusal } from '../../domain/decide/decision.js';
import type { DoorEvent } from '../../domain/events.js';
import type { ParcelId, SiteId } from '../../domain/ids.js';
import type { PersonRequest, Times } from '../../domain/inputs.js';
import { holdMaxMs } from '../../domain/ladder.js';
import { claimCode, isHeld } from '../claim.js';
import type { Parcel, ParcelClaim, Ports } from '../ports.js';
import { transact } from '../transact.js';
import { decidedBefore } from './decided-before.js';
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
  if ((asked.untilMs ?? 0) > holdEndMaxMs(parcel, asked)) return { refusal: 'hold-too-long' };
  const claim = await liveClaim(ports, parcel, asked);
  const refusal = claim ? await atDoor(ports, { parcel, claim }, asked) : await withdraw(ports, parcel, asked);
  if (refusal) return { refusal };
  return (await ports.parcels.read(parcel.id)) ?? { refusal: 'not-found' };
}

/** Of a parcel that is not stored yet, or not any more, the door says so. */
const holdEndMaxMs = ({ storedAtMs }: Parcel, { times }: PersonAsked): number =>
  (storedAtMs || times.nowMs) + holdMaxMs;

async function atDoor(
  ports: Ports,
  { parcel, claim }: { parcel: Parcel; claim: ParcelClaim },
  asked: PersonAsked,
): Promise<Refusal | ApiRefusal | undefined> {
  const { type, siteId, parcelId, actor, key, reason, finding, untilMs, times } = asked;
  const requestId = `api-${ports.digest.id(`${type}|${siteId}|${parcelId}|${key}`)}`;
  const stayId = claim.stayId;
  const decided = await decidedBefore(ports, stayId, requestId);
  if (decided) return isSame(decided, asked) ? undefined : 'idempotency-key-reused';
  if (isStale(asked.ifMatch, parcel)) return 'changed-since-read';
  const generation = type === 'reissue' ? await nextGeneration(ports, claim, times.nowMs) : undefined;
  const input: PersonRequest = { type, requestId, stayId, actor, reason, finding, untilMs, generation, times };
  // Nobody calls an API request again as Lambda would: what it leaves undone is the sweep's.
  const outcome = await transact(ports, claim, input, { by: asked.requestId, isRetried: false });
  return outcome.refusal;
}

function isSame(decided: DoorEvent, { finding, reason, untilMs = 0, times }: PersonAsked): boolean {
  if (decided.type === 'verdict-overridden') return decided.finding === finding && decided.reason === reason;
  if (decided.type === 'stay-held') {
    // One that was to end in the past ended when it was asked for.
    const isSameEnd = decided.heldUntilMs === untilMs || (untilMs < times.nowMs && decided.heldUntilMs <= times.nowMs);
    return isSameEnd && decided.reason === reason;
  }
  const isReasoned = decided.type === 'code-reissued' || decided.type === 'return-marked';
  return !isReasoned || decided.reason === reason;
}

/** The next code's generation, claimed. Where the stay is not at the door any more, the decision refuses whatever it is. */
async function nextGeneration(ports: Ports, claim: ParcelClaim, nowMs: number): Promise<number | undefined> {
  const loaded = await ports.doors.load(claim);
  const stay = loaded?.door.stay;
  return stay?.id === claim.stayId ? claimCode(ports, claim, { from: stay.generation + 1, nowMs }) : undefined;
}

/** The claim of the parcel, unless it came to nothing: its stay was cancelled, or never came to be. */
async function liveClaim(ports: Ports, parcel: Parcel, { type, times }: PersonAsked): Promise<ParcelClaim | undefined> {
  const { claim } = parcel;
  if (!claim || type !== 'cancel' || !parcel.announced) return claim; // A walk-in was never to come again.
  return (await isHeld(ports, parcel, claim, times.nowMs)) ? claim : undefined;
}

/** A parcel that no door holds can only be withdrawn. */
async function withdraw(ports: Ports, parcel: Parcel, asked: PersonAsked): Promise<Refusal | ApiRefusal | undefined> {
  if (asked.type !== 'cancel') return 'no-such-stay';
  let row = parcel;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (row.state === 'withdrawn') return undefined;
    if (isStale(asked.ifMatch, row)) return 'changed-since-read';
    const claim = await liveClaim(ports, row, asked);
    if (claim) return atDoor(ports, { parcel: row, claim }, asked); // A courier came between.
    if (await ports.parcels.change(row.id, row.version, { state: 'withdrawn' })) return undefined;
    row = (await ports.parcels.read(row.id)) ?? row;
  }
  return 'changed-meanwhile';
}
