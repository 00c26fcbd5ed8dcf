import { describe, expect, it } from 'vitest';

import { ratioLimit } from '../../../../domain/sensing/health/chart.js';
import {
  seenElsewhere,
  suspectSwaps,
  type SensorMove,
  type Suspicions,
} from '../../../../domain/sensing/health/swapped.js';
import type { CompartmentId } from '../../../../domain/ids.js';
import type { SensorKind } from '../../../../domain/sensing/profiles/index.js';
import { uniformFrom } from '../noise.js';

const limit = ratioLimit(272_160);
const doors = ['A01', 'A02', 'A03', 'A04', 'A05'];

/** One scan: which doors had a cycle, and which doors' sensors moved. Each has a distance sensor. */
function scan(cycled: string[], moved: string[], change: (move: SensorMove) => Partial<SensorMove> = () => ({})) {
  return doors.map((door): SensorMove => {
    const move = {
      compartmentId: door as CompartmentId,
      sensor: 'top',
      kind: 'tof' as SensorKind,
      hadCycle: cycled.includes(door),
      moved: moved.includes(door),
    };
    return { ...move, ...change(move) };
  });
}

/** Scan after scan; what stands after the last. */
function watch(scans: SensorMove[][]) {
  let suspicions: Suspicions = {};
  let last: ReturnType<typeof suspectSwaps> = { suspicions, standing: [], over: [], inDoubt: [] };
  for (const moves of scans) {
    last = suspectSwaps(moves, suspicions, limit);
    suspicions = last.suspicions;
  }
  const names = (moves: SensorMove[]) => moves.map(({ compartmentId }) => compartmentId);
  return { suspicions, standing: names(last.standing), over: names(last.over), inDoubt: names(last.inDoubt) };
}

const times = <T>(n: number, one: T): T[] => Array<T>(n).fill(one);

describe('sensors of two doors that are wired to each other', () => {
  // By hand: ln(0.7/0.001) = 6.5511 for the one that moved, ln(0.999/0.3) = 1.2030 for the one that did not.
  it('one cycle at A01 that moves the sensor of A02 is a suspicion of 7.754, and no more', () => {
    const { suspicions, standing } = watch([scan(['A01'], ['A02'])]);
    expect(suspicions).toEqual({ 'A02/top': { of: 'A01', llr: 7.7541 } });
    expect(standing).toEqual([]);
  });

  it('at the first of them it is not known of either whose door it looks at, until a cycle of its own has moved it', () => {
    const doubt = (scans: SensorMove[][]) => watch(scans).inDoubt.sort();
    const first = scan(['A01'], ['A02']);
    expect(doubt([first])).toEqual(['A01', 'A02']);
    expect(doubt([first, scan([], [])])).toEqual(['A01', 'A02']);
    expect(doubt([first, scan(['A02'], ['A02']), scan(['A01'], ['A01'])])).toEqual([]);
    // Of a scan that does not tell of the other door, it is known no better.
    expect(doubt([first, scan([], []).filter(({ compartmentId }) => compartmentId !== 'A01')])).toEqual(['A02']);
    expect(doubt([scan(['A01'], ['A01'])])).toEqual([]);
  });

  it('a second one is at 15.51, above ln 272,160 + ln 5 = 14.12: it stands', () => {
    expect(watch(times(2, scan(['A01'], ['A02']))).standing).toEqual(['A02']);
  });

  it('both are found when both doors are used', () => {
    const { standing } = watch([
      scan(['A01'], ['A02']),
      scan(['A02'], ['A01']),
      scan(['A01'], ['A02']),
      scan(['A02'], ['A01']),
    ]);
    expect(standing).toEqual(['A01', 'A02']);
  });

  it('in a larger bank it takes more: of 200 sensors the limit is 12.514 + ln 200 = 17.81', () => {
    const others = Array.from({ length: 195 }, (_, i) => ({
      ...scan([], [])[0]!,
      compartmentId: `B${i}` as CompartmentId,
    }));
    const scans = (n: number) => times(n, [...scan(['A01'], ['A02']), ...others]);
    expect(watch(scans(2)).standing).toEqual([]);
    expect(watch(scans(3)).standing).toEqual(['A02']);
  });
});

