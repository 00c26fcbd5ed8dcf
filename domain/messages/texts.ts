import { en } from './en.js';
import type { ScreenCode } from './screen.js';

/** A message as a channel carries it. The subject is for email; it never has the code, because it shows on lock screens. */
export interface MessageText {
  subject: string;
  body: string;
}

/** Where a parcel is, in words that fit: both are of the GSM 7-bit alphabet and cut to their longest. */
export interface Place {
  site: string;
  door: string;
}
type WithCode = Place & { code: string };

/** What each message may speak of, and needs. */
export interface MessageFields {
  'parcel-stored': WithCode;
  'code-reissued': WithCode;
  'parcel-left-behind': WithCode & { evidence: 'present' | 'unclear' };
  'deposit-found-empty': Place;
  reminder: WithCode & { step: number };
  'parcel-overdue': WithCode;
}

/** One language, whole: a message or a screen without its text does not compile. */
export interface Texts {
  messages: { [Name in keyof MessageFields]: (fields: MessageFields[Name]) => MessageText };
  /** At most 4 lines of 40 characters. `door` begins a sentence: "Door A07", or "The door" where none is named. */
  screen: Record<ScreenCode, (door: string) => string[]>;
}

/** The languages there are. One more is a file and its name here. */
const languages = { en } satisfies Record<string, Texts>;

/** The texts of a language tag such as "en" or "en-GB"; of one that is not there, English. */
export function textsOf(tag: string): Texts {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(languages, language) ? languages[language as keyof typeof languages] : en;
}
