import { createHash } from 'node:crypto';
import type { BankId, CompartmentId, DoorKey, IncidentKey } from '../../domain/ids.js';

/**
 * Every key, index and stored name of the one table. Each kilobyte of an item is a write unit a commit, and a name counts
 * in every item that has it, so the names that we speak are stored as short ones.
 */
export interface Key {
  pk: string;
  sk: string;
}

export const keys = {
  door: ({ bankId, compartmentId }: DoorKey) => ({ pk: bankKey(bankId), sk: `DOOR#${compartmentId}` }),
  sensors: ({ bankId, compartmentId }: DoorKey) => ({ pk: bankKey(bankId), sk: `${prefixes.sensors}${compartmentId}` }),
  evidence: ({ bankId, compartmentId, id }: DoorKey & { id: string }) => ({
    pk: bankKey(bankId),
    sk: `EVIDENCE#${compartmentId}#${id}`,
  }),
  bank: (bankId: string) => ({ pk: bankKey(bankId), sk: 'BANK' }),
  bankState: (bankId: string) => ({ pk: bankKey(bankId), sk: 'STATE' }),
  command: ({ bankId, commandId }: { bankId: string; commandId: string }) => ({
    pk: bankKey(bankId),
    sk: `COMMAND#${commandId}`,
  }),
  guard: (bankId: string) => ({ pk: bankKey(bankId), sk: 'GUARD' }),
  opens: (scope: string) => ({ pk: `OPENS#${scope}`, sk: 'SCOPE' }),
  messageCounts: (siteId: string, day: number, shard: number) => ({ pk: `TOLD#${siteId}`, sk: `DAY#${day}#${shard}` }),
  telling: (stayId: string, eventId: string) => ({ pk: `TELLINGS#${stayId}`, sk: eventId }),
  opensShard: (scope: string, shard: number) => ({ pk: `OPENS#${scope}`, sk: `SHARD#${shard}` }),
  incident: ({ slot, n }: IncidentKey) => ({ pk: incidentKey(slot), sk: padded(n, incidentDigits) }),
  report: (reportId: string) => ({ pk: `REPORT#${reportId}`, sk: 'REPORT' }),
  parcel: (parcelId: string) => ({ pk: `PARCEL#${parcelId}`, sk: 'PARCEL' }),
  code: (lookupKey: string) => ({ pk: `CODE#${lookupKey}`, sk: 'CODE' }),
  custody: ({ chain, n }: { chain: string; n: number }) => ({ pk: `STAY#${chain}`, sk: padded(n, 8) }),
  site: (siteId: string) => ({ pk: siteKey(siteId), sk: 'SITE' }),
  resident: (siteId: string, id: string) => ({ pk: siteKey(siteId), sk: `RESIDENT#${id}` }),
  unit: (siteId: string, unit: string, residentId: string) => ({
    pk: siteKey(siteId),
    sk: `${unitPrefix(unit)}${residentId}`,
  }),
  courier: (siteId: string, id: string) => ({ pk: siteKey(siteId), sk: `COURIER#${id}` }),
  courierCode: (lookupKey: string) => ({ pk: `COURIERCODE#${lookupKey}`, sk: 'COURIERCODE' }),
  member: (siteId: string, subject: string) => ({ pk: siteKey(siteId), sk: `MEMBER#${subject}` }),
} satisfies Record<string, (...parts: never[]) => Key>;

export const bankKey = (bankId: string): string => `BANK#${bankId}`;
export const bankIdOf = (pk: string): BankId => pk.slice('BANK#'.length) as BankId;
/** All cases of one cause at one place, in their order. */
export const incidentKey = (slot: string): string => `INCIDENT#${slot}`;
const incidentDigits = 6;
export const siteKey = (siteId: string): string => `SITE#${siteId}`;
export const prefixes = {
  door: 'DOOR#',
  sensors: 'SENSOR#',
  resident: 'RESIDENT#',
  courier: 'COURIER#',
  member: 'MEMBER#',
  unit: 'UNIT#',
} as const;
/** A unit may have any letters, so what separates must not be among them. */
export const unitPrefix = (unit: string): string => `${prefixes.unit}${encodeURIComponent(unit)}#`;

/** Sorts as text the way it counts as a number. */
export const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');

export function doorKeyOf({ pk, sk }: Key): DoorKey {
  return { bankId: bankIdOf(pk), compartmentId: sk.slice('DOOR#'.length) as CompartmentId };
}

export const isIncident = ({ pk }: Key): boolean => pk.startsWith('INCIDENT#');
export const incidentKeyOf = ({ pk, sk }: Key): IncidentKey => ({ slot: pk.slice('INCIDENT#'.length), n: Number(sk) });

/**
 * Three sparse indexes: an item is in one exactly while it has that index's key attributes, which keep their long names
 * because the table's definition names them.
 */
export const indexes = {
  /** Doors that may be offered: freeIn = the bank; freeRank: smallest first, low doors last. Includes size, accessible. */
  free: { name: 'free-doors', hash: 'freeIn', range: 'freeRank' },
  /** Doors and incidents that owe something: dueShard = one of `dueShards`, so that no key is hot; dueAtMs. Keys only. */
  due: { name: 'due', hash: 'dueShard', range: 'dueAtMs' },
  /** Lists: see `lists`. All of an item. */
  bySite: { name: 'by-site', hash: 'inSite', range: 'siteSort' },
} as const;

