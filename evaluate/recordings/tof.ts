import { judgeContent } from '../../domain/audit/content.js';
import { summarise } from '../../domain/sensing/clean.js';
import { readCycle } from '../../domain/sensing/difference.js';
import type { SensorState } from '../../domain/sensing/health/index.js';
import { tof } from '../../domain/sensing/profiles/tof.js';
import { defaultErrorRates, judgeDeposit } from '../../domain/sensing/verdict.js';
import type { Window } from '../../domain/sensing/window.js';
import { recordingsIn } from './csv.js';
import { watchAll, type Taken } from './watched.js';

/** A VL53L0X before a target that did not move, about 55.5 samples a second: github.com/tomisuarez2/TimeOfFlightCalibration. */
export const tofFiles = ['static_tof_dist_data_1_h.csv', 'static_tof_dist_data_4_h.csv'] as const;
export type TofFile = (typeof tofFiles)[number];

const samplesPerSecond = 55.5;
/** Every third recorded sample: 54 ms, where the profile's interval is 50 ms. */
const stride = 3;
const hourMs = 3_600_000;

export function stillTarget(data?: string) {
  const { isHere, rowsOf } = recordingsIn('tof-vl53l0x-static', tofFiles, data);
  const series = new Map<TofFile, number[]>();
  const recorded = (file: TofFile): number[] => {
    const known =
      series.get(file) ??
      rowsOf(file)
        .slice(3)
        .map(([mm]) => Number(mm)); // Three lines of header.
    series.set(file, known);
    return known;
  };
  /** So many windows, spread over the whole recording. */
  function* windowsOf(file: TofFile, count: number): Generator<Taken> {
    const values = recorded(file);
    for (let i = 0; i < count; i += 1) {
      const start = Math.floor((i * (values.length - tof.samplesPerWindow * stride)) / count);
      const samples = Array.from({ length: tof.samplesPerWindow }, (_, k) => values[start + stride * k]!);
      yield { atMs: (start / samplesPerSecond) * 1000, window: tofWindow(samples) };
    }
  }
  return { isHere, windowsOf };
}

const tofWindow = (samples: number[]): Window => ({
  sensor: 'ceiling',
  kind: 'tof',
  unit: 'mm',
  samples,
  intervalMs: 50,
});

/** What is known of the sensor after two days of certainly empty looks, as if hourly. */
export function commissioned(windows: Iterable<Taken>): SensorState {
  const hourly = [...windows].map(({ window }, hour) => ({ atMs: hour * hourMs, window }));
  return watchAll(hourly, { profile: tof, isCertainlyEmpty: true, scanIntervalMs: hourMs }).state!;
}

/** Deposits of nothing: a window of one recording before, each of another after. How many are announced? */
export function announced(before: Iterable<Taken>, after: Iterable<Taken>): number {
  const befores = [...before].map(({ window }) => window);
  let [present, i] = [0, 0];
  for (const { window } of after) {
    const reading = readCycle([befores[i++ % befores.length]!], [window]);
    present += Number(judgeDeposit({}, reading, defaultErrorRates).verdict === 'present');
  }
  return present;
}

/** What an audit of a door says of each of these windows, by a baseline of another recording. */
export function audited(state: SensorState, windows: Iterable<Taken>, nearerMm = 0) {
  const verdicts = { present: 0, absent: 0, undecided: 0 };
  const known = { ...state, kind: tof.kind };
  for (const { window } of windows) {
    const seen = summarise({ ...window, samples: window.samples.map((mm) => mm - nearerMm) }, tof);
    const sight = { sensor: window.sensor, kind: tof.kind, seen, temperatureC: undefined, known };
    verdicts[judgeContent([sight], defaultErrorRates).verdict] += 1;
  }
  return verdicts;
}
