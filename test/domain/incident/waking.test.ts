import { describe, expect, it, test } from 'vitest';
import type { Stay } from '../../../domain/door.js';
import type { Playbook, Step } from '../../../domain/exceptions/playbook.js';
import { asksPeople, quietUntilMs } from '../../../domain/incident/waking.js';
import { Case, dayMs, hold, hourMs, minuteMs, startMs, tellManager } from './case.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const night = (timeZone: string) => ({ timeZone, hours: { start: '22:00', end: '08:00' } });
const stayOf = (leaseEnd: string, change: Partial<Stay> = {}) =>
  ({ leases: 1, pickupFrom: 0, leaseEndsAtMs: utc(leaseEnd), ...change }) as Stay;

describe('who is asked at night', () => {
  test.each([
    ['Europe/Berlin', '2026-01-16T01:00:00', '2026-01-16T07:00:00'],
    ['America/New_York', '2026-01-16T04:00:00', '2026-01-16T13:00:00'],
    // The clock is put forward that night, and back: morning is when it shows eight.
    ['Europe/Berlin', '2026-03-28T23:30:00', '2026-03-29T06:00:00'],
    ['Europe/Berlin', '2026-10-24T23:30:00', '2026-10-25T07:00:00'],
  ])('nobody: in %s at %s UTC it waits until %s', (zone, at, morning) => {
    expect(quietUntilMs(utc(at), night(zone), undefined)).toEqual({ resident: utc(morning), courier: utc(morning) });
    expect(quietUntilMs(utc(morning), night(zone), undefined)).toEqual({});
  });

  it('is whoever was at the door less than half an hour ago, and nobody else', () => {
    const [at, morning] = [utc('2026-01-15T22:10:00'), utc('2026-01-16T08:00:00')];
    const of = (stay: Stay) => quietUntilMs(at, night('UTC'), stay);
    expect(of(stayOf('2026-01-15T22:00:00'))).toEqual({ resident: morning });
    expect(of(stayOf('2026-01-15T21:40:00'))).toEqual({ resident: morning, courier: morning });
    expect(of(stayOf('2026-01-15T22:00:00', { leases: 2, pickupFrom: 2 }))).toEqual({ courier: morning });
  });

  const [courier, resident] = [{ leases: 1 }, { leases: 3, pickupFrom: 2 }];
  const movedFrom = {} as Stay['movedFrom'];
  it.each<[string, Partial<Stay>]>([
    ['a carrier who came for it', { ...resident, returns: [3] }],
    ['who moves it', { ...resident, state: 'moving', moves: [3] }],
    ['who was to move it, and left it there', { ...resident, state: 'stored', moves: [2, 3] }],
    ['who moved it into this door', { ...courier, movedFrom }],
    ['whose it was before', { ...resident, othersLeases: 3 }],
  ])('is neither resident nor courier for %s', (_who, change) => {
    const [at, morning] = [utc('2026-01-15T22:10:00'), utc('2026-01-16T08:00:00')];
    const all = { resident: morning, courier: morning };
    expect(quietUntilMs(at, night('UTC'), stayOf('2026-01-15T22:00:00', change))).toEqual(all);
  });

  it.each<[string, Partial<Stay>, string]>([
    ['its courier, whoever it is for by now', { ...courier, othersLeases: 1 }, 'courier'],
    ['its resident, where it was moved before', { ...resident, movedFrom, moves: [2] }, 'resident'],
    ['its resident since it became theirs', { ...resident, othersLeases: 2 }, 'resident'],
  ])('is %s', (_who, change, whom) => {
    const at = utc('2026-01-15T22:10:00');
    expect(quietUntilMs(at, night('UTC'), stayOf('2026-01-15T22:00:00', change))).not.toHaveProperty(whom);
  });

  it('is everybody where a site has no quiet hours', () => {
    expect(quietUntilMs(utc('2026-01-16T01:00:00'), { timeZone: 'UTC', hours: null }, undefined)).toEqual({});
  });
});

describe('a question of a playbook', () => {
  const ask: Step = {
    name: 'tell-resident',
    action: { do: 'tell', whom: 'resident' },
    success: 'over',
    withinMs: dayMs,
  };
  const visit = { bring: [] } as const;
  const asleep = (playbook: Playbook): Case => {
    const one = new Case(playbook);
    one.quietUntilMs = { resident: startMs + 9 * hourMs, courier: startMs + 9 * hourMs };
    one.find('standing');
    return one;
  };

  it('waits for the morning, and is given its day from then on', () => {
    const one = asleep({ steps: [ask], visit });
    expect(one.take()).toEqual([
      expect.objectContaining({ kind: 'create-timer', atMs: startMs + 9 * hourMs + dayMs }),
      { kind: 'tell', whom: 'resident', notBeforeMs: startMs + 9 * hourMs },
    ]);
    expect(one.incident.timeline.rows.at(-1)?.detail).toMatchObject({ tellAtMs: startMs + 9 * hourMs });
  });

  it('holds up nothing else: the site’s people are told at night, and what follows a question at once is done at once', () => {
    const one = asleep({ steps: [{ ...ask, withinMs: 0 }, tellManager], visit });
    expect(one.take()).toEqual([
      expect.objectContaining({ kind: 'create-timer', atMs: startMs + hourMs }),
      { kind: 'tell', whom: 'resident', notBeforeMs: startMs + 9 * hourMs },
      { kind: 'alert', audience: 'manager', alert: 'step' },
    ]);
  });

  it('by day is asked at once', () => {
    const one = new Case({ steps: [hold, ask], visit });
    one.find('standing');
    expect(one.take()).toContainEqual({ kind: 'tell', whom: 'resident' });
    expect(one.incident.timer.atMs).toBe(startMs + dayMs);
  });

  it('is known of a playbook that asks residents or couriers, and of no other', () => {
    expect(asksPeople({ steps: [tellManager, ask], visit })).toBe(true);
    expect(asksPeople({ steps: [{ ...tellManager, withinMs: minuteMs }], visit })).toBe(false);
    expect(asksPeople(undefined)).toBe(false);
  });
});
