/** Windows as a bank's sensors would send them, written out by hand: a level, and noise that is plainly there. */
export interface SentWindow {
  readonly sensor: string;
  readonly kind: string;
  readonly unit: string;
  readonly samples: readonly unknown[];
  readonly intervalMs: number;
  readonly status?: number;
}

/** Twenty steps that add up to nothing. */
const ripple = [0, 1, -2, 2, -1, 1, 0, -1, 2, -2, 1, -1, 0, 2, -2, 0, 1, -1, 0, 0];

/** What the ceiling's sensor measures to the floor of an empty door, millimetres. */
export const emptyMm = 400;
/** To the lid of a box of 120 mm. */
export const boxMm = 280;

/** A second of a time-of-flight sensor at this distance; half a millimetre is every other sample one off. */
export function tof(mm: number): SentWindow[] {
  const samples = ripple.map((step, i) => (i % 2 === 0 ? Math.floor(mm) : Math.ceil(mm)) + step);
  return [{ sensor: 'ceiling', kind: 'tof', unit: 'mm', samples, intervalMs: 50, status: 0 }];
}

/** A second of the scales in the floor under this weight. */
export function scales(grams: number): SentWindow[] {
  const samples = ripple.slice(0, 10).map((step) => Number((grams + step / 10).toFixed(2)));
  return [{ sensor: 'floor', kind: 'load-cell', unit: 'g', samples, intervalMs: 100 }];
}

/** A sensor that gives nothing. */
export const silent: SentWindow[] = [];
