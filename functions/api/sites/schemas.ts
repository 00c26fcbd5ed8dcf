import * as z from 'zod/mini';
import type { SiteId } from '../../../domain/ids.js';
import { sitePolicyChangeSchema, sitePolicySchema } from '../../../domain/policy.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import type { ManagerContact } from '../../../app/ports.js';
import { isTimeZone, timeZonePattern } from '../../../domain/time-zone.js';
import { email, id, language, name, pageOf, pageQuery, phone } from '../parts.js';

/** An IANA name that this service knows. */
const timeZone = () =>
  z.string().check(z.regex(timeZonePattern), z.refine(isTimeZone, 'is no time zone of the IANA database'));

/** Who is told when no channel reaches a resident. */
const manager = () =>
  z
    .strictObject({ phone: z.optional(phone()), email: z.optional(email()) })
    .check(z.refine((given) => given.phone !== undefined || given.email !== undefined, 'needs a phone or an email'));

export const newSite = () =>
  z.strictObject({
    siteId: id<SiteId>(),
    name: name(),
    /** Of the banks' screens, and of messages to couriers and the manager; `en` if not given. */
    language: z.optional(language()),
    /** Quiet hours are by its clocks; `UTC` if not given. */
    timeZone: z.optional(timeZone()),
    manager: z.optional(manager()),
    policy: z.optional(sitePolicyChangeSchema()),
  });

export const siteChange = () =>
  z.strictObject({
    name: z.optional(name()),
    language: z.optional(language()),
    timeZone: z.optional(timeZone()),
    /** Takes the place of the one there was; `null`: there is none. */
    manager: z.optional(z.nullable(manager())),
  });
export const policyChange = sitePolicyChangeSchema;
export const policy = sitePolicySchema;
export const sitesQuery = () => z.strictObject(pageQuery());

export const site = () =>
  z.strictObject({
    siteId: id<SiteId>(),
    name: z.string(),
    language: language(),
    timeZone: z.string(),
    manager: z.optional(z.strictObject({ phone: z.optional(z.string()), email: z.optional(z.string()) })),
    policy: sitePolicySchema(),
  });
export const sites = () => pageOf(site());

export const siteView = (row: SiteRow): z.infer<ReturnType<typeof site>> => {
  const { id: siteId, name, language, timeZone, manager, policy } = row;
  return { siteId, name, language, timeZone, manager: manager && contactView(manager), policy };
};

const contactView = ({ phone, email }: ManagerContact) => ({ phone, email });
