import { situationOf } from '../exceptions/index.js';
import { isOpen } from '../incident/incident.js';
import type { Counted } from './operations.js';

/** A month of the false-alarm budget: 30 days. */
const monthMs = 30 * 24 * 3_600_000;

/** Alarms about sensors, against the site's budget of false ones. */
export interface AlarmTally {
  /** Incidents of the catalogue's section on sensors. */
  raised: number;
  /**
   * Over again before anything was tried, and not seen since. Every alarm about a sound sensor ends so, and some about
   * one that was at fault for a while: at most so many were false.
   */
  endedByThemselves: number;
  /** `endedByThemselves` over banks and months; of no bank or no time there is none. */
  endedPerBankPerMonth?: number | undefined;
}

export function alarmsOf(
  incidents: readonly Counted[],
  { banks, forMs }: { banks: number; forMs: number },
): AlarmTally {
  const ofSensors = incidents.filter(({ cause }) => situationOf(cause).section === 'sensors');
  const endedByThemselves = ofSensors.filter(hasEndedByItself).length;
  const bankMonths = (banks * forMs) / monthMs;
  return {
    raised: ofSensors.length,
    endedByThemselves,
    ...(bankMonths > 0 ? { endedPerBankPerMonth: endedByThemselves / bankMonths } : {}),
  };
}

/** A command that was answered, or a person's act, may have mended it. */
const hasEndedByItself = (one: Counted): boolean =>
  !isOpen(one) &&
  one.resolution?.by === 'over' &&
  one.repeatedBy === undefined &&
  one.visit === undefined &&
  one.acts.length === 0 &&
  one.position.commandId === undefined;
