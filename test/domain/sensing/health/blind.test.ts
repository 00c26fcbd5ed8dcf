import { describe, expect, it } from 'vitest';

import { scoreOf, type SensorLook } from '../../../../domain/sensing/health/index.js';
import type { Window } from '../../../../domain/sensing/window.js';
import { beams } from '../noise.js';
import { commissioned, Watched } from './watched.js';

const of = (sensor: Watched, more: Partial<Window>) => sensor.window(400, { more });
const all = (value: number) => ({ samples: Array.from({ length: 20 }, (_, i) => value + (i % 2)) });
const uncertain: Partial<SensorLook> = { isCertainlyEmpty: false };

const tooMuchLight: [string, Partial<Window>][] = [
  ['more light than the profile bears', { ambientKcps: 20_001 }],
  ['more light than the profile bears, and nothing told of what comes back', { ambientKcps: 20_001, signalKcps: [] }],
  ['more light from elsewhere than comes back', { ambientKcps: 901, signalKcps: Array<number>(20).fill(900) }],
  ['errors, and the light of the sun', { ambientKcps: 1_000, status: 4 }],
];
const noSight: [string, Partial<Window>][] = [
  ['errors of its own status', { status: 4 }],
  ['errors by the light of lamps', { ambientKcps: 999, status: 4 }],
  ['values that stand for "no target"', { samples: Array<number>(20).fill(8190) }],
  ['near nothing with a good status, as through a dirty glass', all(12)],
  ['beyond its reach', all(1_400)],
  ['no numbers', { samples: Array<number>(20).fill(NaN) }],
];
const nothingSeen = [...noSight, ...tooMuchLight];

