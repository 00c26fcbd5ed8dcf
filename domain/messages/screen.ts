import type { Refusal } from '../decide/decision.js';
import type { ScreenFields, Texts } from './texts.js';

/** What the bank's screen is told when it is not a refusal; and `not-understood`, for a request that could not be read. */
export const screenAnswers = [
  'door-open',
  'reopened',
  'deposit-verified',
  'no-parcel',
  'checking',
  'confirm-deposit',
  'confirm-other-door',
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
}

/** The lines for a bank's screen, in the site's language: at most 4 of 40 characters of ISO 8859-1. */
export function screenLines(code: ScreenCode, { screen, door }: Texts, { compartmentId, ...fields }: Shown): string[] {
  return screen[code](door(compartmentId), fields);
}
