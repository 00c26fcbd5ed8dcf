import { isPlausible, lastDecided, wasDecided, type DecidedCycles } from '../cycles.js';
import type { CompartmentId } from '../ids.js';
import { resendCommandIdOf } from '../ids.js';
import type { Heartbeat } from '../inputs.js';
import type { BankEffect, Counted, KnownCycles } from './decision.js';
import type { BankState } from './state.js';

/** So many doors are asked for with one heartbeat; the next heartbeat asks for the rest. */
const asksPerHeartbeat = 8;
/** A cycle asked for this often is lost: two hours of heartbeats. The bank keeps only so many, and may have been wiped. */
const asksMax = 8;
/** However fast heartbeats come, a bank is not asked more often. */
const askAgainAfterMs = 5 * 60_000;
/** A command that the bank is to take when it is there; it is harmless later, so the next heartbeat's takes its place. */
const askWithinMs = 10 * 60_000;

/** A heartbeat may be written before the last visits and be read after them. */
const behindMax = 5;

/** A digest is of the moment: one kept longer than a heartbeat's interval is history, and the next is on its way. */
const digestAgeMaxMs = 15 * 60_000;

/**
 * Doors whose last cycle is not what was settled last: only these are read. In most heartbeats there are none, or the
 * few that were opened in the last hour.
 */
export function doorsToRead(state: BankState, { doorCycles, times }: Heartbeat): CompartmentId[] {
  const isOld = !times.ageKnown || times.receivedAtMs - times.occurredAtMs > digestAgeMaxMs;
  if (isOld || times.nowMs - state.askedAtMs < askAgainAfterMs) return [];
  const differ = Object.entries(doorCycles).filter(([id, cycle]) => ownOf(state.doorCycles, id) !== cycle);
  return differ.map(([id]) => id as CompartmentId);
}

interface Compared {
  doorCycles: Record<string, number>;
  lacking: BankState['lacking'];
  effects: BankEffect[];
  counts: Counted[];
}

/** What the cloud lacks of the doors that were read: it is asked for, so often and no more. */
export function compareDigest(state: BankState, heartbeat: Heartbeat, known: KnownCycles): Compared {
  const compared: Compared = {
    doorCycles: { ...state.doorCycles },
    lacking: { ...state.lacking },
    effects: [],
    counts: [],
  };
  for (const [id, cycle] of Object.entries(heartbeat.doorCycles)) {
    const cycles = ownOf(known, id);
    if (cycles) compareDoor(compared, heartbeat, { id: id as CompartmentId, cycle, cycles });
  }
  return compared;
}

interface OneDoor {
  id: CompartmentId;
  cycle: number;
  cycles: DecidedCycles;
}

function compareDoor(compared: Compared, heartbeat: Heartbeat, { id, cycle, cycles }: OneDoor): void {
  const { bankId } = heartbeat;
  const settle = (name?: string, more: Record<string, number> = {}) => {
    compared.doorCycles[id] = cycle;
    delete compared.lacking[id];
    if (name) compared.counts.push({ name, detail: { bankId, compartmentId: id, doorCycle: cycle, ...more } });
  };
  if (!isPlausible(cycles, cycle)) return settle('digest-implausible');
  // A controller that counts from less than what was decided: its next cycles would count as past.
  if (cycle + behindMax < cycles.base) return settle('digest-behind', { known: lastDecided(cycles) });
  const from = firstLacking(cycles, ownOf(compared.doorCycles, id), cycle);
  if (from === undefined) return settle();
  const before = ownOf(compared.lacking, id);
  const asks = before?.from === from ? before.asks : 0;
  if (asks >= asksMax) return settle('door-cycles-lost', { fromDoorCycle: from });
  if (compared.effects.length >= asksPerHeartbeat) return;
  compared.lacking[id] = { from, asks: asks + 1 };
  compared.effects.push(ask(heartbeat, id, from));
  compared.counts.push({ name: 'door-cycles-lacking', detail: { bankId, compartmentId: id, fromDoorCycle: from } });
}

/** The first cycle that was not decided, after what was settled. */
function firstLacking(cycles: DecidedCycles, settled: number | undefined, last: number): number | undefined {
  for (let cycle = Math.max(cycles.base, Math.min(settled ?? 0, last)) + 1; cycle <= last; cycle++)
    if (!wasDecided(cycles, cycle)) return cycle;
  return undefined;
}

/** Named for its heartbeat: the same heartbeat asks the same, and the next one asks anew. */
function ask({ origin, times }: Heartbeat, compartmentId: CompartmentId, fromDoorCycle: number): BankEffect {
  const commandId = resendCommandIdOf(compartmentId, fromDoorCycle, origin);
  return { kind: 'resend', commandId, compartmentId, fromDoorCycle, dropAfterMs: times.nowMs + askWithinMs };
}

/** Own fields only: a door may be called like something that every object has. */
const ownOf = <Value>(map: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(map, id) ? map[id] : undefined;
