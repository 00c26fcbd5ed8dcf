import type { DoorsDiffer } from '../audit/config-drift.js';
import type { BankId, CompartmentId } from '../ids.js';
import type { Origin, Times } from '../inputs.js';
import { kept } from '../sensing/health/state.js';
import {
  doorOfKey,
  placeOfKey,
  type SeenElsewhere,
  type Suspicion,
  type Suspicions,
} from '../sensing/health/swapped.js';
import { nothingNew, type BankDecision, type Counted } from './decision.js';
import { isLaterMessage } from './order.js';
import { anew, markOf, ofController } from './start.js';
import type { BankState, Mark } from './state.js';

/** Of a bank's scans: the last that was decided, and what only all its doors together show. */
export interface BankScan extends Mark {
  /** The bank tells of other doors than it is enrolled with, and in how many scans running. */
  differs?: (DoorsDiffer & { scans: number }) | undefined;
  /** Sensors that may be wired to another door. */
  swaps?: Suspicions | undefined;
  /** When the sensors of many doors last moved at once, though nobody opened them. */
  shiftedAtMs?: number | undefined;
}

/** All doors of a scan were decided on: the last word of it. */
export interface Scanned {
  type: 'scanned';
  bankId: BankId;
  origin: Origin;
  times: Times;
  differs: DoorsDiffer | undefined;
  swaps: Suspicions;
  /** What was suspected when it was begun to be decided on. */
  read?: Suspicions | undefined;
  /** Doors whose sensors moved all at once. */
  shifted: number;
}

/** Between two scans, what came to one door was seen by sensors of others. */
export interface WiresSuspected {
  type: 'wires-suspected';
  bankId: BankId;
  seen: readonly SeenElsewhere[];
  times: Times;
}

/** Was this scan, or a later one of the same controller, decided before? */
export const wasScanned = (given: BankState, input: Pick<Scanned, 'bankId' | 'origin' | 'times'>): boolean =>
  !isLaterMessage(input, ofController(given, input).scan);

/** Design, sensor health: silent after three intervals. */
const silentAfterMs = 3 * 3_600_000;

/**
 * A bank that scanned before, lives, and has not told of its sensors for three intervals. While it was away it could not, and
 * after a start the first scan is an interval away.
 */
export function isScanLacking({ scan, presence, sinceMs, boot }: BankState, occurredAtMs: number): boolean {
  if (!scan || presence !== 'online') return false;
  return occurredAtMs - Math.max(scan.atMs, sinceMs, boot?.atMs ?? 0) > silentAfterMs;
}

/** Kept with the bank, so that the same scan again, or an earlier one, decides nothing. */
export function decideScanned(given: BankState, input: Scanned): BankDecision {
  if (wasScanned(given, input)) return nothingNew;
  const state = ofController(given, input);
  const { bankId, differs, shifted } = input;
  const swaps = { ...input.swaps, ...shownSince(state, input) };
  const scans = (state.scan?.differs?.scans ?? 0) + 1;
  const scan: BankScan = {
    ...markOf(input),
    ...(differs ? { differs: { ...differs, scans } } : {}),
    ...(Object.keys(swaps).length > 0 ? { swaps: dated(state, swaps, input.times) } : {}),
    ...shiftOf(state, input),
  };
  // Told of once, when a second scan has said the same.
  const counts: Counted[] = differs && scans === 2 ? [{ name: 'config-drift', detail: { bankId, ...differs } }] : [];
  if (shifted > 0) counts.push({ name: 'levels-shifted', detail: { bankId, doors: shifted } });
  counts.push(...doubted(state, swaps));
  return { change: { ...anew(state), scan }, effects: [], counts };
}

/** A look showed it while that scan was decided on: the next one will have read of it. */
function shownSince({ scan }: BankState, { read = {} }: Scanned): Suspicions {
  const isNewer = ([key, { llr, isCounted }]: [string, Suspicion]) => isCounted && read[key]?.llr !== llr;
  return Object.fromEntries(Object.entries(scan?.swaps ?? {}).filter(isNewer));
}

/** Kept until the next scan, as if it had shown it. A bank that never scanned has no levels that could have moved. */
export function decideWiresSuspected(state: BankState, { seen, times }: WiresSuspected): BankDecision {
  const { scan } = state;
  if (!scan) return nothingNew;
  const before = scan.swaps ?? {};
  const fresh = seen.filter((one) => isNew(before, one));
  if (fresh.length === 0) return nothingNew;
  const swaps = withSeen(before, fresh);
  return {
    change: { scan: { ...scan, swaps: dated(state, swaps, times) } },
    effects: [],
    counts: doubted(state, swaps),
  };
}

