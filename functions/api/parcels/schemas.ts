import * as z from 'zod/mini';
import { stateSeen } from '../../../app/api/find-parcels.js';
import type { Parcel, Withdrawn } from '../../../app/ports.js';
import type { BankId, CompartmentId, ParcelId, ResidentId, StayId } from '../../../domain/ids.js';
import { stayStates } from '../../../domain/stay.js';
import { compartmentId, id, instantMs, pageOf, pageQuery, reason } from '../parts.js';

/** `announced` until a door is claimed, `placing` until it is held; then its stay's state; `withdrawn`: cancelled before. */
const parcelStates = ['announced', 'placing', 'withdrawn', ...stayStates] as const;

/** As a courier types or scans it at the bank. */
const trackingNumber = () => z.string().check(z.regex(/^[A-Za-z0-9-]{1,40}$/));

export const newParcel = () =>
  z.strictObject({
    trackingNumber: trackingNumber(),
    residentId: id<ResidentId>(),
  });

export const personReason = () => z.strictObject({ reason: reason() });
export const override = () =>
  z.strictObject({
    /**
     * What the named person has seen with their own eyes, or has decided for a parcel that is missing. `unknown`: of a deposit
     * of which nobody can say whether it is there; its resident is told that it may be, with a code, and looks.
     */
    finding: z.enum(['present', 'unknown', 'absent', 'written-off']),
    /** Of one that is present: the door of its bank in which it was found, where that is not its own. */
    compartmentId: z.optional(compartmentId()),
    reason: reason(),
  });

export const hold = () => z.strictObject({ untilMs: instantMs(), reason: reason() });

export const extension = () => z.strictObject({ untilMs: instantMs(), reason: reason() });

export const reassignment = () => z.strictObject({ residentId: id<ResidentId>(), reason: reason() });

export const movement = () =>
  z.strictObject({
    /** Of the same bank; left out, the free door that fits best. */
    compartmentId: z.optional(compartmentId()),
    reason: reason(),
  });

export const parcelsQuery = () =>
  z.strictObject({
    ...pageQuery(),
    state: z.optional(z.enum(parcelStates)),
    residentId: z.optional(id<ResidentId>()),
    bankId: z.optional(id<BankId>()),
    trackingNumber: z.optional(trackingNumber()),
  });

export const parcel = () =>
  z.strictObject({
    parcelId: id<ParcelId>(),
    residentId: id<ResidentId>(),
    trackingNumber: z.optional(z.string()),
    announced: z.boolean(),
    state: z.enum(parcelStates),
    createdAtMs: z.number(),
    /** Where it lies, or lay last. */
    place: z.optional(z.strictObject({ bankId: id<BankId>(), compartmentId: z.string() })),
    /** Where it was moved from, the latest last: each stay has a custody log. */
    movedFrom: z.optional(z.array(z.strictObject({ compartmentId: z.string(), stayId: id<StayId>() }))),
    storedAtMs: z.optional(z.number()),
    /** A manager's hold; in the past, it has ended. */
    heldUntilMs: z.optional(z.number()),
    /** A later deadline that a person gave it: not overdue before. */
    extendedUntilMs: z.optional(z.number()),
    vouched: z.boolean(),
    /** Beside `vouched`, for no sensor saw it: nor does anybody say that it came, and its resident was sent to look. */
    isUnsure: z.optional(z.literal(true)),
    /** Announced for another resident at first; once a door holds it, its custody log says such things. */
    reassigned: z.optional(
      z.array(
        z.strictObject({
          residentId: id<ResidentId>(),
          fromResidentId: id<ResidentId>(),
          by: z.string(),
          reason: z.string(),
          atMs: z.number(),
        }),
      ),
    ),
    /** Of one that was withdrawn. */
    withdrawn: z.optional(z.strictObject({ by: z.string(), reason: z.string(), atMs: z.number() })),
    /** Of a parcel that counts as gone although no sensor saw that: they could not say, or they said nothing at all. */
    pickupEvidence: z.optional(z.enum(['unclear', 'none'])),
  });
export const parcels = () => pageOf(parcel());

export const parcelView = (row: Parcel, nowMs: number): z.infer<ReturnType<typeof parcel>> => {
  const { id: parcelId, residentId, trackingNumber, announced, createdAtMs, heldUntilMs, vouched, isUnsure } = row;
  const { extendedUntilMs, pickupEvidence } = row;
  const storedAtMs = row.storedAtMs === 0 ? undefined : row.storedAtMs;
  return {
    parcelId,
    residentId,
    trackingNumber,
    announced,
    state: stateSeen(row, nowMs),
    createdAtMs,
    place: placeOf(row),
    movedFrom: row.claim?.movedFrom,
    storedAtMs,
    heldUntilMs,
    extendedUntilMs,
    vouched,
    isUnsure,
    reassigned: row.reassigned?.map(withoutRequest),
    withdrawn: row.withdrawn && withoutRequest(row.withdrawn),
    pickupEvidence,
  };
};

const withoutRequest = <Said extends Withdrawn>({ requestId: _request, ...said }: Said): Omit<Said, 'requestId'> =>
  said;

const placeOf = ({ claim }: Parcel): { bankId: BankId; compartmentId: CompartmentId } | undefined =>
  claim && { bankId: claim.bankId, compartmentId: claim.compartmentId };
