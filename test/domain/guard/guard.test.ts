import { describe, expect, it } from 'vitest';
import {
  afterRightTry,
  afterWrongTry,
  blockedBy,
  findingsOf,
  freshGuard,
  keypadUnlocked,
  mayNotClear,
  opensCleared,
  stopped,
  stopsPersons,
  type Guard,
  type Stop,
} from '../../../domain/guard/guard.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';

const nowMs = 1_000_000;
const door = (label: string) => label as CompartmentId;
const cleared = { by: 'ann', reason: 'walked along', atMs: nowMs };
const wrongDoor = (change: Partial<Stop> = {}): Stop => ({
  cause: 'wrong-door-opened',
  compartmentId: door('A07'),
  key: 'A07-cycle-412',
  occurredAtMs: nowMs,
  ...change,
});
const massOpen = (change: Partial<Stop> = {}): Stop => ({
  cause: 'mass-open',
  key: 'c-1',
  occurredAtMs: nowMs,
  by: ['bob'],
  scopes: ['person:bob'],
  ...change,
});
const ofNobody = massOpen({ by: [], scopes: [] });
const after = (guard: Guard, ...stops: Stop[]): Guard =>
  stops.reduce((before, stop) => stopped(before, stop, nowMs) ?? before, guard);

describe('wrong tries in a row', () => {
  const tries = (count: number): Guard => {
    let guard = freshGuard;
    for (let i = 1; i <= count; i++) guard = afterWrongTry(guard, `m${i}`, nowMs + i) ?? guard;
    return guard;
  };
  const muchLater = nowMs + 1e9;

  it.each([
    [1, undefined],
    [19, undefined],
    [20, 'keypad-locked'],
    [25, 'keypad-locked'],
  ])('%d of them, long ago: %s', (count, refusal) => {
    expect(blockedBy(tries(count), muchLater)).toBe(refusal);
  });

  it('make the next one wait', () => {
    expect(blockedBy(tries(2), nowMs + 2 + 999)).toBe('wait');
    expect(blockedBy(tries(2), nowMs + 2 + 1_000)).toBeUndefined();
  });

  it('are locked since the twentieth, however many follow', () => {
    expect(tries(30).lockedAtMs).toBe(nowMs + 20);
  });

  it('are over with a right one', () => {
    expect(afterRightTry(tries(19), nowMs)).toMatchObject({ wrongTries: 0 });
  });

  it('are forgotten by a person who unlocks the keypad', () => {
    const unlocked = keypadUnlocked(tries(20), cleared);
    expect(blockedBy(unlocked, nowMs)).toBeUndefined();
    expect(unlocked).toMatchObject({ wrongTries: 0, keypadCleared: cleared });
  });

  it('count each message once, also one that comes again after others', () => {
    expect(afterWrongTry(tries(3), 'm1', muchLater)).toBeUndefined();
    expect(afterWrongTry(tries(3), 'm4', muchLater)).toMatchObject({ wrongTries: 4 });
  });

  it('leave opens that were stopped as they are', () => {
    const both = afterWrongTry(after(freshGuard, wrongDoor()), 'm1', nowMs)!;
    expect(blockedBy(keypadUnlocked(both, cleared), muchLater)).toBe('opens-stopped');
    expect(afterRightTry(both, nowMs).opensStopped).toEqual(both.opensStopped);
  });
});

