import { describe, expect, it } from 'vitest';
import { doorOfCommand, findingsOfOpening, wasToldInVain } from '../../../domain/guard/opening.js';
import type { CompartmentId } from '../../../domain/ids.js';
import type { Authority, DoorOpened } from '../../../domain/inputs.js';
import { at, bankId, compartmentId, startMs, Story } from '../story.js';

const opened = (authority: Authority, openedUptimeMs?: number): DoorOpened => ({
  type: 'door-opened',
  bankId,
  messageId: 'm1',
  compartmentId,
  doorCycle: 412,
  authority,
  openedUptimeMs,
  times: at(startMs),
});
const none: Authority = { kind: 'none' };
const causes = (opening: DoorOpened, under?: string) =>
  findingsOfOpening(opening, under as CompartmentId | undefined).map(({ cause }) => cause);

describe('a door that opened', () => {
  it('under a command for another door is the wrong one', () => {
    const opening = opened({ kind: 'command', commandId: 'A01-k3x9q2-1-open' }, 900_000);
    expect(findingsOfOpening(opening, 'A01' as CompartmentId)).toEqual([
      {
        cause: 'wrong-door-opened',
        place: { bankId, compartmentId: 'A07' },
        status: 'standing',
        key: 'cycle-412',
        occurredAtMs: startMs,
        detail: { doorCycle: 412, under: 'A01' },
        evidence: ['cycle-412'],
      },
    ]);
    expect(causes(opening, 'A07')).toEqual([]);
    expect(causes(opening)).toEqual([]); // Nobody knows for which it was.
  });

  it.each([
    ['by nobody’s right, a moment after a start', none, 10_000, ['opens-at-boot']],
    ['by nobody’s right, later', none, 10_001, []],
    ['by nobody’s right, in the first millisecond', none, 1, ['opens-at-boot']],
    ['by nobody’s right, before the start: it may have been forced', none, 0, []],
    ['by nobody’s right, of which nobody says when', none, undefined, []],
    ['with a key, a moment after a start', { kind: 'key' } as const, 5_000, []],
    ['under a command, a moment after a start', { kind: 'command', commandId: 'c-1' } as const, 5_000, []],
  ])('%s', (_, authority, uptimeMs, found) => {
    expect(causes(opened(authority, uptimeMs))).toEqual(found);
  });

  it('at a start is a matter of the whole bank, and says which it was', () => {
    expect(findingsOfOpening(opened(none, 800), undefined)).toEqual([
      {
        cause: 'opens-at-boot',
        place: { bankId },
        status: 'standing',
        key: 'A07-cycle-412',
        occurredAtMs: startMs,
        detail: { doorCycle: 412, compartmentId: 'A07' },
      },
    ]);
  });
});

it('the id of a visit’s command says for which door it is, and no other does', () => {
  expect(doorOfCommand('A01-k3x9q2-1-open')).toBe('A01');
  expect(doorOfCommand('c-abcdefgh')).toBeUndefined();
});

describe('a door that was told to open', () => {
  /** Its lease began at `startMs` and lasts 80 s; at none of its pulses did it open, which was known after 62 s. */
  const jammed = () => {
    const story = new Story();
    story.reserve();
    story.nowMs += 62_000;
    return { ...story.door, faults: { 'wont-open': story.nowMs } };
  };

  it('in vain was so from the command to the end of its lease', () => {
    const instants = [-1, 0, 2_000, 80_000, 80_001].map((ms) => startMs + ms);
    expect(instants.map((ms) => wasToldInVain(jammed(), ms))).toEqual([false, true, true, true, false]);
  });

  it('is not known to have been in vain while it may still open, nor by a jam of an earlier lease', () => {
    const story = new Story();
    story.reserve();
    expect(wasToldInVain(story.door, startMs)).toBe(false);
    expect(wasToldInVain({ ...story.door, faults: { 'wont-open': startMs - 1 } }, startMs)).toBe(false);
    expect(wasToldInVain({ ...jammed(), stay: undefined }, startMs)).toBe(false);
  });
});
