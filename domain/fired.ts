import * as z from 'zod/mini';
import type { BankId, IncidentId, StayId } from './ids.js';
import type { Times } from './inputs.js';
import type { Timer } from './timers.js';
import { once } from './once.js';
import { compartmentId, id, text } from './wire/parts.js';

/** What a schedule hands over: the timer that it was made with, and the instant it was set to. */
const firedSchema = once(() =>
  z.object({
    timer: z.discriminatedUnion('kind', [
      z.object({
        kind: z.enum(['watch', 'next-step']),
        bankId: id<BankId>(),
        compartmentId: compartmentId(),
        stayId: text<StayId>(/^.{0,36}$/),
        n: z.number().check(z.int(), z.minimum(1)),
      }),
      z.object({
        kind: z.literal('incident'),
        incidentId: text<IncidentId>(/^[a-z0-9]{16}-[1-9]\d{0,5}$/),
        n: z.number().check(z.int(), z.minimum(1)),
      }),
      z.object({
        kind: z.literal('open-all'),
        bankId: id<BankId>(),
        openAllId: text(/^[a-z0-9]{16}$/),
        n: z.number().check(z.int(), z.minimum(1)),
      }),
      z.object({ kind: z.literal('look'), bankId: id<BankId>(), n: z.number().check(z.int(), z.minimum(1)) }),
    ]),
    scheduledTime: z.string().check(z.maxLength(40)),
  }),
);

/** The timer and its times, or undefined for what is none of ours. Never throws. */
export function parseFired(fired: unknown, nowMs: number): { timer: Timer; times: Times } | undefined {
  const parsed = firedSchema().safeParse(fired);
  if (!parsed.success) return undefined;
  const scheduledAtMs = Date.parse(parsed.data.scheduledTime);
  const receivedAtMs = Number.isFinite(scheduledAtMs) ? Math.min(scheduledAtMs, nowMs) : nowMs;
  return { timer: parsed.data.timer, times: { occurredAtMs: receivedAtMs, receivedAtMs, nowMs, ageKnown: true } };
}