describe('opens at a bank', () => {
  it('are stopped by what stops them, and go on when a person has cleared it', () => {
    const guard = after(freshGuard, wrongDoor());
    expect(blockedBy(guard, nowMs + 1e9)).toBe('opens-stopped');
    expect(guard.opensStopped).toEqual({
      cause: 'wrong-door-opened',
      atMs: nowMs,
      by: [],
      scopes: [],
      sightings: [{ cause: 'wrong-door-opened', compartmentId: 'A07' }],
    });
    expect(blockedBy(opensCleared(guard, cleared), nowMs)).toBeUndefined();
  });

  it('are stopped once by each cause: its door closes hours after it was cleared, and stops nothing', () => {
    const again = wrongDoor({ occurredAtMs: nowMs + 7_200_000 });
    const guard = opensCleared(after(freshGuard, wrongDoor()), cleared);
    expect(stopped(guard, again, nowMs)).toBeUndefined();
    expect(stopped(after(freshGuard, wrongDoor()), wrongDoor(), nowMs)).toBeUndefined();
  });

  it('are not stopped by what happened before the person looked, and is heard of later', () => {
    const guard = opensCleared(after(freshGuard, wrongDoor()), cleared);
    const other = { compartmentId: door('A09'), key: 'A09-cycle-3' };
    expect(stopped(guard, wrongDoor({ ...other, occurredAtMs: nowMs }), nowMs + 5)).toBeUndefined();
    expect(stopped(guard, wrongDoor({ ...other, occurredAtMs: nowMs + 1 }), nowMs + 5)).toBeDefined();
  });

  it('keep the first cause, and add up whose opens it was, where, and which doors', () => {
    const guard = after(
      freshGuard,
      wrongDoor(),
      massOpen(),
      massOpen({ key: 'c-2', by: ['bob', 'eve'], scopes: ['site:s'] }),
      wrongDoor({ key: 'A07-cycle-413' }),
      wrongDoor({ key: 'A09-cycle-1', compartmentId: door('A09') }),
    );
    expect(guard.opensStopped).toEqual({
      cause: 'wrong-door-opened',
      atMs: nowMs,
      by: ['bob', 'eve'],
      scopes: ['person:bob', 'site:s'],
      sightings: [
        { cause: 'wrong-door-opened', compartmentId: 'A07' },
        { cause: 'mass-open', compartmentId: undefined },
        { cause: 'wrong-door-opened', compartmentId: 'A09' },
      ],
    });
  });

  it('remember the last sixteen causes', () => {
    const keys = Array.from({ length: 20 }, (_, i) => `A07-cycle-${i}`);
    expect(after(freshGuard, ...keys.map((key) => wrongDoor({ key }))).stops).toEqual(keys.slice(4));
  });

  it('that persons give stop for mass opening; to find out how doors are wired takes opening them', () => {
    expect(stopsPersons(after(freshGuard, massOpen()))).toBe(true);
    expect(stopsPersons(after(freshGuard, massOpen({ by: [] })))).toBe(true); // The bank's own count.
    expect(stopsPersons(after(freshGuard, wrongDoor()))).toBe(false);
    expect(stopsPersons(after(freshGuard, wrongDoor({ cause: 'opens-at-boot' })))).toBe(false);
    expect(stopsPersons(after(freshGuard, wrongDoor(), massOpen()))).toBe(true);
    expect(stopsPersons(freshGuard)).toBe(false);
  });

  it.each([
    ['whoever had no part in it', 'ann', false, massOpen(), undefined],
    ['not one whose opens it was', 'bob', false, massOpen(), 'second-person'],
    ['not even an operator whose opens it was', 'bob', true, massOpen(), 'second-person'],
    ['anybody, of a wrong door', 'bob', false, wrongDoor(), undefined],
    ['anybody, of the bank’s own count of what no person gave', 'bob', false, ofNobody, undefined],
    ['an operator, of the whole fleet', 'ann', true, massOpen({ scopes: ['fleet'] }), undefined],
    ['nobody else, of the whole fleet', 'ann', false, massOpen({ scopes: ['fleet'] }), 'second-person'],
  ] as const)('are cleared by %s', (_, actor, isOperator, stop, refusal) => {
    const { opensStopped } = after(freshGuard, stop);
    expect(mayNotClear(opensStopped!, { actor, isOperator, roleSinceMs: 0, nowMs: 86_400_000 })).toBe(refusal);
  });

  it.each([
    ['not who has their role for less than a day', massOpen(), 86_399_999, 'role-too-new'],
    ['who has it for a day', massOpen(), 86_400_000, undefined],
    ['whoever came today, where it takes no second person: of a wrong door', wrongDoor(), 1, undefined],
    ['whoever came today, of the bank’s own count of what no person gave', ofNobody, 1, undefined],
  ] as const)('are cleared by %s', (_, stop, heldForMs, refusal) => {
    const { opensStopped } = after(freshGuard, stop);
    const who = { actor: 'ann', isOperator: false, roleSinceMs: nowMs };
    expect(mayNotClear(opensStopped!, { ...who, nowMs: nowMs + heldForMs })).toBe(refusal);
  });

  it('that are cleared end all that was found', () => {
    const atBoot = (label: string): Stop => ({
      ...wrongDoor(),
      cause: 'opens-at-boot',
      compartmentId: door(label),
      key: label,
    });
    const { opensStopped } = after(freshGuard, wrongDoor(), massOpen(), atBoot('A01'), atBoot('A02'));
    const over = findingsOf('bank-1' as BankId, opensStopped!, { status: 'over', atMs: nowMs });
    expect(over.map(({ cause, place, status }) => [cause, place.compartmentId, status])).toEqual([
      ['wrong-door-opened', 'A07', 'over'],
      ['mass-open', undefined, 'over'],
      ['opens-at-boot', undefined, 'over'],
    ]);
  });
});
