import * as z from 'zod/mini';
import { once } from './once.js';
import { quietHoursSchema } from './quiet-hours.js';

/**
 * What a site tunes. Every threshold has its unit in its name, its bounds in the schema and its reason beside it; the
 * rest of a rule's constants stand at the top of that rule.
 */
const minutes = (min: number, max: number) => z.number().check(z.minimum(min), z.maximum(max));
const hours = (min: number, max: number) => z.number().check(z.minimum(min), z.maximum(max));
const opens = (max: number) => z.number().check(z.int(), z.minimum(1), z.maximum(max));
const tellings = (min: number, max: number) => z.number().check(z.int(), z.minimum(min), z.maximum(max));
const rate = () => z.number().check(z.minimum(1e-9), z.maximum(0.05));

export const sitePolicySchema = once(() =>
  z.strictObject({
    /** How long a courier has for a deposit, from the lease or from the verdict that asks for another try. Design: 5 min. */
    depositWindowMinutes: minutes(2, 30),
    /** How long a resident may re-open a door in which something was left. Design: 10 min. */
    reopenWindowMinutes: minutes(2, 60),
    /** Reminders, hours after the parcel was stored, and before it is overdue. Steps nearer than 6 h to the one before merge with it. */
    reminderHours: z.array(hours(1, 720)).check(z.maxLength(8)),
    /** When a parcel counts as overdue, hours after it was stored. */
    overdueHours: hours(6, 1440),
    /** How far a person may extend that, hours after the parcel was stored. A code's row lives for 2880. */
    extendedHoursMax: hours(6, 1440),
    /** When nobody is reminded or asked and nothing is overdue, by the site's clocks: steps in them move to their end. `null`: never. */
    quietHours: z.nullable(quietHoursSchema()),
    /** Share of wrong verdicts of the costly kind: announcing nothing, or offering a door with a parcel in it. */
    costlyErrorRate: rate(),
    /** Share of wrong verdicts of the other kind: asking a courier or resident once too often. */
    otherErrorRate: rate(),
    /** Sound sensors wrongly said to be at fault, over all tests of a bank in a month. What accuses later is surer of it. */
    falseAlarmsPerBankPerMonthMax: z.number().check(z.minimum(0.01), z.maximum(100)),
    /** Further windows asked of a bank before a verdict is left unclear. */
    samplesMax: z.number().check(z.int(), z.minimum(0), z.maximum(5)),
    /** May an identified courier vouch for a deposit that no sensor saw? `auto`: where no channel sees the smallest item. */
    courierMayVouch: z.enum(['auto', 'always', 'never']),
    /**
     * What becomes of a deposit whose door closed on nothing, while something that no record explains came into another door: the
     * courier is asked (`ask`), the record follows the parcel (`reassign`), or the deposit is called off at once (`cancel`).
     */
    wrongCompartment: z.enum(['ask', 'reassign', 'cancel']),
    /** May a courier of the site take overdue parcels back? Those that a manager marked for return may go in any case. */
    carrierMayCollect: z.boolean(),
    /** Are residents of overdue parcels asked to make room, once a day at most, when a courier finds no door? */
    nudgeOverdueWhenFull: z.boolean(),
    /** Opens that one person or client gives over the API within an hour; more stop opens until another person clears it. */
    personOpensPerHourMax: opens(500),
    /** The same of all who give them at this site together. */
    siteOpensPerHourMax: opens(2000),
    /**
     * Messages to one person a day, by the site's clocks; a courier's too. Reminders and notices stop at two thirds of it;
     * what is needed goes on by email alone, to twice as many.
     */
    residentMessagesPerDayMax: tellings(3, 500),
    /** The same of all that are told at this site, its manager among them. What SMS cost in a day is bounded by it. */
    siteMessagesPerDayMax: tellings(10, 50_000),
  }),
);

export type SitePolicy = z.infer<ReturnType<typeof sitePolicySchema>>;

/** A reminder that comes when the parcel is overdue, or later, would never be sent: the ladder ends there. */
export const remindsInTime = ({ reminderHours, overdueHours }: SitePolicy): boolean =>
  reminderHours.every((hours) => hours < overdueHours);

/** Defaults of the design, README §4 and §7, sensing Verdict step 4. */
export const defaultPolicy: SitePolicy = {
  depositWindowMinutes: 5,
  reopenWindowMinutes: 10,
  reminderHours: [24, 48, 66],
  overdueHours: 72,
  extendedHoursMax: 336, // Two weeks: a holiday. Assumption.
  // 22:00 is when European night rest begins; 08:00 when a phone that rings wakes few. Assumption.
  quietHours: { start: '22:00', end: '08:00' },
  costlyErrorRate: 1e-6,
  otherErrorRate: 1e-4,
  falseAlarmsPerBankPerMonthMax: 1,
  samplesMax: 3,
  courierMayVouch: 'auto',
  wrongCompartment: 'ask', // In the United States `ask` and `reassign` are for counsel to look at first: docs/adr/0031, 0038.
  carrierMayCollect: true,
  nudgeOverdueWhenFull: true,
  // A repair takes some ten; whoever opens a whole bank of 32 asks a second person. Assumption.
  personOpensPerHourMax: 20,
  siteOpensPerHourMax: 40,
  // Who gets ten parcels on one day is told some fifteen times. Assumption; twice that is no harm yet.
  residentMessagesPerDayMax: 30,
  // 300 homes at a parcel each, the busiest day of a year, and half as many messages again: twice that. Assumption. In the
  // United States, at $0.0083 an SMS, it is $8 a day at most.
  siteMessagesPerDayMax: 1_000,
};

/** Of a site that does not say. */
export const siteDefaults = { language: 'en', timeZone: 'UTC' } as const;

/** A change of a policy as it comes from outside: any part of it. */
export const sitePolicyChangeSchema = once(() => z.partial(sitePolicySchema()));
