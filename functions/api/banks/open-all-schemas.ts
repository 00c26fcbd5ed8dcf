import * as z from 'zod/mini';
import { openAllState, type OpenAll } from '../../../domain/guard/open-all.js';
import { reason } from '../parts.js';

export const opening = () => z.strictObject({ reason: reason() });

/** Every door of a bank is to be opened: one person asked, another one confirms. */
export const openAll = () =>
  z.strictObject({
    openAllId: z.string(),
    /** `confirmed`: its doors are told to open, six in two minutes; each has a command, and says who, why and when in its custody log. */
    state: z.enum(['asked', 'expired', 'confirmed']),
    by: z.string(),
    reason: z.string(),
    askedAtMs: z.number(),
    expiresAtMs: z.number(),
    confirmed: z.optional(z.strictObject({ by: z.string(), reason: z.string(), atMs: z.number() })),
  });

export function openAllView(asked: OpenAll, nowMs: number): z.infer<ReturnType<typeof openAll>> {
  const { id: openAllId, by, reason: why, askedAtMs, expiresAtMs, confirmed } = asked;
  return { openAllId, state: openAllState(asked, nowMs), by, reason: why, askedAtMs, expiresAtMs, confirmed };
}
