import { describe, expect, it } from 'vitest';
import {
  holdsOnRecord,
  isFreeOnRecord,
  isOfOneMoment,
  isSurelyEmpty,
  isVisited,
} from '../../../domain/audit/record.js';
import type { Door } from '../../../domain/door.js';
import { endedStates, stayStates } from '../../../domain/stay.js';
import { freeDoor, occupiedDoor, startMs, stayOf } from './audited.js';

const record = (door: Door, change = {}) => ({ door, changedAtMs: startMs, isBehind: false, ...change });
const look = (doorCycle?: number) => ({ door: 'closed' as const, windows: [], doorCycle });

describe('record and sensors tell of one moment', () => {
  it('where the bank counts as far as is decided, whatever the clocks say', () => {
    expect(isOfOneMoment(record(freeDoor(), { changedAtMs: startMs + 9, isBehind: true }), look(412), startMs)).toBe(
      true,
    );
  });
  it.each([411, 413, 0])(
    'not where it counts %i and 412 is decided: its door did something else since, or before',
    (cycle) => {
      expect(isOfOneMoment(record(freeDoor()), look(cycle), startMs + 1)).toBe(false);
    },
  );
  it('not where a cycle in between is still lacking', () => {
    const gap = freeDoor({ cycles: { base: 410, mask: 2 } });
    expect(isOfOneMoment(record(gap), look(412), startMs + 1)).toBe(false);
    expect(isOfOneMoment(record(gap), look(), startMs + 1)).toBe(false);
  });
  it('without the bank’s count, where nothing in the record is later than the look', () => {
    expect(isOfOneMoment(record(freeDoor()), look(), startMs + 1)).toBe(true);
    expect(isOfOneMoment(record(freeDoor()), look(), startMs)).toBe(false);
  });
  it('nor where heartbeats tell of cycles that are lacking', () => {
    expect(isOfOneMoment(record(freeDoor(), { isBehind: true }), look(), startMs + 1)).toBe(false);
  });
});

describe('what the record says of a door', () => {
  const resting = ['stored', 'overdue', 'missing'];
  it.each(stayStates)('in %s somebody is at it, or is not', (state) => {
    const isOver = endedStates.includes(state);
    expect(isVisited(occupiedDoor({}, { state }))).toBe(!isOver && !resting.includes(state));
  });
  it('a parcel is in it that sensors saw come: stored or overdue, and not vouched for', () => {
    expect(holdsOnRecord(occupiedDoor())).toBe(true);
    expect(holdsOnRecord(occupiedDoor({}, { state: 'overdue' }))).toBe(true);
    expect(holdsOnRecord(occupiedDoor({}, { vouched: true }))).toBe(false);
    expect(holdsOnRecord(occupiedDoor({ compartment: 'quarantined' }, { state: 'missing' }))).toBe(false);
    expect(holdsOnRecord(freeDoor())).toBe(false);
  });
  it('it is free where nobody holds it and no stay lives', () => {
    expect(isFreeOnRecord(freeDoor())).toBe(true);
    expect(isFreeOnRecord(freeDoor({ stay: stayOf({ state: 'collected' }) }))).toBe(true);
    expect(isFreeOnRecord(freeDoor({ compartment: 'quarantined', quarantine: 'unaccounted' }))).toBe(false);
    expect(isFreeOnRecord(occupiedDoor())).toBe(false);
  });
  it('it is surely empty after a verified pickup, and not after one that no sensor saw', () => {
    expect(isSurelyEmpty(freeDoor({ stay: stayOf({ state: 'collected' }) }))).toBe(true);
    expect(isSurelyEmpty(freeDoor({ stay: stayOf({ state: 'collected', vouched: true }) }))).toBe(false);
    expect(isSurelyEmpty(freeDoor({ sums: { ceiling: { d: -3, variance: 1 } } }))).toBe(false);
    expect(isSurelyEmpty(freeDoor({ cycles: { base: 410, mask: 2 } }))).toBe(false);
    expect(isSurelyEmpty(freeDoor({ door: 'open' }))).toBe(false);
    expect(isSurelyEmpty(occupiedDoor())).toBe(false);
  });
});
