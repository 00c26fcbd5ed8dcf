import * as z from 'zod/mini';
import type { BankId, ParcelId, SiteId } from '../../../domain/ids.js';
import { sizes } from '../../../domain/inputs.js';
import { id } from '../parts.js';
import { format, languageOfPage, periodFields } from './schemas.js';

export const capacityQuery = () =>
  z.strictObject({
    ...periodFields(),
    format: format(),
    language: languageOfPage(),
    /** The share of the time in which a size may have no free door, for the doors that are needed; 0.01 if not given. */
    fullShareMax: z.optional(z.coerce.number().check(z.minimum(0.0001), z.maximum(0.5))),
  });

const size = () => z.enum(sizes);
const share = () => z.number().check(z.minimum(0), z.maximum(1));

const forecast = () =>
  z.strictObject({
    parcelsPerDay: z.number(),
    meanDwellMs: z.number(),
    /** Parcels that lie there at once, on average: `parcelsPerDay` × `meanDwellMs`. */
    load: z.number(),
    /** The share of the time in which no door is free, if parcels come at random (M/G/∞: Poisson with mean `load`). */
    fullShare: share(),
    /** The fewest doors that keep that share at or below `fullShareMax`. */
    doorsNeeded: z.number(),
    /** The same at the lowest and the highest rate that the count of parcels does not rule out (95 % each). */
    doorsNeededAtLeast: z.number(),
    doorsNeededAtMost: z.number(),
    /** Doors to add, where even the lowest rate asks for more; negative: doors that could go even at the highest. */
    change: z.number(),
  });

const capacityFields = () => ({
  doors: z.number(),
  /** Of these, kept from use now. */
  outOfUse: z.number(),
  /** Stored in the period; of a size, those that asked for it. */
  parcels: z.number(),
  /** Doors taken, over the time of the period, and the most at once. */
  meanTaken: z.number(),
  mostTaken: z.number(),
  /** Minutes in which every door was taken. */
  fullMinutes: z.number(),
  /** None over less than a week, or while nothing has ended from which to tell how long a parcel lies. */
  forecast: z.optional(forecast()),
});

const bank = () =>
  z.strictObject({
    bankId: id<BankId>(),
    /** From when the bank is looked at: not before it was there. */
    fromMs: z.number(),
    toMs: z.number(),
    ...capacityFields(),
    parcelsPerDoorAndDay: z.optional(z.number()),
    sizes: z.array(
      z.strictObject({
        size: size(),
        ...capacityFields(),
        /** Laid into a larger door than was asked for. */
        inLargerDoors: z.number(),
      }),
    ),
  });

const dwell = () =>
  z.strictObject({
    /** Fetched, returned or written off. */
    ended: z.number(),
    /** There still: they count as "at least so long" (Kaplan and Meier). */
    lying: z.number(),
    meanMs: z.optional(z.number()),
    /** Within `ms` this share of the parcels is gone; none where more than the rest lie there still. */
    quantiles: z.array(z.strictObject({ share: share(), ms: z.optional(z.number()) })),
    /** Parcels that ended, by how long they lay: from `fromMs` to before `toMs`. */
    histogram: z.array(z.strictObject({ fromMs: z.number(), toMs: z.optional(z.number()), parcels: z.number() })),
  });

const cleanOut = () =>
  z.strictObject({
    /** How many parcels are overdue now. */
    overdue: z.number(),
    /** The oldest first, 50 at most. */
    parcels: z.array(
      z.strictObject({
        parcelId: id<ParcelId>(),
        bankId: id<BankId>(),
        compartmentId: z.string(),
        /** Of the door that it keeps. */
        size: size(),
        storedAtMs: z.number(),
        forMs: z.number(),
      }),
    ),
  });

export const capacityReport = () =>
  z.strictObject({
    siteId: id<SiteId>(),
    /** Later than was asked for where the report is cut short. */
    fromMs: z.number(),
    /** Not later than now. */
    toMs: z.number(),
    fullShareMax: share(),
    doors: z.number(),
    parcels: z.number(),
    parcelsPerDoorAndDay: z.optional(z.number()),
    /** Ended at an instant that was not kept: they count as stored, and in nothing else. */
    endsUnknown: z.number(),
    dwell: dwell(),
    banks: z.array(bank()),
    /** By the site's own clocks. */
    days: z.array(z.strictObject({ fromMs: z.number(), toMs: z.number(), parcels: z.number(), mostTaken: z.number() })),
    cleanOut: cleanOut(),
    /** There was more than one report reads (5,000 parcels, 100 banks): ask for a shorter period. */
    isCutShort: z.boolean(),
  });
