import { lastDecided } from '../domain/cycles.js';
import type { Door } from '../domain/door.js';
import type { DoorEvent } from '../domain/events.js';
import { evolve } from '../domain/evolve.js';
import { faultsOf } from '../domain/incident/from-door.js';
import type { DoorInput } from '../domain/inputs.js';
import type { OutboxEntry, Subject } from '../domain/outbox.js';
import type { LoadedDoor, Ports } from './ports.js';
import { seal } from './seal.js';
import type { Call } from './transact.js';

/** What a commit writes: the door after its events, and the entry of what it owes, sealed as the next row of its custody log. */
export function sealEntry(
  ports: Ports,
  { version, door: before }: LoadedDoor,
  events: DoorEvent[],
  input: DoorInput,
  call: Call,
): { entry: OutboxEntry; sealed: Door } {
  const { occurredAtMs, nowMs, ageKnown } = input.times;
  const evolved = events.reduce(evolve, before);
  const { faults, findings } = faultsOf(before, events, evolved, nowMs);
  const door = { ...evolved, faults };
  const custody = seal(ports.digest, door.chain, { occurredAtMs, committedAtMs: nowMs, events });
  const entry: OutboxEntry = {
    commit: version + 1,
    by: call.by,
    attempt: call.attempt,
    occurredAtMs,
    ...(ageKnown ? {} : { isOfUnknownAge: true }),
    committedAtMs: nowMs,
    inReplyTo: 'messageId' in input ? input.messageId : undefined,
    bankId: door.bankId,
    compartmentId: door.compartmentId,
    siteId: door.siteId,
    custody,
    subject: subjectOf(door),
    events,
    ...(findings.length > 0 ? { findings } : {}),
  };
  return { entry, sealed: { ...door, chain: { ...door.chain, n: custody.n, head: custody.hash } } };
}

function subjectOf(door: Door): Subject | undefined {
  const { stay } = door;
  if (!stay) return undefined;
  const { id, parcelId, residentId, courierId, generation, leases, state, vouched, storedAtMs } = stay;
  return {
    stayId: id,
    parcelId,
    residentId,
    courierId,
    generation,
    lease: leases,
    watch: stay.watch.n,
    next: stay.next.n,
    state,
    vouched,
    storedAtMs,
    heldUntilMs: stay.heldUntilMs,
    extendedUntilMs: stay.extendedUntilMs,
    assignedAtMs: stay.assignedAtMs,
    ...(stay.isUnsure ? { isUnsure: true as const } : {}),
    ...(stay.movedFrom ? { isMoved: true as const } : {}),
    lastCycle: lastDecided(door.cycles),
  };
}
