import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addEarlier,
  addToSums,
  addWindows,
  differenceOf,
  readCycle,
  sameIn,
  sumsBefore,
  unseenVariance,
} from '../../../domain/sensing/difference.js';
import type { CycleReading, RunningSums } from '../../../domain/sensing/difference.js';
import { beams, channelOf, curtainOf, curtainWindow, loadCellWindow, ripple, tofWindow } from './noise.js';

const empty = tofWindow(ripple(400, 20, 2));
const full = tofWindow(ripple(250, 20, 2));
const silent = { n: 0, mean: 0 };

describe('reading a door cycle', () => {
  it('pairs windows by sensor', () => {
    const floor = [loadCellWindow(ripple(0, 10, 0.2)), loadCellWindow(ripple(800, 10, 0.2))] as const;
    expect(readCycle([empty, floor[0]], [floor[1], full])).toEqual([
      { sensor: 'ceiling', kind: 'tof', before: { n: 20, mean: 400 }, after: { n: 20, mean: 250 } },
      { sensor: 'floor', kind: 'load-cell', before: { n: 10, mean: 0 }, after: { n: 10, mean: 800 } },
    ]);
  });

  it('takes several windows of a sensor together', () => {
    expect(readCycle([empty, tofWindow(ripple(403, 10, 2))], [full])[0]?.before).toEqual({ n: 30, mean: 401 });
  });

  it('leaves out a kind it does not know', () => {
    expect(readCycle([{ ...empty, kind: 'radar' }], [{ ...full, kind: 'radar' }])).toEqual([]);
  });

  it.each([
    ['a missing side', [empty], [], { before: { n: 20, mean: 400 }, after: silent }],
    ['the other side missing', [], [full], { before: silent, after: { n: 20, mean: 250 } }],
    ['another unit', [empty], [{ ...full, unit: 'g' }], { before: { n: 20, mean: 400 }, after: silent }],
    ['another kind', [empty], [{ ...full, kind: 'load-cell', unit: 'g' }], { before: silent, after: silent }],
    ['an unknown kind', [empty], [{ ...full, kind: 'radar' }], { before: silent, after: silent }],
  ])('%s says nothing', (_, before, after, sides) => {
    expect(readCycle(before, after)).toEqual([{ sensor: 'ceiling', kind: 'tof', ...sides }]);
  });

  it('of no windows is no channels', () => {
    expect(readCycle([], [])).toEqual([]);
  });
});

describe('further windows', () => {
  const reading = readCycle([empty], [full]);

  it('are merged into the side after, weighed by their samples', () => {
    const more = addWindows(reading, [tofWindow(ripple(253, 10, 2))]);
    expect(more).toEqual([
      { sensor: 'ceiling', kind: 'tof', before: { n: 20, mean: 400 }, after: { n: 30, mean: 251 } },
    ]);
  });

  it('of strange sensors, other kinds or nothing to say change nothing', () => {
    const more = [
      tofWindow(ripple(100, 20, 2), { sensor: 'another' }),
      tofWindow(ripple(100, 20, 2), { kind: 'load-cell', unit: 'g' }),
      tofWindow(ripple(100, 20, 2), { kind: 'radar' }),
      tofWindow(Array<number>(20).fill(100)),
    ];
    expect(addWindows(reading, more)).toEqual(reading);
  });

  it('of a curtain that was silent all along are its say: it needs no look before', () => {
    const late = { sensor: 'beams', kind: 'curtain', before: silent, after: { n: 32, mean: 0 } };
    expect(addWindows(reading, [curtainWindow(beams(0))])).toEqual([...reading, late]);
    expect(addWindows([], [curtainWindow(beams(0)), full])).toEqual([late]);
    const many = Array.from({ length: 12 }, (_, i) => curtainWindow(beams(0), { sensor: `beams-${i}` }));
    expect(addWindows(reading, many)).toHaveLength(8);
  });

  it('give a voice to a sensor that was silent after the door closed', () => {
    const mute = readCycle([empty], [tofWindow(Array<number>(20).fill(8190))]);
    expect(addWindows(mute, [full])[0]?.after).toEqual({ n: 20, mean: 250 });
  });
});

describe('what a channel saw change', () => {
  it('worked by hand: load cell, 10 samples a side, 0.04 · 7 · 0.2 = 0.056 g²', () => {
    const { d, variance } = differenceOf(channelOf('load-cell', 30, 10)) ?? { d: NaN, variance: NaN };
    expect(d).toBe(30);
    expect(variance).toBeCloseTo(0.056, 12);
  });

  it('worked by hand: time of flight, 20 before and 80 after, 6.25 · 13/7 · 0.0625 = 0.72545 mm²', () => {
    const channel = { ...channelOf('tof', 0, 20), after: { n: 80, mean: 390 } };
    expect(differenceOf(channel)?.d).toBe(-10);
    expect(differenceOf(channel)?.variance).toBeCloseTo(0.725446, 6);
  });

  it('is nothing where a side says nothing or its mean is no number', () => {
    expect(differenceOf(channelOf('tof', -100, 0))).toBeUndefined();
    expect(differenceOf(channelOf('tof', NaN, 20))).toBeUndefined();
    expect(differenceOf({ ...channelOf('tof', -100, 20), before: silent })).toBeUndefined();
    expect(differenceOf({ ...channelOf('tof', -100, 5), before: { n: -20, mean: 400 } })).toBeUndefined();
    expect(differenceOf({ ...channelOf('tof', -100, 5), after: { n: -20, mean: 300 } })).toBeUndefined();
  });
});

