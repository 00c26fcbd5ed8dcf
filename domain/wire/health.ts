import * as z from 'zod/mini';
import { once } from '../once.js';
import { between, byDoor, doorCycle, printable } from './parts.js';
import { windows } from './windows.js';

/** How a bank is: `lockers/v1/{bankId}/health`. */

/** That it lives, and the last cycle of every door: what the cloud lacks it finds by this. */
export const heartbeat = once(() => z.object({ type: z.literal('heartbeat'), doorCycles: byDoor(doorCycle()) }));

/**
 * Scans and tampering decide nothing in this version. They are held to the contract all the same, so that a bank which
 * sends them wrongly shows in the count of refusals; what was read is let go.
 */

export const sensorScan = once(() =>
  z.pipe(
    z.object({
      type: z.literal('sensor-scan'),
      doors: byDoor(z.object({ door: printable(16), windows: windows() })),
    }),
    z.transform(({ type }) => ({ type })),
  ),
);

/** Its controller has started. */
export const boot = once(() => z.object({ type: z.literal('boot'), firmware: printable(80), reason: printable(200) }));

/** Told when it changes, and after a start that finds it on battery. */
export const power = once(() =>
  z.object({
    type: z.literal('power'),
    source: z.enum(['mains', 'battery']),
    batteryPercent: z.optional(between(0, 100)),
  }),
);

export const tamper = once(() =>
  z.pipe(
    z.object({ type: z.literal('tamper'), what: printable(200) }),
    z.transform(({ type }) => ({ type })),
  ),
);
