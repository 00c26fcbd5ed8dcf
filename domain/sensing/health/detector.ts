import type { Cause } from '../../exceptions/cause.js';
import type { Reading } from './reading.js';
import type { SensorState } from './state.js';

/**
 * What a detector says of its fault at one look. It is raised on `standing`, ends on `over`, and stays as it was on
 * `unknown`: so a blind sensor neither raises nor clears.
 */
export type FaultStatus = 'standing' | 'over' | 'unknown';

/** One way in which a sensor can be at fault, and how that shows. */
export interface Detector {
  readonly name: string;
  /** The cause of the catalogue that it is a case of. */
  readonly cause: Cause;
  /** Its place in `SensorState.faults`: a power of two that is never given to another. */
  readonly bit: number;
  /** What is left of the sensor's word while the fault stands, in [0, 1]. */
  readonly trust: number;
  /** The limit at which a sound sensor is accused once in so many looks, or less often. */
  readonly limitFor: (runLength: number) => number;
  /**
   * Judges one look. `state` is the look's own copy of what was kept: the detector brings its part of it up to date, and
   * nothing else of it. Constant in time and memory, whatever the window holds.
   */
  readonly judge: (state: SensorState, reading: Reading, limit: number) => FaultStatus;
  /** Of a fault that comes and goes: it still stands, and at present the sensor's word counts all the same. */
  readonly isResting?: (state: SensorState) => boolean;
  /** What a look that shows it tells of its reason: short words. */
  readonly detail?: (reading: Reading) => Readonly<Record<string, string>>;
}
