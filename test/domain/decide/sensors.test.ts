import { describe, expect, it } from 'vitest';

import { isCertainlyEmpty } from '../../../domain/door.js';
import type { DoorEvent } from '../../../domain/events.js';
import { stayStates } from '../../../domain/stay.js';
import { react } from '../../../domain/reactions.js';
import type { SensorConditions } from '../../../domain/sensing/condition.js';
import type { OutboxEntry } from '../../../domain/outbox.js';
import { at, command, doubtful, floor, hourMs, look, parcelTop, stayId, Story } from '../story.js';

const judge = (story: Story, sensors: SensorConditions) =>
  story.tell({ type: 'judge-sensors', sensors, times: at(story.nowMs) });

describe('the health engine’s word', () => {
  it('is noted at the door, of sensors that are not plainly sound', () => {
    const story = new Story();
    const { events } = judge(story, { top: { health: 0.7, sigmaFactor: 1.5625 }, side: { health: 1 } });
    expect(events).toEqual([{ type: 'sensors-judged', sensors: { top: { health: 0.7, sigmaFactor: 1.56 } } }]);
    expect(story.door.sensors).toEqual({ top: { health: 0.7, sigmaFactor: 1.56 } });
  });

  it('twice is once, and in another order is the same', () => {
    const story = new Story();
    judge(story, { a: { health: 0.5 }, b: { health: 0 } });
    expect(judge(story, { b: { health: 0 }, a: { health: 0.5 } }).events).toEqual([]);
    expect(judge(story, { b: { health: 0.001 }, a: { health: 0.499 } }).events).toEqual([]);
  });

  it('that nothing is the matter decides nothing, until something was', () => {
    const story = new Story();
    expect(judge(story, { top: { health: 1 } }).events).toEqual([]);
    judge(story, { top: { health: 0 } });
    expect(judge(story, { top: { health: 1 } }).events).toEqual([{ type: 'sensors-judged', sensors: undefined }]);
    expect(story.door.sensors).toBeUndefined();
  });

  it('changes no stay, writes no parcel’s row and tells nobody', () => {
    const story = Story.in('stored');
    const before = story.door;
    const { events } = judge(story, { top: { health: 0 } });
    expect(story.door).toEqual({ ...before, sensors: { top: { health: 0 } } });
    const stay = story.door.stay!;
    const entry = { events, custody: { chain: stay.id, n: 1 }, subject: { ...stay, stayId: stay.id } };
    expect(react(entry as unknown as OutboxEntry)).toEqual([]);
  });

  it('stays with the door through a stay and beyond', () => {
    const story = new Story();
    judge(story, { side: { health: 0.7 } });
    story.reserve();
    story.tell(story.closed(floor, parcelTop, command(1)));
    story.collect();
    story.tell(story.closed(parcelTop, floor, command(2)));
    expect([story.state, story.door.sensors]).toEqual(['collected', { side: { health: 0.7 } }]);
  });
});

