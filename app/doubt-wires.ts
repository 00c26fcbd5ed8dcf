import { hasAnyMoved, seenBeside } from '../domain/audit/beside.js';
import type { DoorSensors } from '../domain/audit/index.js';
import type { CompartmentId, DoorKey, StayId } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import { isSuspected } from '../domain/bank/scan.js';
import { handleBank } from './bank.js';
import type { Ports } from './ports.js';
import { recordOf } from './door-record.js';
import { transact } from './transact.js';

/** A deposit whose door closed on nothing. */
export interface FoundEmpty {
  compartmentId: CompartmentId;
  stayId: StayId;
}

type Answer = Pick<CommandResult, 'commandId' | 'windows' | 'times'>;

/** A look at a door beside another that shows it as it was scanned says nothing new, of wires or of what lies in it. */
export async function showsNews(ports: Pick<Ports, 'sensors'>, key: DoorKey, { windows, times }: Answer) {
  const sensors = await ports.sensors.load(key);
  return sensors !== undefined && hasAnyMoved({ before: sensors.door, windows, atMs: times.occurredAtMs });
}

/**
 * A door was looked at because nothing had come to the one beside it. Shows it there, then nothing rests on the sensors of
 * either door until parcels have told whose they are: the bank's suspicion keeps that from scan to scan, and the courier's
 * deposit is in doubt. `true`: so it is. It is not where several doors show it, or this one is suspected of another's wires.
 * The door that was looked at comes last: once its record has changed, the look is of another moment, and until then a call
 * that ended half-way does the same again.
 */
export async function doubtWires(
  ports: Ports,
  key: DoorKey,
  { commandId, windows, times }: Answer,
  { compartmentId, stayId }: FoundEmpty,
): Promise<boolean> {
  const here = { bankId: key.bankId, compartmentId };
  const [door, found, sensors, foundSensors, bank] = await Promise.all([
    ports.doors.load(key),
    ports.doors.load(here),
    ports.sensors.load(key),
    ports.sensors.load(here),
    ports.banks.peek(key.bankId),
  ]);
  if (!door || !found || !sensors || !foundSensors) return false;
  const seen = seenBeside({
    found: { door: found.door, sensors: foundSensors.door, stayId },
    record: recordOf(door, bank.state),
    before: sensors.door,
    windows,
    atMs: times.occurredAtMs,
  });
  if (seen.length === 0) return false;
  await handleBank(ports, { type: 'wires-suspected', bankId: key.bankId, seen, times });
  const { state } = await ports.banks.load(key.bankId);
  if (!seen.some((one) => isSuspected(state, one))) return false;
  const call = { by: `${commandId}/wires`, isRetried: false };
  for (const known of [foundSensors.door, sensors.door])
    await transact(ports, known, { type: 'judge-sensors', sensors: silenced(known), times }, call);
  return true;
}

/** Wires are moved by the plug: all of a door's, or none. */
const silenced = ({ sensors }: DoorSensors) =>
  Object.fromEntries(Object.keys(sensors).map((sensor) => [sensor, { health: 0 }]));
