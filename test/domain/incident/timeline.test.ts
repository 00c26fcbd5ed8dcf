import { describe, expect, it } from 'vitest';
import { withRow, type Timeline, type TimelineRow } from '../../../domain/incident/timeline.js';
import { Case, hourMs, minuteMs, startMs } from './case.js';

const empty: Timeline = { rows: [], omitted: 0 };
const row = (what: TimelineRow['what'], atMs = 0): TimelineRow => ({ what, atMs });

describe('a timeline', () => {
  it('tells of sightings that follow each other in one row: how many, from when, until when', () => {
    const rows = [5, 6, 7].reduce((timeline, atMs) => withRow(timeline, row('incident-seen', atMs)), empty).rows;
    expect(rows).toEqual([{ what: 'incident-seen', atMs: 5, times: 3, untilMs: 7, detail: undefined }]);
  });

  it('has the latest figures of such sightings, and keeps what only an earlier one told', () => {
    const seen = (atMs: number, detail: TimelineRow['detail']) => ({ ...row('incident-seen', atMs), detail });
    const { rows } = withRow(withRow(empty, seen(5, { doorCycle: 7, parcel: 'missing' })), seen(6, { doorCycle: 8 }));
    expect(rows).toMatchObject([{ times: 2, detail: { doorCycle: 8, parcel: 'missing' } }]);
  });

  it('keeps its first ten rows and its latest, forty in all, and counts the others', () => {
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    const { rows, omitted } = numbers.reduce((timeline, i) => withRow(timeline, row('step-begun', i)), empty);
    expect(rows.map(({ atMs }) => atMs)).toEqual([...numbers.slice(0, 10), ...numbers.slice(70)]);
    expect(omitted).toBe(60);
  });

  it('has who did what, and when', () => {
    const one = Case.in('resolving');
    one.nowMs = startMs + hourMs + minuteMs;
    one.find('standing', { detail: { doorCycle: 7 } });
    one.act('pulse-lock');
    one.dispatch();
    one.resolve('on-site');
    expect(one.incident.timeline.rows).toMatchObject([
      { what: 'incident-raised', atMs: startMs },
      { what: 'step-begun', detail: { step: 'pulse-lock', tries: 1, action: 'command' } },
      { what: 'incident-seen', atMs: one.nowMs, detail: { doorCycle: 7 } },
      { what: 'action-taken', actor: 'kim', detail: { command: 'pulse-lock' } },
      { what: 'incident-dispatched', actor: 'kim' },
      { what: 'incident-resolved', actor: 'kim', detail: { how: 'on-site', by: 'person', note: 'mended' } },
    ]);
  });
});
