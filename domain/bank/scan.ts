import type { DoorsDiffer } from '../audit/config-drift.js';
import type { BankId } from '../ids.js';
import type { Origin, Times } from '../inputs.js';
import { kept } from '../sensing/health/state.js';
import type { SeenElsewhere, Suspicions } from '../sensing/health/swapped.js';
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
  !isLaterMessage(markOf(input), ofController(given, input).scan);

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
  const { bankId, differs, swaps, shifted } = input;
  const scans = (state.scan?.differs?.scans ?? 0) + 1;
  const scan: BankScan = {
    ...markOf(input),
    ...(differs ? { differs: { ...differs, scans } } : {}),
    ...(Object.keys(swaps).length > 0 ? { swaps } : {}),
    ...shiftOf(state, input),
  };
  // Told of once, when a second scan has said the same.
  const counts: Counted[] = differs && scans === 2 ? [{ name: 'config-drift', detail: { bankId, ...differs } }] : [];
  if (shifted > 0) counts.push({ name: 'levels-shifted', detail: { bankId, doors: shifted } });
  counts.push(...doubted(state, swaps));
  return { change: { ...anew(state), scan }, effects: [], counts };
}

/** Kept until the next scan, as if it had shown it. A bank that never scanned has no levels that could have moved. */
export function decideWiresSuspected(state: BankState, { seen }: WiresSuspected): BankDecision {
  const { scan } = state;
  if (!scan) return nothingNew;
  const before = scan.swaps ?? {};
  const swaps = seen.reduce(withSeen, before);
  if (swaps === before) return nothingNew;
  return { change: { scan: { ...scan, swaps } }, effects: [], counts: doubted(state, swaps) };
}

/** Counted once until the next scan, and not where that sensor is suspected of another door's wires: it is in doubt as it is. */
function withSeen(before: Suspicions, { key, of, llr }: SeenElsewhere): Suspicions {
  const known = Object.hasOwn(before, key) ? before[key] : undefined;
  if (known?.isCounted || (known && known.of !== of)) return before;
  return { ...before, [key]: { of, llr: kept((known?.llr ?? 0) + llr), isCounted: true } };
}

function doubted({ bankId, scan }: BankState, swaps: Suspicions): Counted[] {
  const sensors = Object.keys(swaps).filter((sensor) => !Object.hasOwn(scan?.swaps ?? {}, sensor)).length;
  return sensors > 0 ? [{ name: 'wires-in-doubt', detail: { bankId, sensors } }] : [];
}

/** For so long after it the levels are learnt anew: a day of hourly looks. */
const shiftedForMs = 24 * 3_600_000;

function shiftOf({ scan }: BankState, { shifted, times }: Scanned): Pick<BankScan, 'shiftedAtMs'> {
  if (shifted > 0) return { shiftedAtMs: times.occurredAtMs };
  const isOver = scan?.shiftedAtMs === undefined || times.occurredAtMs - scan.shiftedAtMs >= shiftedForMs;
  return isOver ? {} : { shiftedAtMs: scan.shiftedAtMs };
}
