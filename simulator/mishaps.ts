import type { Random } from './random.js';

/**
 * What the simulator does to us, each with its share of the chances it has. The rates are far above life: a run shall
 * meet everything, and meet it together. None is measured; where the field publishes a rate, it is said.
 */
export const mishapRates = {
  /** A message is delivered again within 5 s: QoS 1 and asynchronous invocation are both at least once. Per message. */
  duplicate: 0.06,
  /** A message is delivered again, minutes to a day later. Per message. */
  'duplicate-late': 0.01,
  /** An asynchronous call is made twice within 2 s, under one request id. Per call. */
  'called-twice': 0.01,
  /** A sweep is called twice at once. Per sweep that finds something. */
  'swept-twice': 0.2,
  /** A message is overtaken by those of the next 30 s. Per message. */
  reorder: 0.05,
  /** A message is delivered up to 2 h late. Per message; commands expire. */
  delay: 0.02,
  /** The process ends between two awaits, before or after the call took effect. Per port call. */
  crash: 0.003,
  /** A port call never answers: the function's time limit ends it. Per port call. */
  hang: 0.0005,
  /** Another writer seems to have been faster. Per commit. */
  conflict: 0.02,
  /** A port call fails, half of the time after it took effect. Per port call. */
  'lost-answer': 0.003,
  /** An eventually consistent read answers with what was so before. Per read. */
  'stale-read': 0.01,
  /** A schedule fires up to 2 h late. Per schedule. */
  'schedule-late': 0.02,
  /** A schedule fires a second time. Per schedule. */
  'schedule-twice': 0.02,
  /** The network goes, minutes later the controller starts again with what it has kept. Per door visit. */
  'bank-reboot': 0.004,
  /** A bank is away for a while: log-normal, half of them under 10 min, 5 % over 2 h; what it has to say waits. Per bank and day; once a month is the assumption for life. */
  'bank-offline': 0.15,
  /** A bank's line comes and goes every few seconds for minutes. Per bank and day. */
  'bank-flaps': 0.1,
  /** The mains fail: the bank says so and runs on its battery, and if that does not last it starts again later. Per bank and day; twice a year is the assumption for life. */
  'power-lost': 0.05,
  /** A bank's wall clock is minutes wrong, which it mends by the cloud's from the first command on. Per bank. */
  'clock-skew': 0.3,
  /** A bank of a later firmware sends fields that nobody knows here. Per bank. */
  'unknown-fields': 0.3,
  /** A bank of a later firmware says everything twice, by the contract's version and by version 2, which is refused and counted. Per bank. */
  'schema-2': 0.3,
  /** The manager changes the site's policy while parcels lie there. Per site and day. */
  'policy-changed': 0.1,
  /** The courier closes the door on nothing. Per deposit; 0.3 % is the assumption for life. */
  'empty-deposit': 0.05,
  /** The courier puts the parcel into another door than the one that was opened for it, which stands open. Per deposit; 0.3 % is the assumption for life. */
  'wrong-compartment': 0.02,
  /** The resident comes 5 to 14 days later, or never. Per parcel; 3 % is the assumption for life. */
  'forgotten-parcel': 0.06,
  /** The resident takes the envelope and leaves the box, or looks and leaves everything. Per pickup. */
  'left-behind': 0.08,
  /** The lock does not let go: 80 % for the first pulses, the rest until somebody mends it. Per open; 0.1-0.3 % assumed for life. */
  jam: 0.01,
  /** The door stays open for minutes. Per door visit; 0.5-2 % is the assumption for life. */
  ajar: 0.02,
  /** A door's sensors say nothing, or repeat themselves, for a visit or a part of it. Per door visit. */
  'silent-sensor': 0.05,
  /** A sensor breaks in one of the ways of `faults/`, until somebody mends it. Per bank and day; 0.12 a year and door is the assumption for life. */
  'sensor-breaks': 0.05,
  /** A latch, lock or door switch breaks, or two locks are wired to each other's doors, likewise. Per bank and day. */
  'lock-breaks': 0.02,
  /** A controller has a weak supply, a boot loop, a wrong clock, relays that fire at its start, or a firmware that reads otherwise. Per bank and day. */
  'controller-breaks': 0.01,
  /** A parcel at the edge of what the bank's sensors see. Per parcel; 2 % thin items is the assumption for life. */
  'thin-parcel': 0.04,
  /** Somebody forces a door that nobody has a right to, now and then takes what is inside, and shuts it. Per bank and day. */
  'forced-door': 0.05,
  /** A resident whose number has opted out, and who has no email: the manager is told. Per resident. */
  'opt-out': 0.01,
  /** Half a message's way is closed: the channel says that it failed. Per message and channel. */
  'channel-fails': 0.02,
  /** A resident's phone number is none, and they have no email. Per resident. */
  'wrong-number': 0.01,
  /** A resident's email address was never confirmed. Per resident with email. */
  'email-unconfirmed': 0.15,
  /** The courier picks another resident than the one on the label. Per parcel; 0.3-0.7 % is the assumption for life. */
  'wrong-resident': 0.02,
  /** The manager holds a parcel for one to five days. Per waiting parcel and round. */
  hold: 0.02,
  /** Somebody has lost their code, and the manager gives a new one. Per waiting parcel and round. */
  reissue: 0.05,
  /** The manager gives a parcel a later deadline, or one that is refused. Per waiting parcel and round. */
  extended: 0.03,
  /** The manager marks a parcel for return: a carrier takes it, or its resident does first. Per waiting parcel and round. */
  'returned-early': 0.02,
  /** It was taken for somebody else's: the manager gives it to another resident. Per waiting parcel and round. */
  reassigned: 0.03,
  /** The manager moves a parcel to another door, now and then changes their mind, and does not find every door open. Per waiting parcel and round. */
  moved: 0.03,
  /** A courier who has put a parcel into another door than theirs is asked for it, and the manager stores it there. Per held door and round. */
  'found-elsewhere': 0.5,
  /** A courier has gone and left a deposit half done, and the manager calls it off. Per such visit. */
  'called-off': 0.3,
  /** A carrier withdraws an announced parcel, within a minute of the courier's setting out with it. Per announced parcel. */
  withdrawal: 0.03,
  /** A lock clicks where nobody stands, and somebody pulls. Per pulse. */
  'passer-by': 0.3,
} as const;

