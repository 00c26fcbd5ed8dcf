import { describe, expect, it } from 'vitest';
import { seenBeside, type LookBeside } from '../../../domain/audit/beside.js';
import type { StayId } from '../../../domain/ids.js';
import { Audited, freeDoor, hourMs, occupiedDoor, stayOf, tofAt } from './audited.js';

const stayId = 'A01-abcdefghijklmnop' as StayId;
const a01 = { compartmentId: 'A01' as never };

/** A deposit at A01 was found empty; A07 lies beside it, its floor at 400 mm. Both were scanned for days. */
function look(mm: number, change: (beside: Audited) => Partial<LookBeside> = () => ({}), stay = {}): LookBeside {
  const beside = Audited.known();
  const here = { ...Audited.known().known!, ...a01 };
  const found = stayOf({ id: stayId, state: 'deposit-unverified', finding: 'absent', ...stay });
  return {
    found: { door: freeDoor({ ...a01, compartment: 'held', stay: found }), sensors: here, stayId },
    record: beside.record,
    before: beside.known!,
    windows: [tofAt(mm)],
    atMs: beside.atMs + 60_000,
    ...change(beside),
  };
}

describe('a door beside the one of a deposit that was found empty', () => {
  it('whose sensor has moved by a parcel’s worth, and that had no cycle, may have its wires', () => {
    expect(seenBeside(look(340))).toEqual([{ key: 'A07/ceiling', of: 'A01', llr: 7.7541 }]);
  });

  it('likewise where the courier has it open once more, is asked already, or has called it off', () => {
    expect(seenBeside(look(340, undefined, { state: 'depositing' }))).toHaveLength(1);
    expect(seenBeside(look(340, undefined, { finding: 'unclear' }))).toHaveLength(1);
    expect(seenBeside(look(340, undefined, { state: 'cancelled', finding: 'none' }))).toHaveLength(1);
  });

  it('likewise of one that holds a parcel and shows another level than an hour ago', () => {
    const occupied = Audited.known(30, occupiedDoor());
    occupied.scan([tofAt(340)]);
    const change = { record: occupied.record, before: occupied.known!, atMs: occupied.atMs + 60_000 };
    expect(seenBeside(look(300, () => change))).toHaveLength(1);
    expect(seenBeside(look(340, () => change))).toHaveLength(0);
  });

  it.each<[string, LookBeside]>([
    ['shows what it showed before', look(400)],
    ['moved by less than a parcel', look(390)],
    ['was silent', look(400, () => ({ windows: [] }))],
    ['had a cycle since the last scan', look(340, (one) => ({ before: { ...one.known!, doorCycle: 411 } }))],
    ['was open at the last scan', look(340, (one) => ({ before: { ...one.known!, door: 'open' } }))],
    [
      'changed after it was looked at',
      look(340, (one) => ({ record: { ...one.record, changedAtMs: one.atMs + hourMs } })),
    ],
    [
      'was given to somebody since the last scan',
      look(340, (one) => {
        const door = occupiedDoor({}, { leaseEndsAtMs: one.atMs + 1 });
        return { record: { ...one.record, door } };
      }),
    ],
    [
      'stands open meanwhile',
      look(340, (one) => ({ record: { ...one.record, door: { ...one.record.door, door: 'open' as const } } })),
    ],
    ['was scanned since', look(340, (one) => ({ atMs: one.atMs - 1 }))],
  ])('that %s says nothing', (_, beside) => {
    expect(seenBeside(beside)).toEqual([]);
  });

  it('says nothing where the parcel was seen to come after all, or the visit is another one', () => {
    expect(seenBeside(look(340, undefined, { state: 'stored', finding: 'none' }))).toEqual([]);
    expect(seenBeside(look(340, undefined, { id: 'A01-ponmlkjihgfedcba' as StayId }))).toEqual([]);
  });

  it('says nothing on the word of a sensor that is drifting', () => {
    const drifting = (one: Audited) => {
      const [name, state] = Object.entries(one.known!.sensors)[0]!;
      return { before: { ...one.known!, sensors: { [name]: { ...state, faults: 16 } } } };
    };
    expect(seenBeside(look(340, drifting))).toEqual([]);
  });
});
