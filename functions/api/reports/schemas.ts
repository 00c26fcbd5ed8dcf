import * as z from 'zod/mini';
import { causes } from '../../../domain/exceptions/cause.js';
import { severities } from '../../../domain/exceptions/situation.js';
import type { BankId, SiteId } from '../../../domain/ids.js';
import { id, instantMs, language, pageOf, pageQuery } from '../parts.js';

const instantInQuery = () => z.optional(z.pipe(z.coerce.number(), instantMs()));

export const periodFields = () => ({
  siteId: id<SiteId>(),
  /** The beginning; 30 days before the end where it is left out. */
  fromMs: instantInQuery(),
  /** The end, itself not in it; now where it is left out. */
  toMs: instantInQuery(),
});

/** JSON if not given. */
export const format = () => z.optional(z.enum(['json', 'csv', 'html']));

/** Of the page; the site's if not given. */
export const languageOfPage = () => z.optional(language());

export const operationsQuery = () =>
  z.strictObject({ ...periodFields(), format: format(), language: languageOfPage() });

const share = () => z.number().check(z.minimum(0), z.maximum(1));

const tallyFields = () => ({
  incidents: z.number(),
  /** Raised, resolving, or with a person on the way; of these, the last are decided. */
  open: z.number(),
  /** Resolved from afar less than 7 days ago: whether that holds is not known yet. */
  undecided: z.number(),
  /** The rest, and those that somebody was asked to go for, from then on: what was closed from afar for good, and what can't be that any more. */
  decided: z.number(),
  /** Closed with no visit and no repeat in 7 days. What was put down to another incident shares the fate of that one: where somebody went for it, it does not count. */
  mendedRemotely: z.number(),
  /** What ended those, each once. */
  endings: z.strictObject({
    /** Its door was on trial, and was seen to work. */
    worked: z.number(),
    /** Its cause was seen to be over, after something was tried or somebody told. */
    seenOver: z.number(),
    /** The bank said so of a command. */
    done: z.number(),
    /** Nobody used its door until the trial was over: not seen to fail, nor to work. */
    trialTime: z.number(),
    /** Over before anything was tried or anybody told. */
    untried: z.number(),
    /** Put down to another incident. */
    explained: z.number(),
    /** A named person said so. */
    person: z.number(),
  }),
  /** Resolved from afar, and seen again within 7 days. */
  repeated: z.number(),
  /**
   * Of those: at a door that was left open and works, so that it was what people do each time. Since the first time it has been shut in time so often that a
   * door which fails one time in five would do so by chance in one case of a hundred at most; no incident told of its lock, latch or switch, and nobody was
   * asked to go there. They count as repeated all the same, and no rate is without them.
   */
  repeatsAtWorkingDoors: z.number(),
  /** Somebody was asked to go. */
  visits: z.number(),
  /** `mendedRemotely` over `decided`. */
  remoteResolutionRate: z.optional(share()),
  meanMsToResolve: z.optional(z.number()),
});

const tally = () => z.strictObject(tallyFields());
const tallyOfCause = () =>
  z.strictObject({
    cause: z.enum(causes),
    severity: z.enum(severities),
    visitIsInherent: z.boolean(),
    ...tallyFields(),
  });

export const operationsReport = () =>
  z.strictObject({
    siteId: id<SiteId>(),
    fromMs: z.number(),
    /** Not later than now. */
    toMs: z.number(),
    banks: z.number(),
    /** Parcels of the period, by how they were stored. */
    deposits: z.strictObject({
      /** Seen by the sensors when the door closed. */
      verified: z.number(),
      /** On somebody's word, for no sensor could say: a courier's as a rule, or a manager's. */
      vouched: z.number(),
      /** Stored though nobody could say whether it was there: its resident was sent to look. */
      unsure: z.number(),
      /** Announced, on the way, called off. */
      notStored: z.number(),
    }),
    incidents: z.strictObject({
      byCause: z.array(tallyOfCause()),
      all: tally(),
      /** Without the cases that need a visit by their nature, as an object that is to be fetched, and without what was put down to such a case. */
      withoutInherentVisits: tally(),
    }),
    alarms: z.strictObject({
      /** Incidents about sensors. */
      raised: z.number(),
      /** Over again before anything was tried: at most so many were false. */
      endedByThemselves: z.number(),
      endedPerBankPerMonth: z.optional(z.number()),
      /** The site's policy. */
      budgetPerBankPerMonth: z.number(),
    }),
    staffMinutes: z.strictObject({
      byParcels: z.number(),
      byVisitsSpared: z.number(),
      spentOnVisits: z.number(),
      saved: z.number(),
      /** What these minutes rest on: one staff hour for 15 parcels by hand (NAA, 2015), and an assumption. */
      assumptions: z.strictObject({ minutesPerParcelByHand: z.number(), minutesPerVisit: z.number() }),
    }),
    /** There was more in the period than one report reads: ask for it in parts. */
    isCutShort: z.boolean(),
  });

/** A page of it has banks: 20 at most, for each has up to some hundreds of sensors. */
export const sensorsQuery = () =>
  z.strictObject({
    siteId: id<SiteId>(),
    ...pageQuery(),
    limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(20))),
  });

const sensor = () =>
  z.strictObject({
    compartmentId: z.string(),
    /** As its bank calls it. */
    sensor: z.string(),
    kind: z.string(),
    /** 1 is sound; at 0 its word counts for nothing: so it is of both doors whose wires are in doubt. */
    score: share(),
    /** The faults that stand: stuck, silent, noisy, spiky, drift, blind, swapped, untared. */
    faults: z.array(z.string()),
    /** Its noise is known from a day of certainly empty looks. */
    isCommissioned: z.boolean(),
    heardAtMs: z.number(),
    /** Where it last stood, and where it stands when its door is empty, in its kind's unit. */
    level: z.optional(z.number()),
    emptyLevel: z.optional(z.number()),
    /** So many times as noisy as its kind is stated to be, of a beam as often wrong; verdicts count with it. */
    noise: z.optional(z.number()),
    /** It was found to be so noisy, or so spiky, and left so, because its door tells what it is to tell all the same. */
    isNoiseAccepted: z.optional(z.literal(true)),
    /** The smallest change that it tells by itself over a stay, in its kind's unit. */
    smallestChange: z.optional(z.number()),
  });

/** Neither door's sensors are believed until a parcel that comes to one of them, or leaves it, has told whose they are. */
const wires = () =>
  z.strictObject({
    compartmentId: z.string(),
    /** It moved while its door stayed shut. */
    sensor: z.string(),
    /** The door that it may be wired to: that had a cycle, and its own sensor stayed still. */
    of: z.string(),
    sinceMs: z.number(),
  });

export const sensorsReport = () =>
  pageOf(
    z.strictObject({
      bankId: id<BankId>(),
      /** The site's budget of false alarms, over all sensors of a bank in 30 days. */
      falseAlarmsPerBankPerMonthMax: z.number(),
      /** Doors whose sensors may hang on each other's wires, the oldest doubt first. */
      wiresInDoubt: z.array(wires()),
      sensors: z.array(sensor()),
    }),
  );
