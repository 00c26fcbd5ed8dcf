import { describe, expect, it } from 'vitest';
import { react } from '../../../domain/reactions.js';
import type { OpenDoor } from '../../../domain/from-afar.js';
import type { Authority } from '../../../domain/inputs.js';
import type { OutboxEntry } from '../../../domain/outbox.js';
import { at, command, floor, minuteMs, parcelTop, Story } from '../story.js';

const commandId = 'c-abcdefgh';
const remote: Authority = { kind: 'command', commandId };

const opening = (story: Story, change: Partial<OpenDoor> = {}): OpenDoor => ({
  type: 'open-door',
  commandId,
  by: { person: 'ann' },
  reason: 'to clean it',
  mayOpenStay: true,
  openNotAfterMs: story.nowMs + 20_000,
  times: at(story.nowMs),
  ...change,
});

/** Minutes after the visit, when no lock pulses any more. */
function stored(): Story {
  const story = new Story();
  story.reserve();
  story.tell(story.closed(floor, parcelTop, command(1)));
  story.nowMs += 10 * minuteMs;
  return story;
}

describe('a door that is opened from afar', () => {
  it('says who, why, and by which command, whether something lies in it or not', () => {
    for (const story of [new Story(), stored()]) {
      const { events } = story.tell(opening(story));
      const openNotAfterMs = story.nowMs + 20_000;
      expect(events).toEqual([
        { type: 'open-given', commandId, by: { person: 'ann' }, reason: 'to clean it', openNotAfterMs },
      ]);
    }
  });

  it('is opened once a command, over the end of a stay as well', () => {
    const story = stored();
    story.tell(opening(story));
    expect(story.tell(opening(story))).toEqual({ events: [] });
    story.nowMs += 2 * minuteMs;
    story.collect();
    story.tell(story.closed(parcelTop, floor, command(2)));
    expect(story.state).toBe('collected');
    expect(story.tell(opening(story))).toEqual({ events: [] });
  });

  it('is not opened late', () => {
    const story = new Story();
    const late = { openNotAfterMs: story.nowMs - 1 };
    expect(story.tell(opening(story, late)).refusal).toBe('too-late');
    expect(story.tell(opening(story, { openNotAfterMs: story.nowMs })).refusal).toBeUndefined();
  });

  it('with a parcel in it is opened for those alone who answer for parcels', () => {
    const story = stored();
    expect(story.tell(opening(story, { mayOpenStay: false })).refusal).toBe('holds-parcel');
    expect(new Story().tell(opening(new Story(), { mayOpenStay: false })).events).toHaveLength(1);
  });

  it('is not opened while a visit’s lock may still let go: that would end the visit', () => {
    const story = new Story();
    story.reserve();
    expect(story.tell(opening(story)).refusal).toBe('already-open');
    story.nowMs += 80_000; // 20 s for the first pulse, and 60 s of pulses.
    expect(story.tell(opening(story)).refusal).toBe('already-open');
    story.nowMs += 1;
    expect(story.tell(opening(story)).events).toHaveLength(1);
  });

  it('is given to no visit until its lock can no longer let go, or it has closed again: the cycle would be nobody’s', () => {
    const free = new Story();
    free.tell(opening(free));
    expect(free.reserve().refusal).toBe('door-taken');
    const full = stored();
    full.tell(opening(full));
    expect(full.collect().refusal).toBe('already-open');
    full.nowMs += 80_000; // 20 s for the first pulse, and 60 s of pulses.
    expect(full.collect().refusal).toBe('already-open');
    full.nowMs += 1;
    expect(full.collect().events).toMatchObject([{ type: 'pickup-started' }]);
    free.tell(free.closed(floor, floor, remote));
    expect(free.reserve().events).toMatchObject([{ type: 'deposit-reserved' }]);
  });

  it('changes no stay, and no visit follows from it', () => {
    const story = stored();
    const { stay, compartment } = story.door;
    story.tell(opening(story));
    expect([story.door.stay, story.door.compartment]).toEqual([stay, compartment]);
  });

  it('lets the lock go under the command’s own id, also of a door that never held a stay', () => {
    const events = [{ type: 'open-given', commandId, by: { person: 'ann' }, reason: 'r', openNotAfterMs: 7 } as const];
    expect(react({ events } as unknown as OutboxEntry)).toEqual([{ kind: 'remote-open', commandId, dropAfterMs: 7 }]);
  });
});

describe('a door cycle under such an open', () => {
  it('that takes the parcel is no pickup: it is missing, and the log names the command', () => {
    const story = stored();
    story.tell(opening(story));
    const { events } = story.tell(story.closed(parcelTop, floor, remote));
    expect(events).toMatchObject([{ type: 'parcel-missing', seen: { commandId } }]);
    expect(story.state).toBe('missing');
  });

  it('that leaves the parcel leaves its stay as it was', () => {
    const story = stored();
    story.tell(opening(story));
    const { events } = story.tell(story.closed(parcelTop, parcelTop, remote));
    expect(events).toMatchObject([{ type: 'cycle-added', seen: { commandId } }]);
    expect(story.state).toBe('stored');
  });

  it('that puts something into a free door is content without a record', () => {
    const story = new Story();
    story.tell(opening(story));
    expect(story.tell(story.closed(floor, parcelTop, remote)).events).toMatchObject([{ type: 'content-unexpected' }]);
    expect(story.door.compartment).toBe('quarantined');
  });

  it('from before a stay, heard of in it, counts as a key’s: what was put in is inside still', () => {
    const story = new Story();
    story.tell(story.closed(floor, floor, { kind: 'key' }, at(story.nowMs), 2)); // Cycle 1 is not heard of yet.
    story.reserve();
    const { events } = story.tell(story.closed(floor, parcelTop, remote, at(story.nowMs), 1));
    expect(events).toMatchObject([{ type: 'cycle-added', seen: { doorCycle: 1, commandId } }]);
  });

  it('no lease says which command it is of', () => {
    const story = new Story();
    story.reserve();
    const { events } = story.tell(story.closed(floor, parcelTop, command(1)));
    expect(events[0]).not.toHaveProperty('seen.commandId');
  });
});
