import { describe, expect, it } from 'vitest';
import { isOffered } from '../../../domain/door.js';
import type { By, HoldDoor, ReleaseDoor } from '../../../domain/from-afar.js';
import { at, command, floor, minuteMs, parcelTop, Story } from '../story.js';

const ann: By = { person: 'ann' };
const bob: By = { person: 'bob' };
const jam: By = { incident: 'i-jam' };
const drift: By = { incident: 'i-drift' };

const hold = (story: Story, by: By, change: Partial<HoldDoor> = {}) =>
  story.tell({
    type: 'hold-door',
    by,
    reason: 'person' in by ? 'by-person' : 'incident',
    times: at(story.nowMs),
    ...change,
  });
const release = (story: Story, by: By, change: Partial<ReleaseDoor> = {}) =>
  story.tell({ type: 'release-door', by, times: at(story.nowMs), ...change });
const holders = (story: Story) => story.door.holds?.map(({ by }) => by);

/** Nothing lies in it, as far as anybody knows, but somebody put something in by key. */
function withContent(): Story {
  const story = new Story();
  story.tell(story.closed(floor, parcelTop, { kind: 'key' }));
  expect(story.door.quarantine).toBe('content-unexpected');
  story.nowMs += minuteMs;
  return story;
}

/** Its lock let nobody in, and the deposit was called off. */
function jammed(): Story {
  const story = new Story();
  story.reserve();
  const commandId = 'A07-stay1-1-open';
  story.tell({ type: 'command-result', commandId, outcome: 'failed', windows: [], ...story.fromBank() });
  expect(story.door.quarantine).toBe('wont-open');
  return story;
}

it('a door that nobody holds is not released for its lock that is worn, but for a service of it', () => {
  const story = new Story();
  story.door = { ...story.door, lock: { n: 0, mean: 0, squares: 0, slow: 0, vain: 0 } };
  expect(release(story, ann).refusal).toBe('not-now');
  expect(release(story, ann, { isServiced: true }).events).toMatchObject([{ type: 'door-released' }]);
});

describe('a door that is held', () => {
  it('says by whom, why and since when, and is not offered', () => {
    const story = new Story();
    const { events } = hold(story, ann, { note: 'water drips in', requestId: 'k1' });
    expect(events).toEqual([
      {
        type: 'door-quarantined',
        by: ann,
        reason: 'by-person',
        note: 'water drips in',
        requestId: 'k1',
        atMs: story.nowMs,
      },
    ]);
    expect(story.door.holds).toEqual([{ by: ann, reason: 'by-person', atMs: story.nowMs }]);
    expect(isOffered(story.door)).toBe(false);
    expect(story.reserve().refusal).toBe('door-taken');
  });

  it('is held once by a person, whoever it is, and once by each incident', () => {
    const story = new Story();
    for (const by of [ann, bob, jam, jam, drift]) hold(story, by);
    expect(holders(story)).toEqual([ann, jam, drift]);
  });

  it('keeps its stay, and what is to come of it: held meanwhile, the door is not offered when the parcel has gone', () => {
    const story = Story.in('stored');
    hold(story, jam);
    expect([story.state, story.door.compartment]).toEqual(['stored', 'occupied']);
    story.collect();
    story.tell(story.closed(parcelTop, floor, command(2)));
    expect([story.state, story.door.compartment]).toEqual(['collected', 'free']);
    expect(isOffered(story.door)).toBe(false);
    release(story, jam);
    expect(isOffered(story.door)).toBe(true);
  });

  it('is not held again by a request that came before, though it was released since', () => {
    const story = new Story();
    hold(story, ann, { requestId: 'k1' });
    release(story, bob, { requestId: 'k2' });
    expect(hold(story, ann, { requestId: 'k1' }).events).toEqual([]);
    expect(isOffered(story.door)).toBe(true);
  });

  it('remembers the request of a person who finds it held: that one holds nothing after a release either', () => {
    const story = new Story();
    hold(story, ann, { requestId: 'k1' });
    story.nowMs += minuteMs;
    const { events } = hold(story, bob, { requestId: 'k2', note: 'the hinge is bent' });
    expect(events).toMatchObject([{ type: 'door-quarantined', by: bob, note: 'the hinge is bent' }]);
    expect(story.door.holds).toEqual([{ by: ann, reason: 'by-person', atMs: story.nowMs - minuteMs }]);
    release(story, ann, { requestId: 'k3' });
    expect(hold(story, bob, { requestId: 'k2' }).events).toEqual([]);
    expect(isOffered(story.door)).toBe(true);
  });

  it('with nothing seen to be in it is not freed by a sensor’s look: the hold stands', () => {
    const story = new Story();
    hold(story, ann);
    story.tell(story.closed(floor, floor, { kind: 'key' }));
    expect(isOffered(story.door)).toBe(false);
  });
});

