import type { Cleaned } from '../clean.js';
import type { Window } from '../window.js';

/**
 * One look at one sensor: a window of it, or none, at one instant. Every look counts: whoever looks sees to it that one and
 * the same is given once (a message twice is once, by its mark), and none that is older than the one before.
 */
export interface SensorLook {
  /** When it was taken, Unix milliseconds in the cloud's time. */
  atMs: number;
  /** None: the bank told of this door, and of this sensor not. A bank that is silent itself is no look. */
  window: Window | undefined;
  /** What the window holds, where it has been taken apart already: a scan has a hundred. */
  cleaned?: Cleaned | undefined;
  /** A scheduled scan (or a sample that was asked for), or one side of a door cycle. */
  moment: 'scan' | 'before' | 'after';
  door: 'open' | 'closed' | 'unknown';
  /** Nothing can lie inside: it was last seen to be empty, and the door has not opened since. */
  isCertainlyEmpty: boolean;
  /** And another sensor of the door, which sees smaller things than this one does, sees nothing there. */
  isSeenEmpty?: boolean | undefined;
  /** Between two scheduled scans of this bank. */
  scanIntervalMs: number;
  /** Since the sensor has its power, where that is known: while it warms up, its level says nothing. */
  poweredForMs?: number | undefined;
}
