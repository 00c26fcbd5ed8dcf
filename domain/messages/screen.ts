import type { Refusal } from '../decide/decision.js';
import { textsOf, type ScreenFields } from './texts.js';

/** What the bank's screen is told when it is not a refusal; and `not-understood`, for a request that could not be read. */
export const screenAnswers = [
  'door-open',
  'reopened',
  'deposit-verified',
  'no-parcel',
  'checking',
  'confirm-deposit',
  'deposit-vouched',
  'deposit-cancelled',
  'pickup-open',
  'collected',
  'left-behind',
  'left-behind-unclear',
  'close-door',
  'door-stuck',
  'try-other-door',
  'return-open',
  'returned',
  'not-taken',
  'not-taken-unclear',
  'return-stuck',
  'not-understood',
] as const;

export type ScreenCode = Refusal | (typeof screenAnswers)[number];

interface Shown extends ScreenFields {
  compartmentId?: string | undefined;
  /** The site's. */
  language?: string | undefined;
}

/** The lines for a bank's screen: at most 4 of 40 characters of ISO 8859-1, in English unless the site says otherwise. */
export function screenLines(code: ScreenCode, { compartmentId, language = 'en', ...fields }: Shown): string[] {
  const { screen, door } = textsOf(language);
  return screen[code](door(compartmentId), fields);
}