describe('seen at once, by a look between two scans,', () => {
  const [a1, a2] = scan(['A01'], ['A02']);

  it('it weighs as much as a scan that shows it', () => {
    expect(seenElsewhere(a1!, a2!)).toEqual({ key: 'A02/top', of: 'A01', llr: 7.7541 });
  });

  const counted: Suspicions = { 'A02/top': { of: 'A01' as CompartmentId, llr: 7.7541, isCounted: true } };
  it('the next scan sees the same parcel, and counts it once; the one after it counts the next', () => {
    const first = suspectSwaps(scan(['A01'], ['A02']), counted, limit);
    expect(first.suspicions).toEqual({ 'A02/top': { of: 'A01', llr: 7.7541 } });
    expect(first.inDoubt.map(({ compartmentId }) => compartmentId)).toEqual(['A02', 'A01']);
    const second = suspectSwaps(scan(['A01'], ['A02']), first.suspicions, limit);
    expect(second.suspicions).toEqual({ 'A02/top': { of: 'A01', llr: 15.5082 } });
  });

  it('a scan in which both had a cycle leaves it, and one that speaks against it counts', () => {
    expect(suspectSwaps(scan(['A01', 'A02'], ['A02']), counted, limit).suspicions['A02/top']?.llr).toBe(7.7541);
    // The sensor of A01 moves with its own door, and that of A02 does not: -6.5511 - 1.2030.
    expect(suspectSwaps(scan(['A01'], ['A01']), counted, limit)).toMatchObject({ suspicions: {}, inDoubt: [] });
  });
});

describe('no suspicion comes of', () => {
  it.each<[string, SensorMove[]]>([
    ['a sensor that moves with its own door', scan(['A01'], ['A01'])],
    ['a cycle that moved nothing: somebody looked', scan(['A01'], [])],
    ['a sensor that moves in a bank where no door was opened: something fell', scan([], ['A02'])],
    ['an hour in which two doors could be meant', scan(['A01', 'A03'], ['A02'])],
    [
      'another kind of sensor at the door that was opened',
      scan(['A01'], ['A02'], ({ compartmentId }) => (compartmentId === 'A01' ? { kind: 'load-cell' } : {})),
    ],
    [
      'a sensor that cannot say',
      scan(['A01'], [], ({ compartmentId }) => (compartmentId === 'A02' ? { moved: undefined } : {})),
    ],
    [
      'a door whose own sensor cannot say',
      scan(['A01'], ['A02'], ({ compartmentId }) => (compartmentId === 'A01' ? { moved: undefined } : {})),
    ],
  ])('%s', (_, moves) => {
    expect(watch(times(9, moves))).toMatchObject({ suspicions: {}, standing: [] });
  });
});

