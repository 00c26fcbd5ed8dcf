import { assert } from '../assert.js';
import { toAscii, toShortName } from './gsm7.js';
import type { MessageFields, MessageText, Texts } from './texts.js';

export { languageTags, type Language } from './language.js';
export type { MessageText };

interface MessageRow {
  /** `former-resident`: of whom it is no parcel any more. */
  to: 'resident' | 'former-resident' | 'courier' | 'manager';
  /**
   * `needed`: with a code, or to be known. `notice`: told as well where the person is. `reminder`: of what they were told
   * before; they may have asked for none. A day's cap stops the last two first.
   */
  weight: 'needed' | 'notice' | 'reminder';
  /** Nothing behind a channel deduplicates, so a crash at the wrong moment ends in one of two errors. */
  prefers: 'at-least-once' | 'at-most-once';
  /** Which channels may carry it. */
  channels: readonly ('email' | 'sms')[];
}

/** Every message to a person: to whom, by which channels, and which error it prefers. */
export const messages = {
  'parcel-stored': { to: 'resident', weight: 'needed', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'parcel-may-wait': { to: 'resident', weight: 'needed', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'code-reissued': { to: 'resident', weight: 'needed', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'parcel-moved': { to: 'resident', weight: 'needed', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'parcel-left-behind': { to: 'resident', weight: 'needed', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'deposit-found-empty': { to: 'courier', weight: 'notice', prefers: 'at-least-once', channels: ['sms'] },
  reminder: { to: 'resident', weight: 'reminder', prefers: 'at-most-once', channels: ['email', 'sms'] },
  'parcel-overdue': { to: 'resident', weight: 'needed', prefers: 'at-most-once', channels: ['email', 'sms'] },
  /** The last resort: no channel reached the resident, so whoever looks after the site is told, once a parcel. */
  'resident-unreachable': { to: 'manager', weight: 'needed', prefers: 'at-most-once', channels: ['email', 'sms'] },
  'parcel-returned': { to: 'resident', weight: 'needed', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'parcel-reassigned': {
    to: 'former-resident',
    weight: 'notice',
    prefers: 'at-least-once',
    channels: ['email', 'sms'],
  },
  'space-needed': { to: 'resident', weight: 'reminder', prefers: 'at-most-once', channels: ['email', 'sms'] },
  /** An incident's playbook says so: of whose parcel lies in the door, and of who brought it. */
  'door-trouble': { to: 'resident', weight: 'notice', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'door-needs-you': { to: 'courier', weight: 'notice', prefers: 'at-least-once', channels: ['sms'] },
  /** Questions, whose answer the manager gives from the desk: only these people can know. */
  'parcel-not-seen': { to: 'resident', weight: 'notice', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'something-left': { to: 'resident', weight: 'notice', prefers: 'at-least-once', channels: ['email', 'sms'] },
  'deposit-unclear': { to: 'courier', weight: 'notice', prefers: 'at-least-once', channels: ['sms'] },
  'delivery-unclear': { to: 'resident', weight: 'notice', prefers: 'at-least-once', channels: ['email', 'sms'] },
  /** They have just left it: an email would be read too late. */
  'door-left-open': { to: 'resident', weight: 'notice', prefers: 'at-least-once', channels: ['sms'] },
} as const satisfies Record<keyof MessageFields, MessageRow>;

export type MessageName = keyof typeof messages;

export interface MessageParams {
  siteName: string;
  compartmentId: string;
  /** Eight digits; every message that sends a resident to the door needs it, and no other has it. */
  code?: string | undefined;
  /** Which reminder it is, from 1. */
  step?: number | undefined;
  /** Is something seen in the door, or can nobody say? */
  evidence?: 'present' | 'unclear' | undefined;
  /** Of whom a manager is told: their name and unit, as they were given. */
  resident?: { name: string; unit: string } | undefined;
}

/** What fits into one SMS part with the longest of everything else; in septets. */
const siteNameMax = 40;
const compartmentIdMax = 8;
const residentNameMax = 20;
const unitMax = 16;
/** Amazon SNS takes an email subject of fewer than 100 ASCII characters. */
const subjectLengthMax = 99;

/** The words of a message: the same for the same arguments, so that a double cannot contradict. One SMS part. */
export function render(name: MessageName, texts: Texts, params: MessageParams): MessageText {
  const { subject, body } = wordsOf(name, texts, params);
  return { subject: toAscii(subject).slice(0, subjectLengthMax), body };
}

function wordsOf(name: MessageName, spoken: Texts, params: MessageParams): MessageText {
  const texts = spoken.messages;
  const site = toShortName(params.siteName, siteNameMax) || spoken.someSite;
  const door = toShortName(params.compartmentId, compartmentIdMax);
  if (needsNoCode(name)) return texts[name]({ site, door });
  if (name === 'resident-unreachable') return texts[name]({ site, door, resident: residentIn(spoken, params) });
  const fields = { site, door, code: codeOf(name, params) };
  switch (name) {
    case 'parcel-stored':
    case 'parcel-may-wait':
    case 'code-reissued':
    case 'parcel-moved':
    case 'parcel-overdue':
    case 'space-needed':
      return texts[name](fields);
    case 'parcel-left-behind':
      return texts[name]({ ...fields, evidence: params.evidence ?? 'unclear' });
    case 'reminder':
      return texts[name]({ ...fields, step: params.step ?? 1 });
    default:
      return name satisfies never;
  }
}

const codeless = [
  'deposit-found-empty',
  'parcel-returned',
  'parcel-reassigned',
  'door-trouble',
  'door-needs-you',
  'parcel-not-seen',
  'something-left',
  'deposit-unclear',
  'delivery-unclear',
  'door-left-open',
] as const satisfies MessageName[];
type Codeless = (typeof codeless)[number];
const needsNoCode = (name: MessageName): name is Codeless => codeless.some((one) => one === name);

const residentIn = ({ resident }: Texts, { resident: who = { name: '', unit: '' } }: MessageParams): string =>
  resident(toShortName(who.name, residentNameMax), toShortName(who.unit, unitMax));

function codeOf(name: MessageName, { code }: MessageParams): string {
  assert(code !== undefined && /^\d{8}$/.test(code), `${name} is sent with a code of eight digits`);
  return code;
}
