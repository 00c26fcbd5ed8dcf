import { rankDoors } from '../../domain/allocation.js';
import type { Refusal } from '../../domain/decide/decision.js';
import { isToCome } from '../../domain/decide/moving.js';
import { isOffered, type Door, type Lodging } from '../../domain/door.js';
import type { DoorEvent } from '../../domain/events.js';
import { stayIdOf, type CompartmentId, type ParcelId, type SiteId } from '../../domain/ids.js';
import type { Times } from '../../domain/inputs.js';
import { stopOf } from '../mass-open.js';
import type { Parcel, ParcelClaim, Ports, Site } from '../ports.js';
import { transact } from '../transact.js';
import { lookedThrough } from './decided-before.js';
import { parcelAt } from './find-parcels.js';
import { requestIdOf } from './person.js';
import { doorAsRead } from './door-as-read.js';
import type { IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

interface Asked {
  site: Site;
  siteId: SiteId;
  parcelId: ParcelId;
  /** Where it shall come to; else the door that fits best. */
  compartmentId?: CompartmentId | undefined;
  actor: string;
  key: string;
  reason: string;
  /** Of the parcel. */
  ifMatch?: IfMatch;
  times: Times;
  requestId: string;
}

type Refused = { refusal: Refusal | ApiRefusal };

/**
 * A named person, who stands at the bank, moves a parcel to another door of it. This answers once the other door is kept and the
 * parcel's own is told to open; the rest follows from what the doors tell: out of this one, and into that one.
 */
export async function moveParcel(ports: Ports, asked: Asked): Promise<Parcel | Refused> {
  const parcel = await parcelAt(ports.parcels, asked.siteId, asked.parcelId);
  if (!parcel) return { refusal: 'not-found' };
  const { claim } = parcel;
  if (!claim) return { refusal: 'no-such-stay' };
  const moveId = requestIdOf(ports, { ...asked, type: 'move' });
  const before = await askedBefore(ports, claim, moveId);
  if (before && !isSame(before, asked)) return { refusal: 'idempotency-key-reused' };
  const read = before ? {} : await doorAsRead(ports, { parcel, claim, requestId: moveId }, asked.ifMatch);
  if (read === 'stale') return { refusal: 'changed-since-read' };
  const refusal = before ? lapsedFor(before) : await ask(ports, claim, moveId, { ...asked, ...read });
  return refusal ? { refusal } : ((await ports.parcels.read(parcel.id)) ?? { refusal: 'not-found' });
}

interface AskedBefore {
  reason: string;
  to: string;
  /** Nothing came of it, for want of the other door. */
  isRefused: boolean;
}

/**
 * As the custody log of where the parcel lies says, or that of a door that it has left since. What was committed a moment ago and has
 * no row yet stands in the door's outbox.
 */
async function askedBefore(ports: Ports, claim: ParcelClaim, moveId: string): Promise<AskedBefore | undefined> {
  const { stayId, compartmentId, movedFrom = [] } = claim;
  const places = [{ stayId, compartmentId }, ...movedFrom];
  const [door, ...found] = await Promise.all([
    ports.doors.load(claim),
    ...places.map(async (place) => {
      const rows = await ports.custody.read(place.stayId, lookedThrough);
      return askedIn(rows, place, moveId);
    }),
  ]);
  return found.find((before) => before !== undefined) ?? askedIn(door?.outbox ?? [], claim, moveId);
}

function askedIn(
  rows: readonly { events: readonly DoorEvent[] }[],
  { compartmentId }: Pick<Lodging, 'compartmentId'>,
  moveId: string,
): AskedBefore | undefined {
  const events = rows.flatMap((row) => row.events);
  for (const event of events) {
    if (event.type === 'move-reserved' && event.requestId === moveId)
      return { reason: event.reason, to: compartmentId, isRefused: false };
    if (event.type === 'move-opened' && event.requestId === moveId && event.person)
      return { reason: event.person.reason, to: compartmentId, isRefused: false };
    if (event.type !== 'move-asked' || event.requestId !== moveId) continue;
    const isRefused = events.some(
      (one) => one.type === 'move-lapsed' && one.requestId === moveId && one.reason === 'door-taken',
    );
    return { reason: event.reason, to: event.to.compartmentId, isRefused };
  }
  return undefined;
}

const isSame = (before: AskedBefore, { reason, compartmentId = before.to as CompartmentId }: Asked): boolean =>
  before.reason === reason && before.to === compartmentId;

const lapsedFor = ({ isRefused }: AskedBefore): Refusal | undefined => (isRefused ? 'door-taken' : undefined);

async function ask(
  ports: Ports,
  claim: ParcelClaim,
  moveId: string,
  asked: Asked & { asRead?: number | undefined },
): Promise<Refusal | ApiRefusal | undefined> {
  const { bankId, stayId } = claim;
  const { actor, reason, times, site, asRead } = asked;
  const from = (await ports.doors.load(claim))?.door;
  if (from?.stay?.id !== stayId) return 'no-such-stay';
  const to = placeOf(from, moveId, asked) ?? (await choose(ports, from, asked));
  if (typeof to !== 'string') return to.refusal;
  // Whatever stopped them: a technician opens doors to find out which is wired where, and nobody's parcel is at stake in that.
  if ((await ports.guards.read(bankId)).opensStopped) return 'opens-stopped';
  // Two doors open for it, and whoever gives opens over the API is counted.
  if (await stopOf(ports, { bankId, site, commandId: moveId, atMs: times.nowMs, by: actor })) return 'opens-stopped';
  const toStay =
    to === from.compartmentId ? stayId : stayIdOf(to, ports.digest.id(`${bankId}|${to}|${asked.parcelId}|${moveId}`));
  const input = { requestId: moveId, stayId, actor, reason, to: { compartmentId: to, stayId: toStay }, times };
  // Nobody calls an API request again as Lambda would: what it leaves undone is the sweep's.
  const call = { by: asked.requestId, isRetried: false, asRead };
  const outcome = await transact(ports, claim, { type: 'move', ...input }, call);
  if (outcome.isStale) return 'changed-since-read';
  if (outcome.refusal) return outcome.refusal;
  const stay = (await ports.doors.load(claim))?.door.stay;
  const isUnderWay =
    stay?.id !== stayId || stay.state === 'moved' || stay.move?.id === moveId || stay.state === 'depositing';
  return isUnderWay ? undefined : 'door-taken';
}

/** Where it is on its way to by this very request; or this door, where it was to come to by an earlier one, and did not. */
function placeOf({ stay, compartmentId }: Door, moveId: string, { times }: Asked): CompartmentId | undefined {
  if (stay?.move?.id === moveId) return stay.move.to.compartmentId;
  return stay && isToCome(stay, times.nowMs) ? compartmentId : undefined;
}

/** The door that was named, if it may be offered; else the best of those that are at least as large. */
async function choose(
  ports: Ports,
  { bankId, compartmentId: own, size, siteId, stay }: Door,
  { compartmentId }: Asked,
): Promise<CompartmentId | Refused> {
  if (compartmentId !== undefined) {
    const named = (await ports.doors.load({ bankId, compartmentId }))?.door;
    if (!named) return { refusal: 'unknown-compartment' };
    return isOffered(named) ? compartmentId : { refusal: 'door-taken' };
  }
  const resident = stay && (await ports.directory.resident(siteId, stay.residentId));
  const free = await ports.doors.free(bankId);
  for (const one of rankDoors(free, { size, needsLowDoor: resident?.needsLowDoor })) {
    const door = (await ports.doors.load({ bankId, compartmentId: one.compartmentId }))?.door;
    if (door && isOffered(door) && one.compartmentId !== own) return one.compartmentId; // The list may be behind.
  }
  return { refusal: 'bank-full' };
}
