import type { Random } from './random.js';
import type { Item } from './virtual-bank.js';

/**
 * Who comes when, with what. Every number that no source gives is an assumption and says so; a source is named beside
 * the others. Times of day are UTC, and every day is alike.
 */
export const demand = {
  /** Per unit and day. 5.8 a month per renter is 0.19; vendors say 0.25 to 0.375 (NMHC / Grace Hill, bizjournals 2021). */
  parcelsPerUnitPerDay: 0.25,
  /** 200 units × 0.25 × 15.5 h need 47 doors at a 99 % quantile: derived (M/G/∞). */
  unitsPerDoor: 4.3,
  /** Courier rounds in the morning and in the afternoon; hours and share of the morning are an assumption. */
  courierHours: [
    [10, 13],
    [15, 18],
  ] as const,
  morningShare: 0.6,
  /** Share of a month's parcels in November and December, against the rest of the year (NMHC: 150 to 270 a week, +81 %). */
  seasonFactor: 1.8,
  /** The stories begin in January; a story of the season sets this to true. */
  isSeason: false,
  /** Parcels a courier brings in one round to one bank: assumption. */
  batch: [5, 25] as const,
  /** Hours from message to pickup: log-normal fitted to mean 15.53 and SD 20.94 (Queensland / Australia Post study). */
  dwellMu: 2.225,
  dwellSigma: 1.018,
  /** Nobody fetches a parcel at night: assumption. */
  wakingHours: [7, 22] as const,
  /** Most who come do so before work, at noon or in the evening; three peaks a day (Queensland / Australia Post), their hours an assumption. */
  pickupPeaks: [
    [7, 9],
    [12, 13],
    [17, 21],
  ] as const,
  /** Share of pickups that wait for the next peak: assumption. 58 % are out of business hours (postandparcel.info). */
  peakShare: 0.6,
  /** Share of those who forgot whom a reminder brings: assumption. */
  remindedShare: 0.3,
  /** Of those who forget, who never come at all; the rest come after 5 to 14 days: assumption. */
  neverShare: 0.2,
  forgetsDays: [5, 14] as const,
  /** Size mix of what is asked for, shares that add up to 1; oversize asks for XL, which these banks have not: assumption. */
  sizeMix: { S: 0.55, M: 0.3, L: 0.12, XL: 0.03 } as const,
  /** Sizes of the doors of a bank, repeated: assumption. */
  doorSizes: ['S', 'S', 'M', 'S', 'L'] as const,
  /** Share of parcels that were announced with a tracking number; of the rest, those typed by unit: assumptions. */
  announcedShare: 0.5,
  byUnitShare: 0.2,
  /** Parcels that are an envelope and a box: assumption. */
  pairShare: 0.2,
  /** Of those who were given a new code, who try the old one first: assumption. */
  oldCodeShare: 0.5,
  /** Units with two residents: assumption. */
  sharedUnitShare: 0.15,
  /** Residents with email too, confirmed: assumption. */
  emailShare: 0.3,
  /** A code typed wrongly once: assumption. */
  typoShare: 0.01,
  /** The hour at which a manager makes the round: assumption. */
  managerHour: 9,
  /** Share of days on which a carrier comes to a bank for what is overdue: assumption. */
  carrierShare: 0.3,
  /** Overdue parcels are handed back after so many days: assumption. */
  handBackAfterDays: 12,
} as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How many parcels come to a bank of so many doors in a day (a Poisson draw by exponential gaps). */
export function parcelsToday(doors: number, random: Random): number {
  const season = demand.isSeason ? demand.seasonFactor : 1;
  const mean = doors * demand.unitsPerDoor * demand.parcelsPerUnitPerDay * season;
  let count = 0;
  for (let at = random.exponential(1 / mean); at < 1; at += random.exponential(1 / mean)) count += 1;
  return count;
}

/** The instant within a day, milliseconds, at which a courier comes. */
export function courierAtMs(random: Random): number {
  const [from, to] = demand.courierHours[random.chance(demand.morningShare) ? 0 : 1];
  return random.between(from, to) * hourMs;
}

/** When somebody who was told now comes: after a draw of the dwell, and not at night. */
export function pickupAtMs(nowMs: number, random: Random): number {
  const atMs = nowMs + random.logNormal(demand.dwellMu, demand.dwellSigma) * hourMs;
  return random.chance(demand.peakShare) ? atPeak(atMs, random) : awake(atMs, random);
}

/** This instant if it is in a peak, else somewhen in the next one. */
function atPeak(atMs: number, random: Random): number {
  const day = Math.floor(atMs / dayMs) * dayMs;
  const hour = (atMs - day) / hourMs;
  const [first] = demand.pickupPeaks;
  const peak = demand.pickupPeaks.find(([, to]) => hour < to);
  if (!peak) return day + dayMs + random.between(first[0], first[1]) * hourMs;
  const [from, to] = peak;
  return hour >= from ? atMs : day + random.between(from, to) * hourMs;
}

/** How large a door a parcel asks for. */
export function sizeOf(random: Random): 'S' | 'M' | 'L' | 'XL' {
  let left = random.next();
  for (const size of ['S', 'M', 'L'] as const) if ((left -= demand.sizeMix[size]) < 0) return size;
  return 'XL';
}

/** This instant, or the next morning if it is night. */
export function awake(atMs: number, random: Random): number {
  const [from, to] = demand.wakingHours;
  const day = Math.floor(atMs / dayMs) * dayMs;
  const hour = (atMs - day) / hourMs;
  if (hour >= from && hour < to) return atMs;
  return (hour < from ? day : day + dayMs) + random.between(from, from + 2) * hourMs;
}

/**
 * What lies in a parcel: one thing, seldom an envelope and a box. Thickness in millimetres leaves room in the smallest
 * compartment of its size; grams go with it. Ranges are an assumption.
 */
export function itemsOf(
  parcelId: string,
  { isThin, isPair }: { isThin: boolean; isPair: boolean },
  random: Random,
): Item[] {
  const box = { id: `${parcelId}/box`, thicknessMm: random.between(30, 120), grams: random.between(80, 4_000) };
  // About half of the smallest change that a ToF sensor claims, and a little under two sheets of paper.
  if (isThin) return [{ id: `${parcelId}/thin`, thicknessMm: random.between(6.5, 8.8), grams: random.between(2, 9) }];
  if (!isPair) return [box];
  return [box, { id: `${parcelId}/envelope`, thicknessMm: random.between(2, 10), grams: random.between(20, 60) }];
}
