import { liveStay, type Stay } from '../domain/door.js';
import type { TellEffect } from '../domain/effects.js';
import type { Incident } from '../domain/incident/incident.js';
import { lastSeen } from '../domain/incident/timeline.js';
import { visitorOf, type Sleeper } from '../domain/incident/waking.js';
import type { Ports } from './ports.js';
import { tell } from './tell.js';

/** Whoever has a parcel in the door, or brought it, or was there just now; where there is none, nobody is told. */
export async function tellVisitor(
  ports: Ports,
  incident: Incident,
  whom: Sleeper | 'visitor',
  eventId: string,
): Promise<void> {
  const { siteId, place } = incident;
  const { bankId, compartmentId } = place;
  const door = compartmentId && (await ports.doors.load({ bankId, compartmentId }))?.door;
  const stay = door && stayOf(incident, whom, { last: door.stay, live: liveStay(door) });
  const message = stay && messageTo(incident, whom, stay, ports.clock.nowMs());
  if (!door || !stay || !message) return;
  if (whom === 'resident' && (await isPlacedElsewhere(ports, stay))) return;
  const effect: TellEffect = { kind: 'tell', stayId: stay.id, eventId, ...message };
  const told = await tell(ports, { siteId, bankId, compartmentId: door.compartmentId }, effect);
  // It is out: that it cannot be kept is no reason to tell it again.
  const telling = { stayId: stay.id, eventId, atMs: ports.clock.nowMs(), told };
  await ports.tellings.note(telling).catch(() => ports.counters.count('telling-not-kept'));
}

/** Scans are hourly: what comes to light later than this after a deposit was called off, its courier did not leave there. A choice. */
const leftWithinMs = 24 * 3_600_000;

/**
 * The stay that goes on. Else whose parcel was taken to be collected: something was left behind, and no code of theirs opens the
 * door any more. Of a deposit that was called off: who may have left it there all the same, and for whom; of what came after the door was seen
 * to be empty, nobody.
 */
function stayOf(
  { cause, raisedAtMs, timeline }: Incident,
  whom: Sleeper | 'visitor',
  { last, live }: { last: Stay | undefined; live: Stay | undefined },
): Stay | undefined {
  if (live || whom === 'visitor') return live ?? last;
  if (cause === 'left-behind') return whom === 'resident' && last?.state === 'collected' ? last : undefined;
  const isTheirs = lastSeen(timeline)?.['owner'] !== 'unknown';
  const isAsked = cause === 'thin-item' || (cause === 'phantom' && whom === 'courier' && isTheirs);
  const isRecent = last !== undefined && raisedAtMs < last.leaseEndsAtMs + leftWithinMs;
  return isAsked && isRecent && last.state === 'cancelled' ? last : undefined;
}

/** Called off here, its parcel went into another door: its resident knows of that one, and expects none here. */
async function isPlacedElsewhere({ parcels }: Ports, { id, state, parcelId }: Stay): Promise<boolean> {
  if (state !== 'cancelled') return false;
  const claim = (await parcels.read(parcelId))?.claim;
  return claim !== undefined && claim.stayId !== id;
}

type Message = Omit<TellEffect, 'kind' | 'stayId' | 'eventId'>;

function messageTo(incident: Incident, whom: Sleeper | 'visitor', stay: Stay, nowMs: number): Message | undefined {
  if (whom === 'visitor') return toVisitor(stay, nowMs);
  return whom === 'courier'
    ? { message: toCourier(incident), to: { courierId: stay.courierId } }
    : { ...toResident(incident, stay), to: { residentId: stay.residentId } };
}

/** It stands open, and they have left. Who was there longer ago than just now has nothing to do with it. */
function toVisitor(stay: Stay, nowMs: number): Message | undefined {
  switch (visitorOf(stay, nowMs)) {
    case 'courier':
      return { message: 'door-needs-you', to: { courierId: stay.courierId } };
    case 'resident':
      return { message: 'door-left-open', to: { residentId: stay.residentId } };
    case undefined:
      return undefined;
  }
}

/** They are asked what only they can know, where that is the question. Else they are told that there is trouble. */
function toResident({ cause }: Incident, stay: Stay) {
  if (cause === 'ghost') return { message: 'parcel-not-seen' } as const;
  if (cause === 'thin-item') return { message: 'delivery-unclear' } as const;
  if (cause !== 'left-behind') return { message: 'door-trouble' } as const;
  if (stay.state === 'collected') return { message: 'something-left' } as const;
  // What was left behind is still there, and its code opens the door: they are told that once more.
  return { message: 'parcel-left-behind', generation: stay.generation, evidence: 'unclear' } as const;
}

const toCourier = ({ cause }: Incident) =>
  cause === 'thin-item' || cause === 'phantom' ? 'deposit-unclear' : 'door-needs-you';
