import { soundFrom } from '../sensing/condition.js';
import { tellsSmallest, withNoiseAccepted } from '../sensing/health/accepted.js';
import { scoreOf } from '../sensing/health/index.js';
import { kindsOf, profileOf, type Profile } from '../sensing/profiles/index.js';
import { sheetsOf } from '../sensing/smallest-item.js';
import type { ErrorRates } from '../sensing/verdict.js';
import type { DoorSensors, KnownSensor } from './door-sensors.js';

interface Fitted {
  /** Which kinds of sensor its door has. */
  profile: string;
  rates: ErrorRates;
}

/** What is known of a door, with what was asked of the noise of one of its sensors since the last look. */
export function asAsked(door: DoorSensors | undefined, fitted: Fitted): DoorSensors | undefined {
  const sensor = door?.acceptsNoiseOf;
  return door && sensor !== undefined ? (acceptNoise(door, sensor, fitted) ?? door) : door;
}

/**
 * A sensor is noisier than it was, or wild, starts have not helped, and nothing else is wrong with it: may it stay so? Yes, where its door can
 * tell the smallest item of all its kinds all the same, by it or by another sensor. The fault is over with the look that finds
 * the noise as it was accepted. Undefined: the door needs another sensor.
 */
function acceptNoise(door: DoorSensors, sensor: string, { profile, rates }: Fitted): DoorSensors | undefined {
  const known = Object.hasOwn(door.sensors, sensor) ? door.sensors[sensor] : undefined;
  const kind = known && profileOf(known.kind);
  const state = kind && withNoiseAccepted(known, kind);
  if (!known || !state) return undefined;
  const accepted: KnownSensor = { ...known, ...state };
  const sensors = { ...door.sensors, [sensor]: accepted };
  const finest = Math.min(...kindsOf(profile).flatMap((name) => sheetsIn(profileOf(name), rates)));
  const heard = { ...sensors, [sensor]: { ...accepted, faults: 0 } };
  return Object.values(heard).some((one) => tells(one, finest, rates)) ? { ...door, sensors } : undefined;
}

const sheetsIn = (profile: Profile | undefined, rates: ErrorRates): number[] =>
  profile ? [sheetsOf(profile, rates)] : [];

/** Sound, of a kind that sees the finest, and quiet enough for it. */
function tells(state: KnownSensor, finest: number, rates: ErrorRates): boolean {
  const profile = profileOf(state.kind);
  if (!profile || scoreOf(state) < soundFrom || sheetsOf(profile, rates) > finest) return false;
  return tellsSmallest(state, profile, rates);
}
