import { describe, expect, it } from 'vitest';
import type { StayId } from '../../../domain/ids.js';
import type { Authority } from '../../../domain/inputs.js';
import { defaultPolicy } from '../../../domain/policy.js';
import type { Window } from '../../../domain/sensing/window.js';
import { beams, curtainWindow } from '../sensing/noise.js';
import { at, command, doubtful, floor, hourMs, look, minuteMs, parcelTop, startMs, stayId, Story } from '../story.js';

const none = { kind: 'none' } as const;
const held = { compartment: 'quarantined', quarantine: 'content-unclear' } as const;
const beam = (blocked: number): Window => curtainWindow(beams(blocked));
type DoorFields = Partial<Story['door']>;
const types = (decision: { events: { type: string }[] }) => decision.events.map(({ type }) => type);

/** News of a cycle that closed on nothing comes after that of a later one, in which a key put something in. */
describe('what was seen before something came is no word of an empty door', () => {
  const byKey = { kind: 'key' } as const;
  const cycleAt = (story: Story, doorCycle: number, authority: Authority, beams: [number, number], agoMs = 0) => {
    const times = at(story.nowMs, story.nowMs - agoMs);
    const [before, after] = beams.map((blocked) => [beam(blocked)]);
    return { ...story.closed(floor, floor, authority, times, doorCycle), before: before!, after: after! };
  };

  it.each([
    ['while its courier may still be there', 0, ['cycle-added']],
    ['when nobody is', hourMs, ['cycle-added', 'deposit-cancelled']],
  ])('%s', (_, agoMs, expected) => {
    const story = new Story(defaultPolicy, { profile: 'curtain' });
    story.reserve();
    story.nowMs += agoMs;
    story.tell(cycleAt(story, 2, byKey, [0, 32], agoMs));
    expect(types(story.tell(cycleAt(story, 1, command(1), [0, 0], agoMs)))).toEqual(expected);
    story.atScreen('deposit-cancelled');
    expect(story.door).toMatchObject({ compartment: 'quarantined', stay: { state: 'cancelled' } });
  });

  it.each([
    [0, ['cycle-added']],
    [hourMs, ['cycle-added', 'deposit-cancelled']],
  ])('nor is a further window, of what came since, a word of that cycle: %i ms later', (agoMs, expected) => {
    const story = new Story();
    story.reserve();
    story.nowMs += agoMs;
    const times = at(story.nowMs, story.nowMs - agoMs);
    story.tell(story.closed(floor, parcelTop, byKey, times, 2));
    expect(types(story.tell(story.closed(floor, floor, command(1), times, 1)))).toEqual(expected);
    expect(story.door.stay?.storedAtMs).toBe(0);
  });

  it('but where the courier has put in something as well, their deposit is seen', () => {
    const story = new Story();
    story.reserve();
    story.tell(story.closed(parcelTop, parcelTop - 60, byKey, at(story.nowMs), 2));
    expect(types(story.tell(story.closed(floor, parcelTop, command(1), at(story.nowMs), 1)))).toEqual([
      'deposit-verified',
    ]);
  });

  it('but where that was taken out again, it is', () => {
    const story = new Story(defaultPolicy, { profile: 'curtain' });
    story.reserve();
    story.tell(cycleAt(story, 2, byKey, [0, 32]));
    story.tell(cycleAt(story, 3, byKey, [32, 0]));
    expect(types(story.tell(cycleAt(story, 1, command(1), [0, 0])))).toEqual(['deposit-found-empty']);
  });

  it('and frees none that is held for what came', () => {
    const story = new Story(defaultPolicy, { profile: 'curtain' });
    story.tell(cycleAt(story, 2, byKey, [0, 32]));
    story.door = { ...story.door, compartment: 'quarantined', quarantine: 'content-unexpected' };
    expect(types(story.tell(cycleAt(story, 1, byKey, [0, 0])))).toEqual(['cycle-added']);
    expect(story.door.sums).toMatchObject({ beams: { d: 1 } });
    expect(types(story.tell(cycleAt(story, 3, byKey, [32, 0])))).toEqual(['door-found-empty']);
  });

  it('nor after its deposit was called off', () => {
    const story = new Story(defaultPolicy, { profile: 'curtain' });
    story.reserve();
    story.tell(cycleAt(story, 2, byKey, [0, 32]));
    story.atScreen('deposit-cancelled');
    expect(types(story.tell(cycleAt(story, 1, command(1), [0, 0])))).toEqual(['cycle-added']);
    expect(story.door.compartment).toBe('quarantined');
  });
});

