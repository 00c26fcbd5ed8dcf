import * as z from 'zod/mini';
import type { ParcelId } from '../../../domain/ids.js';
import { message } from '../messages/schemas.js';
import { id } from '../parts.js';

const outcomes = [
  ...['sent', 'no-address', 'unconfirmed', 'lost', 'opted-out', 'declined', 'capped', 'refused', 'failed'],
  ...['pending', 'deferred', 'dropped'],
] as const;

const row = () =>
  z.strictObject({
    message: message(),
    /** Not there where it went by none. */
    channel: z.optional(z.enum(['email', 'sms'])),
    /** When it was decided that it shall be told. */
    askedAtMs: z.number(),
    /**
     * `sent`: handed over; a carrier may still lose it. `unconfirmed`, `lost`, `opted-out`: the channel does not reach them (any more). `declined`: they asked
     * for none. `capped`: the day's cap. `pending`: being told, or tried again. `deferred`: a reminder that
     * waits. `dropped`: not told in time, no longer so by then, or cut off and not to come twice.
     */
    outcome: z.enum(outcomes),
    /** When it was told, or given up. */
    atMs: z.optional(z.number()),
    /** It had been tried before, and failed or was cut off. */
    isAgain: z.optional(z.literal(true)),
    /** Until when at least it waits, and why. */
    untilMs: z.optional(z.number()),
    why: z.optional(z.enum(['quiet-hours', 'hold', 'visit'])),
  });

/** Of where the parcel lies, or lay last, and wherever it was moved from; in the order in which they were asked for. */
export const messagesOfParcel = () => z.strictObject({ parcelId: id<ParcelId>(), items: z.array(row()) });
