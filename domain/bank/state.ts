import type { Cause } from '../exceptions/cause.js';
import type { BankId } from '../ids.js';
import type { Finding } from '../incident/finding.js';
import type { BankScan } from './scan.js';

/**
 * A bank as the cloud knows it, beside its doors: one small item, written when something changes and at most once an
 * hour otherwise, for heartbeats are many and say the same. Instants are Unix milliseconds.
 */
export interface BankState {
  bankId: BankId;
  presence: Presence;
  /** Since when. */
  sinceMs: number;
  /** The last of the broker's presence events, by their order and not by their arrival. */
  session?: Session | undefined;
  /** The pending look: the minute, counted from 1970, that it is set for; 0 for none yet. */
  look: number;
  /** Absences longer than a flap since the last that was confirmed, within a day from the first of them: when that began, and how long they lasted together. */
  away?: { fromMs: number; ms: number } | undefined;
  /** Somebody may have read of this absence: so its end is said as well. */
  isSaidAway: boolean;
  /** Whose messages these are; empty before any. Another one begins anew. */
  controllerId: string;
  /** The last start that was heard of; the uptime that it said is its own, where its numbers are not. */
  boot?: (Mark & { uptimeMs?: number | undefined; firmware: string; reason: string }) | undefined;
  /** Firmware seen in this bank, the latest last. */
  firmwares: string[];
  /** Starts within the running ten minutes: a loop of them is worked on only so often. */
  starts: { sinceMs: number; n: number };
  /** What it runs on, where it said so since its last start. */
  power?: (Mark & Power) | undefined;
  /** Its wall clock less the cloud's: for display, since no decision reads a bank's wall clock. */
  clockOffsetMs?: number | undefined;
  /** When it was last heard, 0 before any; an hour behind at most while the bank speaks. */
  heardAtMs: number;
  /** What was heard then: the rate of messages is told from it. */
  heard?: Mark | undefined;
  /** Of each door, the cycle up to which nothing is lacking, or is asked for any more. */
  doorCycles: Record<string, number>;
  /** Door cycles that the cloud lacks and has asked for. */
  lacking: Record<string, { from: number; asks: number }>;
  askedAtMs: number;
  /** Causes that this bank said to stand, and not yet to be over; and when it did. */
  faults?: Partial<Record<Cause, number>> | undefined;
  /** What was found and may not have reached its incident yet: whoever decides next raises it first. */
  owed?: Finding[] | undefined;
  /** The last scan that was decided. */
  scan?: BankScan | undefined;
}

/**
 * `unsure`: its connection ended, and nothing more is known. `offline`: so it was two hours later, at a look, or when the
 * absences of its day had made two hours.
 */
export const presences = ['unknown', 'online', 'unsure', 'offline'] as const;
export type Presence = (typeof presences)[number];

export interface Power {
  source: 'mains' | 'battery';
  batteryPercent?: number | undefined;
}

/** Where a message stands among those of its controller. */
export interface Mark {
  bootCount: number;
  seq: number;
  /** When it happened, in the cloud's time. */
  atMs: number;
}

/** Where a presence event stands among those of its client. A connect and its disconnect share identifier and version. */
export interface Session {
  id: string;
  versionNumber: number;
  isConnected: boolean;
  /** The broker's own instant: AWS says that it may be two minutes off. */
  atMs: number;
}

export const newBankState = (bankId: BankId): BankState => ({
  bankId,
  presence: 'unknown',
  sinceMs: 0,
  look: 0,
  isSaidAway: false,
  controllerId: '',
  heardAtMs: 0,
  firmwares: [],
  starts: { sinceMs: 0, n: 0 },
  doorCycles: {},
  lacking: {},
  askedAtMs: 0,
});

/** No deposit begins on battery power: what is in can still be collected. Unknown is not battery. */
export const mayTakeDeposits = ({ power }: Pick<BankState, 'power'>): boolean => power?.source !== 'battery';

/** A bank that nobody can ask, or that runs on its battery: what is wrong with its doors is kept for later. */
export const mutesDoors = ({ presence, power }: Pick<BankState, 'presence' | 'power'>): boolean =>
  presence === 'unsure' || presence === 'offline' || power?.source === 'battery';

/** Heartbeats come every quarter of an hour and are written down once an hour: silence of twice that is worth a word. */
const silentAfterMs = 2 * 3_600_000;

/** As it may be said of now: a bank that is connected and says nothing for hours is not known to be well. */
export function presenceAt({ presence, heardAtMs, sinceMs }: BankState, nowMs: number): Presence {
  if (presence !== 'online') return presence;
  return nowMs - Math.max(heardAtMs, sinceMs) > silentAfterMs ? 'unsure' : 'online';
}
