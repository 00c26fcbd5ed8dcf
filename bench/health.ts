import { toAttributes } from '../adapters/dynamodb/codec.js';
import { limitsFor, observe, type SensorLook, type SensorState } from '../domain/sensing/health/index.js';
import { isBinary, profiles, type KnownProfile } from '../domain/sensing/profiles/index.js';
import type { Window } from '../domain/sensing/window.js';
import { randomOf, type Random } from '../simulator/random.js';
import { itemBytes, type WireItem } from './dynamodb-units.js';
import { atMost, plain, rounded, type Measured, type Progress } from './report.js';
import { median } from './statistics.js';

const limits = { microsecondsPerReading: 2, bytesPerSensor: 200 } as const;
const hourMs = 3_600_000;
/** Windows made beforehand and given again and again: only the engine is timed. */
const windowsMade = 512;
const looksPerRun = 20_000;
const runs = 9;

interface Timed {
  readonly kind: string;
  readonly microsecondsPerWindow: number;
  readonly microsecondsPerReading: number;
  readonly bytes: number;
}

/** One reading is one sample of a window, and its cost time on a processor. The dearest kind of sensor is what the limits are held against. */
export async function measureHealth(progress: Progress): Promise<Measured> {
  const timed: Timed[] = [];
  for (const profile of profiles) {
    progress(`${runs} times ${looksPerRun} looks at a ${profile.kind}`);
    timed.push(timeOf(profile));
  }
  const most = (pick: (one: Timed) => number) => Math.max(...timed.map(pick));
  const reading = most(({ microsecondsPerReading }) => microsecondsPerReading);
  const bytes = most((one) => one.bytes);
  return {
    figures: [
      atMost('one reading, of the dearest kind', reading, { max: limits.microsecondsPerReading, unit: 'µs' }),
      plain('one window of it', `${rounded(most(({ microsecondsPerWindow }) => microsecondsPerWindow))} µs`),
      atMost('state of a sensor as stored, its name included', bytes, { max: limits.bytesPerSensor, unit: 'bytes' }),
    ],
    details: timed.map(
      ({ kind, ...one }) =>
        `${kind}: ${rounded(one.microsecondsPerReading)} µs a reading, ${rounded(one.microsecondsPerWindow)} µs a window, ${one.bytes} bytes`,
    ),
    json: { microsecondsPerReading: rounded(reading), bytesPerSensor: bytes },
  };
}

function timeOf(profile: KnownProfile): Timed {
  const random = randomOf(7);
  const windows = Array.from({ length: windowsMade }, () => windowOf(profile, random));
  const watch = { profile, limits: limitsFor(1, { sensors: 40, scanIntervalMs: hourMs }) };
  const look = (i: number): SensorLook => ({
    atMs: 1_800_000_000_000 + i * hourMs,
    window: windows[i % windowsMade],
    moment: 'scan',
    door: 'closed',
    isCertainlyEmpty: i % 3 > 0,
    scanIntervalMs: hourMs,
  });
  let state: SensorState | undefined;
  const times: number[] = [];
  for (let run = 0, i = 0; run <= runs; run++) {
    const before = process.cpuUsage();
    for (const end = i + looksPerRun; i < end; i++) state = observe(state, look(i), watch).state;
    const { user, system } = process.cpuUsage(before);
    if (run > 0) times.push((user + system) / looksPerRun); // The first one warms the machine up.
  }
  const microsecondsPerWindow = median(times);
  const microsecondsPerReading = microsecondsPerWindow / profile.samplesPerWindow;
  return { kind: profile.kind, microsecondsPerWindow, microsecondsPerReading, bytes: bytesOf(profile.kind, state) };
}

/** As it stands in an item: an element of a map by the sensor's name. */
const bytesOf = (sensor: string, state: SensorState | undefined): number =>
  itemBytes(toAttributes({ [sensor]: state }) as WireItem);

/** Noise as the profile states it, with what else a bank sends of such a sensor. */
function windowOf(profile: KnownProfile, random: Random): Window {
  const { kind, unit, intervalMs, samplesPerWindow } = profile;
  const sample = () => {
    if (isBinary(profile)) return Number(random.chance(profile.flickerRate));
    const level = profile.unit === 'mm' ? 400 : 12;
    return Math.round((level + profile.sigma * random.normal()) / profile.resolution) * profile.resolution;
  };
  const samples = Array.from({ length: samplesPerWindow }, sample);
  const signalKcps = samples.map(() => 9_000 + Math.round(40 * random.normal()));
  return { sensor: kind, kind, unit, intervalMs, samples, status: 0, signalKcps, temperatureC: 21.4 };
}
