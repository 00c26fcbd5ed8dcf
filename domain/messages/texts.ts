import type { Doubt } from '../audit/doubt.js';
import type { AlertKind } from '../incident/effects.js';
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
  'parcel-may-wait': WithCode;
  'code-reissued': WithCode;
  'parcel-moved': WithCode;
  'parcel-left-behind': WithCode & { evidence: 'present' | 'unclear' };
  'deposit-found-empty': Place;
  reminder: WithCode & { step: number };
  'parcel-overdue': WithCode;
  /** `resident`: in the words of `Texts.resident`. */
  'resident-unreachable': Place & { resident: string };
  'parcel-returned': Place;
  'parcel-reassigned': Place;
  'space-needed': WithCode;
  'door-trouble': Place;
  'door-needs-you': Place;
  'parcel-not-seen': Place;
  'something-left': Place;
  'deposit-unclear': Place;
  'delivery-unclear': Place;
  'door-left-open': Place;
}

/** What an alert may speak of. `where`: in the words of `Texts.where`. */
export interface AlertFields {
  severity: string;
  /** The cause, in the catalogue's words. */
  title: string;
  /** How sure that is: a sentence of `Texts.doubts` and the space before it, or nothing. */
  doubt: string;
  where: string;
  site: string;
  incidentId: string;
  /** What to bring, by the catalogue's names. */
  bring: string;
}

/** What a screen may speak of beside its door. */
export interface ScreenFields {
  /** Doors that wait to be collected after this one. */
  remaining?: number | undefined;
  /** Nobody knows if a parcel lay there, and none was seen to go. */
  isUnsure?: true | undefined;
  /** The id of another bank, at most 36 characters. */
  nearby?: string | undefined;
  /** Another door of the same bank. */
  other?: string | undefined;
}

/** One language, whole: a message or a screen without its text does not compile. */
export interface Texts {
  /** A site whose name has too little in it that the GSM 7-bit alphabet can write. */
  someSite: string;
  /** Who it is about, for a manager: either may be empty. At most 44 septets with a name of 20 and a unit of 16. */
  resident: (name: string, unit: string) => string;
  messages: { [Name in keyof MessageFields]: (fields: MessageFields[Name]) => MessageText };
  /** What the people of a site are told of an incident. */
  alerts: Record<AlertKind, (fields: AlertFields) => string>;
  doubts: Record<Doubt | 'looked-into', string>;
  /** "door A07, bank B1", or the bank alone. */
  where: (compartmentId: string | undefined, bankId: string) => string;
  /** Begins a sentence: "Door A07", or "The door" where none is named. */
  door: (compartmentId: string | undefined) => string;
  /** At most 4 lines of 40 characters of ISO 8859-1; English keeps to ASCII. `door`: in the words of `Texts.door`. */
  screen: Record<ScreenCode, (door: string, fields: ScreenFields) => string[]>;
}