/** Each with when it came up: what was suspected of the same two doors before has stood since then. */
function dated({ scan }: BankState, swaps: Suspicions, { occurredAtMs }: Times): Suspicions {
  const before = scan?.swaps ?? {};
  const entries = Object.entries(swaps).map(([key, one]) => {
    const known = Object.hasOwn(before, key) ? before[key] : undefined;
    const isSame = known?.of === one.of && known.llr > 0;
    return [key, { ...one, sinceMs: (isSame ? known.sinceMs : undefined) ?? occurredAtMs }] as const;
  });
  return Object.fromEntries(entries);
}

/** Two doors whose sensors may hang on each other's wires: nothing rests on either until a parcel has told whose they are. */
export interface WiresInDoubt {
  /** The sensor that moved while its door stayed shut, and its door. */
  compartmentId: CompartmentId;
  sensor: string;
  /** The door that had a cycle then, and whose own sensor stayed still. */
  of: CompartmentId;
  sinceMs: number;
}

/** The oldest doubt first. */
export function wiresInDoubt({ scan }: BankState): WiresInDoubt[] {
  const standing = Object.entries(scan?.swaps ?? {}).filter(([, { llr }]) => llr > 0);
  const all = standing.map(([key, { of, sinceMs = scan?.atMs ?? 0 }]) => ({ ...placeOfKey(key), of, sinceMs }));
  return all.sort((a, b) => a.sinceMs - b.sinceMs);
}

/** Counted once until the next scan, and not where that sensor is suspected of another door's wires: it is in doubt as it is. */
function isNew(before: Suspicions, { key, of }: SeenElsewhere): boolean {
  const known = Object.hasOwn(before, key) ? before[key] : undefined;
  return known === undefined || (known.isCounted !== true && known.of === of);
}

/**
 * What came to one door shows at one other. Where a second one shows it as well, both were moved by something else, as by another
 * firmware: it speaks for neither, nor for a third.
 */
function withSeen(before: Suspicions, seen: readonly SeenElsewhere[]): Suspicions {
  const [first] = seen;
  const isElsewhere = ([key, { of, isCounted }]: [string, Suspicion]) =>
    isCounted && of === first?.of && doorOfKey(key) !== doorOfKey(first.key);
  const elsewhere = Object.entries(before).filter(isElsewhere);
  const isOne = new Set(elsewhere.map(([key]) => doorOfKey(key))).size === 1;
  const withdrawn = elsewhere.map(([key, one]) => [key, isOne ? added(one, -(first?.llr ?? 0)) : one] as const);
  const shown = seen.map(({ key, of, llr }) => {
    const known = before[key] ?? { of, llr: 0 };
    return [key, { ...added(known, elsewhere.length === 0 ? llr : 0), isCounted: true }] as const;
  });
  return { ...before, ...Object.fromEntries([...withdrawn, ...shown]) };
}

const added = (one: Suspicion, llr: number): Suspicion => ({ ...one, llr: kept(Math.max(0, one.llr + llr)) });

/** Whether that is what a sensor is suspected of, so that nothing rests on its word any more. */
export function isSuspected({ scan }: BankState, { key, of }: SeenElsewhere): boolean {
  const known = scan?.swaps?.[key];
  return known !== undefined && known.of === of && known.llr > 0;
}

function doubted({ bankId, scan }: BankState, swaps: Suspicions): Counted[] {
  const isNow = ([sensor, { llr }]: [string, Suspicion]) => llr > 0 && !Object.hasOwn(scan?.swaps ?? {}, sensor);
  const sensors = Object.entries(swaps).filter(isNow).length;
  return sensors > 0 ? [{ name: 'wires-in-doubt', detail: { bankId, sensors } }] : [];
}

/** For so long after it the levels are learnt anew: a day of hourly looks. */
const shiftedForMs = 24 * 3_600_000;

function shiftOf({ scan }: BankState, { shifted, times }: Scanned): Pick<BankScan, 'shiftedAtMs'> {
  if (shifted > 0) return { shiftedAtMs: times.occurredAtMs };
  const isOver = scan?.shiftedAtMs === undefined || times.occurredAtMs - scan.shiftedAtMs >= shiftedForMs;
  return isOver ? {} : { shiftedAtMs: scan.shiftedAtMs };
}
