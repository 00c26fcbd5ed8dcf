import { wallTimeMs } from '../time-zone.js';
import { messages, type MessageName } from './index.js';

/** What a site allows a day; see the policy. */
export interface DailyCaps {
  residentMessagesPerDayMax: number;
  siteMessagesPerDayMax: number;
}

/** How many may have been told on a day, this one included: to one person, and at the whole site. */
export interface TellingsMost {
  person: number;
  site: number;
}

export interface Allowance {
  most: TellingsMost;
  /** By these channels, as far as the message may go by them. */
  channels: readonly ('email' | 'sms')[];
}

/** Reminders and notices stop at this share of a cap: the rest is for what somebody needs to have. A choice. */
const lesserShare = 2 / 3;
/** What is needed goes on by email alone, which costs next to nothing, to so many times the cap: beyond it something runs wild. A choice. */
const emailTimes = 2;

/** Under which counts of the day a message may still go, and how: tried in this order. Where none holds, it is capped. */
export function allowancesOf(message: MessageName, caps: DailyCaps): Allowance[] {
  const { to, weight } = messages[message];
  const site = caps.siteMessagesPerDayMax;
  // A manager is told once a parcel at most, of as many parcels as there are: the site's cap holds for them.
  const person = to === 'manager' ? site : caps.residentMessagesPerDayMax;
  const upTo = (share: number): TellingsMost => ({
    person: Math.floor(person * share),
    site: Math.floor(site * share),
  });
  if (weight !== 'needed') return [{ most: upTo(lesserShare), channels: ['email', 'sms'] }];
  return [
    { most: upTo(1), channels: ['email', 'sms'] },
    { most: upTo(emailTimes), channels: ['email'] },
  ];
}

const dayMs = 86_400_000;

/** The day by a site's clocks, counted from 1970: what is counted begins anew at its midnight. */
export const dayOf = (instantMs: number, timeZone: string): number =>
  Math.floor(wallTimeMs(instantMs, timeZone) / dayMs);
