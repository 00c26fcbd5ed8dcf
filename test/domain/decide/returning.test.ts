import { describe, expect, it } from 'vitest';
import { decide } from '../../../domain/decide/index.js';
import { inOrderOfCollection, isToCollect } from '../../../domain/decide/returning.js';
import type { Door } from '../../../domain/door.js';
import { defaultPolicy } from '../../../domain/policy.js';
import { at, command, doubtful, floor, hourMs, minuteMs, parcelTop, stayId, Story } from '../story.js';

const types = (decision: { events: { type: string }[] }) => decision.events.map(({ type }) => type);
const failed = (story: Story, outcome: 'failed' | 'expired' | 'refused' = 'failed') =>
  story.tell({
    ...{ type: 'command-result', commandId: `${stayId}-2-open`, outcome, windows: [] },
    ...story.fromBank(),
  });

describe('a return', () => {
  it('of all that came frees the door, and ends the ladder', () => {
    const story = Story.in('returning');
    expect(types(story.tell(story.closed(parcelTop, floor, command(2))))).toEqual(['return-verified']);
    expect(story.door).toMatchObject({ compartment: 'free', sums: {}, stay: { state: 'returned', next: { atMs: 0 } } });
  });

  it('grants one lease, with a window and a watch like any visit', () => {
    const story = Story.in('overdue');
    const { nowMs } = story;
    expect(story.takeBack({ remaining: 3 }).events).toMatchObject([
      {
        type: 'return-started',
        remaining: 3,
        openNotAfterMs: nowMs + 20_000,
        windowEndsAtMs: nowMs + 5 * minuteMs,
        watchAtMs: nowMs + 3 * minuteMs,
      },
    ]);
    expect(story.door.stay).toMatchObject({ leases: 2, returns: [2], pickupFrom: 2, leaseEndsAtMs: nowMs + 80_000 });
  });

  it('that takes the envelope and leaves the box is none', () => {
    const story = Story.in('returning');
    expect(story.tell(story.closed(parcelTop, parcelTop + 20, command(2))).events).toMatchObject([
      { type: 'return-lapsed', reason: 'not-taken' },
    ]);
    expect(story.door).toMatchObject({ compartment: 'occupied', stay: { state: 'overdue' } });
  });

  it.each(['failed', 'expired', 'refused'] as const)('whose open was %s leaves the parcel overdue', (outcome) => {
    const story = Story.in('returning');
    const reason = outcome === 'failed' ? 'jammed' : 'never-opened';
    expect(failed(story, outcome).events).toMatchObject([{ type: 'return-lapsed', reason }]);
    expect(story.door).toMatchObject({ compartment: 'occupied', stay: { state: 'overdue' } });
  });

  it('of which nothing is heard asks the bank, then leaves the parcel overdue; its cycle still counts when it comes', () => {
    const story = Story.in('returning');
    story.nowMs += 2 * minuteMs;
    expect(story.fires('watch').events).toMatchObject([{ type: 'watch-continued', asks: true }]);
    story.nowMs += 3 * minuteMs;
    expect(story.fires('watch').events).toMatchObject([{ type: 'return-lapsed', reason: 'window-over' }]);
    expect(story.state).toBe('overdue');
    story.nowMs += 5 * hourMs;
    expect(
      types(story.tell(story.closed(parcelTop, floor, command(2), at(story.nowMs, story.nowMs - 5 * hourMs)))),
    ).toEqual(['return-verified']);
  });

  it('in doubt asks for samples; left unclear, its door stays taken, and a person who finds it empty says that it went', () => {
    const story = Story.in('returning');
    expect(types(story.tell(story.closed(parcelTop, doubtful, command(2))))).toEqual(['sample-requested']);
    for (const n of [1, 2]) expect(types(story.sample(doubtful, n))).toEqual(['sample-requested']);
    expect(story.sample(doubtful, 3).events).toMatchObject([{ type: 'return-lapsed', reason: 'unclear' }]);
    expect(story.door).toMatchObject({ compartment: 'occupied', stay: { state: 'overdue', finding: 'unclear' } });
    expect(isToCollect(story.door, defaultPolicy)).toBe(false);
    const person = { requestId: 'p', stayId, actor: 'm', reason: 'looked', times: at(story.nowMs) };
    story.tell({ ...person, type: 'override', finding: 'absent' });
    expect(story.door).toMatchObject({ compartment: 'free', stay: { state: 'returned' } });
  });

  it('in doubt, with no answer to the further look, is unclear when its window ends', () => {
    const story = Story.in('returning');
    story.tell(story.closed(parcelTop, doubtful, command(2)));
    story.nowMs += hourMs;
    expect(story.fires('watch').events).toMatchObject([{ type: 'return-lapsed', reason: 'unclear' }]);
  });

  it('gives way to the resident once its lease is over, and not before', () => {
    const story = Story.in('overdue');
    story.takeBack();
    story.nowMs += 80_000;
    expect(story.collect().refusal).toBe('being-returned');
    story.nowMs += 1;
    expect(types(story.collect())).toEqual(['pickup-started']);
    // Whatever the carrier did is the carrier's: its cycle comes late, and says that it has all gone.
    expect(types(story.tell(story.closed(parcelTop, floor, command(2))))).toEqual(['return-verified']);
    expect(story.state).toBe('returned');
  });

  it('asked for twice by one request is granted once, and never another lease than the one that was claimed', () => {
    const story = Story.in('overdue');
    const asked = { requestId: 'c1', lease: 2 };
    expect(types(story.takeBack(asked))).toEqual(['return-started']);
    expect(story.takeBack(asked)).toEqual({ events: [] });
    failed(story);
    expect(story.takeBack({ requestId: 'c2', lease: 2 }).refusal).toBe('door-taken');
    expect(types(story.takeBack({ requestId: 'c3', lease: 3 }))).toEqual(['return-started']);
  });

  it('is asked for at the door: an old request opens nothing', () => {
    const story = Story.in('overdue');
    expect(story.takeBack({ times: at(story.nowMs, story.nowMs - 20_001) }).refusal).toBe('too-late');
  });

  it('is put back into the door under the same lease: content without a record, and the door is not offered', () => {
    const story = Story.in('returned');
    expect(types(story.tell(story.closed(floor, parcelTop, command(2))))).toEqual(['content-unexpected']);
    expect(story.door.compartment).toBe('quarantined');
  });
});

