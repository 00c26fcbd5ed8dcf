import { describe, expect, it } from 'vitest';
import { auditBank, type BankLook, type DoorSensors } from '../../../domain/audit/index.js';
import type { Door } from '../../../domain/door.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import type { DoorLook, SensorScan } from '../../../domain/inputs.js';
import { freeDoor, hourMs, rates, startMs, tofAt } from './audited.js';

const ids = ['A01', 'A02', 'A03', 'A04'] as CompartmentId[];

/** A bank of four doors, scanned hour by hour. */
class Bank {
  doors = ids.map((compartmentId) => freeDoor({ compartmentId }));
  known: DoorSensors[] = [];
  swaps: BankLook['swaps'] = {};
  private seq = 0;

  /** Heights above the floor, door by door. */
  scan(heights: (number | undefined)[], change: Partial<SensorScan['origin']> & { atMs?: number } = {}) {
    this.seq += 1;
    const { atMs = startMs + this.seq * hourMs, ...origin } = change;
    const looks = ids.flatMap((id, i): [CompartmentId, DoorLook][] => {
      const height = heights[i];
      const { base } = this.doors[i]!.cycles;
      return height === undefined ? [] : [[id, { door: 'closed', doorCycle: base, windows: [tofAt(400 - height)] }]];
    });
    const audit = auditBank({
      scan: {
        type: 'sensor-scan',
        bankId: 'bank-1' as BankId,
        messageId: 'm',
        times: { occurredAtMs: atMs, receivedAtMs: atMs, nowMs: atMs, ageKnown: true },
        origin: { controllerId: 'c', bootCount: 3, seq: this.seq, uptimeMs: this.seq * hourMs, ...origin },
        doors: Object.fromEntries(looks),
        unreadable: 0,
      },
      records: this.doors.map((door) => ({ door, changedAtMs: 0, isBehind: false })),
      known: this.known,
      swaps: this.swaps,
      rates,
      falseAlarmsPerBankPerMonthMax: 1,
    });
    const decided = audit.doors.map(({ next }) => next);
    const kept = this.known.filter(({ compartmentId }) => !decided.some((one) => one.compartmentId === compartmentId));
    this.known = [...kept, ...decided];
    this.swaps = audit.swaps;
    return audit;
  }

  cycle(i: number): void {
    const door = this.doors[i] as Door;
    this.doors[i] = { ...door, cycles: { base: door.cycles.base + 1, mask: 0 } };
  }

  static known(): Bank {
    const bank = new Bank();
    for (let i = 0; i < 30; i++) bank.scan([0, 0, 0, 0]);
    return bank;
  }
}

const causes = ({ doors }: ReturnType<Bank['scan']>) =>
  doors.flatMap(({ findings }) => findings.map(({ cause, place }) => `${cause} ${place.compartmentId}`));