describe('a deposit', () => {
  it('is verified by what changed across the door cycle, and looks again at the first step of the ladder', () => {
    const story = Story.in('reserved');
    const { events } = story.tell(story.closed(floor, parcelTop, command(1)));
    expect(events).toMatchObject([
      { type: 'deposit-verified', storedAtMs: startMs + minuteMs, nextAtMs: startMs + minuteMs + 24 * hourMs },
    ]);
    expect(story.door).toMatchObject({ compartment: 'occupied', door: 'closed' });
  });

  it('of nothing asks the courier to try again, and the window runs anew from the verdict', () => {
    const story = Story.in('reserved');
    const { events } = story.tell(story.closed(floor, floor, command(1)));
    expect(events).toMatchObject([{ type: 'deposit-found-empty', windowEndsAtMs: startMs + 6 * minuteMs }]);
    expect(story.door).toMatchObject({ compartment: 'held', sums: {} });
  });

  it('delivered twice decides once, in whatever order other cycles came', () => {
    const story = Story.in('reserved');
    const closed = story.closed(floor, parcelTop, command(1));
    expect(types(story.tell(closed))).toEqual(['deposit-verified']);
    expect(types(story.tell(closed))).toEqual([]);
    expect(types(story.tell({ ...closed, messageId: 'another' }))).toEqual([]);
  });

  it('that is heard of an hour late is stored all the same', () => {
    const story = Story.in('reserved');
    const times = at(story.nowMs + hourMs, story.nowMs);
    expect(types(story.tell(story.closed(floor, parcelTop, command(1), times)))).toEqual(['deposit-verified']);
  });

  it('of nothing that is heard of an hour late is cancelled at once: nobody stands there any more', () => {
    const story = Story.in('reserved');
    const times = at(story.nowMs + hourMs, story.nowMs);
    const { events } = story.tell(story.closed(floor, floor, command(1), times));
    expect(types({ events })).toEqual(['deposit-found-empty', 'deposit-cancelled']);
    expect(story.door.compartment).toBe('free');
  });

  it.each<[string, number, Authority, string, DoorFields]>([
    ['a latch that bounced let the parcel in', parcelTop, none, 'deposit-unaccounted', held],
    ['a key let it in', parcelTop, { kind: 'key' }, 'deposit-unaccounted', held],
    [
      'nothing came in that cycle either',
      floor,
      none,
      'deposit-cancelled',
      { compartment: 'free', quarantine: undefined },
    ],
  ])('of nothing ends by what the door was seen to hold after that: %s', (_, to, authority, end, after) => {
    const story = Story.in('reserved');
    story.tell(story.closed(floor, floor, command(1)));
    expect(types(story.tell(story.closed(floor, to, authority)))[0]).toBe('cycle-added');
    story.nowMs += 10 * minuteMs;
    expect(types(story.fires('watch'))).toEqual([end]);
    expect(story.door).toMatchObject(after);
  });

  it.each(['at the end of its window', 'by its courier'])(
    'of nothing, called off %s while the door stands open, is in doubt',
    (when) => {
      const story = Story.in('reserved');
      story.tell(story.closed(floor, floor, command(1)));
      story.door = { ...story.door, door: 'open' };
      if (when === 'by its courier') story.atScreen('deposit-cancelled');
      else {
        story.nowMs += 10 * minuteMs;
        story.fires('watch');
      }
      expect(story.door).toMatchObject(held);
    },
  );

  it('in doubt asks for three more windows, decides on all samples together, and then leaves it unclear', () => {
    const story = Story.in('reserved');
    expect(types(story.tell(story.closed(floor, doubtful, command(1))))).toEqual(['sample-requested']);
    expect(types(story.sample(doubtful, 1))).toEqual(['sample-requested']);
    expect(types(story.sample(doubtful, 2))).toEqual(['sample-requested']);
    expect(story.sample(doubtful, 3).events).toMatchObject([{ type: 'deposit-left-unclear', mayVouch: true }]);
  });

  it('in doubt is settled by a sample, and an answer that came before or was never asked decides nothing', () => {
    const story = Story.in('reserved');
    story.tell(story.closed(floor, doubtful, command(1)));
    expect(types(story.sample(parcelTop, 2))).toEqual([]);
    expect(types(story.sample(parcelTop, 1))).toEqual(['deposit-verified']);
    expect(types(story.sample(floor, 1))).toEqual([]);
  });

  it('whose sensor says nothing is unclear, never absent', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    const silent = { ...story.closed(floor, floor, command(1)), before: [], after: [] };
    expect(types(story.tell(silent))).toEqual(['deposit-left-unclear']);
  });

  it('may not be vouched for where a sensor sees the thinnest item', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 }, { profile: 'load-cell' });
    story.reserve();
    story.tell({ ...story.closed(floor, floor, command(1)), before: [], after: [] });
    expect(story.atScreen('deposit-confirmed').refusal).toBe('may-not-vouch');
  });

  it.each([
    ['scales in doubt', 'tof+load-cell', { 'load-cell': { health: 0.3 } }, true],
    ['scales that are noisier and sound', 'tof+load-cell', { 'load-cell': { health: 0.9, sigmaFactor: 2 } }, false],
    ['scales that are just sound', 'tof+load-cell', { 'load-cell': { health: 0.8 } }, false],
    ['one of two scales in doubt', 'tof+load-cell+load-cell', { 'load-cell-2': { health: 0.3 } }, false],
    ['a coarser sensor in doubt beside sound scales', 'tof+load-cell', { top: { health: 0.3 } }, false],
    ['all that is fitted in doubt', 'load-cell', { 'load-cell': { health: 0 } }, true],
  ] as const)(
    'may be vouched for by default where nothing that is believed sees it: %s',
    (_, profile, sensors, may) => {
      const story = new Story({ ...defaultPolicy, samplesMax: 0 }, { profile });
      story.door = { ...story.door, sensors };
      story.reserve();
      const scales: Window = { ...look(0)[0]!, sensor: 'load-cell', kind: 'load-cell', unit: 'g' };
      const others = profile === 'tof+load-cell+load-cell' ? [{ ...scales, sensor: 'load-cell-2' }] : [];
      const seen = { before: [...(profile === 'load-cell' ? [] : look(floor)), scales, ...others], after: [] };
      expect(story.tell({ ...story.closed(floor, floor, command(1)), ...seen }).events).toMatchObject([
        { type: 'deposit-left-unclear', mayVouch: may },
      ]);
    },
  );

  it('may be vouched for where scales that are in doubt say nothing any more', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 }, { profile: 'tof+load-cell' });
    story.door = { ...story.door, sensors: { 'load-cell': { health: 0 } } };
    story.reserve();
    const seen = { ...story.closed(floor, floor, command(1)), before: look(floor), after: [] };
    expect(story.tell(seen).events).toMatchObject([{ type: 'deposit-left-unclear', mayVouch: true }]);
  });

  it('may not be vouched for because scales that are sound said nothing once', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 }, { profile: 'tof+load-cell' });
    story.reserve();
    const silent = { ...story.closed(floor, floor, command(1)), before: [], after: [] };
    expect(story.tell(silent).events).toMatchObject([{ type: 'deposit-left-unclear', mayVouch: false }]);
  });

  it('that was doubtful and then pushed further in counts both cycles: nothing is lost by closing the door twice', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    story.tell(story.closed(floor, doubtful, command(1)));
    story.atScreen('reopen-requested');
    expect(types(story.tell(story.closed(doubtful, doubtful, command(2))))).toEqual(['deposit-left-unclear']);
  });

  it('in place of a larger thing that nobody knew of is in doubt: less than nothing lies in no door', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    expect(types(story.tell(story.closed(400, parcelTop, command(1))))).toEqual(['deposit-left-unclear']);
    story.nowMs += hourMs;
    story.fires('watch');
    expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unclear' });
  });

  it('in place of such a thing stays in doubt, whatever else is heard of while it is asked about', () => {
    const again = new Story();
    again.reserve();
    expect(types(again.tell(again.closed(400, parcelTop, command(1))))).toEqual(['sample-requested']);
    expect(types(again.tell(again.closed(parcelTop, parcelTop, command(1))))).not.toContain('deposit-found-empty');
    const cancelled = new Story();
    cancelled.reserve();
    cancelled.tell(cancelled.closed(400, parcelTop, command(1)));
    cancelled.atScreen('deposit-cancelled');
    cancelled.tell(cancelled.closed(parcelTop, parcelTop, { kind: 'key' }));
    expect(cancelled.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unclear' });
  });

  it.each(['curtain', 'tof+curtain'])('is plainly not there where a beam was blocked and is clear: %s', (profile) => {
    const story = new Story(defaultPolicy, { profile });
    story.reserve();
    const { before, after, ...closed } = story.closed(400, floor, command(1));
    const ofTof = profile !== 'curtain';
    const windows = {
      before: [...(ofTof ? before : []), beam(32)],
      after: [...(ofTof ? after : []), beam(0)],
    };
    expect(story.tell({ ...closed, ...windows }).events).toMatchObject([
      { type: 'deposit-found-empty', tookOut: true },
    ]);
  });

  it('after such a thing was taken out is seen to come', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    story.tell(story.closed(400, floor, command(1)));
    story.atScreen('reopen-requested');
    expect(types(story.tell(story.closed(floor, parcelTop, command(2))))).toEqual(['deposit-verified']);
  });

  it('that was put in doubtfully, and taken out again, is not there', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    story.tell(story.closed(floor, doubtful, command(1)));
    story.atScreen('reopen-requested');
    expect(types(story.tell(story.closed(doubtful, floor + 10, command(2))))).toEqual(['deposit-found-empty']);
  });

  it('called off in doubt holds the door, and called off when it was seen empty frees it', () => {
    const doubted = new Story({ ...defaultPolicy, samplesMax: 0 });
    doubted.reserve();
    doubted.tell(doubted.closed(floor, doubtful, command(1)));
    doubted.atScreen('deposit-cancelled');
    expect(doubted.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unclear' });

    const seen = Story.in('deposit-unverified');
    seen.atScreen('deposit-cancelled');
    expect(seen.door.compartment).toBe('free');
  });

  it('called off before its door was heard of holds the door until it is seen empty', () => {
    const story = Story.in('reserved');
    story.atScreen('deposit-cancelled');
    expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'unaccounted' });
    story.tell(story.closed(floor, floor, command(1)));
    expect(story.door.compartment).toBe('free');
  });

  it('at the screen is refused when the request is older than 20 s, or from before a reboot', () => {
    const story = Story.in('deposit-unverified');
    expect(story.atScreen('reopen-requested', at(story.nowMs, story.nowMs - 20_001)).refusal).toBe('too-late');
    expect(story.atScreen('reopen-requested', { ...at(story.nowMs), ageKnown: false }).refusal).toBe('too-late');
    expect(story.atScreen('reopen-requested', at(story.nowMs, story.nowMs - 20_000)).refusal).toBeUndefined();
  });

  it('in a door that does not open is cancelled, and the door is not offered', () => {
    const story = Story.in('reserved');
    const failed = {
      type: 'command-result',
      commandId: 'A07-stay1-1-open',
      outcome: 'failed' as const,
      windows: [] as Window[],
    } as const;
    story.tell({ ...failed, ...story.fromBank() });
    expect(story.door).toMatchObject({
      compartment: 'quarantined',
      quarantine: 'wont-open',
      stay: { state: 'cancelled' },
    });
  });

  it('in a door that does not open again, with who knows what inside, is held for that: a lock that moves frees no parcel', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    story.tell(story.closed(floor, doubtful, command(1)));
    story.atScreen('reopen-requested');
    const failed = { type: 'command-result', commandId: `${stayId}-2-open`, outcome: 'failed' } as const;
    story.tell({ ...failed, windows: [], ...story.fromBank() });
    expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unclear' });
  });
});