describe('a deposit that was found empty', () => {
  const foundEmpty = (profile = 'tof') => {
    const story = Story.in('deposit-unverified');
    story.door = { ...story.door, profile };
    return story;
  };
  const shown = ({ door }: Story, { events }: { events: DoorEvent[] }) => {
    const stay = door.stay!;
    const entry = { events, custody: { chain: stay.id, n: 1 }, subject: { ...stay, stayId: stay.id, lease: 1 } };
    return react(entry as unknown as OutboxEntry).map((effect) =>
      effect.kind === 'display' ? effect.code : effect.kind,
    );
  };

  it('is in doubt once none of its door’s sensors is believed: the courier is asked, and the door is not given back as empty', () => {
    const story = foundEmpty();
    expect(story.door.stay).toMatchObject({ finding: 'absent' });
    const decision = judge(story, { top: { health: 0 } });
    expect(decision.events).toEqual([
      { type: 'sensors-judged', sensors: { top: { health: 0 } } },
      { type: 'deposit-doubted', mayVouch: true },
    ]);
    expect([story.state, story.door.stay?.finding, shown(story, decision)]).toEqual([
      'deposit-unverified',
      'unclear',
      ['confirm-deposit'],
    ]);
    expect(judge(story, { top: { health: 0 } }).events).toEqual([]);
    story.atScreen('deposit-cancelled');
    expect([story.state, story.door.compartment, story.door.quarantine]).toEqual([
      'cancelled',
      'quarantined',
      'content-unclear',
    ]);
  });

  it.each<[string, SensorConditions, string]>([
    ['a sensor that is half believed', { top: { health: 0.5 } }, 'tof'],
    ['one of two that is not', { top: { health: 0 } }, 'tof+load-cell'],
    ['two of three that are not', { top: { health: 0 }, side: { health: 0 }, floor: { health: 1 } }, 'tof+load-cell'],
  ])('is not by %s', (_, sensors, profile) => {
    expect(judge(foundEmpty(profile), sensors).events.map(({ type }) => type)).toEqual(['sensors-judged']);
  });

  it('is not known to be empty later either: whoever looks with a key, and leaves what lies there, frees no door', () => {
    const story = foundEmpty();
    judge(story, { top: { health: 0 } });
    story.atScreen('deposit-cancelled');
    judge(story, { top: { health: 1 } }); // The wires are right again.
    story.tell(story.closed(parcelTop, parcelTop, { kind: 'key' }));
    expect([story.door.compartment, story.door.quarantine]).toEqual(['quarantined', 'content-unclear']);
  });

  it('is asked of with what the courier may say, and stored on their word', () => {
    const story = foundEmpty();
    const { events } = judge(story, { top: { health: 0 } });
    const entry = { events, custody: { n: 1 }, subject: { ...story.door.stay, stayId: stayId, lease: 1 } };
    expect(react(entry as unknown as OutboxEntry)).toMatchObject([{ choices: ['confirm', 'reopen', 'cancel'] }]);
    story.atScreen('deposit-confirmed');
    expect(story.door.stay).toMatchObject({ state: 'stored', vouched: true });
  });

  it('is not asked of where a courier may not vouch: the door may be opened again', () => {
    const story = new Story({ ...new Story().policy, courierMayVouch: 'never' });
    story.reserve();
    story.tell(story.closed(floor, floor, command(1)));
    expect(judge(story, { top: { health: 0 } }).events.at(-1)).toEqual({ type: 'deposit-doubted', mayVouch: false });
  });

  it('is not one that is still asked about: its own answer says what it is', () => {
    const story = new Story();
    story.reserve();
    story.tell(story.closed(floor, doubtful, command(1)));
    expect(story.door.stay).toMatchObject({ state: 'deposit-unverified', finding: 'asking' });
    expect(judge(story, { top: { health: 0 } }).events.map(({ type }) => type)).toEqual(['sensors-judged']);
  });

  it.each(stayStates)('is in no other state, and stays in its own: %s', (state) => {
    const story = Story.in(state);
    const { events } = judge(story, { top: { health: 0 } });
    const isFoundEmpty = state === 'deposit-unverified' || state === 'depositing'; // Both of a door that closed on nothing.
    expect(events.map(({ type }) => type)).toEqual(['sensors-judged', ...(isFoundEmpty ? ['deposit-doubted'] : [])]);
    expect(story.state).toBe(state);
  });

  it('and whose door was opened again is in doubt without a word: whoever stands there is asked when it has closed', () => {
    const story = foundEmpty();
    story.atScreen('reopen-requested');
    const decision = judge(story, { top: { health: 0 } });
    expect([story.state, story.door.stay?.finding, shown(story, decision)]).toEqual(['depositing', 'unclear', []]);
  });
});

