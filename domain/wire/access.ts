import * as z from 'zod/mini';
import type { ResidentId } from '../ids.js';
import { sizes, type Recipient } from '../inputs.js';
import { once } from '../once.js';
import { between, compartmentId, compoundId, id, printable, text } from './parts.js';

/**
 * What people ask for at the bank's screen: `lockers/v1/{bankId}/access`. Each schema is made when the first message of its
 * type comes: making all of them takes a cold start longer than reading the one that it was started for.
 */

const courierCode = () => text(/^[A-Za-z0-9]{4,16}$/);

const recipient = () =>
  z.pipe(
    z
      .object({
        trackingNumber: z.optional(text(/^[A-Za-z0-9-]{1,40}$/)),
        unit: z.optional(printable(16)),
        residentId: z.optional(id<ResidentId>()),
      })
      .check(z.refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1)),
    z.transform((given) => given as Recipient), // Exactly one of them, which the check above has seen.
  );

/** Millimetres; a bank measures up to 10 m, which is more than any door takes. */
const dimensionsMm = () => z.tuple([between(0, 10_000), between(0, 10_000), between(0, 10_000)]);

export const depositRequested = once(() =>
  z.object({
    type: z.literal('deposit-requested'),
    requestId: id(),
    courierCode: courierCode(),
    recipient: recipient(),
    size: z.enum(sizes),
    dimensionsMm: z.optional(dimensionsMm()),
  }),
);

export const leaseRequest = once(() =>
  z.object({
    type: z.enum(['deposit-confirmed', 'deposit-cancelled', 'reopen-requested']),
    requestId: id(),
    compartmentId: compartmentId(),
    leaseId: compoundId(),
  }),
);

/** A code is eight digits. One of another length is readable all the same: it is a wrong try, and counts as one. */
export const pickupRequested = once(() =>
  z.object({
    type: z.literal('pickup-requested'),
    requestId: id(),
    code: z.string().check(z.maxLength(16)),
  }),
);

export const collectionRequested = once(() =>
  z.object({
    type: z.literal('collection-requested'),
    requestId: id(),
    courierCode: courierCode(),
  }),
);
