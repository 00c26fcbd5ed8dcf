import type { WireAuthority } from './bank-json.js';
import type { Item, Surroundings } from './bank-sensors.js';

/** What a door needs of its bank. */
export interface DoorHost {
  uptimeMs(): number;
  around(): Surroundings;
  /** Forgotten when the controller starts again. */
  setTimer(ms: number, fn: () => void): void;
  postDoor(body: { type: string; [field: string]: unknown }, happenedUptimeMs?: number): void;
  postResult(body: { commandId: string; outcome: string; [field: string]: unknown }): void;
  /** What really lay inside before and after a cycle: known to the simulation, and to no message. */
  onCycle(cycle: CycleTruth): void;
  onPulse(pulse: Pulse): void;
  /** All pulses were in vain: did anybody pull? Known to the simulation, and to no message. */
  onInVain(pulses: InVain): void;
  onOpened(opened: { compartmentId: string; doorCycle: number; authority: WireAuthority }): void;
}

export interface CycleTruth {
  compartmentId: string;
  doorCycle: number;
  authority: WireAuthority;
  before: readonly Item[];
  after: readonly Item[];
}

export interface InVain {
  compartmentId: string;
  isPulled: boolean;
}

export interface Pulse {
  compartmentId: string;
  commandId: string;
  leaseId: string | undefined;
  attempt: number;
  /** Drawn once a pulse, in [0, 1): a lock that lets go now and then has it decided by this. */
  luck: number;
}
