import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../domain/policy.js';
import type { Window } from '../../../domain/sensing/window.js';
import { bankId, command, floor, look, parcelTop, Story } from '../story.js';

/** Windows that are not of the sensors that the door is registered with: they are no evidence, and spoil none. */

const scales = (grams: number): Window[] => [
  {
    sensor: 'plate',
    kind: 'load-cell',
    unit: 'g',
    intervalMs: 100,
    samples: Array.from({ length: 10 }, (_, i) => grams + (i % 2 ? 0.1 : -0.1)),
  },
];
const beams = (blocked: 0 | 1): Window[] => [
  { sensor: 'beams', kind: 'curtain', unit: 'blocked', intervalMs: 10, samples: Array<number>(32).fill(blocked) },
];
const radar = (mm: number): Window[] => look(mm).map((window) => ({ ...window, sensor: 'radar', kind: 'radar' }));

type Sides = [before: Window[], after: Window[]];

/** What a deposit comes to, and by which sensors. */
function deposited(profile: string, [before, after]: Sides, samplesMax = 3) {
  const story = new Story({ ...defaultPolicy, samplesMax }, { profile });
  story.reserve();
  const { events } = story.tell({ ...story.closed(floor, floor, command(1)), before, after });
  const [event] = events;
  const sensors = event && 'seen' in event ? event.seen?.shares.map(({ sensor }) => sensor) : undefined;
  return { story, type: event?.type, sensors };
}

describe('at a door with a time-of-flight sensor', () => {
  const foreign: [string, Sides][] = [
    ['scales under which something came', [scales(0), scales(900)]],
    ['scales under which nothing came', [scales(0), scales(0)]],
    ['a curtain that was broken', [beams(0), beams(1)]],
    ['a curtain that is clear', [beams(0), beams(0)]],
    ['a sensor of no kind known', [radar(500), radar(100)]],
  ];

  it.each(foreign)('%s: alone it decides nothing, and the bank is asked again', (_, sides) => {
    const { type, sensors } = deposited('tof', sides);
    expect([type, sensors]).toEqual(['sample-requested', []]);
    expect(deposited('tof', sides, 0).type).toBe('deposit-left-unclear');
  });

  it.each(foreign)('%s: beside its own it changes nothing', (_, [before, after]) => {
    const beside = (from: number, to: number): Sides => [
      [...look(from), ...before],
      [...look(to), ...after],
    ];
    expect(deposited('tof', beside(floor, floor))).toMatchObject({ type: 'deposit-found-empty', sensors: ['top'] });
    expect(deposited('tof', beside(floor, parcelTop))).toMatchObject({ type: 'deposit-verified', sensors: ['top'] });
  });

  it.each(foreign)('%s: as the answer to a question it settles nothing', (_, [, windows]) => {
    const { story } = deposited('tof', [look(floor), []]);
    const { fromBank } = story;
    const answer = { type: 'command-result', outcome: 'done', windows } as const;
    const { events } = story.tell({ ...answer, commandId: 'A07-stay1-1-sample-1-1', ...fromBank() });
    expect(events).toMatchObject([{ type: 'sample-requested', asked: 2 }]);
    expect(story.door.bankId).toBe(bankId);
  });

  it('its own sensor that speaks in another unit, or of another kind after than before, says nothing', () => {
    const inGrams = look(parcelTop).map((window) => ({ ...window, unit: 'g' }));
    expect(deposited('tof', [look(floor), inGrams]).type).toBe('sample-requested');
    const asSonar = look(parcelTop).map((window) => ({ ...window, kind: 'ultrasonic' }));
    expect(deposited('tof', [look(floor), asSonar]).type).toBe('sample-requested');
    expect(deposited('tof+ultrasonic', [look(floor), asSonar]).type).toBe('sample-requested');
  });
});

describe('at a door with several kinds', () => {
  const all = 'tof+curtain+load-cell';
  const sides = (mm: number, blocked: 0 | 1, grams: number): Sides => [
    [...look(floor), ...beams(0), ...scales(0)],
    [...look(mm), ...beams(blocked), ...scales(grams)],
  ];

  it('all that speak are added up', () => {
    const sensors = ['top', 'beams', 'plate'];
    expect(deposited(all, sides(parcelTop, 1, 900))).toMatchObject({ type: 'deposit-verified', sensors });
    expect(deposited(all, sides(floor, 0, 0))).toMatchObject({ type: 'deposit-found-empty', sensors });
  });

  it('two against one: an envelope is seen though the distance is the same; a dead curtain does not hide a box', () => {
    expect(deposited(all, sides(floor, 1, 20)).type).toBe('deposit-verified');
    expect(deposited(all, sides(parcelTop, 0, 900)).type).toBe('deposit-verified');
  });

  it('one against one is doubt: the bank is asked', () => {
    expect(deposited(all, sides(floor, 1, 0)).type).toBe('sample-requested');
    expect(deposited(all, sides(floor, 0, 20)).type).toBe('sample-requested');
  });

  it('a curtain settles a cycle that came without windows, by what it sees when asked: nothing', () => {
    const { story } = deposited('curtain', [[], []]);
    const answer = { type: 'command-result', outcome: 'done', windows: beams(0) } as const;
    const { events } = story.tell({ ...answer, commandId: 'A07-stay1-1-sample-1-1', ...story.fromBank() });
    expect(events).toMatchObject([{ type: 'deposit-found-empty' }]);
  });

  it('what is silent or not there leaves the others their say', () => {
    const stuck = look(floor).map((window) => ({ ...window, samples: Array<number>(20).fill(floor) }));
    expect(
      deposited(all, [
        [...stuck, ...beams(0)],
        [...stuck, ...beams(1)],
      ]).type,
    ).toBe('deposit-verified');
    expect(deposited(all, [scales(0), scales(900)]).type).toBe('deposit-verified');
    expect(deposited(all, [[], []]).type).toBe('sample-requested');
  });
});
