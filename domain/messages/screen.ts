import type { Refusal } from '../decide/decision.js';
import { textsOf } from './texts.js';

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
  'not-understood',
] as const;

export type ScreenCode = Refusal | (typeof screenAnswers)[number];

/** The lines for a bank's screen: at most 4 of 40 ASCII characters, in English in this version. */
export function screenLines(code: ScreenCode, { compartmentId }: { compartmentId?: string | undefined }): string[] {
  return textsOf('en').screen[code](compartmentId === undefined ? 'The door' : `Door ${compartmentId}`);
}
