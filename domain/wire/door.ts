import * as z from 'zod/mini';
import { once } from '../once.js';
import { between, compartmentId, compoundId, doorCycle, printable, spanMs } from './parts.js';
import { windows } from './windows.js';

/** What doors did: `lockers/v1/{bankId}/door`, and what became of commands: `lockers/v1/{bankId}/result`. */

const authority = () =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('command'), commandId: compoundId() }),
    z.object({ kind: z.literal('key') }),
    z.object({ kind: z.literal('none') }),
  ]);

/** Pulses of the lock: a controller gives up after three, the rest is for kinds of lock not yet known. */
const attempts = () => between(0, 1000).check(z.int());

const doorEvent = () => ({ compartmentId: compartmentId(), doorCycle: doorCycle(), authority: authority() });

export const doorOpened = once(() =>
  z.object({
    ...doorEvent(),
    type: z.literal('door-opened'),
    openedUptimeMs: spanMs(),
    attempts: z.optional(attempts()),
  }),
);

export const doorClosed = once(() =>
  z.pipe(
    z
      .object({
        ...doorEvent(),
        type: z.literal('door-closed'),
        openedUptimeMs: spanMs(),
        closedUptimeMs: spanMs(),
        attempts: z.optional(attempts()),
        openLatencyMs: z.optional(spanMs()),
        before: windows(),
        after: windows(),
      })
      .check(z.refine(({ openedUptimeMs, closedUptimeMs }) => closedUptimeMs >= openedUptimeMs)),
    z.transform(({ closedUptimeMs, openedUptimeMs, ...closed }) => ({
      ...closed,
      openedUptimeMs,
      openForMs: Math.round(closedUptimeMs - openedUptimeMs),
    })),
  ),
);

export const doorAjar = once(() =>
  z.object({
    ...doorEvent(),
    type: z.literal('door-ajar'),
    openForMs: z.pipe(
      spanMs(),
      z.transform((spanMs) => Math.round(spanMs)),
    ),
  }),
);

export const commandResult = once(() =>
  z.pipe(
    z.object({
      type: z.literal('command-result'),
      commandId: compoundId(),
      outcome: z.enum(['done', 'refused', 'failed', 'expired']),
      reason: z.optional(printable(200)),
      attempts: z.optional(attempts()),
      windows: z.optional(windows()),
    }),
    z.transform(({ windows, ...result }) => ({ ...result, windows: windows ?? [] })),
  ),
);