describe('sums over door cycles', () => {
  it('add changes and variances', () => {
    const first = addToSums({}, [channelOf('load-cell', 500, 10)]);
    const second = addToSums(first, [channelOf('load-cell', -20, 10)]);
    expect(second['load-cell']?.d).toBe(480);
    expect(second['load-cell']?.variance).toBeCloseTo(0.112, 12);
  });

  it('keep where a level stood when the last cycle closed, to two digits, and of a beam nothing', () => {
    const read = {
      sensor: 'tof',
      kind: 'tof',
      before: { n: 20, mean: 400 },
      after: { n: 20, mean: 339.8766 },
    } as const;
    const first = addToSums({}, [read, curtainOf(0, 1)]);
    expect([first['tof']?.level, first['curtain']?.level]).toEqual([339.88, undefined]);
    const missed = addToSums(first, [{ ...read, after: { n: 0, mean: 0 } }]);
    expect(missed['tof']?.level).toBeUndefined();
  });

  it('do not change what they were given', () => {
    const given: RunningSums = { tof: { d: 1, variance: 2 } };
    addToSums(given, [channelOf('tof', -9, 20)]);
    expect(given).toEqual({ tof: { d: 1, variance: 2 } });
  });

  it('keep that a channel missed a cycle, whichever came first', () => {
    const seen = [channelOf('load-cell', 500, 10)];
    const missed = [channelOf('load-cell', 500, 0)];
    for (const cycles of [
      [seen, missed],
      [missed, seen],
      [seen, [channelOf('tof', 0, 20)]],
      [[channelOf('tof', 0, 20)], seen],
    ]) {
      const sums = cycles.reduce<RunningSums>(addToSums, {});
      expect(sums['load-cell']?.d).toBe(500);
      expect(sums['load-cell']?.variance).toBe(unseenVariance);
    }
  });

  it('of a silent channel alone add no change', () => {
    expect(addToSums({ tof: { d: -40, variance: 2 } }, [channelOf('tof', -100, 0)]).tof?.d).toBe(-40);
  });

  it('take any name for a sensor, also those that every object has', () => {
    const names = ['constructor', '__proto__', 'toString', ''];
    const sums = names.reduce<RunningSums>(
      (sum) =>
        addToSums(
          sum,
          names.map((name) => channelOf('tof', -5, 20, name)),
        ),
      {},
    );
    expect(Object.keys(sums).sort()).toEqual([...names].sort());
    for (const name of names) expect(Object.getOwnPropertyDescriptor(sums, name)?.value).toMatchObject({ d: -20 });
  });

  it('are the same in any order of cycles', () => {
    const channel = (sensor: string) =>
      fc
        .record({ d: fc.integer({ min: -500, max: 500 }), n: fc.integer({ min: 0, max: 64 }) })
        .map(({ d, n }) => channelOf(sensor.startsWith('tof') ? 'tof' : 'load-cell', d, n, sensor));
    const cycle: fc.Arbitrary<CycleReading> = fc
      .tuple(channel('tof-a'), channel('tof-b'), channel('floor'))
      .chain((channels) => fc.subarray(channels, { minLength: 1 }));
    const shuffled = fc
      .array(cycle, { minLength: 1, maxLength: 6 })
      .chain((cycles) => fc.tuple(fc.constant(cycles), fc.shuffledSubarray(cycles, { minLength: cycles.length })));
    fc.assert(
      fc.property(shuffled, ([cycles, others]) => {
        const sums = cycles.reduce<RunningSums>(addToSums, {});
        const same = others.reduce<RunningSums>(addToSums, {});
        expect(Object.keys(same).sort()).toEqual(Object.keys(sums).sort());
        for (const [sensor, { d, variance }] of Object.entries(sums)) {
          expect(same[sensor]?.d).toBeCloseTo(d, 6);
          expect((same[sensor]?.variance ?? NaN) / variance).toBeCloseTo(1, 9);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('a cycle that is heard of after a later one', () => {
  const later = addToSums({}, readCycle([full], [tofWindow(ripple(190, 20, 2))])); // 60 mm more came: it stands at 190.
  const earlier = readCycle([empty], [full]);

  it('leaves a channel where the later one left it', () => {
    expect(addEarlier(later, earlier)).toMatchObject({ ceiling: { d: -210, level: 190 } });
    expect(addToSums(later, earlier)).toMatchObject({ ceiling: { d: -210, level: 250 } });
  });

  it('was preceded by what the sums hold without that which came since, and they are no surer of it', () => {
    expect(later).toMatchObject({ ceiling: { d: -60 } });
    const { ceiling } = sumsBefore(later, earlier);
    expect(ceiling).toMatchObject({ d: 0, variance: later['ceiling']!.variance });
    expect(sumsBefore({ ceiling: { d: 3, variance: 1 } }, earlier)).toEqual({ ceiling: { d: 3, variance: 1 } });
  });

  it('is told of only by further windows that show what it left: within half of what counts as a change, or the same of a beam', () => {
    const at = (mm: number) => [tofWindow(ripple(mm, 20, 2))];
    // The profile's smallest change is 15 mm.
    for (const mm of [243, 257]) expect(sameIn(earlier, at(mm))).toEqual(at(mm));
    for (const mm of [242, 258]) expect(sameIn(earlier, at(mm))).toEqual([]);
    const [clear, blocked] = [curtainWindow(beams(0)), curtainWindow(beams(32))];
    const crossed = readCycle([clear], [blocked]);
    expect(sameIn(crossed, [blocked, clear])).toEqual([blocked]);
    expect(sameIn(earlier, [blocked])).toEqual([]);
  });
});
