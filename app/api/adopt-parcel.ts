import { mayAdopt } from '../../domain/decide/elsewhere.js';
import type { Refusal } from '../../domain/decide/decision.js';
import type { Lodging } from '../../domain/door.js';
import type { DoorEvent } from '../../domain/events.js';
import type { CompartmentId } from '../../domain/ids.js';
import { claimCode, isHeld, keepClaim, movedOn, readBy } from '../claim.js';
import type { Parcel, ParcelClaim, Ports } from '../ports.js';
import { transact } from '../transact.js';
import { isNobodys, lodgingIn, mayBeSince } from '../wrong-compartment.js';
import { parcelAt } from './find-parcels.js';
import { isStale } from './if-match.js';
import { decideByPerson, decidedInAny, requestIdOf, type PersonAsked } from './person.js';
import type { ApiRefusal } from './refusals.js';

export interface AdoptionAsked extends Omit<PersonAsked, 'type' | 'finding'> {
  /** Of its bank: where it was found. */
  compartmentId: CompartmentId;
}

type Refused = { refusal: Refusal | ApiRefusal };

interface Adoption {
  parcel: Parcel;
  claim: ParcelClaim;
  /** Where it was to come to. */
  given: Lodging;
  to: Lodging;
  requestId: string;
}

/**
 * A parcel whose deposit was called off lies in another door of its bank: a named person says so, who has looked at the evidence
 * or has asked its courier. The parcel's claim goes to that door first, and its one commit then stores it there: whatever ends a call
 * in between, the same again goes on, and until then the deposit is called off as before.
 */
export async function adoptParcel(ports: Ports, asked: AdoptionAsked): Promise<Parcel | Refused> {
  const parcel = await parcelAt(ports.parcels, asked.siteId, asked.parcelId);
  if (!parcel) return { refusal: 'not-found' };
  const { claim } = parcel;
  if (!claim) return { refusal: 'no-such-stay' };
  const given = givenOf(ports, claim);
  if (given === claim && claim.compartmentId === asked.compartmentId)
    return decideByPerson(ports, { ...asked, type: 'override', finding: 'present' });
  const to = lodgingIn(ports, { ...claim, compartmentId: asked.compartmentId }, given.stayId);
  const requestId = requestIdOf(ports, { ...asked, type: 'override' });
  const refusal = await adopt(ports, { parcel, claim, given, to, requestId }, asked);
  return refusal ? { refusal } : ((await ports.parcels.read(parcel.id)) ?? { refusal: 'not-found' });
}

/** Its claim may be on its way to that door already, or to another one, by a call that has ended. */
function givenOf(ports: Ports, claim: ParcelClaim): Lodging {
  const before = claim.movedFrom?.at(-1);
  return before && lodgingIn(ports, claim, before.stayId).stayId === claim.stayId ? before : claim;
}

async function adopt(
  ports: Ports,
  adoption: Adoption,
  asked: AdoptionAsked,
): Promise<Refusal | ApiRefusal | undefined> {
  const { parcel, claim, given, to, requestId } = adoption;
  const { actor, reason, times } = asked;
  const before = await decidedInAny(ports, claim, requestId);
  if (before) return isSame(ports, before, { claim, asked }) ? undefined : 'idempotency-key-reused';
  const refusal = await whyNot(ports, adoption, asked);
  if (refusal) return refusal;
  const { compartmentId, stayId } = given;
  const from = { compartmentId, stayId };
  const target = given === claim ? movedOn(claim, to) : { ...claim, ...to };
  const generation = await claimCode(ports, target, { from: 1, nowMs: times.nowMs });
  if (!(await keepClaim(ports, parcel, target, { requestId, nowMs: times.nowMs }))) return 'changed-meanwhile';
  const { id: parcelId, residentId } = parcel;
  const kept = { parcelId, residentId, courierId: claim.courierId, generation, from };
  const input = { type: 'adopt', stayId: to.stayId, ...kept, requestId, person: { actor, reason }, times } as const;
  // Nobody calls an API request again as Lambda would: what it leaves undone is the sweep's.
  return (await transact(ports, target, input, { by: asked.requestId, isRetried: false })).refusal;
}

/** That door was named, wherever the parcel has gone from there. */
function isSame(
  ports: Ports,
  decided: DoorEvent,
  { claim, asked: { compartmentId, reason } }: { claim: ParcelClaim; asked: AdoptionAsked },
): boolean {
  if (decided.type !== 'deposit-adopted' || decided.person?.reason !== reason) return false;
  return lodgingIn(ports, { ...claim, compartmentId }, decided.from.stayId).stayId === decided.stayId;
}

/**
 * It is stored nowhere, and no courier is being given a door for it; that door is under control, and what lies there may be it; and
 * there is somebody to tell.
 */
async function whyNot(
  ports: Ports,
  { parcel, claim, given, to, requestId }: Adoption,
  { siteId, ifMatch, times: { nowMs } }: AdoptionAsked,
): Promise<Refusal | ApiRefusal | undefined> {
  if (isStale(ifMatch, readBy(parcel, requestId))) return 'changed-since-read';
  if (parcel.state !== 'cancelled') return 'not-now';
  const isOnItsWay = claim.stayId === to.stayId;
  if (!isOnItsWay && (await isHeld(ports, parcel, claim, nowMs))) return 'not-now';
  const door = (await ports.doors.load({ ...claim, ...to }))?.door;
  if (!door) return 'unknown-compartment';
  // One that is on its way there was found to have come since; by policy, it was claimed for that door after that.
  const sinceMs = isOnItsWay ? 0 : claim.claimedAtMs;
  if (!mayAdopt(door) || !(await mayBeSince(ports, door, sinceMs))) return 'not-now';
  const isOwn = door.stay?.id === given.stayId;
  if (!isOwn && !isNobodys(door, claim.claimedAtMs)) return 'not-now';
  return (await ports.directory.resident(siteId, parcel.residentId)) ? undefined : 'unknown-resident';
}
