import type { CompartmentId } from './ids.js';
import type { FromBank } from './inputs.js';
import type { Window } from './sensing/window.js';

/** How banks are, in their own words: what comes on the health topic. */

/** Which controller said it, and as which of its messages: a bank is decided on by the order of these. */
export interface Origin {
  controllerId: string;
  bootCount: number;
  seq: number;
  /** Of the happening, since its controller started. */
  uptimeMs: number;
  /** The bank's own wall clock: it is compared with the cloud's, and shown. */
  atMs?: number | undefined;
}
export interface FromController extends FromBank {
  origin: Origin;
}
export interface Heartbeat extends FromController {
  type: 'heartbeat';
  /** The last cycle of each door. */
  doorCycles: Record<string, number>;
}
export interface Boot extends FromController {
  type: 'boot';
  firmware: string;
  reason: string;
}
export interface PowerChanged extends FromController {
  type: 'power';
  source: 'mains' | 'battery';
  batteryPercent?: number | undefined;
}
/** What one door looks like in a scan. */
export interface DoorLook {
  door: 'open' | 'closed' | 'unknown';
  /** The door's last cycle at that moment, from banks that say so: what the sensors see is what it left behind. */
  doorCycle?: number | undefined;
  /** So long its switch must say the same before it is believed, where that was set from afar. */
  debounceMs?: number | undefined;
  windows: Window[];
}
/** What every sensor of a bank sees now. */
export interface SensorScan extends FromController {
  type: 'sensor-scan';
  doors: Record<CompartmentId, DoorLook>;
  /** Windows that could not be read: they are left out and counted, and the other doors are none the worse for it. */
  unreadable: number;
}
/** Somebody meddles with the cabinet. */
export interface Tamper extends FromController {
  type: 'tamper';
  /** In the bank's own words. */
  what: string;
}
export type HealthMessage = Heartbeat | Boot | PowerChanged | SensorScan | Tamper;
