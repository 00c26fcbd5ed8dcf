import { describe, expect, it } from 'vitest';
import { decide } from '../../../domain/decide/index.js';
import { isOffered, type Door } from '../../../domain/door.js';
import { evolve } from '../../../domain/evolve.js';
import type { IncidentId } from '../../../domain/ids.js';
import { at, Story } from '../story.js';

describe('a door kept back for an incident', () => {
  const by = 'abcdefghijklmnop-1' as IncidentId;
  const other = 'abcdefghijklmnop-2' as IncidentId;
  const ask = (
    door: Door,
    type: 'hold-door' | 'release-door',
    who = by,
    reason: 'unaccounted' | 'wont-open' = 'unaccounted',
  ) => {
    const { policy } = new Story();
    const { events } = decide(door, { type, by: who, reason, times: at(0) }, { policy, timeZone: 'UTC' });
    return { events, door: events.reduce(evolve, door) };
  };

  it('is held once, let go once, and not held again by the same incident', () => {
    const held = ask(new Story().door, 'hold-door');
    expect(held.door.holds).toEqual([{ by, reason: 'unaccounted' }]);
    expect(isOffered(held.door)).toBe(false);
    expect(ask(held.door, 'hold-door').events).toEqual([]);
    const released = ask(held.door, 'release-door');
    expect(released.door.holds).toEqual([{ by, reason: 'unaccounted', isOver: true }]);
    expect(isOffered(released.door)).toBe(true);
    expect(ask(released.door, 'release-door').events).toEqual([]);
    expect(ask(released.door, 'hold-door').events).toEqual([]);
    expect(ask(released.door, 'hold-door', other).events).toHaveLength(1);
  });

  it('is not held where the end came before the beginning', () => {
    const { door } = ask(new Story().door, 'release-door');
    expect(ask(door, 'hold-door').events).toEqual([]);
  });

  it('is free again where it had held itself for a lock that moves now, and stays held for any other reason', () => {
    const jammed: Door = { ...new Story().door, compartment: 'quarantined', quarantine: 'wont-open' };
    expect(ask(jammed, 'release-door', by, 'wont-open').door).toMatchObject({ compartment: 'free' });
    expect(ask(jammed, 'release-door', by, 'unaccounted').door).toMatchObject({ compartment: 'quarantined' });
    const unclear: Door = { ...jammed, quarantine: 'content-unclear' };
    expect(ask(unclear, 'release-door', by, 'wont-open').door).toMatchObject({ compartment: 'quarantined' });
  });
});
