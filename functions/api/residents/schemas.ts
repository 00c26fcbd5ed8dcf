import * as z from 'zod/mini';
import type { ResidentRow } from '../../../app/registry-ports.js';
import type { ResidentId } from '../../../domain/ids.js';
import { languageTags } from '../../../domain/messages/index.js';
import { email, id, instantMs, name, pageOf, pageQuery, phone, printable } from '../parts.js';

/** What messages are written in. */
const language = () => z.enum(languageTags);

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
  });

export const residentsQuery = () => z.strictObject(pageQuery());

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
    /** In the past: it has ended. */
    holdUntilMs: z.optional(z.number()),
    needsLowDoor: z.optional(z.boolean()),
  });
export const residents = () => pageOf(resident());

export const residentView = (row: ResidentRow): z.infer<ReturnType<typeof resident>> => {
  const { id: residentId, name, unit, language, phone, email, emailState, holdUntilMs, needsLowDoor } = row;
  return { residentId, name, unit, language, phone, email, emailState, holdUntilMs, needsLowDoor };
};
