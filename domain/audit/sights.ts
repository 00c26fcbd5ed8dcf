import type { Door } from '../door.js';
import type { DoorLook } from '../inputs.js';
import { clean, silent, summarise, type Cleaned } from '../sensing/clean.js';
import type { SensorCondition } from '../sensing/condition.js';
import { sumOf } from '../sensing/difference.js';
import { conditionOf } from '../sensing/health/condition.js';
import { isCommissioned } from '../sensing/health/index.js';
import { temperatureIn } from '../sensing/health/temperature.js';
import { isBinary, kindsOf, profileOf, type SensorKind } from '../sensing/profiles/index.js';
import { fittedIn, type Window } from '../sensing/window.js';
import type { Sight } from './content.js';
import { knownAfterLooks, sensorsMax, type DoorSensors, type KnownSensor } from './door-sensors.js';

/** One sensor of a door at one scan: its window, or none where the bank tells of the door and not of it. */
export interface Sensed extends Sight {
  window: Window | undefined;
  /** What the window holds: of its contents it says one thing, of its sensor's health another. */
  cleaned: Cleaned | undefined;
}

export interface Sensing {
  door: Door;
  said: Pick<DoorLook, 'windows'>;
  before: DoorSensors | undefined;
  /** The door had a cycle since the last look, or was to be opened. */
  hadCycle: boolean;
  /** Since the sensors have their power, where that is known. */
  poweredForMs?: number | undefined;
}

/**
 * The sensors that the door's profile names: those that the bank tells of, one window each, and those that it should tell
 * of. What nobody said is installed decides nothing. Names beyond as many as a door may have are let go.
 */
export function sensedIn(sensing: Sensing): Sensed[] {
  const { door, said, before } = sensing;
  const kinds = kindsOf(door.profile);
  const windows = new Map<string, Window>();
  for (const window of fittedIn(kinds, said.windows)) {
    if (!windows.has(window.sensor)) windows.set(window.sensor, window);
  }
  const known = Object.keys(before?.sensors ?? {}).filter((sensor) => !isReplaced(sensing, sensor, windows));
  const names = [...new Set([...known, ...windows.keys(), ...missingIn(kinds, known, before, windows)])];
  return names.slice(0, sensorsMax).flatMap((sensor) => sensedBy(sensing, sensor, windows.get(sensor)) ?? []);
}

/**
 * A sensor that was never heard stands under its kind's name, until one of that kind is. Likewise one that is not known yet: a
 * name that came once, beside another of its kind, is missed by nobody.
 */
function isReplaced({ before }: Sensing, sensor: string, windows: ReadonlyMap<string, Window>): boolean {
  const known = knownIn(before, sensor);
  if (known === undefined || isKnownYet(known) || windows.has(sensor)) return false;
  return [...windows.values()].some(({ kind }) => kind === known.kind);
}

/** By a day of its own: a door that is in use is not certainly empty for as long, and a beam has nothing to be commissioned by. */
const isKnownYet = (known: KnownSensor): boolean => isCommissioned(known) || (known.looks ?? 0) >= knownAfterLooks;

/** Kinds of which no sensor is known and none is told of, each by its own name. */
function missingIn(
  kinds: readonly string[],
  known: readonly string[],
  before: DoorSensors | undefined,
  windows: ReadonlyMap<string, Window>,
): string[] {
  const there = [
    ...known.map((sensor) => knownIn(before, sensor)?.kind),
    ...[...windows.values()].map(({ kind }) => kind),
  ];
  return kinds.filter((kind) => profileOf(kind) !== undefined && !there.includes(kind as SensorKind));
}

export const knownIn = (before: DoorSensors | undefined, sensor: string): KnownSensor | undefined =>
  before && Object.hasOwn(before.sensors, sensor) ? before.sensors[sensor] : undefined;

const sound: SensorCondition = { health: 1 };

function sensedBy(sensing: Sensing, sensor: string, window: Window | undefined): Sensed | undefined {
  const last = knownIn(sensing.before, sensor);
  const profile = profileOf(window?.kind ?? last?.kind ?? sensor);
  if (!profile) return undefined;
  const known = last?.kind === profile.kind ? last : undefined; // Another kind under the same name is another sensor.
  const isWarm = (sensing.poweredForMs ?? Infinity) >= profile.warmUpMs;
  const { sigmaFactor } = known ? conditionOf(known, profile) : sound;
  const cleaned = window && clean(window, profile);
  const seen = window && isWarm ? summarise(window, profile, sigmaFactor, cleaned) : silent;
  const sight = { sensor, kind: profile.kind, seen, temperatureC: window && temperatureIn(window), window, cleaned };
  if (!isBinary(profile) || seen.n <= 0) return { ...sight, known };
  return { ...sight, known: known && { ...known, came: cameIn(sensing, sight, known) } };
}

/** Of a beam that is blocked: did anything have a chance to come since it was clear, or was it seen to come? */
function cameIn({ door, hadCycle }: Sensing, { sensor, seen }: Pick<Sight, 'sensor' | 'seen'>, known: KnownSensor) {
  if (seen.mean <= 0.5) return undefined;
  const wasClear = known.level !== undefined && known.level <= 0.5;
  const isSeenToCome = (sumOf(door.sums, sensor)?.d ?? 0) >= 1;
  return isSeenToCome || (wasClear ? hadCycle : known.came === true);
}
