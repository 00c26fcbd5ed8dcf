import { describe, expect, it } from 'vitest';
import { command, doubtful, floor, minuteMs, parcelTop, stayId, Story } from '../story.js';

const types = (decision: { events: { type: string }[] }) => decision.events.map(({ type }) => type);
const key = { kind: 'key' } as const;

describe('a door cycle under question', () => {
  it('is counted once, though another cycle comes before its answer', () => {
    const story = Story.in('pickup-unverified'); // 7.5 mm may still lie there.
    story.tell(story.closed(doubtful, doubtful, key));
    expect(types(story.sample(doubtful, 1))).toEqual(['sample-requested']);
    expect(story.door.compartment).toBe('occupied');
  });

  it('of a deposit likewise: a look by key does not make a parcel of half of one', () => {
    const story = Story.in('reserved');
    story.tell(story.closed(floor, doubtful, command(1)));
    story.tell(story.closed(doubtful, doubtful, key));
    expect(types(story.sample(doubtful, 1, 1))).toEqual(['sample-requested']);
  });

  it('is not forgotten when the resident opens the door again: what both cycles took is all that came', () => {
    const story = Story.in('collecting');
    story.tell(story.closed(parcelTop, doubtful, command(2))); // 52.5 mm of 60 are gone.
    story.collect();
    story.tell(story.closed(doubtful, floor, command(3)));
    expect(story.door.sums).not.toEqual({ top: { d: -52.5 } });
    expect(Math.abs(story.door.stay?.sampling?.reading[0]?.after.mean ?? floor)).toBeCloseTo(floor, 5);
    expect(story.state).toBe('pickup-unverified'); // 7.5 mm taken is too little to be seen taken; nothing says "left behind".
  });

  it('is named by its number: an answer to one cycle is none to another', () => {
    const story = Story.in('reserved');
    story.tell(story.closed(floor, doubtful, command(1)));
    const first = `${stayId}-1-sample-1-1`;
    story.atScreen('deposit-cancelled');
    expect(story.door.compartment).toBe('quarantined');
    const answer = { type: 'command-result', outcome: 'done', windows: [], ...story.fromBank() } as const;
    expect(types(story.tell({ ...answer, windows: [], commandId: first }))).toEqual([]);
  });
});

describe('a lease', () => {
  it('that has been used up opens nothing for anyone else: only the visit that is running goes on', () => {
    const story = Story.in('left-behind');
    const request = { type: 'reopen-requested', compartmentId: story.door.compartmentId, requestId: 'x' } as const;
    expect(story.tell({ ...request, leaseId: `${stayId}-1`, ...story.fromBank() }).refusal).toBe('not-now');
    expect(story.tell({ ...request, leaseId: `${stayId}-999`, ...story.fromBank() }).refusal).toBe('not-now');
    expect(story.tell({ ...request, leaseId: `${stayId}-2`, ...story.fromBank() }).refusal).toBeUndefined();
  });

  it('of a pickup that is done may still put something back: the door is then not offered', () => {
    const story = Story.in('collected');
    const { events } = story.tell(story.closed(floor, parcelTop, command(2)));
    expect(events).toMatchObject([{ type: 'content-unexpected', lease: 2 }]);
    expect(story.door).toMatchObject({ compartment: 'quarantined', quarantine: 'content-unexpected' });
  });

  it('called off before its door was heard of is accounted for by the bank’s word, and the bank is asked for it', () => {
    const story = Story.in('reserved');
    story.atScreen('deposit-cancelled');
    story.nowMs += 3 * minuteMs;
    expect(story.fires('watch').events).toMatchObject([{ type: 'watch-continued', asks: true }]);
    const expired = { type: 'command-result', commandId: `${stayId}-1-open`, outcome: 'expired' } as const;
    story.tell({ ...expired, windows: [], ...story.fromBank() });
    expect(story.door).toMatchObject({ compartment: 'free', stay: { state: 'cancelled' } });
  });
});

describe('a deposit of nothing', () => {
  it('is never verified by what lay there before: the sum against the cycle’s own word is doubt', () => {
    const story = new Story();
    story.tell(story.closed(floor, doubtful, key)); // Undecided: half of something may have come by key.
    story.reserve();
    story.tell(story.closed(doubtful, doubtful - 20, key)); // And more of it, while the courier is reserved.
    expect(types(story.tell(story.closed(doubtful - 20, doubtful - 20, command(1))))).toEqual(['sample-requested']);
  });
});