describe('a parcel that a manager marked for return', () => {
  const mark = (story: Story) =>
    story.tell({ type: 'return', requestId: 'p1', stayId, actor: 'm', reason: 'moved out', times: at(story.nowMs) });

  it('is overdue from then on, reminded of no more, and goes whatever the policy says', () => {
    const story = Story.in('stored', { ...defaultPolicy, carrierMayCollect: false });
    const step = story.door.stay!.next.n;
    expect(types(mark(story))).toEqual(['return-marked']);
    expect(mark(story)).toEqual({ events: [] });
    story.nowMs += 25 * hourMs;
    expect(story.fires('next-step', step).events).toEqual([]);
    expect(types(story.takeBack())).toEqual(['return-started']);
  });

  it('may go also after a pickup that came to nothing', () => {
    const story = Story.in('stored');
    mark(story);
    story.collect();
    failed(story);
    expect(story.state).toBe('stored');
    expect(isToCollect(story.door, defaultPolicy)).toBe(true);
  });

  it('is still its resident’s until a carrier takes it', () => {
    const story = Story.in('stored');
    mark(story);
    story.collect();
    expect(types(story.tell(story.closed(parcelTop, floor, command(2))))).toEqual(['pickup-verified']);
  });

  it('may go again where a person found it after a return that was left unclear', () => {
    const story = Story.in('returning', { ...defaultPolicy, samplesMax: 0 });
    story.tell(story.closed(parcelTop, doubtful, command(2)));
    mark(story);
    expect(isToCollect(story.door, defaultPolicy)).toBe(true);
  });
});

