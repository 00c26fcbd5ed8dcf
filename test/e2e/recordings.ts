import { existsSync, readFileSync } from 'node:fs';
import type { SentWindow } from './windows.js';

/**
 * Real noise: a VL53L0X before a target that did not move, about 75 mm away, one hour and four, at about 55.5 samples a
 * second (github.com/tomisuarez2/TimeOfFlightCalibration, "characterization data").
 */
const folder = new URL('../../../shared/data/tof-vl53l0x-static/', import.meta.url);
const files = ['static_tof_dist_data_1_h.csv', 'static_tof_dist_data_4_h.csv'];

export const areHere = files.every((file) => existsSync(new URL(file, folder)));
export const whereTheyAre = folder.pathname;

const samplesPerSecond = 55.5;
/** Every third sample, 54 ms apart: the profile samples at 50 ms. */
const stride = 3;
const samplesPerWindow = 20;
const span = samplesPerWindow * stride;

/** How long the door stands open: a moment, a minute, ten minutes. */
const gapsSeconds = [10, 60, 600];

/** A door cycle cut from a recording: a window before, one after the gap, and those that follow if more are asked for. */
export interface RecordedCycle {
  before(): SentWindow[];
  /** The nth window from the closing on, 0 first; with a lid so much nearer than the floor, in millimetres. */
  after(n: number, nearerMm: number): SentWindow[];
}

/** So many cycles, spread over both recordings from end to end and over all gaps. */
export function recordedCycles(count: number): RecordedCycle[] {
  const recordings = files.map((file) =>
    readFileSync(new URL(file, folder), 'utf8').trim().split('\n').slice(3).map(Number),
  );
  return Array.from({ length: count }, (_, index) => {
    const recording = recordings[index % recordings.length] ?? [];
    const gap = Math.round((gapsSeconds[index % gapsSeconds.length] ?? 0) * samplesPerSecond);
    const starts = recording.length - 6 * span - gap;
    const start = Math.floor((index * starts) / count);
    return {
      before: () => [windowOf(recording, start, 0)],
      after: (n, nearerMm) => [windowOf(recording, start + span + gap + n * span, nearerMm)],
    };
  });
}

function windowOf(recording: readonly number[], start: number, nearerMm: number): SentWindow {
  const samples = Array.from({ length: samplesPerWindow }, (_, i) => (recording[start + i * stride] ?? NaN) - nearerMm);
  return { sensor: 'ceiling', kind: 'tof', unit: 'mm', samples, intervalMs: 54 };
}