describe('a door that is released', () => {
  it('by an incident loses that incident’s hold, and no other', () => {
    const story = new Story();
    for (const by of [ann, jam, drift]) hold(story, by);
    release(story, jam);
    expect(holders(story)).toEqual([ann, drift]);
    expect(release(story, jam).events).toEqual([]);
  });

  it('by a person loses every hold', () => {
    const story = new Story();
    for (const by of [ann, jam, drift]) hold(story, by);
    const { events } = release(story, bob, { note: 'seen to', requestId: 'k2' });
    expect(events).toMatchObject([{ type: 'door-released', by: bob, note: 'seen to' }]);
    expect(story.door.holds).toBeUndefined();
    expect(isOffered(story.door)).toBe(true);
  });

  it.each([
    ['a person', ann, {}],
    ['the incident that mended it', jam, { endsJam: true }],
  ])('by %s is free of a jam as well', (_, by, change) => {
    const story = jammed();
    release(story, by, change);
    expect([story.door.compartment, isOffered(story.door)]).toEqual(['free', true]);
  });

  it('by an incident of something else, though that held it, does not open for its lock', () => {
    const story = jammed();
    expect(release(story, drift).events).toEqual([]);
    hold(story, drift);
    release(story, drift);
    expect(holders(story)).toBeUndefined();
    expect([story.door.compartment, story.door.quarantine]).toEqual(['quarantined', 'wont-open']);
    expect(isOffered(story.door)).toBe(false);
  });

  it('while something may lie in it, is released by a person’s word that it is empty, and by no other', () => {
    const story = withContent();
    expect(release(story, ann).refusal).toBe('holds-parcel');
    expect(release(story, jam).events).toEqual([]);
    release(story, ann, { isEmpty: true });
    expect([story.door.compartment, story.door.sums, isOffered(story.door)]).toEqual(['free', {}, true]);
  });

  it('keeps what lies in it for whoever looks, where an incident that held it releases it', () => {
    const story = withContent();
    hold(story, jam);
    release(story, jam);
    expect([story.door.compartment, story.door.quarantine]).toEqual(['quarantined', 'content-unexpected']);
  });

  it('with nothing to release it from is as it was', () => {
    expect(release(new Story(), ann).refusal).toBe('not-now');
    expect(release(new Story(), jam).events).toEqual([]);
  });

  it('with a parcel in it loses its holds, and what the stay keeps it for stays', () => {
    const story = Story.in('missing');
    expect(release(story, ann, { isEmpty: true }).refusal).toBe('not-now');
    hold(story, jam);
    release(story, ann);
    expect([story.state, story.door.compartment, story.door.quarantine]).toEqual(['missing', 'quarantined', 'missing']);
    expect(story.door.holds).toBeUndefined();
  });
});

describe('a person’s word that a door is empty', () => {
  const released = (): Story => {
    const story = withContent();
    release(story, ann, { isEmpty: true });
    story.nowMs += minuteMs;
    return story;
  };

  it('stands against what happened before it and is heard of later', () => {
    const story = released();
    const earlier = at(story.nowMs, story.nowMs - 2 * minuteMs);
    expect(story.tell(story.closed(floor, parcelTop, { kind: 'key' }, earlier)).events).toMatchObject([
      { type: 'cycle-added', seen: { sums: {} } },
    ]);
    expect([story.door.compartment, story.door.sums]).toEqual(['free', {}]);
  });

  it('stands until something new is seen', () => {
    const story = released();
    story.tell(story.closed(floor, parcelTop, { kind: 'key' }));
    expect(story.door.quarantine).toBe('content-unexpected');
  });

  it('says nothing of a cycle whose age nobody knows', () => {
    const story = released();
    const unknown = { ...at(story.nowMs, story.nowMs - 2 * minuteMs), ageKnown: false };
    story.tell(story.closed(floor, parcelTop, { kind: 'key' }, unknown));
    expect(story.door.quarantine).toBe('content-unexpected');
  });

  it('says nothing of the next stay', () => {
    const story = released();
    story.reserve();
    expect(story.door.emptiedAtMs).toBeUndefined();
    story.tell(story.closed(floor, parcelTop, command(1)));
    expect(story.state).toBe('stored');
  });
});