describe('the latest word of a manager', () => {
  const person = (story: Story) => ({ stayId, actor: 'm', reason: 'r', times: at(story.nowMs) });

  it('counts: held after it was marked for return, no carrier takes it; marked after it was held, it goes', () => {
    const story = Story.in('stored');
    story.tell({ type: 'return', requestId: 'p1', ...person(story) });
    story.tell({ type: 'hold', requestId: 'p2', untilMs: story.nowMs + 48 * hourMs, ...person(story) });
    expect([story.state, isToCollect(story.door, defaultPolicy)]).toEqual(['stored', false]);
    story.tell({ type: 'return', requestId: 'p3', ...person(story) });
    expect([story.state, isToCollect(story.door, defaultPolicy)]).toEqual(['overdue', true]);
    expect(story.door.stay?.heldUntilMs).toBeUndefined();
  });

  it('ends the mark: what a carrier had taken out, put back, and a person says is theirs, waits for its resident', () => {
    const story = Story.in('stored');
    story.tell({ type: 'return', requestId: 'p1', ...person(story) });
    story.takeBack();
    story.tell(story.closed(parcelTop, floor, command(2)));
    story.tell(story.closed(floor, parcelTop, { kind: 'key' }));
    expect([story.state, story.door.quarantine]).toEqual(['returned', 'content-unexpected']);
    story.tell({ type: 'override', finding: 'present', requestId: 'p2', ...person(story) });
    expect([story.state, isToCollect(story.door, defaultPolicy)]).toEqual(['stored', false]);
    story.tell({ type: 'return', requestId: 'p3', ...person(story) });
    expect(isToCollect(story.door, defaultPolicy)).toBe(true);
  });
});

describe('what no sensor saw', () => {
  const vouched = (): Story => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    story.tell({ ...story.closed(floor, floor, command(1)), before: [], after: [] });
    story.atScreen('deposit-confirmed');
    return story;
  };

  it('come, and of whose going the sensors said nothing at all, is said to be gone without evidence', () => {
    const story = vouched();
    story.collect();
    const blind = { ...story.closed(floor, floor, command(2)), before: [], after: [] };
    expect(story.tell(blind).events).toMatchObject([{ type: 'pickup-verified', evidence: 'none' }]);
  });

  it('come, and of whose going the sensors looked and could not say, is said to be gone on unclear evidence', () => {
    const story = vouched();
    story.collect();
    expect(story.tell(story.closed(floor, floor, command(2))).events).toMatchObject([
      { type: 'pickup-verified', evidence: 'unclear' },
    ]);
  });

  it('and that a carrier takes likewise', () => {
    const story = vouched();
    story.nowMs += 73 * hourMs;
    story.fires('next-step');
    story.takeBack();
    const blind = { ...story.closed(floor, floor, command(2)), before: [], after: [] };
    expect(story.tell(blind).events).toMatchObject([{ type: 'return-verified', evidence: 'none' }]);
  });

  it('and of which nobody said that it came is for its resident alone to end so: no carrier is believed to have taken it', () => {
    const unsure = (): Story => {
      const story = new Story({ ...defaultPolicy, samplesMax: 0 });
      story.reserve();
      story.tell({ ...story.closed(floor, floor, command(1)), before: [], after: [] });
      const who = { requestId: 'p1', stayId: story.door.stay!.id, actor: 'm', reason: 'nobody answers' };
      story.tell({ ...who, type: 'override', finding: 'unknown', times: at(story.nowMs) });
      return story;
    };
    const blind = (story: Story) =>
      story.tell({ ...story.closed(floor, floor, command(2)), before: [], after: [] }).events;
    const looked = unsure();
    expect(looked.door.stay).toMatchObject({ state: 'stored', vouched: true, isUnsure: true });
    looked.collect();
    expect(blind(looked)).toMatchObject([{ type: 'pickup-verified', evidence: 'none' }]);
    const fetched = unsure();
    fetched.nowMs += 73 * hourMs;
    fetched.fires('next-step');
    fetched.takeBack();
    expect(blind(fetched)).toMatchObject([{ type: 'return-lapsed', reason: 'unclear' }]);
  });

  it('is never said of a pickup that was seen', () => {
    const story = Story.in('collecting');
    const [event] = story.tell(story.closed(parcelTop, floor, command(2))).events;
    expect(event).not.toHaveProperty('evidence');
  });
});

