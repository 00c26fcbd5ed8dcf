import { lastDecided } from '../cycles.js';
import type { Door } from '../door.js';
import { situationOf } from '../exceptions/index.js';
import { doorName, incidentIdOf, type DoorKey, type IncidentId } from '../ids.js';
import type { Incident } from '../incident/incident.js';
import { lastSeen, type TimelineRow } from '../incident/timeline.js';
import { binomialAtMost } from './binomial.js';

export type Logged = Pick<
  Incident,
  'slot' | 'n' | 'cause' | 'place' | 'raisedAtMs' | 'visit' | 'resolution' | 'repeatedBy' | 'timeline'
>;

/** To which cycle this door has come; undefined where nobody knows. */
export type LastCycleOf = (door: DoorKey) => number | undefined;

/** A door that does not shut one time in five is called broken, as a latch is (ADR 28): a choice. */
const failsAtLeast = 0.2;
/** So often at most a door that is broken may be shown to work. A choice. */
const errorMost = 0.01;

/**
 * Of doors that were left open and then left open again within 7 days: the cases at doors that work, so that it was what people do each time.
 * That is shown where since the first time the door has been shut in time so often that one which fails one time in five would do so
 * by chance in one case of a hundred at most; where each time it was opened for somebody's visit; and where since
 * then no incident told of its lock, latch or switch, and nobody was asked to go there who might have mended it. Of what is not known nothing is shown.
 */
export function repeatsAtWorkingDoors(incidents: readonly Logged[], lastCycleOf: LastCycleOf): Set<IncidentId> {
  const byId = new Map(incidents.map((one) => [incidentIdOf(one), one]));
  const byDoor = new Map<string, Logged[]>();
  for (const one of incidents) {
    const door = doorOf(one);
    if (door) byDoor.set(doorName(door), [...(byDoor.get(doorName(door)) ?? []), one]);
  }
  const shown = incidents.filter((first) => {
    const [again, door] = [first.repeatedBy && byId.get(first.repeatedBy), doorOf(first)];
    if (first.cause !== 'door-ajar' || !again || !door) return false;
    const [left, leftAgain] = [leftIn(lastSeen(first.timeline)), leftIn(again.timeline.rows[0]?.detail)];
    if (left === undefined || leftAgain === undefined || leftAgain <= left) return false;
    return worksSince(first, left, { ofDoor: byDoor.get(doorName(door)) ?? [], last: lastCycleOf(door) ?? 0 });
  });
  return new Set(shown.map(incidentIdOf));
}

/** To which cycle each of these doors has come. */
export function lastCyclesOf(doors: readonly Pick<Door, 'bankId' | 'compartmentId' | 'cycles'>[]): LastCycleOf {
  const cycles = new Map(doors.map((door) => [doorName(door), lastDecided(door.cycles)]));
  return (door) => cycles.get(doorName(door));
}

/** In which cycle a door was left open that was opened for a visit: what springs open by itself, or by a key, is no visit's. */
function leftIn({ doorCycle, stay, visit }: NonNullable<TimelineRow['detail']> = {}): number | undefined {
  return typeof doorCycle === 'number' && stay !== undefined && visit !== undefined ? doorCycle : undefined;
}

function worksSince(
  first: Logged,
  left: number,
  { ofDoor, last }: { ofDoor: readonly Logged[]; last: number },
): boolean {
  const since = ofDoor.filter(({ resolution }) => (resolution?.atMs ?? Infinity) >= first.raisedAtMs);
  if (since.some((one) => isOfDoor(one) || wasVisited(one))) return false;
  const leftOpen = since.filter(({ cause, raisedAtMs }) => cause === 'door-ajar' && raisedAtMs > first.raisedAtMs);
  return binomialAtMost(leftOpen.length, { trials: last - left, p: failsAtLeast }) <= errorMost;
}

const doorOf = ({ place: { bankId, compartmentId } }: Logged): DoorKey | undefined =>
  compartmentId && { bankId, compartmentId };

const isOfDoor = ({ cause }: Logged): boolean =>
  cause === 'latch-bounce' || situationOf(cause).section === 'doors-and-locks';

const wasVisited = ({ visit, resolution }: Logged): boolean => visit !== undefined || resolution?.how === 'on-site';
