import * as z from 'zod/mini';
import type { BankId, CompartmentId, StayId } from './ids.js';
import { compartmentPattern, idPattern } from './ids.js';
import type { Times } from './inputs.js';
import type { Timer } from './timers.js';

/** What a schedule hands over: the timer that it was made with, and the instant it was set to. */
const firedSchema = z.object({
  timer: z.object({
    kind: z.enum(['watch', 'next-step']),
    bankId: z.string().check(z.regex(idPattern)),
    compartmentId: z.string().check(z.regex(compartmentPattern)),
    stayId: z.string().check(z.maxLength(36)),
    n: z.number().check(z.int(), z.minimum(1)),
  }),
  scheduledTime: z.string().check(z.maxLength(40)),
});

/** The timer and its times, or undefined for what is none of ours. Never throws. */
export function parseFired(fired: unknown, nowMs: number): { timer: Timer; times: Times } | undefined {
  const parsed = firedSchema.safeParse(fired);
  if (!parsed.success) return undefined;
  const { bankId, compartmentId, stayId, ...rest } = parsed.data.timer;
  const scheduledAtMs = Date.parse(parsed.data.scheduledTime);
  const receivedAtMs = Number.isFinite(scheduledAtMs) ? Math.min(scheduledAtMs, nowMs) : nowMs;
  const timer = {
    ...rest,
    bankId: bankId as BankId,
    compartmentId: compartmentId as CompartmentId,
    stayId: stayId as StayId,
  };
  return { timer, times: { occurredAtMs: receivedAtMs, receivedAtMs, nowMs, ageKnown: true } };
}
