import * as z from 'zod/mini';
import { once } from '../once.js';
import { between, byDoor, doorCycle, printable } from './parts.js';
import { readableWindows } from './windows.js';

/** How a bank is: `lockers/v1/{bankId}/health`. */

/** That it lives, and the last cycle of every door: what the cloud lacks it finds by this. */
export const heartbeat = once(() => z.object({ type: z.literal('heartbeat'), doorCycles: byDoor(doorCycle()) }));

/** Words that are not known are no reason to refuse: such a door is neither open nor closed. */
const doorWord = () =>
  z.pipe(
    printable(16),
    z.transform((word) => (word === 'open' || word === 'closed' ? word : 'unknown')),
  );

const doorLook = () => z.object({ door: doorWord(), doorCycle: z.optional(doorCycle()), windows: readableWindows() });

/** What every sensor sees now. One window that cannot be read must not lose what all other doors said. */
export const sensorScan = once(() =>
  z.pipe(
    z.object({ type: z.literal('sensor-scan'), doors: byDoor(doorLook()) }),
    z.transform(({ type, doors }) => {
      const looks = Object.entries(doors);
      const read = looks.map(([id, { windows, ...look }]) => [id, { ...look, windows: windows.readable }] as const);
      const unreadable = looks.reduce((sum, [, { windows }]) => sum + windows.unreadable, 0);
      return { type, doors: Object.fromEntries(read), unreadable };
    }),
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
