import { describe, expect, it } from 'vitest';
import { at, command, floor, hourMs, parcelTop, Story } from '../story.js';

/** The courier opens the door, in cycle 1, and puts the parcel in; the door opens again in cycle 2, and news of that comes first. */
const cycle1 = (story: Story, to = parcelTop) => story.closed(floor, to, command(1), at(story.nowMs), 1);
const cycle2 = (story: Story, authority: Parameters<Story['closed']>[2]) =>
  story.closed(parcelTop, parcelTop, authority, at(story.nowMs), 2);

const doorOf = ({ state, door }: Story) => [state, door.compartment, door.quarantine];

describe.each([{ kind: 'key' }, command(1)] as const)(
  'a door of which an earlier cycle is not heard of yet, and that shows no change under %o,',
  (authority) => {
    it('is not found empty, where its deposit was called off: the parcel may have come before', () => {
      const story = Story.in('reserved');
      story.atScreen('deposit-cancelled');
      story.tell(cycle2(story, authority));
      expect(doorOf(story)).toEqual(['cancelled', 'quarantined', 'unaccounted']);
      story.tell(cycle1(story));
      expect(doorOf(story)).toEqual(['cancelled', 'quarantined', 'content-unexpected']);
    });

    it('and is found empty once that one is heard of, and has brought nothing', () => {
      const story = Story.in('reserved');
      story.atScreen('deposit-cancelled');
      story.tell(cycle2(story, authority));
      story.tell(cycle1(story, floor));
      expect(doorOf(story)).toEqual(['cancelled', 'free', undefined]);
    });
  },
);

describe('a deposit that is found empty before an earlier cycle of its door is heard of', () => {
  const foundEmpty = () => {
    const story = Story.in('reserved');
    story.tell(cycle2(story, command(1)));
    expect(doorOf(story)).toEqual(['deposit-unverified', 'held', undefined]);
    return story;
  };

  it('is held at its window’s end, and stored when that one says that it came', () => {
    const story = foundEmpty();
    story.nowMs += hourMs;
    story.fires('watch');
    expect(doorOf(story)).toEqual(['deposit-unverified', 'quarantined', 'content-unclear']);
    story.tell(cycle1(story));
    expect(doorOf(story)).toEqual(['stored', 'occupied', undefined]);
  });

  it('is not given back as empty by whoever calls it off, nor by a look that shows no change', () => {
    const story = foundEmpty();
    story.atScreen('deposit-cancelled');
    expect(doorOf(story)).toEqual(['cancelled', 'quarantined', 'content-unclear']);
    story.tell(story.closed(parcelTop, parcelTop, { kind: 'key' }, at(story.nowMs), 3));
    expect(doorOf(story)).toEqual(['cancelled', 'quarantined', 'content-unclear']);
    story.tell(cycle1(story));
    expect(doorOf(story)).toEqual(['cancelled', 'quarantined', 'content-unexpected']);
  });

  it('is held at once, where it is heard of when its window is over', () => {
    const story = Story.in('reserved');
    const late = cycle2(story, command(1));
    story.nowMs += hourMs;
    story.tell({ ...late, times: at(story.nowMs, late.times.occurredAtMs) });
    expect(doorOf(story)).toEqual(['cancelled', 'quarantined', 'content-unclear']);
  });

  it('is free at its window’s end where something was taken out again: what brought it is past', () => {
    const story = Story.in('reserved');
    story.tell(story.closed(parcelTop, floor, command(1), at(story.nowMs), 2));
    story.nowMs += hourMs;
    story.fires('watch');
    expect(doorOf(story)).toEqual(['cancelled', 'free', undefined]);
  });

  it('is free at once where something was taken out again, and its window is over by then', () => {
    const story = Story.in('reserved');
    const late = story.closed(parcelTop, floor, command(1), at(story.nowMs), 2);
    story.nowMs += hourMs;
    story.tell({ ...late, times: at(story.nowMs, late.times.occurredAtMs) });
    expect(doorOf(story)).toEqual(['cancelled', 'free', undefined]);
  });

  it('asks nothing of cycles from before it: its door was given as empty, whatever is lost for good', () => {
    const story = new Story();
    story.tell(story.closed(floor, floor, { kind: 'key' }, at(story.nowMs), 3)); // Of 1 and 2 nothing is ever heard.
    story.reserve();
    story.tell(story.closed(floor, floor, command(1), at(story.nowMs), 4));
    story.nowMs += hourMs;
    story.fires('watch');
    expect(doorOf(story)).toEqual(['cancelled', 'free', undefined]);
  });
});
