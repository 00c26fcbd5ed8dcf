import { describe, expect, it } from 'vitest';
import type { StayState } from '../../../domain/stay.js';
import { at, command, doubtful, floor, hourMs, parcelTop, stayId, Story } from '../story.js';

const none = { kind: 'none' } as const;
const types = (decision: { events: { type: string }[] }) => decision.events.map(({ type }) => type);

/** A parcel lies in the door, and somebody forces it, in cycle 2, and takes it: news of that comes late, or never. */
const forced = (story: Story, to = floor) => story.closed(parcelTop, to, none, at(story.nowMs), 2);

/** Whoever has a right to the door opens it next, in cycle 3, and finds it empty. */
const foundEmpty = (story: Story) => story.closed(floor, floor, command(2), at(story.nowMs), 3);

const neverOpened = (story: Story) =>
  story.tell({
    type: 'command-result',
    commandId: `${stayId}-${story.door.stay?.leases}-open`,
    outcome: 'refused',
    windows: [],
    ...story.fromBank(),
  });

const windowOver = (story: Story) => {
  story.nowMs += hourMs;
  return story.fires('watch');
};

function askThrice(story: Story): void {
  for (const n of [1, 2, 3]) story.sample(floor, n);
}

const isMissing = (story: Story) => {
  expect([story.state, story.door.compartment, story.door.quarantine]).toEqual(['missing', 'quarantined', 'missing']);
  expect(story.door.stay?.sampling).toBeUndefined();
};

describe.each(['collecting', 'returning', 'moving'] as const)(
  'a parcel that was forced out while its stay is %s',
  (state) => {
    it('is missing when the visit finds nothing, whichever of the two is heard of first', () => {
      for (const isLate of [false, true]) {
        const story = Story.in(state);
        const cycles = [forced(story), foundEmpty(story)];
        for (const closed of isLate ? cycles.reverse() : cycles) story.tell(closed);
        expect(story.door.stay?.sampling).toBeDefined(); // Nothing was taken in the visit's own cycle: it is asked about.
        askThrice(story);
        isMissing(story);
      }
    });

    it('is missing when nothing more is heard, neither of the visit nor of what was asked', () => {
      const unheard = Story.in(state);
      unheard.tell(forced(unheard));
      windowOver(unheard);
      isMissing(unheard);
      const unanswered = Story.in(state);
      unanswered.tell(foundEmpty(unanswered));
      unanswered.tell(forced(unanswered));
      windowOver(unanswered);
      isMissing(unanswered);
    });

    it('is missing when the visit’s door does not open', () => {
      const story = Story.in(state);
      story.tell(forced(story));
      neverOpened(story);
      isMissing(story);
    });

    it('waits on where it was put back, or where the sensors see something in the end', () => {
      const was: Record<typeof state, StayState> = { collecting: 'stored', returning: 'overdue', moving: 'stored' };
      const back = Story.in(state);
      back.tell(forced(back));
      back.tell(back.closed(floor, parcelTop, none, at(back.nowMs), 3));
      windowOver(back);
      expect(back.state).toBe(was[state]);
      const seen = Story.in(state);
      seen.tell(forced(seen));
      seen.tell(seen.closed(floor, parcelTop, command(2), at(seen.nowMs), 3));
      expect(seen.state).toBe(state === 'collecting' ? 'left-behind' : was[state]);
    });
  },
);

it('a cycle that took half of it, and may have taken all, leaves the visit its question', () => {
  const story = Story.in('collecting');
  story.tell(forced(story, doubtful));
  expect(types(windowOver(story))).toEqual(['pickup-lapsed']);
});

it('is missing as well when its resident enters the code once more, and finds nothing again', () => {
  const story = Story.in('collecting');
  story.tell(forced(story));
  story.tell(foundEmpty(story));
  story.collect();
  expect(story.state).toBe('collecting');
  story.tell(story.closed(floor, floor, command(3), at(story.nowMs), 4));
  askThrice(story);
  isMissing(story);
});

it('what was seen to be left behind is not gone by what was heard before', () => {
  const story = Story.in('collecting');
  story.tell(forced(story));
  story.tell(story.closed(floor, parcelTop, command(2), at(story.nowMs), 3));
  story.collect();
  expect(types(windowOver(story))).toEqual(['pickup-lapsed']);
});

it('a carrier’s visit that was in question is so again once what was forced out is back', () => {
  const story = Story.in('returning');
  story.tell(foundEmpty(story));
  story.tell(forced(story));
  expect(story.door.stay?.finding).toBe('absent');
  story.tell(story.closed(floor, parcelTop, none, at(story.nowMs), 4));
  expect(windowOver(story).events).toMatchObject([{ type: 'return-lapsed', reason: 'unclear' }]);
});
