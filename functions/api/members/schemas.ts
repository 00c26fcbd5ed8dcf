import * as z from 'zod/mini';
import { siteRoles, type MemberRow } from '../../../app/registry-ports.js';
import { pageOf, pageQuery } from '../parts.js';

export const memberChange = () => z.strictObject({ role: z.enum(siteRoles) });
export const membersQuery = () => z.strictObject(pageQuery());

export const member = () => z.strictObject({ subject: z.string(), role: z.enum(siteRoles), roleSinceMs: z.number() });
export const members = () => pageOf(member());

export const memberView = ({ subject, role, roleSinceMs }: MemberRow): z.infer<ReturnType<typeof member>> => ({
  subject,
  role,
  roleSinceMs,
});
