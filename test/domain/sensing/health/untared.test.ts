import { describe, expect, it } from 'vitest';

import { recalibrated, type SensorLook } from '../../../../domain/sensing/health/index.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import { commissioned, Watched } from './watched.js';

const uncertain: Partial<SensorLook> = { isCertainlyEmpty: false };
const hoursUntil = (grams: number, change: Partial<SensorLook> = {}): number => {
  const sensor = new Watched('load-cell');
  return sensor.until('untared', 50, () => sensor.look(sensor.window(grams), change));
};

describe('an untared cell', () => {
  // The profile: an empty plate stands between −250 g and 250 g, and readings are believed from −5 kg to 25 kg.
  it.each([
    [1_500, 3],
    [251, 3],
    [249, Infinity],
    [-249, Infinity],
    [-251, 3],
    [-1_800, 3],
  ])('of an empty plate at %i g is found after %f looks', (grams, looks) => {
    expect(hoursUntil(grams)).toBe(looks);
  });

  it.each([-250, 250])('at %i g, the end of where an empty plate may stand, is none', (grams) => {
    const sensor = new Watched('load-cell').hours(9, grams, { each: (_, i) => grams + (i % 2 ? 0.25 : -0.25) });
    expect(sensor.faults).toEqual([]);
  });

  it.each([
    [5, Infinity],
    [6, 3],
  ])('of which %i of ten samples are beyond what can be believed is found after %f looks', (beyond, looks) => {
    const sensor = new Watched('load-cell');
    const each = (value: number, i: number) => (i < beyond ? 30_000 : value);
    expect(sensor.until('untared', 9, () => sensor.look(sensor.window(100, { each })))).toBe(looks);
  });

  it('that reads what no parcel can make it read is found whatever lies inside', () => {
    expect(hoursUntil(-300, uncertain)).toBe(3);
    expect(hoursUntil(1_500, uncertain)).toBe(Infinity);
  });

  it.each([
    [-45_000, {}, 3],
    [-45_000, uncertain, 3],
    [30_000, {}, 3],
    [30_000, uncertain, Infinity],
  ])('beyond what can be believed, %i g, %j: after %f looks', (grams, change, looks) => {
    expect(hoursUntil(grams, change)).toBe(looks);
  });

  it('is over when an empty plate is seen where it should be, and not before', () => {
    const sensor = new Watched('load-cell').hours(5, 1_500);
    sensor.hours(5, 100, {}, uncertain);
    expect(sensor.faults).toEqual(['untared']);
    expect(sensor.look(sensor.window(100)).findings).toContainEqual({ fault: 'untared', status: 'over' });
  });

  it('is found no sooner for a look between, and anew after a recalibration that did not help', () => {
    const sensor = new Watched('load-cell').hours(2, 300).hours(1, 0).hours(2, 300);
    expect(sensor.faults).toEqual([]);
    sensor.hours(1, 300);
    expect(sensor.faults).toEqual(['untared']);
    sensor.state = recalibrated(sensor.state!);
    expect(sensor.hours(2, 0).faults).toEqual([]);
    expect(sensor.hours(3, 300).faults).toContain('untared');
  });

  it('is not told at an open door, nor by a frozen window', () => {
    expect(hoursUntil(1_500, { door: 'open' })).toBe(Infinity);
    const sensor = new Watched('load-cell');
    for (let hour = 0; hour < 5; hour += 1)
      sensor.look({ ...sensor.window(0), samples: Array<number>(10).fill(1_500) });
    expect(sensor.faults).toEqual([]);
  });
});

describe('a distance', () => {
  it('has no zero that could be off: wherever a floor can be seen it may be', () => {
    for (const mm of [40, 600, 1_200]) expect(commissioned('tof', mm).faults).toEqual([]);
  });

  it('of a profile that says where its floor is, is impossible beyond it and a parcel before it', () => {
    const profile = { ...tof, emptyRange: [380, 420] as const };
    const found = (mm: number, change: Partial<SensorLook>) => {
      const sensor = new Watched('tof', { profile });
      return sensor.until('untared', 9, () => sensor.look(sensor.window(mm), change));
    };
    expect(found(500, uncertain)).toBe(3);
    expect(found(200, uncertain)).toBe(Infinity);
    expect(found(200, {})).toBe(3);
  });
});
