import { describe, expect, it } from 'vitest';
import type { Authority } from '../../../domain/inputs.js';
import { defaultPolicy } from '../../../domain/policy.js';
import type { Window } from '../../../domain/sensing/window.js';
import { at, command, doubtful, floor, hourMs, minuteMs, parcelTop, Story } from '../story.js';
import { beams, curtainWindow } from '../sensing/noise.js';

const types = (decision: { events: { type: string }[] }) => decision.events.map(({ type }) => type);

describe('a pickup', () => {
  it('of all that came frees the door', () => {
    const story = Story.in('collecting');
    expect(types(story.tell(story.closed(parcelTop, floor, command(2))))).toEqual(['pickup-verified']);
    expect(story.door).toMatchObject({ compartment: 'free', sums: {}, stay: { state: 'collected' } });
  });

  it('that takes an envelope and leaves the box is left behind', () => {
    const story = Story.in('collecting');
    expect(types(story.tell(story.closed(parcelTop, parcelTop + 20, command(2))))).toEqual(['parcel-left-behind']);
  });

  it('that only looks inside is left behind, never collected', () => {
    const story = Story.in('collecting');
    expect(types(story.tell(story.closed(parcelTop, parcelTop, command(2))))).toEqual(['parcel-left-behind']);
  });

  it('is not undone by drift during the stay: only what changed across door cycles counts', () => {
    const story = Story.in('collecting');
    const drift = 40;
    expect(types(story.tell(story.closed(parcelTop - drift, floor - drift, command(2))))).toEqual(['pickup-verified']);
  });

  it('whose door never opened leaves the parcel stored, with the ladder where it was', () => {
    const story = Story.in('collecting');
    const { storedAtMs } = story.door.stay!;
    const failed = {
      type: 'command-result',
      commandId: 'A07-stay1-2-open',
      outcome: 'failed' as const,
      windows: [] as Window[],
    } as const;
    expect(story.tell({ ...failed, ...story.fromBank() }).events).toMatchObject([
      { type: 'pickup-lapsed', reason: 'jammed', nextAtMs: storedAtMs + 24 * hourMs },
    ]);
    expect(story.state).toBe('stored');
  });

  describe('at a door that had sprung open by itself', () => {
    const refused = { type: 'command-result', outcome: 'refused', reason: 'door-is-open' } as const;
    /** The latch did not catch after the deposit; the resident has entered the code, and the bank need not open. */
    function atSprungDoor(): Story {
      const story = Story.in('collecting');
      story.door = { ...story.door, latch: { cycle: story.cycle + 1, lastAtMs: story.nowMs, times: 1 } };
      expect(
        story.tell({ ...refused, commandId: 'A07-stay1-2-open', windows: [], ...story.fromBank() }).events,
      ).toEqual([]);
      expect(story.state).toBe('collecting');
      return story;
    }

    it('is theirs who has entered the code, and nothing is missing', () => {
      const story = atSprungDoor();
      const told = story.tell(story.closed(parcelTop, floor, { kind: 'none' }));
      expect(types(told)).toEqual(['pickup-verified', 'sprang-open']);
      expect(story.door).toMatchObject({ compartment: 'free', latch: { times: 1 }, stay: { state: 'collected' } });
    });

    it('that leaves the parcel is left behind', () => {
      const story = atSprungDoor();
      expect(types(story.tell(story.closed(parcelTop, parcelTop, { kind: 'none' })))).toEqual([
        'parcel-left-behind',
        'sprang-open',
      ]);
    });

    it('that nobody makes comes to nothing at the end of its window', () => {
      const story = atSprungDoor();
      story.nowMs += hourMs;
      expect(types(story.fires('watch'))).toEqual(['pickup-lapsed']);
    });

    it('is theirs also in the minute before the bank tells that it stands ajar', () => {
      const story = Story.in('collecting');
      story.lastShut = { doorCycle: story.cycle, atMs: story.nowMs - 30_000 };
      const told = story.tell({ ...refused, commandId: 'A07-stay1-2-open', windows: [], ...story.fromBank() });
      expect(told.events).toEqual([]);
      expect(story.state).toBe('collecting');
    });

    it('is none where a switch only says that the door is open: nothing opened, and they are told at once', () => {
      const story = Story.in('collecting');
      const told = story.tell({ ...refused, commandId: 'A07-stay1-2-open', windows: [], ...story.fromBank() });
      expect(types(told)).toEqual(['pickup-lapsed']);
      expect(story.state).toBe('stored');
    });

    it('is none where somebody forced the door: what goes then is missing', () => {
      const story = Story.in('collecting');
      story.tell(story.closed(parcelTop, floor, { kind: 'none' }));
      story.nowMs += hourMs;
      story.fires('watch');
      expect(story.state).toBe('missing');
    });
  });

  it('that is heard of an hour late, after its window, is a pickup all the same', () => {
    const story = Story.in('collecting');
    const openedAtMs = story.nowMs;
    story.nowMs += hourMs;
    story.fires('watch');
    expect(story.state).toBe('stored');
    const times = at(story.nowMs, openedAtMs);
    expect(types(story.tell(story.closed(parcelTop, floor, command(2), times)))).toEqual(['pickup-verified']);
  });

  it('of a vouched parcel is done when nothing is seen to be left', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    story.reserve();
    story.tell({ ...story.closed(floor, floor, command(1)), before: [], after: [] });
    story.atScreen('deposit-confirmed');
    story.collect();
    const silent = { ...story.closed(floor, floor, command(2)), before: [], after: [] };
    expect(types(story.tell(silent))).toEqual(['pickup-verified']);
  });

  it.each([
    ['as it was', parcelTop, parcelTop],
    ['after the parcel sank into itself in the stay', parcelTop + 20, parcelTop + 20],
    ['after that, and so little changed that it is not known what', parcelTop + 20, parcelTop + 27],
  ])('of a vouched parcel is not done where a sensor saw it come and does not see it go: %s', (_, from, to) => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0 });
    const believe = (health: number) =>
      story.tell({ type: 'judge-sensors', sensors: { top: { health } }, times: at(story.nowMs) });
    story.reserve();
    believe(0);
    expect(types(story.tell(story.closed(floor, parcelTop, command(1))))).toEqual(['deposit-left-unclear']);
    expect(types(story.atScreen('deposit-confirmed'))).toEqual(['deposit-vouched']);
    believe(1);
    story.collect();
    expect(types(story.tell(story.closed(from, to, command(2))))).toEqual(['parcel-left-behind']);
  });

  it('of a vouched parcel is not done where a beam was seen to be broken, and is so still', () => {
    const story = new Story({ ...defaultPolicy, samplesMax: 0, courierMayVouch: 'always' }, { profile: 'curtain' });
    const beam = (isBlocked: boolean): Window[] => [curtainWindow(beams(isBlocked ? 32 : 0))];
    const closed = (before: boolean, after: boolean, lease: number) =>
      story.tell({ ...story.closed(floor, floor, command(lease)), before: beam(before), after: beam(after) });
    story.reserve();
    story.tell({ type: 'judge-sensors', sensors: { beams: { health: 0 } }, times: at(story.nowMs) });
    expect(types(closed(false, true, 1))).toEqual(['deposit-left-unclear']);
    story.atScreen('deposit-confirmed');
    story.tell({ type: 'judge-sensors', sensors: {}, times: at(story.nowMs) });
    story.collect();
    expect(types(closed(true, true, 2))).toEqual(['parcel-left-behind']);
  });

  it('that is heard of after a later cycle has put something in is one, and the door is held with what lies there', () => {
    const story = new Story(defaultPolicy, { profile: 'curtain' });
    const beam = (isBlocked: boolean): Window[] => [curtainWindow(beams(isBlocked ? 32 : 0))];
    const closed = (authority: Authority, doorCycle: number, before: boolean, after: boolean) =>
      story.tell({
        ...story.closed(floor, floor, authority, at(story.nowMs), doorCycle),
        ...{ before: beam(before), after: beam(after) },
        ...(doorCycle === 2 && { openLatencyMs: 400 }),
      });
    story.reserve();
    closed(command(1), 1, false, true);
    story.collect();
    closed({ kind: 'key' }, 3, false, true);
    story.door = { ...story.door, latch: { cycle: 1, lastAtMs: story.nowMs, times: 1 } };
    expect(types(closed(command(2), 2, true, false))).toEqual(['pickup-verified', 'content-unexpected']);
    expect(story.door).toMatchObject({
      ...{ compartment: 'quarantined', quarantine: 'content-unexpected' },
      stay: { state: 'collected' },
      // It was pulled, and caught, once.
      lock: { n: 1 },
      latch: { caught: 1 },
    });
  });

  it('in doubt asks for samples, then counts as left behind until evidence says otherwise', () => {
    const story = Story.in('collecting');
    expect(types(story.tell(story.closed(parcelTop, doubtful, command(2))))).toEqual(['sample-requested']);
    for (const n of [1, 2]) expect(types(story.sample(doubtful, n))).toEqual(['sample-requested']);
    expect(story.sample(doubtful, 3).events).toMatchObject([{ type: 'parcel-left-behind', evidence: 'unclear' }]);
  });

  it('with an old code opens nothing', () => {
    const story = Story.in('stored');
    const { nowMs } = story;
    const old = {
      type: 'collect',
      requestId: 'x',
      messageId: 'm',
      stayId: story.door.stay!.id,
      times: at(nowMs),
    } as const;
    expect(story.tell({ ...old, generation: 2 }).refusal).toBe('unknown-code');
    expect(story.tell({ ...old, generation: 0 }).refusal).toBe('unknown-code');
    expect(story.tell({ ...old, generation: 1 }).refusal).toBeUndefined();
  });

  it('asked for twice by one request opens once; by another while the door may open, not at all', () => {
    const story = Story.in('stored');
    const { nowMs } = story;
    const asked = {
      type: 'collect',
      messageId: 'm',
      stayId: story.door.stay!.id,
      generation: 1,
      times: at(nowMs),
    } as const;
    expect(types(story.tell({ ...asked, requestId: 'a' }))).toEqual(['pickup-started']);
    expect(story.tell({ ...asked, requestId: 'a' })).toEqual({ events: [] });
    expect(story.tell({ ...asked, requestId: 'b' }).refusal).toBe('already-open');
  });

  it('left behind is told once, and after the re-open window the parcel is stored with its ladder anew', () => {
    const story = Story.in('left-behind');
    story.nowMs += 11 * minuteMs;
    expect(story.fires('watch').events).toMatchObject([
      { type: 'pickup-lapsed', reason: 'left', storedAtMs: story.nowMs, nextAtMs: story.nowMs + 24 * hourMs },
    ]);
  });
});
