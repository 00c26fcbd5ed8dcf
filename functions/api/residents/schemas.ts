import * as z from 'zod/mini';
import type { ResidentRow } from '../../../app/registry-ports.js';
import type { ResidentId } from '../../../domain/ids.js';
import { optOuts, takesParcels } from '../../../app/records.js';
import { email, id, instantMs, language, name, pageOf, pageQuery, phone, printable, whole } from '../parts.js';

export const newResident = () =>
  z
    .strictObject({
      name: name(),
      /** As a courier would type it; case and spaces do not matter. */
      unit: printable(16),
      language: z.optional(language()),
      phone: z.optional(phone()),
      email: z.optional(email()),
      /** Cannot reach high doors: parcels go into accessible ones first. */
      needsLowDoor: z.optional(z.boolean()),
    })
    .check(
      z.refine(
        ({ phone, email }) => phone !== undefined || email !== undefined,
        'needs a phone or an email, or nobody can tell them',
      ),
    );

/** `null` takes it away. An email address, the same one too, is asked to confirm (again). */
export const residentChange = () =>
  z.strictObject({
    name: z.optional(name()),
    unit: z.optional(printable(16)),
    language: z.optional(language()),
    phone: z.optional(z.nullable(phone())),
    email: z.optional(z.nullable(email())),
    /** Until then no reminders, and no parcel is overdue; at most a year ahead. `null` ends it now. */
    holdUntilMs: z.optional(z.nullable(instantMs())),
    needsLowDoor: z.optional(z.boolean()),
    /**
     * What they asked not to get: `email` and `sms` are whole channels, `reminders` those that repeat what they were told, by
     * whatever channel. An empty list ends it. Where no channel is left, the site's manager is told instead.
     */
    optOuts: z.optional(z.array(z.enum(optOuts)).check(z.maxLength(optOuts.length))),
  });

export const moveOutAsked = () =>
  z.strictObject({
    /** Now, if left out; at most a year ahead. */
    atMs: z.optional(instantMs()),
    /** For so many days after that, parcels are still taken for them; 14 if left out. */
    graceDays: z.optional(whole(0, 90)),
  });

export const residentImport = () =>
  z.strictObject({
    /**
     * The first line names the columns: name, unit and any of phone, email, language, needsLowDoor (yes or no). Separated by
     * comma, semicolon or tab; cells may be quoted.
     */
    csv: z.string().check(z.minLength(1), z.maxLength(60_000)),
    /** True, if left out: says what is wrong, and creates nobody. */
    dryRun: z.optional(z.boolean()),
  });

export const residentsImported = () =>
  z.strictObject({
    /** `refused`: something is wrong, and nobody was created. */
    outcome: z.enum(['looked', 'refused', 'imported']),
    /** Lines with nothing wrong. */
    lines: z.number(),
    created: z.number(),
    /** Were there already, from the same line of an earlier import. */
    unchanged: z.number(),
    /** The first hundred of them. */
    mistakes: z.array(z.strictObject({ line: z.number(), column: z.optional(z.string()), message: z.string() })),
    mistakesInAll: z.number(),
  });

/**
 * `pending`: reached by nothing but an email address that is not confirmed yet. `moved-out`: gone, and parcels are still
 * taken for a while. `former`: for whom none is taken any more.
 */
const statuses = ['pending', 'active', 'on-hold', 'moved-out', 'former'] as const;

export const residentsQuery = () =>
  z.strictObject({
    ...pageQuery(),
    /** Case and spaces do not matter. */
    unit: z.optional(printable(16)),
    status: z.optional(z.enum(statuses)),
  });

export const resident = () =>
  z.strictObject({
    residentId: id<ResidentId>(),
    name: z.string(),
    unit: z.string(),
    language: z.string(),
    phone: z.optional(z.string()),
    email: z.optional(z.string()),
    /** As it was seen when it was last looked at, before each message; `lost`: confirmed once, and gone. */
    emailState: z.optional(z.enum(['unconfirmed', 'confirmed', 'lost'])),
    /** As it was seen before the last message: `opted-out` answered STOP to one, and gets none until they answer START. */
    smsState: z.optional(z.enum(['reachable', 'opted-out'])),
    optOuts: z.optional(z.array(z.enum(optOuts))),
    /** In the past: it has ended. */
    holdUntilMs: z.optional(z.number()),
    needsLowDoor: z.optional(z.boolean()),
    movesOutAtMs: z.optional(z.number()),
    takesParcelsUntilMs: z.optional(z.number()),
    status: z.enum(statuses),
  });
export const residents = () => pageOf(resident());

export const residentView = (row: ResidentRow, nowMs: number): z.infer<ReturnType<typeof resident>> => {
  const { id: residentId, name, unit, language, phone, email, emailState, holdUntilMs, needsLowDoor } = row;
  const { movesOutAtMs, takesParcelsUntilMs, smsState, optOuts } = row;
  return {
    ...{ residentId, name, unit, language, phone, email, emailState, holdUntilMs, needsLowDoor },
    ...{ smsState, optOuts },
    ...{ movesOutAtMs, takesParcelsUntilMs, status: statusOf(row, nowMs) },
  };
};

export function statusOf(row: ResidentRow, nowMs: number): (typeof statuses)[number] {
  const { phone, emailState, holdUntilMs = 0, movesOutAtMs = Infinity } = row;
  if (!takesParcels(row, nowMs)) return 'former';
  if (nowMs >= movesOutAtMs) return 'moved-out';
  if (nowMs < holdUntilMs) return 'on-hold';
  const hasPhone = phone !== undefined && !row.optOuts?.includes('sms');
  return !hasPhone && emailState === 'unconfirmed' ? 'pending' : 'active';
}
