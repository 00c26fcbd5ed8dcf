import { describe, expect, it } from 'vitest';
import { isLaterMessage } from '../../../domain/bank/order.js';
import type { Mark } from '../../../domain/bank/state.js';
import { deviceFiles as files, deviceLogs } from '../../../evaluate/recordings/lorawan.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The last message that was heard: the seventh of the third start, a hundred hours after it. */
const known: Mark = { bootCount: 3, seq: 7, atMs: 100 * hourMs };
const heard = (bootCount: number, seq: number, atMs: number, uptimeMs = atMs) => ({
  origin: { controllerId: 'c', bootCount, seq, uptimeMs },
  times: { occurredAtMs: atMs, receivedAtMs: atMs, nowMs: atMs, ageKnown: true },
});
const after = (ms: number) => known.atMs + ms;
/** Repeated by a library so late, with the uptime that it was first sent with: it looks as young as it was then. */
const repeated = (seq: number, lateMs: number) => heard(3, seq, known.atMs + lateMs, known.atMs - (7 - seq) * hourMs);

describe('a message is later', () => {
  it.each([
    ['the first', heard(3, 7, 0), undefined],
    ['the next', heard(3, 8, after(hourMs)), known],
    ['the next, at the same moment', heard(3, 8, known.atMs), known],
    ['the next, where the last was repeated late and seems to be younger', heard(3, 8, after(-2 * minuteMs)), known],
    ['the next, where sixteen bits count them', heard(3, 2, after(hourMs)), { ...known, seq: 65_534 }],
    ['of a later start', heard(4, 0, after(minuteMs), 0), known],
    ['of a later start, in its first second', heard(4, 0, after(1_000), 0), known],
    ['of a controller whose flash was wiped', heard(1, 0, after(2 * minuteMs), 0), known],
    ['of one that was wiped, and counts to the same start', heard(3, 5, after(hourMs), 50 * minuteMs), known],
  ])('%s', (_, message, last) => {
    expect(isLaterMessage(message, last)).toBe(true);
  });
});

describe('a message is not later', () => {
  it.each([
    ['the same', heard(3, 7, known.atMs)],
    ['the same, repeated two months later', repeated(7, 1_500 * hourMs)],
    ['the first of its start, repeated', heard(3, 0, after(hourMs), 0), { ...known, seq: 0 }],
    ['an older one', heard(3, 6, after(-hourMs))],
    ['an older one of many, repeated', heard(3, 32_232, after(hourMs)), { ...known, seq: 65_000 }],
    ['an older one, repeated three minutes after the last', repeated(6, 3 * minuteMs)],
    ['of an earlier start', heard(2, 900, after(-hourMs))],
  ])('%s', (_, message, last = known) => {
    expect(isLaterMessage(message, last)).toBe(false);
  });
});

const logs = deviceLogs();

describe.skipIf(!logs.isHere)('in the recorded logs of two devices', () => {
  it('on a tower: 1,966 late duplicates, one of 48 days, 17 lost, one reset, three silences of over six hours', () => {
    const found = { duplicates: 1_966, resets: 1, missing: 17, silences: 3, longestDays: 48.6 };
    expect(logs.follow(files[0])).toEqual(found);
  });

  // Ten messages more are frame 0 after frame 0, minutes later: there the counter did not fall, and nobody can tell by it.
  it('indoors: the counter falls 26 times, 77,582 lost, 62 silences of over six hours, the longest of 156 days', () => {
    const found = { resets: 26, missing: 77_582, silences: 62, longestDays: expect.closeTo(156, 0) as number };
    expect(logs.follow(files[1])).toEqual({ ...found, duplicates: 10 });
  });

  it('indoors, with a count of starts, as our banks have it: those ten are starts too, and no duplicates', () => {
    expect(logs.follow(files[1], { countsStarts: true })).toMatchObject({ resets: 36, duplicates: 0, missing: 77_582 });
  });
});