describe('a suspicion', () => {
  it('is over when the sensor is seen to follow its own door', () => {
    const { suspicions, over } = watch([scan(['A01'], ['A02']), scan(['A02'], ['A02'])]);
    expect(suspicions).toEqual({});
    expect(over).toEqual(['A02']);
  });

  it('grows to twice the limit and no further, 2 · ln 272,160, so that four cycles of its own end what stood for months', () => {
    const months = times(99, scan(['A01'], ['A02']));
    expect(watch(months).suspicions['A02/top']?.llr).toBeCloseTo(25.0284, 3);
    const own = (n: number) => watch([...months, ...times(n, scan(['A02'], ['A02']))]).suspicions;
    expect(own(3)['A02/top']?.llr).toBeCloseTo(25.0284 - 3 * 7.7541, 3);
    expect(own(4)).toEqual({});
  });

  it('waits through hours that say nothing of it', () => {
    const { suspicions } = watch([scan(['A01'], ['A02']), ...times(50, scan(['A03'], ['A03'])), scan([], [])]);
    expect(suspicions).toMatchObject({ 'A02/top': { llr: 7.7541 } });
  });

  it('waits through scans that do not tell of its door, and is over after them: what stands must be able to end', () => {
    const without = scan(['A01'], []).filter(({ compartmentId }) => compartmentId !== 'A02');
    const found = times(2, scan(['A01'], ['A02']));
    expect(watch([...found, without]).suspicions).toMatchObject({ 'A02/top': { of: 'A01' } });
    const mended = times(3, scan(['A02'], ['A02']));
    expect(watch([...found, without, ...mended.slice(0, 2)])).toMatchObject({ suspicions: {}, over: ['A02'] });
  });

  it('ends by its own door’s cycles where the other door is heard of no more: it was taken out of the bank', () => {
    const without = (moves: SensorMove[]) => moves.filter(({ compartmentId }) => compartmentId !== 'A01');
    const doubted = scan(['A01'], ['A02']);
    const own = without(scan(['A02'], ['A02']));
    // 7.754 less ln(0.7/0.001) = 6.551 each time: 1.203, and then nothing.
    expect(watch([doubted, own])).toMatchObject({ suspicions: { 'A02/top': { llr: 1.203 } }, inDoubt: ['A02'] });
    expect(watch([doubted, own, own])).toMatchObject({ suspicions: {}, over: ['A02'], inDoubt: [] });
    // While its own door has none, it is known no better.
    expect(watch([doubted, ...times(9, without(scan([], [])))]).inDoubt).toEqual(['A02']);
  });

  it('of a sensor called "constructor" is one like any other', () => {
    const named = scan(['A01'], ['A02'], () => ({ sensor: 'constructor' }));
    expect(watch(times(2, named)).standing).toEqual(['A02']);
  });

  it('by a sensor that jumps every hour silences one sound door at a time, of a bank of twenty for 5 % of its hours at most', () => {
    const uniform = uniformFrom(5);
    const names = Array.from({ length: 20 }, (_, i) => `A${i}` as CompartmentId);
    let [suspicions, doubted]: [Suspicions, number] = [{}, 0];
    for (let hour = 0; hour < 8_766; hour += 1) {
      const moves = names.map((compartmentId, i): SensorMove => {
        const hadCycle = uniform() < 0.08;
        const moved = i === 0 || (hadCycle && uniform() < 0.85);
        return { compartmentId, sensor: 'top', kind: 'tof', hadCycle, moved };
      });
      const swaps = suspectSwaps(moves, suspicions, limit);
      suspicions = swaps.suspicions;
      const sound = new Set(swaps.inDoubt.map(({ compartmentId }) => compartmentId).filter((door) => door !== 'A0'));
      expect(sound.size).toBeLessThanOrEqual(1);
      doubted += sound.size;
    }
    expect(doubted).toBeGreaterThan(0);
    expect(doubted / (19 * 8_766)).toBeLessThan(0.05);
  });

  it('stands of no sound bank: a year of twelve doors, six cycles an hour, a parcel each time but one in three', () => {
    const uniform = uniformFrom(6);
    const names = Array.from({ length: 12 }, (_, i) => `A${i}` as CompartmentId);
    let suspicions: Suspicions = {};
    let standing = 0;
    for (let hour = 0; hour < 8_766; hour += 1) {
      const moves = names.map((compartmentId): SensorMove => {
        const hadCycle = uniform() < 0.2;
        return {
          compartmentId,
          sensor: 'top',
          kind: 'tof',
          hadCycle,
          moved: hadCycle ? uniform() < 0.67 : uniform() < 0.001,
        };
      });
      const swaps = suspectSwaps(moves, suspicions, limit);
      suspicions = swaps.suspicions;
      standing += swaps.standing.length;
    }
    expect(standing).toBe(0);
  });
});