describe('verdicts count it', () => {
  /** A door that is told of its sensor, and then has a deposit, a pickup or another cycle. */
  const told = (state: 'reserved' | 'stored' | 'collecting' | 'returning' | 'collected', health: number): Story => {
    const story = Story.in(state);
    judge(story, { top: { health } });
    return story;
  };
  const typeOf = ({ events: [event] }: { events: { type: string }[] }) => event?.type;

  it.each([
    ['a deposit', 'reserved', floor, parcelTop, command(1), 'deposit-verified', 'sample-requested'],
    ['an empty deposit', 'reserved', floor, floor, command(1), 'deposit-found-empty', 'sample-requested'],
    ['a pickup', 'collecting', parcelTop, floor, command(2), 'pickup-verified', 'sample-requested'],
    ['a return', 'returning', parcelTop, floor, command(2), 'return-verified', 'sample-requested'],
    ['a removal', 'stored', parcelTop, floor, { kind: 'none' }, 'parcel-missing', 'cycle-added'],
    ['an empty door', 'collected', floor, parcelTop, { kind: 'key' }, 'content-unexpected', 'cycle-added'],
  ] as const)(
    '%s: by a sound sensor, and not by one that is silenced',
    (_, state, from, to, authority, sound, silenced) => {
      const closed = (story: Story) => story.closed(from, to, authority);
      const [good, bad] = [told(state, 1), told(state, 0)];
      expect([typeOf(good.tell(closed(good))), typeOf(bad.tell(closed(bad)))]).toEqual([sound, silenced]);
    },
  );

  it('half of its word is not enough alone, and a further window adds none beyond the bound', () => {
    const story = told('reserved', 0.5);
    const { events } = story.tell(story.closed(floor, parcelTop, command(1)));
    expect(events).toMatchObject([{ type: 'sample-requested', seen: { shares: [{ sensor: 'top', health: 0.5 }] } }]);
    expect(typeOf(story.sample(parcelTop))).toBe('sample-requested');
  });

  it('what went is not counted on the word of a silenced sensor', () => {
    const story = Story.in('reserved');
    judge(story, { top: { health: 0 } });
    const side = (mm: number) => look(mm).map((window) => ({ ...window, sensor: 'side' }));
    const before = [...look(440), ...side(500)];
    const after = [...look(500), ...side(500)];
    const { events } = story.tell({ ...story.closed(500, 500, command(1)), before, after });
    expect(events).toMatchObject([{ type: 'deposit-found-empty', tookOut: false }]);
  });

  it('its noise takes from what a window is worth, also of an answer to a question', () => {
    const story = Story.in('reserved');
    judge(story, { top: { health: 1, sigmaFactor: 4 } });
    const asked = story.tell(story.closed(floor, floor, command(1)));
    expect(asked.events).toMatchObject([
      { type: 'sample-requested', reading: [{ before: { n: 1.25 }, after: { n: 1.25 } }] },
    ]);
    const again = story.sample(floor);
    expect(again.events).toMatchObject([{ reading: [{ before: { n: 1.25 }, after: { n: 2.5 } }] }]);
  });

  it('a cycle from before the stay is not added on the word of a silenced sensor', () => {
    const earlier = (health: number) => {
      const story = new Story();
      story.cycle = 1;
      story.tell(story.closed(floor, floor, { kind: 'key' }));
      story.reserve();
      judge(story, { top: { health } });
      return typeOf(story.tell(story.closed(floor, parcelTop, { kind: 'key' }, at(story.nowMs), 1)));
    };
    expect([earlier(1), earlier(0)]).toEqual(['cycle-added', undefined]);
  });
});

describe('a door is certainly empty', () => {
  it('as it is registered, and after a pickup that was seen to be one', () => {
    expect(isCertainlyEmpty(new Story().door)).toBe(true);
    expect(isCertainlyEmpty(Story.in('collected').door)).toBe(true);
    expect(isCertainlyEmpty(Story.in('returned').door)).toBe(true);
  });

  it.each(['reserved', 'deposit-unverified', 'stored', 'collecting', 'left-behind', 'overdue', 'missing'] as const)(
    'not while a stay is %s',
    (state) => {
      expect(isCertainlyEmpty(Story.in(state).door)).toBe(false);
    },
  );

  it.each([
    ['incident', true],
    ['wont-open', true],
    ['content-unexpected', false],
    ['unaccounted', false],
    ['by-person', false],
  ] as const)('kept from use for %s: %s', (reason, isEmpty) => {
    const { door } = Story.in('collected');
    const holds = [{ by: { incident: 'i-1' }, reason, atMs: 1 }];
    expect(isCertainlyEmpty({ ...door, holds })).toBe(isEmpty);
  });

  it('not while it stands open', () => {
    const story = Story.in('collected');
    const ajar = { compartmentId: story.door.compartmentId, doorCycle: ++story.cycle, authority: command(2) };
    story.tell({ type: 'door-ajar', openForMs: 60_000, ...ajar, ...story.fromBank() });
    expect(isCertainlyEmpty(story.door)).toBe(false);
  });

  it('not after a cycle that no sensor could judge, until one is seen to have brought nothing', () => {
    const story = Story.in('collected');
    story.tell({ ...story.closed(floor, floor, { kind: 'key' }), before: [], after: [] });
    expect(isCertainlyEmpty(story.door)).toBe(false);
  });

  it('not after a pickup of a parcel that no sensor saw, for none saw it go', () => {
    const story = new Story({ ...new Story().policy, courierMayVouch: 'always' });
    story.reserve();
    story.tell({ ...story.closed(floor, floor, command(1)), before: [], after: [] });
    for (const n of [1, 2, 3]) story.sample(floor, n);
    story.atScreen('deposit-confirmed');
    story.nowMs += hourMs;
    story.collect();
    story.tell({ ...story.closed(floor, floor, command(2)), before: [], after: [] });
    for (const n of [1, 2, 3]) story.sample(floor, n);
    expect(story.state).toBe('collected');
    expect(isCertainlyEmpty(story.door)).toBe(false);
  });
});
