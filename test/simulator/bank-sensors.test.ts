import { describe, expect, it } from 'vitest';
import type { Window } from '../../domain/sensing/window.js';
import { settleDeposit, settlePickup, sumsOf } from '../../evaluate/door.js';
import { isBelowSensors, sensorsOf, type Item } from '../../simulator/bank-sensors.js';
import { sensorSilent } from '../../simulator/faults/sensor-silent.js';
import { sensorStuck } from '../../simulator/faults/sensor-stuck.js';
import { begun } from '../../simulator/faults/standing.js';
import { randomOf } from '../../simulator/random.js';

const cycles = 1_000;

const box: Item = { id: 'box', thicknessMm: 60, grams: 500 };
const envelope: Item = { id: 'envelope', thicknessMm: 3, grams: 20 };

const doorOf = (profile: string, seed = 'a') => {
  const sensors = sensorsOf(profile, 'M', randomOf(`${profile}-${seed}`));
  return {
    sensors,
    windows: (contents: Item[]) => sensors.flatMap((sensor) => (sensor.window(contents) ?? []) as Window | Window[]),
  };
};
type Door = ReturnType<typeof doorOf>;

const side = (door: Door, contents: Item[]) => () => door.windows(contents);

const depositOf = (door: Door, brought: Item[]) => settleDeposit(side(door, []), side(door, brought));
const deposit = (door: Door, brought: Item[]) => depositOf(door, brought).judged;

const pickup = (door: Door, brought: Item[], left: Item[]) =>
  settlePickup(sumsOf(depositOf(door, brought)), side(door, brought), side(door, left)).judged;

function tally(look: () => { verdict: string }): Record<string, number> {
  const seen: Record<string, number> = {};
  for (let i = 0; i < cycles; i++) {
    const { verdict } = look();
    seen[verdict] = (seen[verdict] ?? 0) + 1;
  }
  return seen;
}

const profiles = ['tof', 'load-cell', 'ultrasonic', 'curtain', 'ultrasonic+load-cell', 'tof+curtain+load-cell'];

describe.each(profiles)('1,000 door cycles before the virtual sensors of %s', (profile) => {
  const door = doorOf(profile);

  it('a box is present, and nothing is absent', () => {
    expect(tally(() => deposit(door, [box]))).toEqual({ present: cycles });
    expect(tally(() => deposit(door, []))).toEqual({ absent: cycles });
  });

  it('an emptied door is absent, one in which the box stayed is not', () => {
    expect(tally(() => pickup(door, [box], []))).toEqual({ absent: cycles });
    // A beam that has been blocked all along may be dirty since: alone it does not know.
    const verdict = profile === 'curtain' ? 'undecided' : 'present';
    expect(tally(() => pickup(door, [box, envelope], [box]))).toEqual({ [verdict]: cycles });
  });

  it('an envelope is seen if one of the sensors says that it sees one', () => {
    const verdict = isBelowSensors(profile, [envelope]) ? 'absent' : 'present';
    expect(verdict).toBe(['tof', 'ultrasonic'].includes(profile) ? 'absent' : 'present');
    expect(tally(() => deposit(door, [envelope]))).toEqual({ [verdict]: cycles });
  });

  it('stuck or mute sensors say nothing', () => {
    for (const fault of [sensorStuck, sensorSilent]) {
      const broken = doorOf(profile, fault.name);
      for (const sensor of broken.sensors) sensor.ail(begun(fault, 0, randomOf(fault.name)), []);
      expect(deposit(broken, []).verdict).toBe('undecided');
      expect(deposit(broken, [box]).verdict).toBe('undecided');
    }
  });
});

describe('the noise of virtual sensors', () => {
  const many = (profile: string, contents: Item[]) => {
    const door = doorOf(profile, 'noise');
    return Array.from({ length: 500 }, () => door.windows(contents)[0]?.samples ?? []).flat();
  };

  it('of an ultrasonic one has 5 to 10 % wrong echoes', () => {
    const samples = many('ultrasonic', []);
    const level = samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? NaN;
    const wrong = samples.filter((sample) => Math.abs(sample - level) > 15).length / samples.length;
    expect(wrong).toBeGreaterThan(0.05);
    expect(wrong).toBeLessThan(0.1);
  });

  it('of a curtain is one sample in a hundred, often two in a row', () => {
    for (const contents of [[], [box]]) {
      const samples = many('curtain', contents);
      const isWrong = samples.map((sample) => sample !== contents.length);
      const wrong = isWrong.filter(Boolean).length / samples.length;
      expect(wrong).toBeGreaterThan(0.007);
      expect(wrong).toBeLessThan(0.013);
      const again = isWrong.filter((is, i) => is && isWrong[i - 1] === true).length / isWrong.filter(Boolean).length;
      expect(again).toBeGreaterThan(0.4);
      expect(again).toBeLessThan(0.6);
    }
  });

  it('a kind without a profile is refused by name', () => {
    expect(() => sensorsOf('tof+radar', 'M', randomOf('x'))).toThrow('"radar"');
  });
});
