import { cusum, ewma } from '../domain/sensing/health/chart.js';

/** What each look of the published CUSUMs takes off, in standard deviations. */
export const k = 0.5;

interface Runs {
  /** How far the mean of the looks is off, in standard deviations: 0 is in control. */
  shift: number;
  runs: number;
  /** Standard normal. */
  noise: () => number;
}

/** Looks until the first alarm of a CUSUM of two sides, on average, by the charts' own step. */
export function cusumRunLength(h: number, { shift, runs, noise }: Runs): number {
  let looks = 0;
  for (let run = 0; run < runs; run += 1) {
    for (let [up, down] = [0, 0]; up < h && down < h; looks += 1) {
      const z = noise() + shift;
      [up, down] = [cusum(up, z, k), cusum(down, -z, k)];
    }
  }
  return looks / runs;
}

/** An exponentially weighted mean alarms past L times the standard deviation that it has in the long run. */
export interface EwmaChart {
  weight: number;
  l: number;
}

export const ewmaLimit = ({ weight, l }: EwmaChart): number => l * Math.sqrt(weight / (2 - weight));

/** The same of an exponentially weighted mean. */
export function ewmaRunLength(chart: EwmaChart, { shift, runs, noise }: Runs): number {
  let looks = 0;
  for (let run = 0; run < runs; run += 1) {
    for (let mean = 0; Math.abs(mean) < ewmaLimit(chart); looks += 1) mean = ewma(mean, noise() + shift, chart.weight);
  }
  return looks / runs;
}
