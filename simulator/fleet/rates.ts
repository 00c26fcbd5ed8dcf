import { faults, type FaultName } from '../faults/index.js';
import { assumption, type Rate } from '../faults/fault.js';
import type { MishapKind } from '../mishaps.js';

/** How often a mishap strikes in life, as a share of its chances: what `mishaps.ts` draws far more often, so that a story meets everything. */
export interface Share {
  readonly value: number;
  /** Where the figure is from, or the word assumption. */
  readonly basis: string;
}

/**
 * What people, networks and platforms do in life. A mishap that is not here does not strike: sensors, locks, networks,
 * power and controllers break by the rates of `simulator/faults/`, one by one, and not by the storm's lumps.
 */
export const lifeShares = {
  duplicate: { value: 1e-3, basis: assumption },
  'duplicate-late': { value: 1e-4, basis: assumption },
  'called-twice': { value: 1e-4, basis: assumption },
  reorder: { value: 1e-3, basis: assumption },
  delay: { value: 2e-4, basis: assumption },
  'lost-answer': { value: 1e-5, basis: assumption },
  crash: { value: 1e-5, basis: assumption },
  'stale-read': { value: 1e-4, basis: assumption },
  'schedule-late': { value: 1e-4, basis: assumption },
  'schedule-twice': { value: 1e-4, basis: assumption },
  'bank-reboot': { value: 1e-4, basis: `${assumption}: a controller of 20 doors starts anew about twice a year` },
  'empty-deposit': { value: 0.003, basis: `${assumption}: 0.3 % of deposits` },
  'wrong-compartment': { value: 0.003, basis: `${assumption}: 0.3 % of deposits` },
  'forgotten-parcel': { value: 0.03, basis: `${assumption}: 3 % of parcels` },
  'left-behind': { value: 0.002, basis: `${assumption}: 0.2 % of pickups` },
  ajar: { value: 0.01, basis: `${assumption}: 0.5-2 % of door visits` },
  'thin-parcel': { value: 0.02, basis: `${assumption}: 2 % of parcels` },
  'forced-door': { value: 5e-4, basis: `${assumption}: once in five years and bank` },
  'opt-out': { value: 0.01, basis: assumption },
  'channel-fails': { value: 0.005, basis: assumption },
  'wrong-number': { value: 0.01, basis: assumption },
  'email-unconfirmed': { value: 0.15, basis: assumption },
  'wrong-resident': { value: 0.005, basis: `${assumption}: 0.3-0.7 % of parcels` },
  hold: { value: 0.002, basis: assumption },
  reissue: { value: 0.005, basis: assumption },
  moved: { value: 5e-4, basis: assumption },
  reassigned: { value: 0.001, basis: assumption },
  extended: { value: 0.002, basis: assumption },
  'returned-early': { value: 5e-4, basis: assumption },
  'called-off': { value: 0.3, basis: assumption },
  withdrawal: { value: 0.003, basis: assumption },
  'policy-changed': { value: 0.003, basis: `${assumption}: once a year and site` },
  'passer-by': { value: 0.01, basis: assumption },
} as const satisfies Partial<Record<MishapKind, Share>>;

/**
 * What comes to lie in a door, or goes from it, without a door cycle that a switch noticed: something is pushed through a
 * gap, a wall between two doors gives way, somebody opens a door whose switch sticks for a moment. Seeds of the audit:
 * nothing else makes a phantom or a ghost in a bank that is otherwise sound.
 */
export const seedRates = {
  'content-appears': { value: 1, per: 'bank-year', basis: assumption },
  'content-vanishes': { value: 1, per: 'bank-year', basis: assumption },
} as const satisfies Record<string, Rate>;

/** Of people who are asked what became of a parcel: who ever answers, and who is wrong. Assumptions all; of an answer nobody publishes figures. */
export const answerShares = {
  courier: { value: 0.8, basis: `${assumption}: they have a phone and are at work` },
  resident: { value: 0.7, basis: `${assumption}: it is their own parcel` },
  again: { value: 0.5, basis: `${assumption}: of those who have not answered and are asked once more` },
  wrong: { value: 0.02, basis: `${assumption}: one in fifty mistakes the parcel or the door` },
} as const satisfies Record<string, Share>;

/** From the question to the answer, hours: log-normal, half of them within three, one in fifty after a day. Assumption. */
export const answersAfterHours = { median: 3, sigma: 1 } as const;

export type SeedName = keyof typeof seedRates;
export type RateName = FaultName | SeedName | keyof typeof lifeShares;

export interface NamedRate {
  readonly name: RateName;
  readonly value: number;
  readonly per: string;
  readonly basis: string;
}

/** Every rate that the fleet assumes, by name. The one list that the sensitivity goes through. */
export const assumedRates: readonly NamedRate[] = [
  ...faults.map(({ name, rate }): NamedRate => ({ name, ...rate })),
  ...named(seedRates),
  ...named(lifeShares).map((share) => ({ ...share, per: 'chance' })),
];

function named<Name extends RateName, Of extends Share>(rates: Record<Name, Of>): (Of & { name: Name; per: string })[] {
  return Object.entries<Of>(rates).map(([name, rate]) => ({ per: 'chance', ...rate, name: name as Name }));
}

/** In place of a rate: so many times as often. */
export type Factors = Readonly<Partial<Record<RateName, number>>>;