it.each([
  ['that no cycle has spoken of', false, 'free'],
  ['of which an earlier cycle left doubt', true, 'content-unclear'],
])('a door %s, cancelled and then never opened', (_, isDoubted, leaves) => {
  const story = new Story({ ...defaultPolicy, samplesMax: 0 });
  story.reserve();
  if (isDoubted) {
    story.tell(story.closed(floor, doubtful, command(1)));
    expect(story.door.stay?.finding).toBe('unclear');
    story.atScreen('reopen-requested');
  }
  const lease = story.door.stay?.leases;
  story.tell({
    ...{ type: 'cancel', requestId: 'p1', stayId, actor: 'manager-1', reason: 'called off' },
    times: at(story.nowMs),
  });
  expect(story.door.quarantine).toBe('unaccounted');
  story.tell({
    ...{ type: 'command-result', commandId: `${stayId}-${lease}-open`, outcome: 'expired', reason: 'never-came' },
    windows: [],
    ...story.fromBank(),
  });
  const { compartment, quarantine } = story.door;
  expect(compartment === 'free' ? 'free' : quarantine).toBe(leaves);
});

it('a door called off before it was heard of, closed in doubt and then said never to have opened, by a bank that has started since, is held', () => {
  const story = new Story({ ...defaultPolicy, samplesMax: 0 });
  story.reserve();
  const called = { type: 'cancel', requestId: 'p1', stayId, actor: 'manager-1', reason: 'called off' } as const;
  story.tell({ ...called, times: at(story.nowMs) });
  story.tell(story.closed(floor, doubtful, command(1)));
  const expired = { type: 'command-result', commandId: `${stayId}-1-open`, outcome: 'expired' } as const;
  story.tell({ ...expired, reason: 'interrupted', windows: [], ...story.fromBank() });
  expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unclear' });
});

