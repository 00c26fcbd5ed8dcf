import type { HealthBySensor } from './verdict.js';

/** How far a sensor's word counts: what verdicts need of its health, and all that a door keeps of it. */
export interface SensorCondition {
  /** In [0, 1]. */
  health: number;
  /** By how much its noise exceeds what its profile states: a factor on sigma, 1 or more. Left out where it does not. */
  sigmaFactor?: number | undefined;
}

/** By sensor. One that is not named is sound, and as quiet as its profile says. */
export type SensorConditions = Readonly<Record<string, SensorCondition>>;

/** As many sensors as a door is told of; a bank has eight windows a door. */
const sensorsMax = 8;

/** Those that are not plainly sound, with two digits after the point; undefined where all are. */
export function doubtful(conditions: SensorConditions): SensorConditions | undefined {
  const rounded = Object.entries(conditions).map(([sensor, { health, sigmaFactor = 1 }]) => {
    const factor = hundredths(Math.max(1, sigmaFactor));
    return [sensor, { health: hundredths(health), ...(factor > 1 ? { sigmaFactor: factor } : {}) }] as const;
  });
  const found = rounded.filter(([, { health, sigmaFactor }]) => health < 1 || sigmaFactor !== undefined);
  const inOrder = found.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, sensorsMax);
  return inOrder.length > 0 ? Object.fromEntries(inOrder) : undefined;
}

/** From this health on a sensor is sound: design, sensing, the checks of the fault matrix. */
export const soundFrom = 0.8;

export const isAnyDoubted = (conditions: SensorConditions = {}): boolean =>
  Object.values(conditions).some(({ health }) => health < soundFrom);

const hundredths = (value: number): number => Math.round(value * 100) / 100;

export const healthIn = (conditions: SensorConditions = {}): HealthBySensor =>
  Object.fromEntries(Object.entries(conditions).map(([sensor, { health }]) => [sensor, health]));

/** Names come from the wire: only a sensor's own entry is one. */
export const sigmaFactorIn = (conditions: SensorConditions, sensor: string): number =>
  (Object.hasOwn(conditions, sensor) ? conditions[sensor]?.sigmaFactor : undefined) ?? 1;
