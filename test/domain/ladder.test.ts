import { describe, expect, it, test } from 'vitest';
import { ladderOf, nextLookAtMs, stepDue } from '../../domain/ladder.js';
import { defaultPolicy } from '../../domain/policy.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
/** 22:00 to 08:00, by these clocks. */
const rules = (timeZone: string, change: Partial<typeof defaultPolicy> = {}) => ({
  policy: { ...defaultPolicy, ...change },
  timeZone,
});
const told = (...args: Parameters<typeof ladderOf>) => ladderOf(...args).map(({ atMs, step }) => [shown(atMs), step]);

describe('a ladder with quiet hours', () => {
  it('leaves alone what falls in the day', () => {
    // 15:00 in Berlin: 24 h and 48 h at 15:00, 66 h at 09:00, overdue at 15:00.
    expect(told(rules('Europe/Berlin'), { storedAtMs: utc('2026-01-05T14:00') })).toEqual([
      ['2026-01-06T14:00', 1],
      ['2026-01-07T14:00', 2],
      ['2026-01-08T08:00', 3],
      ['2026-01-08T14:00', 'overdue'],
    ]);
  });

  it('moves what falls in the night to its end', () => {
    // Stored at 02:00: each step but the third, 20:00, would be at 02:00 again.
    expect(told(rules('Europe/Berlin'), { storedAtMs: utc('2026-01-05T01:00') })).toEqual([
      ['2026-01-06T07:00', 1],
      ['2026-01-07T07:00', 2],
      ['2026-01-07T19:00', 3],
      ['2026-01-08T07:00', 'overdue'],
    ]);
  });

  it('merges a reminder that moves nearer than 6 h to the step after it with that', () => {
    // Stored at 10:00: the third, 04:00, moves to 08:00, two hours before overdue.
    expect(told(rules('UTC'), { storedAtMs: utc('2026-01-05T10:00') })).toEqual([
      ['2026-01-06T10:00', 1],
      ['2026-01-07T10:00', 2],
      ['2026-01-08T10:00', 'overdue'],
    ]);
    // 23:00 and 05:00 are one morning: the reminders count on without a gap.
    const policy = { reminderHours: [24, 30, 48], overdueHours: 72 };
    expect(told(rules('UTC', policy), { storedAtMs: utc('2026-01-05T23:00') })).toEqual([
      ['2026-01-07T08:00', 1],
      ['2026-01-08T08:00', 2],
      ['2026-01-09T08:00', 'overdue'],
    ]);
  });

  it('keeps what an operator set near to overdue in the day', () => {
    const policy = { reminderHours: [70], overdueHours: 72 };
    expect(told(rules('UTC', policy), { storedAtMs: utc('2026-01-05T14:00') })).toEqual([
      ['2026-01-08T12:00', 1],
      ['2026-01-08T14:00', 'overdue'],
    ]);
  });

  test.each([
    // Stored on Saturday at 06:00 local: 24 h later is 07:00 on the Sunday of the shorter day, 05:00 on that of the longer.
    ['Europe/Berlin', '2026-03-28T05:00', '2026-03-29T06:00'],
    ['Europe/Berlin', '2026-10-24T04:00', '2026-10-25T07:00'],
    ['Australia/Sydney', '2026-10-02T20:00', '2026-10-03T21:00'],
    ['Australia/Sydney', '2026-04-03T19:00', '2026-04-04T22:00'],
  ])('reminds at 08:00 of the new time on the day after a change in %s', (timeZone, stored, first) => {
    expect(told(rules(timeZone), { storedAtMs: utc(stored) })[0]).toEqual([first, 1]);
  });

  it('looks soon where the ladder is over, but not in the night', () => {
    const storedAtMs = utc('2026-01-05T10:00');
    expect(shown(nextLookAtMs(rules('UTC'), { storedAtMs }, utc('2026-01-20T12:00')))).toBe('2026-01-20T13:00');
    expect(shown(nextLookAtMs(rules('UTC'), { storedAtMs }, utc('2026-01-20T21:30')))).toBe('2026-01-21T08:00');
  });
});

describe('a hold', () => {
  const storedAtMs = utc('2026-01-05T14:00');

  it('puts the whole ladder behind its end', () => {
    const of = { storedAtMs, heldUntilMs: utc('2026-01-20T12:00') };
    expect(told(rules('UTC'), of)).toEqual([
      ['2026-01-21T12:00', 1],
      ['2026-01-22T12:00', 2],
      ['2026-01-23T12:00', 'overdue'], // 66 h is 06:00, and merges.
    ]);
    expect(stepDue(rules('UTC'), of, utc('2026-01-21T11:59'))).toBeUndefined();
    expect(shown(nextLookAtMs(rules('UTC'), of, storedAtMs))).toBe('2026-01-21T12:00');
  });

  it('that ended before the parcel was stored changes nothing', () => {
    expect(told(rules('UTC'), { storedAtMs, heldUntilMs: utc('2026-01-01T00:00') })).toEqual(
      told(rules('UTC'), { storedAtMs }),
    );
  });

  it('counts for 60 days from when the parcel was stored, and no longer', () => {
    expect(told(rules('UTC'), { storedAtMs, heldUntilMs: utc('2026-12-31T00:00') })[0]).toEqual([
      '2026-03-07T14:00',
      1,
    ]);
  });
});

describe('an extension', () => {
  // Monday, 14:00. By the policy: reminders on Tuesday and Wednesday at 14:00 and on Thursday at 08:00, overdue then at 14:00.
  const storedAtMs = utc('2026-01-05T14:00');

  it('moves overdue, and with it the last reminder: those before it stay', () => {
    expect(told(rules('UTC'), { storedAtMs, extendedUntilMs: utc('2026-01-12T20:00') })).toEqual([
      ['2026-01-06T14:00', 1],
      ['2026-01-07T14:00', 2],
      ['2026-01-12T14:00', 3],
      ['2026-01-12T20:00', 'overdue'],
    ]);
  });

  it('to an instant at night is overdue in the morning', () => {
    const of = { storedAtMs, extendedUntilMs: utc('2026-01-12T23:00') };
    expect(told(rules('UTC'), of).at(-1)).toEqual(['2026-01-13T08:00', 'overdue']);
  });

  it('to before what the policy says, or what a hold makes of it, changes nothing', () => {
    const early = { storedAtMs, extendedUntilMs: utc('2026-01-08T13:59') };
    expect(told(rules('UTC'), early)).toEqual(told(rules('UTC'), { storedAtMs }));
    const held = { storedAtMs, heldUntilMs: utc('2026-01-20T12:00') };
    const extended = { ...held, extendedUntilMs: utc('2026-01-12T20:00') };
    expect(told(rules('UTC'), extended)).toEqual(told(rules('UTC'), held));
  });

  it('of a site that reminds nobody moves overdue alone', () => {
    const of = { storedAtMs, extendedUntilMs: utc('2026-01-12T20:00') };
    expect(told(rules('UTC', { reminderHours: [] }), of)).toEqual([['2026-01-12T20:00', 'overdue']]);
  });
});

it('a parcel that becomes another resident’s is spoken of from then on as if it had just come', () => {
  const of = { storedAtMs: utc('2026-01-05T14:00'), assignedAtMs: utc('2026-01-07T15:00') };
  expect(told(rules('UTC'), of)).toEqual(told(rules('UTC'), { storedAtMs: utc('2026-01-07T15:00') }));
});
