import type { BankId, CompartmentId, IncidentId, StayId } from './ids.js';
import { leaseIdOf } from './ids.js';

/**
 * Every timer that the cloud sets, in one table. The bank keeps the short ones at the door itself. Names count up, so a
 * name that has just fired is never used again: creating it would be a conflict, or be deleted with it.
 */
export const timers = {
  watch: {
    name: '<lease>-watch-<n>',
    when: '3 min after the door was to open, then at the end of the deposit, collection or re-open window',
    asks: 'is this visit accounted for?',
  },
  'next-step': {
    name: '<stay>-next-<n>',
    when: 'at the next step of the reminder ladder, or the end of the quiet hours or the hold that it falls in',
    asks: 'does the parcel still wait, and what is due?',
  },
  look: {
    name: '<bank>-look-<n>',
    when: '5 min after the connection ended, then 2 h after it; n is the minute, counted from 1970',
    asks: 'is the bank still away?',
  },
  incident: {
    name: '<incident>-<n>',
    when: "at the time limit of a playbook's step or the end of a door's trial, 15 min to 1 h on while its bank is away, and 7 days after its resolution",
    asks: 'is it over, or what is to be tried next?',
  },
  'open-all': {
    name: 'open-all-<id>-<n>',
    when: 'every 2 min from when a second person confirmed that all doors of a bank be opened',
    asks: 'which doors are next?',
  },
} as const;

export type TimerKind = keyof typeof timers;

/** What a schedule carries when it fires. */
export type Timer = StayTimer | LookTimer | IncidentTimer | OpenAllTimer;

export interface StayTimer {
  kind: 'watch' | 'next-step';
  bankId: BankId;
  compartmentId: CompartmentId;
  stayId: StayId;
  n: number;
}

export interface LookTimer {
  kind: 'look';
  bankId: BankId;
  n: number;
}

export interface IncidentTimer {
  kind: 'incident';
  incidentId: IncidentId;
  n: number;
}

export interface OpenAllTimer {
  kind: 'open-all';
  bankId: BankId;
  /** As it was asked: 16 characters of [a-z0-9]. */
  openAllId: string;
  /** Which doors, a batch at a time. */
  n: number;
}

export const openAllTimerName = ({ openAllId, n }: Pick<OpenAllTimer, 'openAllId' | 'n'>): string =>
  `open-all-${openAllId}-${n}`;
export const incidentTimerName = (incidentId: IncidentId, n: number): string => `${incidentId}-${n}`;
export const lookName = (bankId: BankId, n: number): string => `${bankId}-look-${n}`;
export const watchName = (stayId: StayId, lease: number, n: number): string => `${leaseIdOf(stayId, lease)}-watch-${n}`;
export const nextStepName = (stayId: StayId, n: number): string => `${stayId}-next-${n}`;

/** When a visit is first looked at, after the open: design README §3.8. */
export const firstWatchAfterMs = 3 * 60_000;
/** Timers are one-time schedules of 60 s precision; sooner than this is the bank's business. Design README §3.8. */
export const timerSoonestMs = 2 * 60_000;
