import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { TimelineRow } from '../../../domain/incident/timeline.js';
import { mustGoOf } from '../../../simulator/fleet/must-go.js';

const byPlaybook = { askedAtMs: 5, bring: [] };
const answer = (step: number, tries: number, outcome = 'done', reason = ''): TimelineRow => ({
  atMs: 1,
  what: 'outcome-told',
  detail: { commandId: `i-aaaaaaaaaaaaaaaa-1-${step}-${tries}`, outcome, reason },
});
const inVain = (step: number, tries: number) => answer(step, tries, 'failed', 'lock-does-not-move');

const incident = (cause: Cause, rows: TimelineRow[], visit: Incident['visit'] = byPlaybook) => ({
  cause,
  visit,
  timeline: { rows, omitted: 0 },
});
const seenWith = (cause: Cause, detail: Record<string, string>) =>
  mustGoOf(incident(cause, [{ atMs: 0, what: 'incident-raised', detail }]));

/** Two pulses, the rail's start, two pulses, a long one: what the playbook of a door that does not open tries. */
const sequence = [inVain(0, 1), inVain(0, 2), answer(1, 1), inVain(2, 1), inVain(2, 2), inVain(3, 1)];
/** The same of a lock that moves, and does not open its door: it is given no long pulse. */
const moved = [answer(0, 1), answer(0, 2), answer(1, 1), answer(2, 1), answer(2, 2)];

describe('a jam is of the list where it has survived the remote sequence', () => {
  it('which the bank has carried out to its end: it tried to move the lock, or did, and started the rail', () => {
    expect(mustGoOf(incident('wont-open', sequence))).toBe('jam');
    expect(mustGoOf(incident('wont-open', moved))).toBe('jam');
    expect(mustGoOf(incident('wont-open', [...moved.slice(0, 3), ...sequence.slice(3)]))).toBe('jam');
    expect(mustGoOf(incident('wont-open', [...sequence.slice(0, 3), ...moved.slice(3)]))).toBe('jam');
  });

  it.each([
    ['a pulse had no answer', sequence.slice(1)],
    ['a pulse was refused', [answer(0, 1, 'refused'), ...sequence.slice(1)]],
    ['the lock has not moved and was given no long one', sequence.slice(0, -1)],
    ['nor that where it had moved earlier', [...moved.slice(0, 3), ...sequence.slice(3, -1)]],
    ['the long one was refused', [...sequence.slice(0, -1), answer(3, 1, 'refused')]],
    ['the last of a lock that moves had no answer', moved.slice(0, -1)],
    ['a pulse came too late', [...sequence.slice(0, 4), answer(2, 2, 'expired', 'never-came'), inVain(3, 1)]],
    ['the rail did not start', [...sequence.slice(0, 2), answer(1, 1, 'failed', 'other'), ...sequence.slice(3)]],
    ['nothing was tried', []],
  ])('and is not where %s, though somebody went', (_, rows) => {
    expect(mustGoOf(incident('wont-open', rows))).toBeUndefined();
  });

  it('and is not where nobody was asked to go, or a person had sent somebody', () => {
    expect(mustGoOf({ ...incident('wont-open', sequence), visit: undefined })).toBeUndefined();
    expect(mustGoOf(incident('wont-open', sequence, { ...byPlaybook, actor: 'manager' }))).toBeUndefined();
  });
});

it('a flat clock is of the list where the clock was wrong after every start', () => {
  expect(mustGoOf(incident('clock-skew', [answer(0, 1), answer(0, 2)]))).toBe('battery');
  expect(mustGoOf(incident('clock-skew', [answer(0, 1)]))).toBeUndefined();
});

it('other entries are told by what the case was last seen with', () => {
  expect(seenWith('opened-without-command', { parcel: 'missing' })).toBe('forced');
  expect(seenWith('opened-without-command', { parcel: 'there' })).toBeUndefined();
  expect(seenWith('phantom', { owner: 'unknown' })).toBe('owner');
  expect(seenWith('phantom', { owner: 'asked' })).toBeUndefined();
  expect(seenWith('sensor-blind', { why: 'covered' })).toBe('cleaning');
  expect(seenWith('sensor-blind', { why: 'errors' })).toBeUndefined();
  expect(seenWith('door-flapping', { why: 'wiring' })).toBe('wiring');
  expect(seenWith('door-flapping', {})).toBeUndefined();
});

it.each([
  ['wrong-door-opened', 'wiring'],
  ['sensor-swapped', 'wiring'],
  ['foreign-object', 'owner'],
  ['dangerous-goods', 'goods'],
  ['ups-battery', 'battery'],
  ['left-behind', undefined],
  ['boot-loop', undefined],
  ['brown-out', undefined],
  ['bank-offline', undefined],
  ['latch-bounce', undefined],
  ['door-switch-stuck', undefined],
] as const)('%s is of the list by its cause: %s', (cause, name) => {
  expect(mustGoOf(incident(cause, [answer(0, 1), answer(2, 1), answer(2, 2), answer(2, 3)]))).toBe(name);
});