/** Attributes that the table's definition types: their text is never packed. */
export const keyNames: ReadonlySet<string> = new Set([
  ...['pk', 'sk'],
  ...Object.values(indexes).flatMap(({ hash, range }) => [hash, range]),
]);

/** What stands in inSite, and so which list an item is in. Ids have no `*`, `@` or `:`, so no two lists are one. */
export const lists = {
  /** By age. */
  parcels: (siteId: string) => siteId,
  /** By id. */
  banks: (siteId: string) => `banks:${siteId}`,
  /** By the instant at which they were given. */
  commands: (bankId: string) => `commands:${bankId}`,
  sites: () => '*',
  /** Open ones last, and of either by age. */
  incidents: (siteId: string) => `incidents:${siteId}`,
  /** The memberships of one subject, by site. */
  memberships: (subject: string) => `@${subject}`,
} as const;

/** Each takes 1,000 writes a second, DynamoDB's limit of a partition. Every sweep asks all of them, so more cost more while nothing is due. */
export const dueShards = ['0', '1', '2', '3'] as const;

export function dueShardOf({ pk, sk }: Key): string {
  const hash = createHash('sha256').update(`${pk}/${sk}`).digest();
  return dueShards[hash.readUInt8(0) % dueShards.length] ?? '0';
}

/** Long name → stored name. Names that are not here are stored as they are. No two are the same: tested. */
// prettier-ignore
export const shortNames: Readonly<Record<string, string>> = {
  // doors
  version: 'v', outbox: 'ob', siteId: 's', profile: 'pr', compartment: 'cs', quarantine: 'q', door: 'dr', ajarCycle: 'aj', cycles: 'cy', base: 'ba',
  mask: 'm', sums: 'su', variance: 'va', stay: 'st', chain: 'ch', head: 'h',
  // stays
  parcelId: 'pi', residentId: 'ri', courierId: 'ci', state: 't', generation: 'g', leases: 'ls', leaseEndsAtMs: 'le', pickupFrom: 'pf',
  windowEndsAtMs: 'we', watch: 'w', next: 'nx', atMs: 'a', storedAtMs: 'sa', vouched: 'vo', finding: 'f', mayVouch: 'mv',
  returns: 'rt', forReturn: 'fr', nudgedAtMs: 'nu', remaining: 're', sampling: 'sm', question: 'qu', lease: 'l', asked: 'as', doorCycle: 'dc', reading: 'rd', requests: 'rq',
  // entries and custody
  commit: 'co', occurredAtMs: 'o', committedAtMs: 'cm', inReplyTo: 'ir', bankId: 'b', compartmentId: 'c', custody: 'cu', previous: 'p',
  hash: 'ha', subject: 'sj', events: 'e', stayId: 'si', lastCycle: 'lc', type: 'ty', told: 'to', message: 'ms', channel: 'cn', outcome: 'oc', toldAtMs: 'ta', isToldAgain: 'tg',
  // events
  seen: 'sn', llr: 'r', upper: 'u', lower: 'lo', shares: 'sh', sensor: 'se', kind: 'k', health: 'hl', before: 'bf', after: 'af', mean: 'me',
  openNotAfterMs: 'on', watchAtMs: 'wa', requestId: 'rqi', nextAtMs: 'na', reason: 'rs', leaves: 'lv', evidence: 'ev', step: 'sp',
  asks: 'ak', actor: 'ac', effects: 'ef',
  // sensors
  sensors: 'ss', sigmaFactor: 'sf', heardAtMs: 'hm', missed: 'mi', level: 'ly', frozen: 'fz', sameShare: 'sz', levelLooks: 'lk', anchor: 'ax',
  anchorC: 'ay', baseline: 'bx', baselineC: 'by', noiseLooks: 'nk', rho: 'rh', varianceNow: 'vn', driftUp: 'du', driftDown: 'dd', noise: 'no',
  spikes: 'sq', blind: 'bl', blindSurely: 'bs', untared: 'un', faults: 'fa', accepted: 'ap', wrongPairs: 'wp', spikesNow: 'sw', spikesAccepted: 'sx',
  // locks, and what opened a door
  lock: 'lw', squares: 'sr', slow: 'so', vain: 'vi', isWorn: 'iw', pull: 'pl', attempts: 'at', openLatencyMs: 'ol', commandId: 'cd',
  // evidence, parcels, codes, guards
  packed: 'pa', receivedAtMs: 'rc', trackingNumber: 'tn', announced: 'an', createdAtMs: 'cr', claim: 'cl', claimedAtMs: 'ca', endedAtMs: 'ed', rowN: 'rn',
  wrongTries: 'wt', lastAtMs: 'la',
  // sensors, between two looks at them
  mark: 'mk', bootCount: 'bc', seq: 'qs', suspicion: 'us', said: 'sd', from: 'fm', came: 'cc',
  // faults and incidents
  holds: 'ho', findings: 'fi', cause: 'ce', status: 'tu', detail: 'de', incident: 'in', owed: 'od', effect: 'ee', notBeforeMs: 'nb',
  timeline: 'ti', rows: 'ro', what: 'wh',
};