describe('a blind sensor', () => {
  it.each(nothingSeen)('is found at the third certainly empty look that has %s', (_, more) => {
    const sensor = commissioned('tof', 400);
    expect(sensor.until('blind', 9, () => sensor.look(of(sensor, more)))).toBe(3);
  });

  it.each(noSight)('is over at the first look that sees: after %s', (_, more) => {
    const sensor = commissioned('tof', 400);
    for (let hour = 0; hour < 3; hour += 1) sensor.look(of(sensor, more));
    expect(sensor.look(sensor.window(400)).findings).toContainEqual({ fault: 'blind', status: 'over' });
    expect(sensor.faults).toEqual([]);
  });

  it.each(tooMuchLight)('is believed as soon as it sees, and over after two days without, after %s', (_, more) => {
    const sensor = commissioned('tof', 400);
    for (let hour = 0; hour < 3; hour += 1) sensor.look(of(sensor, more));
    expect([sensor.faults, scoreOf(sensor.state!)]).toEqual([['blind'], 0]);
    const seeing = () => sensor.look(sensor.window(400));
    seeing();
    expect([sensor.faults, scoreOf(sensor.state!)]).toEqual([['blind'], 1]);
    for (let hour = 0; hour < 20; hour += 1) seeing();
    sensor.look(of(sensor, more)); // On the next day again: two days are to be without, from then on.
    for (let hour = 0; hour < 47; hour += 1) seeing();
    expect(sensor.faults).toEqual(['blind']);
    expect(seeing().findings).toContainEqual({ fault: 'blind', status: 'over' });
    expect(sensor.faults).toEqual([]);
  });

  it.each([
    ['light', { ambientKcps: 20_001, status: 4 }],
    ['errors', { status: 4 }],
    ['covered', all(12)],
    ['covered', { ...all(12), status: Array.from({ length: 20 }, (_, i) => (i < 10 ? 4 : 0)) }], // Half of them: not most.
  ])('says why: %s', (why, more) => {
    const sensor = commissioned('tof', 400);
    sensor.look(of(sensor, more));
    sensor.look(of(sensor, more));
    expect(sensor.look(of(sensor, more)).findings).toEqual([{ fault: 'blind', status: 'standing', detail: { why } }]);
  });

  it('says errors where most is beyond its reach: an echo that never comes is no dirt, and a start may help', () => {
    const sensor = commissioned('ultrasonic', 400);
    const timedOut = () => ({ ...sensor.window(400), samples: Array.from({ length: 40 }, () => 6_500) }); // 38 ms of sound.
    for (let hour = 0; hour < 2; hour += 1) sensor.look(timedOut());
    const detail = { why: 'errors' };
    expect(sensor.look(timedOut()).findings).toContainEqual({ fault: 'blind', status: 'standing', detail });
  });

  it.each<[string, Partial<Window>]>([
    ['eleven errors among twenty', { status: Array.from({ length: 20 }, (_, i) => (i < 11 ? 4 : 0)) }],
    [
      'eleven near nothing among twenty',
      { samples: Array.from({ length: 20 }, (_, i) => (i < 11 ? 12 : 400 + (i % 3))) },
    ],
  ])('is one that has %s, and ten are not enough', (_, more) => {
    const sensor = commissioned('tof', 400);
    expect(sensor.until('blind', 9, () => sensor.look(of(sensor, more)))).toBe(3);
  });

  it.each<[string, Partial<Window>]>([
    ['ten errors among twenty', { status: Array.from({ length: 20 }, (_, i) => (i < 10 ? 4 : 0)) }],
    ['light up to what the profile bears', { ambientKcps: 20_000 }],
    ['as much light as comes back', { ambientKcps: 900, signalKcps: Array<number>(20).fill(900) }],
    ['30 mm, the nearest that is believed', { samples: Array.from({ length: 20 }, (_, i) => 30 + (i % 2)) }],
  ])('is none that has %s', (_, more) => {
    const sensor = commissioned('tof', 400);
    expect(sensor.until('blind', 30, () => sensor.look(of(sensor, more)))).toBe(Infinity);
  });

  it('is none with a parcel up to its glass, however long that lies there', () => {
    const sensor = commissioned('tof', 400);
    sensor.look(of(sensor, all(12)), { moment: 'after', ...uncertain });
    for (let hour = 0; hour < 200; hour += 1) sensor.look(of(sensor, all(12)), uncertain);
    sensor.look(of(sensor, all(12)), { moment: 'before', ...uncertain });
    sensor.look(sensor.window(400), { moment: 'after', ...uncertain });
    expect(sensor.faults).toEqual([]);
    expect(sensor.state).toMatchObject({ blind: 0, blindSurely: 0 });
  });

  it('is none with a parcel up to its glass that is looked at twice: before it came there was something to be seen', () => {
    const sensor = commissioned('tof', 400);
    sensor.look(sensor.window(400), { moment: 'before', ...uncertain });
    sensor.look(of(sensor, all(12)), { moment: 'after', ...uncertain });
    for (let look = 0; look < 2; look += 1) {
      sensor.look(of(sensor, all(12)), { moment: 'before', ...uncertain });
      sensor.look(of(sensor, all(12)), { moment: 'after', ...uncertain });
    }
    expect(sensor.faults).toEqual([]);
  });

  it('is found though nobody is ever sure that its door is empty: it sees nothing before and after three door cycles', () => {
    const sensor = commissioned('tof', 400);
    for (let cycle = 0; cycle < 3; cycle += 1) {
      expect(sensor.faults).toEqual([]);
      sensor.look(of(sensor, all(12)), { moment: 'before', ...uncertain });
      sensor.look(of(sensor, all(12)), { moment: 'after', ...uncertain });
    }
    expect(sensor.faults).toEqual(['blind']);
  });

  it('that is dazzled is found whatever lies inside: no parcel makes light', () => {
    const sensor = commissioned('tof', 400);
    expect(sensor.until('blind', 9, () => sensor.look(of(sensor, { ambientKcps: 30_000 }), uncertain))).toBe(3);
  });

  it('is neither found nor over at an open door, or by silence', () => {
    const sensor = commissioned('tof', 400);
    for (let hour = 0; hour < 9; hour += 1) sensor.look(of(sensor, all(12)), { door: 'open' });
    expect(sensor.faults).toEqual([]);
    for (let hour = 0; hour < 3; hour += 1) sensor.look(of(sensor, all(12)));
    sensor.look(sensor.window(400), { door: 'open' });
    sensor.look(undefined);
    sensor.look(of(sensor, { unit: 'g' }));
    expect(sensor.faults).toEqual(['blind']);
  });
});

describe('a blind curtain', () => {
  it('is one that is blocked though nothing lies inside', () => {
    const sensor = new Watched('curtain');
    const blocked = () => sensor.look({ ...sensor.window(1), samples: beams(17) });
    expect(sensor.until('blind', 9, blocked)).toBe(2);
    sensor.look({ ...sensor.window(1), samples: beams(16) });
    expect(sensor.faults).toEqual([]);
  });

  it('is one that errs as well', () => {
    const sensor = new Watched('curtain');
    expect(sensor.until('blind', 9, () => sensor.look({ ...sensor.window(0), status: 4 }))).toBe(2);
  });

  it('is none while a parcel lies there', () => {
    const sensor = new Watched('curtain');
    sensor.look(sensor.window(0), { moment: 'before', ...uncertain });
    sensor.look(sensor.window(1), { moment: 'after', ...uncertain });
    for (let hour = 0; hour < 100; hour += 1) sensor.look(sensor.window(1), uncertain);
    expect(sensor.faults).toEqual([]);
  });
});

describe('a weight', () => {
  it('beyond the range is no blindness, a saturated converter is', () => {
    const heavy = new Watched('load-cell');
    for (let hour = 0; hour < 9; hour += 1) heavy.look(heavy.window(30_000));
    expect(heavy.faults).not.toContain('blind');
    const saturated = new Watched('load-cell');
    const window = () => ({ ...saturated.window(0), samples: Array<number>(10).fill(8_388_607) });
    expect(saturated.until('blind', 9, () => saturated.look(window()))).toBe(3);
  });
});
