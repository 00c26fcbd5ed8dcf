import * as z from 'zod/mini';
import { isRetired } from '../../../app/records.js';
import { bankDeeds, type BankRow } from '../../../app/registry-ports.js';
import { presenceAt, presences, type BankState } from '../../../domain/bank/state.js';
import { compartmentPattern, type BankId, type SiteId } from '../../../domain/ids.js';
import { sizes } from '../../../domain/inputs.js';
import type { SitePolicy } from '../../../domain/policy.js';
import { ratesOf } from '../../../domain/decide/look.js';
import { profiles } from '../../../domain/sensing/profiles/index.js';
import { smallestItemsOf } from '../../../domain/sensing/smallest-item.js';
import { compartment } from './compartment-schemas.js';
import { guard } from './guard-schemas.js';
import { openIncident } from './open-incidents.js';
import { compartmentId, id, pageOf, pageQuery, reason, whole } from '../parts.js';

/** As many as a cabinet has that one controller runs, with room to spare. */
const doorsMax = 200;
/** A request with an RSA key of 4,096 bits takes 1.7 KB. */
const requestPemMax = 4_096;

const kinds = profiles.map(({ kind }) => kind).join('|');

const profile = () =>
  z
    .string()
    .check(z.regex(new RegExp(`^(${kinds})(\\+(${kinds}))*$`)), z.maxLength(80))
    .check(z.refine((joined) => isEachOnce(joined.split('+')), 'names a kind of sensor twice'));

const bankDoor = () => z.strictObject({ compartmentId: compartmentId(), size: z.enum(sizes), accessible: z.boolean() });
const doors = () => z.array(bankDoor()).check(z.minLength(1), z.maxLength(doorsMax));
const doorCycles = () => z.record(z.string().check(z.regex(compartmentPattern)), whole(0, 2 ** 31 - 1));

/**
 * Other banks of the site, the nearest first: the first of three that has a fitting free door is named on the screen of this
 * one when it is full. They may be enrolled later. Without it, the site's banks in the order of their ids.
 */
const near = () => z.array(id<BankId>()).check(z.maxLength(3));

const csr = () =>
  z
    .string()
    .check(
      z.maxLength(requestPemMax),
      z.regex(
        /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----[A-Za-z0-9+/=\s]+-----END (NEW )?CERTIFICATE REQUEST-----\s*$/,
      ),
    );

/** The part that is put in the place of a bank's controller. */
export const newController = () => z.strictObject({ controllerId: id(), csr: csr() });

export const newBank = () =>
  z
    .strictObject({
      bankId: id<BankId>(),
      /** The bank's own id, if left out: so is its first controller called. */
      controllerId: z.optional(id()),
      profile: profile(),
      doors: doors(),
      /** Where a controller that has run before counts on from; 0 for a door that is left out. */
      doorCycles: z.optional(doorCycles()),
      near: z.optional(near()),
      csr: csr(),
    })
    .check(
      z.refine(({ doors }) => isEachOnce(doors.map(({ compartmentId }) => compartmentId)), 'names a compartment twice'),
      z.refine(
        ({ doors, doorCycles = {} }) =>
          Object.keys(doorCycles).every((given) => doors.some(({ compartmentId }) => compartmentId === given)),
        'has cycles of a compartment that is not among its doors',
      ),
    );

const isEachOnce = (names: string[]): boolean => new Set(names).size === names.length;

/** The file bank.json, which a bank keeps beside its key and certificate: a contract. */
const bankFile = () =>
  z.strictObject({
    bankId: z.string(),
    siteId: z.string(),
    controllerId: z.string(),
    endpoint: z.string(),
    port: z.number(),
    rules: z.strictObject({ access: z.string(), door: z.string(), health: z.string(), result: z.string() }),
    profile: z.string(),
    doors: doors(),
    doorCycles: doorCycles(),
    heartbeatSeconds: z.number(),
    scanSeconds: z.number(),
    opensPerMinuteMax: z.number(),
  });
export const enrolledBank = () => z.strictObject({ certificatePem: z.string(), bank: bankFile() });

export const banksQuery = () => z.strictObject(pageQuery());

/**
 * What a kind of sensor sees at the site's error rates: in what it measures, and as so many sheets of A4 paper in a stack.
 * Below it nothing is claimed.
 */
const smallestItem = () =>
  z.strictObject({
    kind: z.enum(profiles.map(({ kind }) => kind)),
    measures: z.enum(['mm', 'g']),
    millimetres: z.number(),
    grams: z.number(),
    sheetsOfPaper: z.number(),
  });
