import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { IncidentId } from '../../../domain/ids.js';
import { alarmsOf } from '../../../domain/reports/alarms.js';
import type { Counted } from '../../../domain/reports/operations.js';
import { counted } from './counted.js';

const dayMs = 24 * 3_600_000;
const alarm = (change: Partial<Counted> = {}, cause: Cause = 'sensor-drift'): Counted =>
  counted({
    ...{ cause, position: { step: -1, tries: 0 }, resolution: { how: 'remotely', by: 'over', atMs: 1 } },
    ...change,
  });
const period = { banks: 4, forMs: 15 * dayMs };
const ended = (one: Counted) => alarmsOf([one], period).endedByThemselves;

describe('alarms about sensors', () => {
  it('that ended by themselves are held against the budget, over banks and months of 30 days', () => {
    const report = alarmsOf([alarm(), alarm({}, 'sensor-stuck'), alarm({}, 'wont-open')], period);
    expect(report).toEqual({ raised: 2, endedByThemselves: 2, endedPerBankPerMonth: 1 }); // Four banks, half a month.
  });

  it('were no false ones where a command was given first, by the playbook or a person', () => {
    expect(ended(alarm({ position: { step: 0, tries: 1, commandId: 'i-1' } }))).toBe(0);
    expect(ended(alarm({ acts: [{ commandId: 'c-1', command: 'restart', untilMs: 1 }] }))).toBe(0);
  });

  it('were no false ones where they came again, somebody was asked to go, or a person ended them', () => {
    expect(ended(alarm({ repeatedBy: 'x-2' as IncidentId }))).toBe(0);
    expect(ended(alarm({ visit: { askedAtMs: 0, bring: [] } }))).toBe(0);
    expect(ended(alarm({ resolution: { how: 'remotely', by: 'person', atMs: 1 } }))).toBe(0);
    expect(ended(alarm({ state: 'resolving', resolution: undefined }))).toBe(0);
  });

  it('have no rate where there is no bank', () => {
    expect(alarmsOf([], { banks: 0, forMs: dayMs })).toEqual({ raised: 0, endedByThemselves: 0 });
  });
});
