import { describe, expect, it } from 'vitest';
import { ladderOf, nextLookAtMs, stepDue } from '../../../domain/ladder.js';
import { defaultPolicy } from '../../../domain/policy.js';
import { command, doubtful, floor, hourMs, minuteMs, parcelTop, startMs, Story } from '../story.js';

const types = (decision: { events: { type: string }[] }) => decision.events.map(({ type }) => type);

const rules = { policy: { ...defaultPolicy, quietHours: null }, timeZone: 'UTC' };
const atNought = { storedAtMs: 0 };

describe('the ladder', () => {
  it('is 24 h, 48 h, 66 h and overdue at 72 h by default', () => {
    expect(ladderOf(rules, atNought).map(({ atMs, step }) => [atMs / hourMs, step])).toEqual([
      [24, 1],
      [48, 2],
      [66, 3],
      [72, 'overdue'],
    ]);
  });

  it('merges steps nearer than 6 h, and drops reminders past the overdue', () => {
    const policy = { ...rules.policy, reminderHours: [30, 24, 29.9, 36, 80], overdueHours: 72 };
    expect(ladderOf({ ...rules, policy }, atNought).map(({ atMs }) => atMs / hourMs)).toEqual([24, 30, 36, 72]);
  });

  it.each([
    [0, 24],
    [24, 48],
    [71.9, 72],
    [72, 73],
    [500, 501],
  ])('looks after %d h at %d h', (now, look) => {
    expect(nextLookAtMs(rules, atNought, now * hourMs)).toBe(look * hourMs);
  });

  it.each([
    [23.9, undefined],
    [24, 1],
    [47.9, 1],
    [66, 3],
    [72, 'overdue'],
  ])('after %d h the step due is %s', (now, step) => {
    expect(stepDue(rules, atNought, now * hourMs)?.step).toBe(step);
  });
});

describe('the next step', () => {
  it('reminds three times and then finds the stay overdue, each with one pending step', () => {
    const story = Story.in('stored');
    const storedAtMs = story.door.stay!.storedAtMs;
    const seen = [24, 48, 66, 72].flatMap((hours) => {
      story.nowMs = storedAtMs + hours * hourMs;
      return types(story.fires('next-step'));
    });
    expect(seen).toEqual(['reminder-due', 'reminder-due', 'reminder-due', 'stay-overdue']);
    expect(story.door.stay!.next.atMs).toBe(0);
  });

  it('that fires late, double or after the pickup decides nothing', () => {
    const story = Story.in('stored');
    const { n } = story.door.stay!.next;
    story.nowMs += 25 * hourMs;
    story.collect();
    story.tell(story.closed(parcelTop, floor, command(2)));
    expect(types(story.fires('next-step', n))).toEqual([]);

    const other = Story.in('stored');
    const first = other.door.stay!.next.n;
    other.nowMs += 25 * hourMs;
    expect(types(other.fires('next-step', first))).toEqual(['reminder-due']);
    expect(types(other.fires('next-step', first))).toEqual([]);
  });

  it('that fires early looks again at its time', () => {
    const story = Story.in('stored');
    const { storedAtMs } = story.door.stay!;
    story.nowMs = storedAtMs + 23 * hourMs;
    expect(story.fires('next-step').events).toEqual([
      { type: 'next-step-postponed', nextAtMs: storedAtMs + 24 * hourMs, why: 'early' },
    ]);
  });
});

describe('the watch', () => {
  it('of a door of which nothing was heard asks the bank, and looks again when the window ends', () => {
    const story = Story.in('reserved');
    story.nowMs = startMs + 3 * minuteMs;
    expect(story.fires('watch').events).toEqual([
      { type: 'watch-continued', watchAtMs: startMs + 5 * minuteMs, asks: true },
    ]);
  });

  it('holds a door of which nothing was heard at all, and a late verdict still stores the parcel', () => {
    const story = Story.in('reserved');
    story.nowMs = startMs + 6 * minuteMs;
    expect(types(story.fires('watch'))).toEqual(['deposit-unaccounted']);
    expect(story.door).toMatchObject({
      compartment: 'quarantined',
      quarantine: 'unaccounted',
      stay: { state: 'reserved' },
    });
    story.tell(story.closed(floor, parcelTop, command(1)));
    expect(story.door).toMatchObject({ compartment: 'occupied', quarantine: undefined, stay: { state: 'stored' } });
  });

  it('ends an empty deposit nobody repeated, and frees its door', () => {
    const story = Story.in('deposit-unverified');
    story.nowMs += 6 * minuteMs;
    expect(story.fires('watch').events).toEqual([{ type: 'deposit-cancelled', reason: 'window-over', leaves: 'free' }]);
    expect(story.door.compartment).toBe('free');
  });

  it('of a deposit that was called off asks a few times for its door, which is then a person’s: they are told', () => {
    const story = Story.in('reserved');
    story.atScreen('deposit-cancelled');
    const asked = [1, 2, 3, 4, 5].map(() => types(story.fires('watch')));
    expect(asked).toEqual([...Array<string[]>(4).fill(['watch-continued']), ['deposit-unaccounted']]);
    expect(types(story.fires('watch', 5))).toEqual([]);
    expect(story.door).toMatchObject({
      compartment: 'quarantined',
      quarantine: 'unaccounted',
      stay: { state: 'cancelled' },
    });
    story.tell(story.closed(floor, floor, command(1)));
    expect(story.door.compartment).toBe('free');
  });

  it('of an accounted visit, or of a lease before the last, decides nothing', () => {
    expect(types(Story.in('stored').fires('watch'))).toEqual([]);
    const story = Story.in('collecting');
    expect(types(story.fires('watch', 1))).toEqual([]);
  });
});

describe('a door cycle without a command', () => {
  it('after which the parcel is gone makes it missing, and the door is not offered', () => {
    const story = Story.in('stored');
    expect(types(story.tell(story.closed(parcelTop, floor, { kind: 'none' })))).toEqual([
      'parcel-missing',
      'opened-without-command',
    ]);
    expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'missing' });
  });

  it('that leaves something in a free door takes it from the offer until it is seen empty again', () => {
    const story = new Story();
    expect(types(story.tell(story.closed(floor, parcelTop, { kind: 'key' })))).toEqual(['content-unexpected']);
    expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unexpected' });
    expect(types(story.tell(story.closed(parcelTop, floor, { kind: 'key' })))).toEqual(['door-found-empty']);
    expect(story.door).toMatchObject({ compartment: 'free', quarantine: undefined });
  });

  it('in the middle of a stay is added up: the pickup after it still counts all that came', () => {
    const story = Story.in('stored');
    story.tell(story.closed(parcelTop, parcelTop + 30, { kind: 'key' }));
    story.collect();
    expect(types(story.tell(story.closed(parcelTop + 30, floor, command(2))))).toEqual(['pickup-verified']);
  });

  it('that no sensor could judge is still in the sum of the deposit after it', () => {
    const story = new Story();
    story.tell(story.closed(floor, doubtful, { kind: 'key' }));
    expect(story.door.compartment).toBe('free');
    story.reserve();
    expect(types(story.tell(story.closed(doubtful, doubtful - 30, command(1))))).toEqual(['deposit-verified']);
    expect(story.door.sums['top']?.d).toBeCloseTo(-37.5, 5);
  });
});