const smallestItems = () => z.array(smallestItem());

export const bank = () =>
  z.strictObject({
    bankId: id<BankId>(),
    siteId: id<SiteId>(),
    controllerId: z.string(),
    profile: z.string(),
    smallestItems: smallestItems(),
    doors: z.array(bankDoor()),
    near: z.optional(near()),
    isEnrolled: z.boolean(),
    /**
     * It takes no deposits since `askedAtMs`, and its messages are refused since `doneAtMs`. Since `reinstatedAtMs` it may be
     * given a controller again.
     */
    retirement: z.optional(
      z.strictObject({
        askedAtMs: z.number(),
        doneAtMs: z.optional(z.number()),
        reinstatedAtMs: z.optional(z.number()),
      }),
    ),
  });
export const retirement = () => z.strictObject({ reason: reason() });
export const banks = () => pageOf(bank());

export const bankView = (row: BankRow, policy: SitePolicy): z.infer<ReturnType<typeof bank>> => {
  const { id: bankId, siteId, controllerId, profile, doors, near, certificate } = row;
  const smallestItems = smallestItemsView(row, policy);
  const isEnrolled = certificate !== undefined && !isRetired(row);
  const parts = { bankId, siteId, controllerId, profile, smallestItems, doors, near, isEnrolled };
  return { ...parts, retirement: retirementView(row) };
};

/** Who and why stand in the history, for those who run the bank. */
const retirementView = ({ retirement: asked, reinstated }: BankRow) =>
  asked && { askedAtMs: asked.askedAtMs, doneAtMs: asked.doneAtMs, reinstatedAtMs: reinstated?.atMs };

/** How a bank is, as far as it and the broker have said. What nobody has said is left out. */
const health = () =>
  z.strictObject({
    presence: z.strictObject({ state: z.enum(presences), sinceMs: z.optional(z.number()) }),
    /** An hour behind at most, while the bank speaks. */
    lastHeardAtMs: z.optional(z.number()),
    boot: z.optional(z.strictObject({ count: z.number(), atMs: z.number(), reason: z.string() })),
    firmware: z.optional(z.string()),
    /** The latest eight that were seen in it, the newest last. */
    firmwaresSeen: z.array(z.string()),
    power: z.optional(
      z.strictObject({
        source: z.enum(['mains', 'battery']),
        batteryPercent: z.optional(z.number()),
        sinceMs: z.number(),
      }),
    ),
    /** Its wall clock less ours, milliseconds. */
    clockOffsetMs: z.optional(z.number()),
  });

/** What people did to it, the latest twenty, the newest last. */
const history = () =>
  z.array(
    z.strictObject({ what: z.enum(bankDeeds), by: z.string(), reason: z.optional(z.string()), atMs: z.number() }),
  );
/** Who did what, with the guard's, is for those who run it. */
export const bankWithHealth = () =>
  z.extend(bank(), { health: health(), guard: guard(), history: z.optional(history()) });

export function healthView(state: BankState, nowMs: number): z.infer<ReturnType<typeof health>> {
  const { sinceMs, heardAtMs, boot, firmwares, power, clockOffsetMs } = state;
  const presence = { state: presenceAt(state, nowMs), ...(sinceMs === 0 ? {} : { sinceMs }) };
  return {
    presence,
    ...(heardAtMs === 0 ? {} : { lastHeardAtMs: heardAtMs }),
    ...(boot ? { boot: { count: boot.bootCount, atMs: boot.atMs, reason: boot.reason }, firmware: boot.firmware } : {}),
    firmwaresSeen: firmwares,
    ...(power ? { power: powerView(power) } : {}),
    ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
  };
}

const powerView = ({ source, batteryPercent, atMs }: NonNullable<BankState['power']>) => ({
  source,
  ...(batteryPercent === undefined ? {} : { batteryPercent }),
  sinceMs: atMs,
});

/** What is open of a compartment; for an integration, nothing. */
const compartmentWithIncidents = () => z.extend(compartment(), { incidents: z.optional(z.array(openIncident())) });

export const wall = () =>
  z.strictObject({
    bankId: id<BankId>(),
    smallestItems: smallestItems(),
    compartments: z.array(compartmentWithIncidents()),
  });

/** What the bank's sensors see is one for all of its doors. */
export const smallestItemsView = (
  { profile }: BankRow,
  policy: SitePolicy,
): z.infer<ReturnType<typeof smallestItems>> => smallestItemsOf(profile, ratesOf(policy));
