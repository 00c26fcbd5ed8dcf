import { describe, expect, it } from 'vitest';
import { withoutCommand } from '../../../domain/decide/without-command.js';
import type { Context } from '../../../domain/decide/decision.js';
import type { Authority, DoorAjar } from '../../../domain/inputs.js';
import { at, compartmentId, floor, minuteMs, startMs, Story } from '../story.js';

const none = { kind: 'none' } as const;
const shut = { doorCycle: 7, atMs: startMs };
const context = (lastShut: Context['lastShut']) => ({ lastShut }) as Context;

/** Cycle 8 of a door that was last shut at `startMs`: open for nine seconds, and shut so long after that. */
const closed = (story: Story, afterMs: number, authority: Authority = none) =>
  story.closed(floor, floor, authority, at(startMs + afterMs), 8);

describe('a door that was opened by nobody’s right', () => {
  it('sprang open where it was shut less than a second before', () => {
    const story = new Story();
    expect(withoutCommand(story.door, closed(story, 9_500), context(shut))).toEqual([
      { type: 'sprang-open', doorCycle: 8, openedAtMs: startMs + 500, isClosed: true },
    ]);
  });

  it('was opened without a command where it had been shut for longer, or nobody knows for how long', () => {
    const story = new Story();
    const opened = (ms: number) => [
      { type: 'opened-without-command', doorCycle: 8, openedAtMs: startMs + ms, isClosed: true },
    ];
    expect(withoutCommand(story.door, closed(story, minuteMs), context(shut))).toEqual(opened(minuteMs - 9_000));
    expect(withoutCommand(story.door, closed(story, 9_500), context(undefined))).toEqual(opened(500));
    const ofAnOldBoot = { ...closed(story, 9_500), times: { ...at(startMs + 9_500), ageKnown: false } };
    expect(withoutCommand(story.door, ofAnOldBoot, context(shut))).toEqual(opened(500));
  });

  it('is the same cycle when it stands ajar and when it closes, though by then another commit came last', () => {
    const story = new Story();
    const ajar: DoorAjar = {
      ...{ type: 'door-ajar', compartmentId, doorCycle: 8, authority: none, openForMs: minuteMs },
      ...story.fromBank(at(startMs + 500 + minuteMs)),
    };
    const sprang = { type: 'sprang-open', doorCycle: 8, openedAtMs: startMs + 500 };
    expect(withoutCommand(story.door, ajar, context(shut))).toEqual([{ ...sprang, isClosed: false }]);
    const latch = { cycle: 8, lastAtMs: startMs + 500, times: 1 };
    const later = closed(story, 2 * minuteMs);
    expect(withoutCommand({ ...story.door, latch }, later, context(undefined))).toMatchObject([
      { type: 'sprang-open', doorCycle: 8, isClosed: true },
    ]);
  });

  it('is nothing where a command or a key opened it', () => {
    const story = new Story();
    expect(withoutCommand(story.door, closed(story, 9_500, { kind: 'key' }), context(shut))).toEqual([]);
  });
});
