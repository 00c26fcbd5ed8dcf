import * as z from 'zod/mini';
import { once } from '../once.js';
import { doorLooks } from './looks.js';
import { between, byDoor, doorCycle, printable } from './parts.js';

/** How a bank is: `lockers/v1/{bankId}/health`. */

/** That it lives, and the last cycle of every door: what the cloud lacks it finds by this. */
export const heartbeat = once(() => z.object({ type: z.literal('heartbeat'), doorCycles: byDoor(doorCycle()) }));

/** What every sensor sees now. */
export const sensorScan = once(() =>
  z.pipe(
    z.object({ type: z.literal('sensor-scan'), doors: doorLooks() }),
    z.transform(({ type, doors: { doors, unreadable } }) => ({ type, doors, unreadable })),
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

/** Somebody meddles with the cabinet, or its sensors say so. */
export const tamper = once(() => z.object({ type: z.literal('tamper'), what: printable(200) }));
