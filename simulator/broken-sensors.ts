import type { Seen } from '../domain/events.js';
import type { FaultCase } from './bank-hardware.js';
import { isBelowSensors, type Item } from './bank-sensors.js';
import type { FaultName } from './faults/index.js';
import type { CycleTruth } from './virtual-bank.js';

/** Faults under which a sensor says something that is not so. The others say nothing, and of a door they say nothing wrong. */
const lying: readonly FaultName[] = [
  'sensor-noisy',
  'sensor-spiky',
  'sensor-drift-ramp',
  'sensor-drift-step',
  'sensor-drift-temperature',
  'sensor-untared',
  'curtain-dirty',
  'sensors-swapped',
  'firmware-shifts',
];

/** From this health on a sensor is sound: design, "judged by". */
const soundMin = 0.8;

/** Further windows of a cycle are asked for so long after it. */
const lookedAtMs = 120_000;

/** One cycle of a door, as it was. */
export interface CycleLived extends CycleTruth {
  openedAtMs: number;
  closedAtMs: number;
}

/** Why a verdict was wrong. */
export type Excuse =
  /** No sensor was at fault: there is none. */
  | 'none'
  /** A level jumped within a cycle that it rests on: to a sensor that is what a parcel is. */
  | 'jumped'
  /** The sensors that are held to be sound would not have reached it. */
  | 'doubted'
  /** It was held to be sound, and was not. */
  | 'silent';

/** A wrong verdict of this door now, which rests on these cycles, the last of them the one that was judged. */
export function excuseFor(
  seen: Seen,
  { cases, cycles, nowMs }: { cases: readonly FaultCase[]; cycles: readonly CycleLived[]; nowMs: number },
): Excuse {
  const sinceMs = cycles[0]?.openedAtMs ?? nowMs;
  const lies = cases.filter((one) => lying.includes(one.name) && endOf(one) >= sinceMs);
  if (lies.length === 0) return 'none';
  const isWithin = (atMs: number) =>
    cycles.some(({ openedAtMs, closedAtMs }, i) => {
      const untilMs = i === cycles.length - 1 ? nowMs : closedAtMs + lookedAtMs;
      return atMs >= openedAtMs && atMs <= untilMs;
    });
  if (lies.some((one) => isWithin(one.sinceMs) || isWithin(endOf(one)))) return 'jumped';
  return isSilent(seen) ? 'silent' : 'doubted';
}

const endOf = ({ name, sinceMs, course, endsAtMs }: FaultCase): number =>
  name === 'firmware-shifts' ? sinceMs : (course.end?.atMs ?? endsAtMs);

/**
 * Is what was overlooked less than the sensors claim to see whose word counts? Of a finer one that says nothing, or is held in
 * doubt, nothing is promised: the others have their say without it.
 */
export function isBeyondSound({ shares }: Seen, overlooked: readonly Item[]): boolean {
  const kinds = shares.filter(({ n, health }) => n > 0 && health >= soundMin).map(({ kind }) => kind);
  return overlooked.length > 0 && kinds.length > 0 && isBelowSensors(kinds.join('+'), overlooked);
}

/** Past a threshold by the sensors alone that are held to be sound? */
function isSilent({ shares, upper, lower, llr }: Seen): boolean {
  const sound = shares.filter(({ health }) => health >= soundMin).reduce((sum, share) => sum + share.llr, 0);
  return llr > 0 ? sound >= upper : sound <= lower;
}
