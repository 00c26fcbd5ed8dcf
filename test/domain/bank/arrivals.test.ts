import { describe, expect, it } from 'vitest';

import { arrivalOf, type Arrival } from '../../../domain/bank/arrivals.js';
import type { Mark } from '../../../domain/bank/state.js';
import { described, deviceFiles as files, deviceLogs } from '../../../evaluate/recordings/lorawan.js';

const hourMs = 3_600_000;
const mark = (bootCount: number, seq: number, atMs = hourMs): Mark => ({ bootCount, seq, atMs });

describe('a message is', () => {
  it.each<[string, Mark, Mark | undefined, Partial<Arrival>]>([
    ['the first', mark(3, 7), undefined, { kind: 'first', missing: 0, silentForMs: 0 }],
    ['the next', mark(3, 8), mark(3, 7), { kind: 'next', missing: 0 }],
    ['the next, with two lost before it', mark(3, 10), mark(3, 7), { kind: 'next', missing: 2 }],
    ['the last one again', mark(3, 7), mark(3, 7), { kind: 'duplicate', missing: 0 }],
    ['the last one again, two months later', mark(3, 7, 1_500 * hourMs), mark(3, 7), { kind: 'duplicate' }],
    ['an older one, a moment later', mark(3, 6, hourMs + 60_000), mark(3, 7), { kind: 'late', missing: 0 }],
    ['an older one, of an earlier start', mark(2, 900), mark(3, 7), { kind: 'late' }],
    ['of a later start', mark(4, 0), mark(3, 7), { kind: 'restarted', missing: 0 }],
    ['of a later start, with a higher number', mark(4, 9), mark(3, 7), { kind: 'restarted', missing: 0 }],
    ['of a count that began anew', mark(3, 6, hourMs + 60_001), mark(3, 7), { kind: 'restarted' }],
    ['of a controller whose flash was wiped', mark(1, 0, 2 * hourMs), mark(3, 7), { kind: 'restarted' }],
  ])('%s', (_, now, known, expected) => {
    expect(arrivalOf(now, known)).toMatchObject(expected);
  });

  it('heard after a silence, which a duplicate ends as well as a new one does', () => {
    const again = arrivalOf(mark(3, 7, 9 * hourMs), mark(3, 7, hourMs));
    expect(again).toEqual({ kind: 'duplicate', missing: 0, silentForMs: 8 * hourMs, last: mark(3, 7, 9 * hourMs) });
    expect(arrivalOf(mark(3, 8, 10 * hourMs), again.last).silentForMs).toBe(hourMs);
  });

  it('whose age says that it is from before the last makes no silence, and turns no time back', () => {
    const late = arrivalOf(mark(3, 6, 0), mark(3, 7, hourMs));
    expect(late).toMatchObject({ kind: 'late', silentForMs: 0, last: mark(3, 7, hourMs) });
    expect(arrivalOf(mark(3, 8, 0), mark(3, 7, hourMs)).last.atMs).toBe(hourMs);
  });
});

const logs = deviceLogs();

describe.skipIf(!logs.isHere)('in the recorded logs of two devices', () => {
  it('on a tower: 1,966 late duplicates, one of 48 days, 17 lost, one restart, three silences of over six hours', () => {
    expect(logs.follow(files[0])).toEqual({ ...described[files[0]], longestDays: 48.6 });
  });

  it('indoors: 26 restarts, 77,582 lost, 62 silences of over six hours, the longest of 156 days', () => {
    const longestDays = expect.closeTo(156, 0) as number;
    expect(logs.follow(files[1])).toEqual({ ...described[files[1]], longestDays });
  });

  it('with a count of starts, as our banks have it, those ten are told apart as well', () => {
    let [starts, restarted, duplicate] = [1, 0, 0];
    let before: { frame: number; port: string } | undefined;
    let last: Mark | undefined;
    for (const [, reportedAtMs, number, port = ''] of logs.rowsOf(files[1]).slice(1)) {
      const frame = Number(number);
      // A device that joins sends its first frame on port 2, with its settings.
      if (before && (frame < before.frame || (frame === 0 && port === '2'))) starts += 1;
      const arrival = arrivalOf({ bootCount: starts, seq: frame, atMs: Number(reportedAtMs) }, last);
      restarted += Number(arrival.kind === 'restarted');
      duplicate += Number(arrival.kind === 'duplicate');
      [last, before] = [arrival.last, { frame, port }];
    }
    expect([restarted, duplicate]).toEqual([36, 0]);
  });
});
