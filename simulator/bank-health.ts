import type { VirtualDoor } from './virtual-door.js';

export interface HealthOptions {
  /** 0: none are sent. */
  heartbeatSeconds: number;
  scanSeconds: number;
  doors: ReadonlyMap<string, VirtualDoor>;
  post(body: { type: string; [field: string]: unknown }): void;
  setTimer(ms: number, fn: () => void): void;
}

/** Heartbeats with the last cycle of every door, and scans of what every sensor sees, as often as `bank.json` says. */
export function startHealth(options: HealthOptions): void {
  const { heartbeatSeconds, scanSeconds, doors } = options;
  every(options, heartbeatSeconds, () => ({ type: 'heartbeat', doorCycles: cyclesOf(doors) }));
  every(options, scanSeconds, () => ({ type: 'sensor-scan', doors: scanOf(doors) }));
}

export const cyclesOf = (doors: ReadonlyMap<string, VirtualDoor>): Record<string, number> =>
  Object.fromEntries([...doors.values()].map(({ compartmentId, doorCycle }) => [compartmentId, doorCycle]));

function scanOf(doors: ReadonlyMap<string, VirtualDoor>): Record<string, unknown> {
  const looks = [...doors.values()].map((door) => {
    const { compartmentId, doorCycle } = door;
    const { saysOpen, debounceMs } = door.doorSwitch;
    const debounce = debounceMs > 0 ? { debounceMs } : {};
    const look = { door: saysOpen ? 'open' : 'closed', doorCycle, ...debounce, windows: door.windows() };
    return [compartmentId, look] as const;
  });
  return Object.fromEntries(looks);
}

function every(options: HealthOptions, seconds: number, message: () => { type: string }): void {
  if (seconds <= 0) return;
  options.setTimer(seconds * 1000, () => {
    options.post(message());
    every(options, seconds, message);
  });
}