describe('a scan of a bank', () => {
  it('is decided door by door, and a door that it does not tell of is left as it is', () => {
    const bank = Bank.known();
    expect(bank.scan([0, undefined, 60, 0]).doors.map(({ next }) => next.compartmentId)).toEqual(['A01', 'A03', 'A04']);
    expect(causes(bank.scan([0, 0, 60, 0]))).toEqual(['phantom A03']);
  });

  it('that was decided before, or is older than the last, decides nothing of any door', () => {
    const bank = Bank.known();
    bank.scan([60, 0, 0, 0], { seq: 500, atMs: startMs + 100 * hourMs });
    const same = { seq: 500, atMs: startMs + 100 * hourMs };
    expect(bank.scan([60, 0, 0, 0], same).doors).toEqual([]);
    expect(bank.scan([60, 0, 0, 0], { seq: 499, atMs: startMs + 100 * hourMs - 1_000 }).doors).toEqual([]);
    expect(bank.scan([60, 0, 0, 0], { seq: 9, bootCount: 2, atMs: startMs + 90 * hourMs }).doors).toEqual([]);
  });

  it('from before a recalibration says nothing of that door', () => {
    const bank = Bank.known();
    const atMs = startMs + 200 * hourMs;
    bank.known = bank.known.map((one) =>
      one.compartmentId === 'A01' ? { ...one, recalibrated: { by: 'c-1', atMs } } : one,
    );
    expect(bank.scan([0, 0, 0, 0], { atMs: atMs - 60_000 }).doors.length).toBe(3);
    expect(bank.scan([0, 0, 0, 0], { atMs }).doors.length).toBe(3);
    expect(bank.scan([0, 0, 0, 0], { atMs: atMs + 60_000 }).doors.length).toBe(4);
  });

  it('tells a door what its sensors’ words count, where that is another than it holds', () => {
    const bank = Bank.known();
    expect(bank.scan([0, 0, 0, 0]).doors.map(({ judged }) => judged)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    bank.known = bank.known.map((one) => {
      const ceiling = { ...one.sensors['ceiling']!, faults: one.compartmentId === 'A02' ? 16 : 0 };
      return { ...one, sensors: { ceiling } };
    });
    const [, second] = bank.scan([12, 12, 0, 0]).doors;
    expect(second?.judged).toEqual({ ceiling: { health: 0.7 } });
    bank.doors[1] = { ...bank.doors[1]!, sensors: { ceiling: { health: 0.7 } } };
    expect(bank.scan([12, 12, 0, 0]).doors[1]?.judged).toBeUndefined();
  });
});

describe('levels that move in many doors at once', () => {
  it('are no contents: nothing is said of any door, and they are learnt anew', () => {
    const bank = Bank.known();
    const audit = bank.scan([25, 25, 25, 25]);
    expect([audit.shifted, causes(audit), audit.doors.some(({ asksAgain }) => asksAgain)]).toEqual([4, [], false]);
    expect(causes(bank.scan([25, 25, 25, 25]))).toEqual([]);
    expect(bank.known.map(({ sensors }) => sensors['ceiling']?.baseline)).toEqual([375, 375, 375, 375]);
    expect(causes(bank.scan([25, 85, 25, 25]))).toEqual([]);
    expect(causes(bank.scan([25, 85, 25, 25]))).toEqual(['phantom A02']);
  });

  it('are none either where all move the same way by a little less than a parcel, also in a door that had a cycle', () => {
    const bank = Bank.known();
    bank.cycle(3);
    const audit = bank.scan([12, 12, 12, 72]); // Of 15 mm that a parcel moves a distance at least; and one has come to A04.
    expect([audit.shifted, causes(audit)]).toEqual([4, []]);
    for (let i = 0; i < 2; i++) expect(causes(bank.scan([12, 12, 12, 12]))).toEqual([]);
    expect(bank.known.map(({ sensors }) => sensors['ceiling']?.baseline)).toEqual([388, 388, 388, 388]);
  });

  it('are noise where they move by so little to either side', () => {
    const bank = Bank.known();
    expect(bank.scan([12, -12, 12, -12]).shifted).toBe(0);
  });

  it('say nothing of wires either: where the one door that was opened stood still, no other is taken for it', () => {
    const bank = Bank.known();
    bank.cycle(0);
    const audit = bank.scan([0, 25, 25, 25]);
    expect([audit.shifted, audit.swaps]).toEqual([4, {}]);
    expect(audit.doors.map(({ judged }) => judged)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('are contents in one or two doors', () => {
    const bank = Bank.known();
    expect(bank.scan([60, 60, 0, 0]).shifted).toBe(0);
    expect(causes(bank.scan([60, 60, 0, 0]))).toEqual(['phantom A01', 'phantom A02']);
  });

  it('are what people did where the doors had their cycles', () => {
    const bank = Bank.known();
    for (const i of [0, 1, 2]) bank.cycle(i);
    expect(bank.scan([60, 60, 60, 0]).shifted).toBe(0);
  });
});

describe('what all doors together put in doubt', () => {
  const doubts = (audit: ReturnType<Bank['scan']>) =>
    audit.doors.flatMap(({ findings }) => findings.map(({ cause, detail }) => [cause, detail?.['doubt']]));

  it('is what is found in two doors that moved in the same hour, though nobody had opened them', () => {
    const bank = Bank.known();
    bank.scan([60, 60, 0, 0]);
    expect(doubts(bank.scan([60, 60, 0, 0]))).toEqual([
      ['phantom', 'together'],
      ['phantom', 'together'],
    ]);
  });

  it('is in that doubt each time that it is said, until a look bears the record out', () => {
    const bank = Bank.known();
    const said = Array.from({ length: 30 }, () => doubts(bank.scan([60, 60, 0, 0]))).flat();
    expect(said).toEqual(Array(4).fill(['phantom', 'together']));
    bank.scan([0, 0, 0, 0]);
    bank.scan([60, 0, 0, 0]);
    expect(doubts(bank.scan([60, 0, 0, 0]))).toEqual([['phantom', 'one-sensor']]);
  });

  it('is what is found where a parcel came to the door next to it, and did not show there', () => {
    const bank = Bank.known();
    bank.cycle(0);
    bank.scan([0, 60, 0, 0]);
    expect(doubts(bank.scan([0, 60, 0, 0]))).toEqual([['phantom', 'whose-door']]);
  });

  it('is not what one door shows alone', () => {
    const bank = Bank.known();
    bank.cycle(0);
    bank.scan([60, 60, 0, 0]);
    expect(doubts(bank.scan([60, 60, 0, 0]))).toContainEqual(['phantom', 'one-sensor']);
  });
});

describe('two doors whose sensors are swapped', () => {
  it('are not believed from the first visit on that shows at the other: nothing is held against them, and none is said', () => {
    const bank = Bank.known();
    bank.cycle(0);
    const audit = bank.scan([0, 80, 0, 0]);
    expect(audit.doors.map(({ judged }) => judged?.['ceiling']?.health)).toEqual([0, 0, undefined, undefined]);
    expect(causes(audit)).toEqual([]);
  });

  it('are not believed whatever their kind: who moves the wires of a door moves all of them', () => {
    const bank = Bank.known();
    bank.doors = bank.doors.map((door) => ({ ...door, profile: 'tof+load-cell' }));
    bank.cycle(0);
    const [first] = bank.scan([0, 80, 0, 0]).doors;
    expect(first?.judged).toEqual({ ceiling: { health: 0 }, 'load-cell': { health: 0 } });
  });

  it('are found when each one’s cycles move the other’s sensor, and both sensors are silenced', () => {
    const bank = Bank.known();
    const found: string[] = [];
    let [a, b] = [0, 0];
    for (let i = 0; i < 12; i++) {
      // A visit at A01 shows at A02's sensor, and the other way round.
      if (i % 2 === 0) {
        bank.cycle(0);
        b = b === 0 ? 80 : 0;
      } else {
        bank.cycle(1);
        a = a === 0 ? 80 : 0;
      }
      found.push(...causes(bank.scan([a, b, 0, 0])));
    }
    expect(found.filter((one) => one.startsWith('sensor-swapped')).sort()).toEqual([
      'sensor-swapped A01',
      'sensor-swapped A02',
    ]);
    const silenced = bank.scan([a, b, 0, 0]).doors.map(({ judged }) => judged?.['ceiling']?.health);
    expect(silenced).toEqual([0, 0, undefined, undefined]);
  });
});
