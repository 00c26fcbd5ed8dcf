import * as z from 'zod/mini';
import type { SiteId } from '../../../domain/ids.js';
import { messages, type MessageName } from '../../../domain/messages/index.js';
import { compartmentId, id, language, whole } from '../parts.js';

const messageNames = Object.keys(messages) as [MessageName, ...MessageName[]];
const channels = ['email', 'sms'] as const;

export const message = () => z.enum(messageNames);
const channel = () => z.enum(channels);

export const previewQuery = () =>
  z.strictObject({
    siteId: id<SiteId>(),
    /** All of them, where it is left out; so with language and channel. */
    message: z.optional(message()),
    language: z.optional(language()),
    channel: z.optional(channel()),
    /** A07, if left out. */
    compartmentId: z.optional(compartmentId()),
    /** Which reminder it is; the first, if left out. */
    step: z.optional(z.pipe(z.coerce.number(), whole(1, 9))),
    /** Of what was left behind: seen (if left out), or not sure. */
    evidence: z.optional(z.enum(['present', 'unclear'])),
  });

const preview = () =>
  z.strictObject({
    message: message(),
    to: z.enum(['resident', 'former-resident', 'courier', 'manager']),
    language: language(),
    channel: channel(),
    /** Of an email. */
    subject: z.optional(z.string()),
    text: z.string(),
    characters: z.number(),
    /** Of an SMS: its length in the GSM 7-bit alphabet, in which a few characters count twice, and in how many parts it is sent and paid for. */
    septets: z.optional(z.number()),
    parts: z.optional(z.number()),
  });

export const previews = () => z.strictObject({ siteId: id<SiteId>(), items: z.array(preview()) });

export type Preview = z.infer<ReturnType<typeof preview>>;
export type PreviewQuery = z.infer<ReturnType<typeof previewQuery>>;
export { channels, messageNames };
