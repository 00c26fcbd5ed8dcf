import * as z from 'zod/mini';
import type { ResidentRow } from '../../../app/registry-ports.js';
import type { ResidentId } from '../../../domain/ids.js';
import { email, id, name, pageOf, pageQuery, phone, printable } from '../parts.js';

/** What messages are written in. */
const languages = ['en'] as const;

export const newResident = z
  .strictObject({
    name: name(),
    /** As a courier would type it; case and spaces do not matter. */
    unit: printable(16),
    language: z.optional(z.enum(languages)),
    phone: z.optional(phone()),
    email: z.optional(email()),
  })
  .check(
    z.refine(
      ({ phone, email }) => phone !== undefined || email !== undefined,
      'needs a phone or an email, or nobody can tell them',
    ),
  );

export const residentsQuery = z.strictObject(pageQuery);

export const resident = z.strictObject({
  residentId: id<ResidentId>(),
  name: z.string(),
  unit: z.string(),
  language: z.string(),
  phone: z.optional(z.string()),
  email: z.optional(z.string()),
});
export const residents = pageOf(resident);

export const residentView = (row: ResidentRow): z.infer<typeof resident> => {
  const { id: residentId, name, unit, language, phone, email } = row;
  return { residentId, name, unit, language, phone, email };
};