describe('what was leased at a door before a stay', () => {
  /** Given, given again so often, and called off. */
  const calledOff = (story: Story, leases: number): void => {
    story.reserve(`A07-at${story.nowMs}` as StayId);
    story.door = { ...story.door, compartment: 'free', stay: { ...story.door.stay!, state: 'cancelled', leases } };
  };
  const before = (story: Story) => story.door.stay?.leasedBefore;

  it('is counted stay by stay within an hour, until when the last of them may have opened', () => {
    const story = new Story();
    calledOff(story, 9);
    expect(before(story)).toBeUndefined();
    const { leaseEndsAtMs } = story.door.stay!;
    story.nowMs += 30 * minuteMs;
    calledOff(story, 4);
    expect(before(story)).toEqual({ leases: 9, untilMs: leaseEndsAtMs });
    story.nowMs += 20 * minuteMs;
    calledOff(story, 1);
    expect(before(story)).toEqual({ leases: 13, untilMs: leaseEndsAtMs + 30 * minuteMs });
  });

  it('is forgotten an hour after: nothing that no scan asks of adds up', () => {
    const story = new Story();
    calledOff(story, 9);
    story.nowMs += 50 * minuteMs;
    calledOff(story, 4);
    story.nowMs += 59 * minuteMs;
    calledOff(story, 1);
    expect(before(story)?.leases).toBe(4);
    story.nowMs += 61 * minuteMs;
    calledOff(story, 1);
    expect(before(story)).toBeUndefined();
  });
});
