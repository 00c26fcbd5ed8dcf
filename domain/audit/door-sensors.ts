import type { Mark } from '../bank/state.js';
import type { Cause } from '../exceptions/cause.js';
import type { BankId, CompartmentId } from '../ids.js';
import type { DoorLook } from '../inputs.js';
import type { SensorState } from '../sensing/health/index.js';
import type { SensorKind } from '../sensing/profiles/index.js';
import type { Doubt } from './doubt.js';

/** What is kept of one door between two looks at it: a small item, written with a scan that changes it. */
export interface DoorSensors {
  bankId: BankId;
  compartmentId: CompartmentId;
  /** The last scan that was decided for this door: the same again, or an earlier one, decides nothing. */
  mark: Mark;
  /** How far the door had counted then, and what its bank said of it. */
  doorCycle: number;
  door: DoorLook['door'];
  /** Every scan since then has found its switch with the longest debounce. */
  debouncedSinceMs?: number | undefined;
  /** The last cycle, by the bank's own count, in which its sensors saw it free and empty: what lies in it in that same one came through no door. */
  emptyIn?: number | undefined;
  /** By the names that the bank gives them. */
  sensors: Readonly<Record<string, KnownSensor>>;
  /** Every scan since then has found the door open, in one and the same cycle. */
  openSinceMs?: number | undefined;
  /** By which command its levels were last begun anew, and when the bank did so. */
  recalibrated?: { by: string; atMs: number } | undefined;
  /** Of this sensor's noise the next scan is to say whether it may stay so. */
  acceptsNoiseOf?: string | undefined;
  /** Seen once, and not said yet. */
  suspicion?: Suspicion | undefined;
  /** What was said to stand, and when last. */
  said?: Readonly<Partial<Record<Cause, number>>> | undefined;
  /** Why what was said of its contents is not known to be so, as all doors of the bank together showed. */
  doubt?: Doubt | undefined;
  /** Since it was said that nothing is seen of its parcel, whose that is has opened it with their code, and left: when that visit was over. */
  lookedIntoAtMs?: number | undefined;
}

export interface KnownSensor extends SensorState {
  kind: SensorKind;
  /**
   * Of a binary sensor that is blocked: whether its door had a cycle between the last look that found it clear and the first
   * that did not. Without one nothing can have come: it is dirty, or dead.
   */
  came?: boolean | undefined;
  /** In so many scans it was heard, up to a day of them, and until it is commissioned: before that nobody misses it beside another of its kind. */
  looks?: number | undefined;
}

/** A day of hourly scans. A choice. */
export const knownAfterLooks = 24;

export interface Suspicion {
  cause: Cause;
  /** The look that it is from; its windows are kept as evidence under this id. */
  key: string;
  /** In this cycle: one that opened since is another door. */
  doorCycle: number;
  /** Why it would not be known to be so, as all doors of the bank together showed. */
  doubt?: Doubt | undefined;
  /** Where the sensors stood before, of what is a matter of their having moved. */
  from?: Readonly<Record<string, number>> | undefined;
}

/** As many as a door may send windows of: who sends new names with every scan is not remembered further. */
export const sensorsMax = 8;
