import { describe, expect, it } from 'vitest';
import { Audited, cellAt, collectedDoor, freeDoor, occupiedDoor, tofAt } from './audited.js';

const both = (change = {}) => freeDoor({ profile: 'tof+load-cell', ...change });
/** A parcel of 60 mm and 500 g that both sensors saw come. */
const parcel = () =>
  occupiedDoor({
    profile: 'tof+load-cell',
    sums: { ceiling: { d: -60, variance: 1.2 }, floor: { d: 500, variance: 0.1 } },
  });

/** What the second of two looks finds, and in which doubt. */
function foundAt(door: Audited, windows: ReturnType<Audited['emptyWindows']>) {
  door.scan(windows);
  const [finding] = door.scan(windows).findings;
  return finding && [finding.cause, finding.detail?.['doubt']];
}

describe('what differs from the record behind a door that did not open', () => {
  it('is found and in doubt where one sensor alone says so: that one may have moved instead', () => {
    expect(foundAt(Audited.known(), [tofAt(340)])).toEqual(['phantom', 'one-sensor']);
    expect(foundAt(Audited.known(30, occupiedDoor()), [tofAt(400)])).toEqual(['ghost', 'one-sensor']);
  });

  it('is found and sure where a second sensor says the same by itself', () => {
    expect(foundAt(Audited.known(30, both()), [tofAt(340), cellAt(500)])).toEqual(['phantom', undefined]);
    expect(foundAt(Audited.known(30, parcel()), [tofAt(400), cellAt(0)])).toEqual(['ghost', undefined]);
  });

  it('is in doubt where the second is too coarse to see as much, or says nothing', () => {
    expect(foundAt(Audited.known(30, both()), [tofAt(400), cellAt(40)])).toEqual(['phantom', 'one-sensor']);
    expect(foundAt(Audited.known(30, both()), [tofAt(340)])).toEqual(['phantom', 'one-sensor']);
  });

  it('is in doubt under each of the names that the record gives it, and each time that it is said', () => {
    expect(foundAt(Audited.known(30, collectedDoor()), [tofAt(340)])).toEqual(['left-behind', 'one-sensor']);
    const cell = collectedDoor({ profile: 'load-cell' });
    expect(foundAt(Audited.known(30, cell), [cellAt(15)])).toEqual(['foreign-object', 'one-sensor']);
    const door = Audited.known();
    const doubts = Array.from({ length: 30 }, () => door.scan([tofAt(340)]).findings).flat();
    expect(doubts.map(({ detail }) => detail?.['doubt'])).toEqual(['one-sensor', 'one-sensor']);
  });
});
