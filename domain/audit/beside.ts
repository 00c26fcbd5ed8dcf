import { lastDecided } from '../cycles.js';
import type { Door } from '../door.js';
import type { StayId } from '../ids.js';
import { movedSince } from '../sensing/health/index.js';
import { seenElsewhere, type SeenElsewhere, type SensorMove } from '../sensing/health/swapped.js';
import { profileOf, type Profile } from '../sensing/profiles/index.js';
import type { Window } from '../sensing/window.js';
import { isSound } from './content.js';
import type { DoorSensors, KnownSensor } from './door-sensors.js';
import { scanIntervalMs } from './index.js';
import { isOfOneMoment, type DoorRecord } from './record.js';
import { sensedIn, type Sensed } from './sights.js';

export interface LookBeside {
  /** The door at which a deposit was found empty, and whose that was. */
  found: { door: Door; sensors: DoorSensors; stayId: StayId };
  /** The door that was looked at for it. */
  record: DoorRecord;
  before: DoorSensors;
  windows: Window[];
  atMs: number;
}

/**
 * Nothing came to one door, and a sensor of another, which is shut and had no cycle since the last scan, has moved by a
 * parcel's worth: its wires may have been exchanged with those of its kind at the first door. No look at either door alone
 * can show that.
 */
export function seenBeside(look: LookBeside): SeenElsewhere[] {
  const { found, record, before, windows } = look;
  if (!isStillEmpty(found.door, found.stayId) || !hadNoCycle(look)) return [];
  const said = { door: 'closed', windows } as const;
  return sensedIn({ door: record.door, said, before, hadCycle: false }).flatMap((sensed) => {
    const here = sensorHere(found.sensors, sensed);
    return here && hasMoved(sensed, look) ? [seenElsewhere(here, moveOf(before, sensed, true))] : [];
  });
}

/**
 * Has any sensor moved by a parcel's worth since its door was scanned? Asked of the sensors alone: of thirty doors that are
 * looked at hardly one has, and of the others nothing else needs to be read.
 */
export const hasAnyMoved = ({ before, windows, atMs }: Pick<LookBeside, 'before' | 'windows' | 'atMs'>): boolean =>
  windows.some((window) => {
    const { [window.sensor]: known } = before.sensors;
    const profile = profileOf(window.kind);
    return known !== undefined && profile !== undefined && isMoved(known, window, { profile, atMs });
  });

/** Or in doubt already; or it was called off meanwhile, and the door is free: with a parcel in it, if that was so. */
const isStillEmpty = ({ stay }: Door, stayId: StayId): boolean =>
  stay?.id === stayId && (stay.finding === 'absent' || stay.finding === 'unclear' || stay.state === 'cancelled');

function hadNoCycle({ record, before, atMs }: LookBeside): boolean {
  const { door } = record;
  const isAsScanned = before.door === 'closed' && before.doorCycle === lastDecided(door.cycles);
  const isShut = door.door !== 'open'; // By a key, say: that cycle is counted when it ends.
  const isUnopened = (door.stay?.leaseEndsAtMs ?? 0) <= before.mark.atMs;
  return (
    isShut &&
    isAsScanned &&
    isUnopened &&
    atMs > before.mark.atMs &&
    isOfOneMoment(record, { door: 'closed', windows: [] }, atMs)
  );
}

function hasMoved(sensed: Sensed, { atMs }: LookBeside): boolean {
  const { known, kind, window } = sensed;
  const profile = profileOf(kind);
  return known !== undefined && profile !== undefined && isSound(sensed) && isMoved(known, window, { profile, atMs });
}

function isMoved(
  known: KnownSensor,
  window: Window | undefined,
  { profile, atMs }: { profile: Profile; atMs: number },
): boolean {
  const look = { atMs, window, moment: 'scan', door: 'closed', isCertainlyEmpty: false, scanIntervalMs } as const;
  return Math.abs(movedSince(known, look, profile) ?? 0) >= 1;
}

/** The sensor of the same kind at the door that was found empty: it saw nothing come in the cycle of that deposit. */
function sensorHere(sensors: DoorSensors, { kind }: Sensed): SensorMove | undefined {
  const sensor = Object.keys(sensors.sensors).find((name) => sensors.sensors[name]?.kind === kind);
  return sensor === undefined ? undefined : { ...moveOf(sensors, { sensor, kind }, false), hadCycle: true };
}

const moveOf = ({ compartmentId }: DoorSensors, { sensor, kind }: Pick<Sensed, 'sensor' | 'kind'>, moved: boolean) => ({
  ...{ compartmentId, sensor, kind, hadCycle: false, moved },
});