describe('doors to collect', () => {
  const door = (compartmentId: string, storedAtMs: number, returns?: number[]): Door => {
    const { door } = Story.in('overdue');
    return { ...door, compartmentId, stay: { ...door.stay!, storedAtMs, returns } } as Door;
  };

  it('come by age, those tried before last', () => {
    const doors = [door('A01', 3), door('A02', 1, [2]), door('A03', 2), door('A04', 2)];
    const order = [...doors].sort(inOrderOfCollection).map(({ compartmentId }) => compartmentId);
    expect(order).toEqual(['A03', 'A04', 'A01', 'A02']);
  });

  it('are closed ones with a parcel that is overdue', () => {
    const { door } = Story.in('overdue');
    expect(isToCollect(door, defaultPolicy)).toBe(true);
    expect(isToCollect(door, { ...defaultPolicy, carrierMayCollect: false })).toBe(false);
    expect(isToCollect({ ...door, door: 'open' }, defaultPolicy)).toBe(false);
    expect(isToCollect(Story.in('stored').door, defaultPolicy)).toBe(false);
    expect(isToCollect(Story.in('missing').door, defaultPolicy)).toBe(false);
  });
});

describe('room in a full bank', () => {
  const nudge = (story: Story) => story.tell({ type: 'nudge', stayId, times: at(story.nowMs) });

  it('is asked for once a day', () => {
    const story = Story.in('overdue');
    expect(types(nudge(story))).toEqual(['space-needed']);
    story.nowMs += 24 * hourMs - 1;
    expect(types(nudge(story))).toEqual([]);
    story.nowMs += 1;
    expect(types(nudge(story))).toEqual(['space-needed']);
  });

  it('is asked for when people are awake and not on hold, and not kept for later', () => {
    const story = Story.in('overdue');
    const { nowMs } = story;
    // The story's clock shows 09:01 UTC of a day after 73 hours from 08:00: in Tokyo it is 18:01, in Los Angeles 01:01.
    const asks = (context: Parameters<typeof decide>[2]) =>
      types(decide(story.door, { type: 'nudge', stayId, times: at(nowMs) }, context));
    const policy = defaultPolicy;
    expect(asks({ policy, timeZone: 'Asia/Tokyo' })).toEqual(['space-needed']);
    expect(asks({ policy, timeZone: 'America/Los_Angeles' })).toEqual([]);
    expect(asks({ policy: { ...policy, quietHours: null }, timeZone: 'America/Los_Angeles' })).toEqual([
      'space-needed',
    ]);
    expect(asks({ policy, timeZone: 'Asia/Tokyo', residentHeldUntilMs: nowMs + 1 })).toEqual([]);
    expect(asks({ policy, timeZone: 'Asia/Tokyo', residentHeldUntilMs: nowMs })).toEqual(['space-needed']);
  });

  it('is not asked for where a carrier may have taken the parcel', () => {
    const story = Story.in('returning', { ...defaultPolicy, samplesMax: 0 });
    story.tell(story.closed(parcelTop, doubtful, command(2)));
    expect(story.state).toBe('overdue');
    expect(types(nudge(story))).toEqual([]);
  });
});
