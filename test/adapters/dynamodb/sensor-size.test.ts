import { describe, expect, it } from 'vitest';
import { fromAttribute, toAttribute, toAttributes } from '../../../adapters/dynamodb/codec.js';
import { shortNames } from '../../../adapters/dynamodb/table.js';
import { limitsFor, observe, type SensorState } from '../../../domain/sensing/health/index.js';
import { isBinary, profiles, type KnownProfile } from '../../../domain/sensing/profiles/index.js';
import { normalFrom } from '../../domain/sensing/noise.js';
import { itemSize } from './item-size.js';

/** Of a sensor as it stands in an item: an element of a map, under its name. */
const bytesOf = (sensor: string, state: SensorState): number => itemSize(toAttributes({ [sensor]: state }));

const hourMs = 3_600_000;
const limits = limitsFor(0.01, { sensors: 400, scanIntervalMs: hourMs });

/** A life with everything in it: noise, spikes, a level that wanders, errors and silences. Its largest state. */
function largestOf(profile: KnownProfile): number {
  const normal = normalFrom(5);
  let state: SensorState | undefined;
  let largest = 0;
  for (let hour = 0; hour < 3_000; hour += 1) {
    const noise = isBinary(profile) ? 0 : profile.sigma * (hour % 700 > 600 ? 3.3 : 1);
    const level = (profile.unit === 'mm' ? 712.3456 : -123.4567) + Math.sin(hour / 99) * (hour % 900 > 700 ? 20 : 1);
    const samples = Array.from({ length: profile.samplesPerWindow }, (_, i) =>
      isBinary(profile) ? hour % 2 : level + noise * normal() - (i % 4 === 0 && hour % 500 > 450 ? 100 : 0),
    );
    const { kind, unit, intervalMs } = profile;
    const window = { sensor: kind, kind, unit, intervalMs, samples, status: hour % 300 > 280 ? 4 : 0 };
    const look = {
      atMs: 1_795_432_123_457 + hour * hourMs,
      window: hour % 400 > 390 ? undefined : { ...window, temperatureC: 21.3456 + 5 * Math.sin(hour / 4) },
      moment: 'scan',
      door: 'closed',
      isCertainlyEmpty: hour % 100 < 80,
      scanIntervalMs: hourMs,
    } as const;
    state = observe(state, look, { profile, limits }).state;
    // And its noise and its spikes were accepted, as numbers with all their digits.
    const own = hour > 600 ? { accepted: state.varianceNow, spikesAccepted: state.spikesNow } : {};
    largest = Math.max(largest, bytesOf('ceiling-sensor', { ...state, ...own }));
  }
  return largest;
}

describe('the state of a sensor as it is stored', () => {
  it.each(profiles.map((profile): [string, KnownProfile] => [profile.kind, profile]))(
    '%s: below 200 bytes, its name of 14 letters included, whatever has come to it',
    (kind, profile) => {
      const largest = largestOf(profile);
      process.stdout.write(`sensor state in bytes, ${kind}: ${largest}\n`);
      expect(largest).toBeLessThan(200);
    },
  );

  it('has a short name for each of its fields, and comes back as it was', () => {
    const observed = observe(
      undefined,
      {
        atMs: 1_795_432_123_457,
        window: { ...window(), temperatureC: 20.1 },
        moment: 'scan',
        door: 'closed',
        isCertainlyEmpty: true,
        scanIntervalMs: hourMs,
      },
      { profile: profiles[0], limits },
    );
    const state = { ...observed.state, accepted: 4 };
    expect(Object.keys(state).filter((name) => !Object.hasOwn(shortNames, name))).toEqual([]);
    expect(fromAttribute(toAttribute(state))).toEqual(state);
  });
});

const window = () => ({ sensor: 'a', kind: 'tof', unit: 'mm', intervalMs: 50, samples: [400, 401, 402, 400, 401] });
