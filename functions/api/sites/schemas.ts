import * as z from 'zod/mini';
import type { SiteId } from '../../../domain/ids.js';
import { sitePolicyChangeSchema, sitePolicySchema } from '../../../domain/policy.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import { id, name, pageOf, pageQuery } from '../parts.js';

export const newSite = z.strictObject({
  siteId: id<SiteId>(),
  name: name(),
  policy: z.optional(sitePolicyChangeSchema),
});

export const siteChange = z.strictObject({ name: z.optional(name()) });
export const policyChange = sitePolicyChangeSchema;
export const policy = sitePolicySchema;
export const sitesQuery = z.strictObject(pageQuery);

export const site = z.strictObject({ siteId: id<SiteId>(), name: z.string(), policy: sitePolicySchema });
export const sites = pageOf(site);

export const siteView = ({ id: siteId, name, policy }: SiteRow): z.infer<typeof site> => ({ siteId, name, policy });