export type MishapKind = keyof typeof mishapRates;
export const mishapKinds = Object.keys(mishapRates) as MishapKind[];

/** `all`, `none`, or a list with commas. Throws RangeError that names what is unknown. */
export function parseMishaps(text: string): MishapKind[] {
  if (text === 'all') return mishapKinds;
  if (text === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !mishapKinds.includes(name as MishapKind));
  if (unknown.length > 0) {
    throw new RangeError(`unknown mishap ${unknown.join(', ')}; there are: all, none, ${mishapKinds.join(', ')}`);
  }
  return names as MishapKind[];
}

/** Draws mishaps, and counts those that happened. */
export class Mishaps {
  readonly counts: Partial<Record<MishapKind, number>> = {};
  private readonly random: Random;
  /** 0 for a mishap that is turned off. */
  private readonly shares: Record<MishapKind, number>;

  /** Rates that are given take the place of those above. */
  constructor(kinds: readonly MishapKind[], random: Random, rates: Partial<Record<MishapKind, number>> = {}) {
    this.random = random;
    const shares = Object.entries({ ...mishapRates, ...rates }) as [MishapKind, number][];
    const kept = shares.map(([kind, share]) => [kind, kinds.includes(kind) ? share : 0]);
    this.shares = Object.fromEntries(kept) as Record<MishapKind, number>;
  }

  /** Does it happen now? */
  strikes(kind: MishapKind): boolean {
    if (!this.random.chance(this.shares[kind])) return false;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    return true;
  }
}
