/**
 * What is kept of one sensor between two looks: numbers only, and few, for every sensor of a bank is written with every scan.
 * Made from the state before and one look, never from a history. A field that a kept state lacks has the value of
 * `newState`, so that the fields may grow. Levels are in the profile's unit, charts in standard deviations or log-likelihood.
 */
export interface SensorState {
  /** When a window of it last came, Unix milliseconds in the cloud's time; at first, when it was first looked for. */
  heardAtMs: number;
  /** Looks since then that found no window. */
  missed: number;
  /** Where it last stood, whatever lay inside; none before its first window. */
  level?: number | undefined;
  /** So many samples in a row, up to the last, were the same. */
  frozen: number;
  /** The largest share of equal samples that windows full of life have lately had. */
  sameShare: number;
  /** Looks at certain emptiness that the levels were learnt from, since the last recalibration. */
  levelLooks: number;
  /** The empty level, slowly: over a month of looks. What drifts is held against it. */
  anchor: number;
  anchorC?: number | undefined;
  /** The empty level, fast: over the last ten looks or so. What lies inside now is held against it. */
  baseline: number;
  baselineC?: number | undefined;
  /** Looks at certain emptiness that the noise was commissioned by. */
  noiseLooks: number;
  /** The noise as commissioned: variance of a sample, as a multiple of the profile's, and lag-1 correlation. */
  variance: number;
  rho: number;
  /** The same variance over the last twenty looks or so; of a binary sensor how often its samples are wrong, as a multiple of the profile's. */
  varianceNow: number;
  /** Of a binary one: the share of neighbouring samples that are both wrong, over the same looks. */
  wrongPairs?: number | undefined;
  /** The noise that was taken for the sensor's own, as `variance`, because the door can tell what it is to tell all the same. */
  accepted?: number | undefined;
  /** The share of samples that were set aside, over the last twenty looks or so; and what of it was taken for the sensor's own, likewise. */
  spikesNow: number;
  spikesAccepted?: number | undefined;
  /** Charts: the level above its anchor and below it, the noise, the share of wrong samples. */
  driftUp: number;
  driftDown: number;
  noise: number;
  spikes: number;
  /** Looks in a row that saw nothing; and those among them that no content can explain. */
  blind: number;
  blindSurely: number;
  /** When strong light last blinded it, and it is not known yet whether that has passed; Unix milliseconds. */
  dazzledAtMs?: number | undefined;
  /** Looks in a row that stood where an empty door cannot. */
  untared: number;
  /** The faults that stand, a bit each. */
  faults: number;
}

/** Before anything is known: as careful as can be with what equal samples mean. */
export const newState = (atMs: number): SensorState => ({
  heardAtMs: atMs,
  missed: 0,
  frozen: 0,
  sameShare: 0.9,
  levelLooks: 0,
  anchor: 0,
  baseline: 0,
  noiseLooks: 0,
  variance: 0,
  rho: 0,
  varianceNow: 1,
  spikesNow: 0,
  driftUp: 0,
  driftDown: 0,
  noise: 0,
  spikes: 0,
  blind: 0,
  blindSurely: 0,
  untared: 0,
  faults: 0,
});

/** Kept to four digits after the point: a number with more of them costs more to store, and says no more. */
export const kept = (value: number): number => Math.round(value * 1e4) / 1e4;
