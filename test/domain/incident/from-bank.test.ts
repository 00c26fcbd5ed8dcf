import { beforeEach, describe, expect, it } from 'vitest';
import { BankLife, hourMs, minuteMs } from '../bank/life.js';

let bank: BankLife;
/** What was found since this was last asked, as `cause status`. */
const found = (): string[] => {
  const owed = bank.state.owed ?? [];
  bank.state = { ...bank.state, owed: undefined };
  return owed.map(({ cause, status }) => `${cause} ${status}`);
};
const pass = (ms: number) => void (bank.nowMs += ms);
beforeEach(() => void (bank = new BankLife()));

describe('an absence', () => {
  it('is found when it is confirmed, and not before, and over with the return', () => {
    bank.connect(1);
    bank.disconnect(2);
    expect(found()).toEqual([]);
    pass(5 * minuteMs);
    bank.look();
    expect(found()).toEqual([]);
    pass(2 * hourMs);
    bank.look();
    expect(found()).toEqual(['bank-offline standing']);
    pass(minuteMs);
    bank.connect(3);
    expect(found()).toEqual(['bank-offline over']);
    expect(bank.state.faults).toBeUndefined();
  });

  it('that is a flap says nothing', () => {
    bank.connect(1);
    bank.disconnect(2);
    pass(minuteMs);
    bank.connect(3);
    pass(4 * minuteMs);
    bank.look();
    expect(found()).toEqual([]);
  });

  it('is over with a heartbeat, where the news of the return was lost', () => {
    bank.connect(1);
    bank.disconnect(2);
    pass(2 * hourMs);
    bank.look();
    found();
    pass(minuteMs);
    bank.heartbeat({ seq: 9 });
    expect(found()).toEqual(['bank-offline over']);
  });

  it('ends later than it began, whatever the stamps of the broker say', () => {
    bank.connect(1);
    bank.disconnect(2);
    pass(2 * hourMs);
    bank.look();
    const [stands] = bank.state.owed ?? [];
    bank.connect(3, bank.nowMs - minuteMs);
    const [over] = bank.state.owed ?? [];
    expect(over?.occurredAtMs).toBeGreaterThan(stands?.occurredAtMs ?? Infinity);
  });
});

describe('the power', () => {
  it('is lost with the word of it, and back with the word of that', () => {
    bank.power({ seq: 1 }, 'battery', 90);
    expect(bank.state.owed).toMatchObject([
      { cause: 'power-lost', detail: { batteryPercent: 90 }, place: { bankId: 'bank-1' } },
    ]);
    found();
    pass(minuteMs);
    bank.power({ seq: 2 }, 'mains');
    expect(found()).toEqual(['power-lost over']);
    bank.power({ seq: 3 }, 'mains');
    expect(found()).toEqual([]);
  });

  it('is back where a bank that has started says for five minutes that it is on its battery no more', () => {
    bank.power({ seq: 1 }, 'battery');
    found();
    pass(hourMs);
    bank.boot({ bootCount: 2, seq: 0 });
    pass(5 * minuteMs);
    bank.heartbeat({ bootCount: 2, seq: 1 });
    expect(found()).toEqual([]);
    pass(1);
    bank.heartbeat({ bootCount: 2, seq: 2 });
    expect(found()).toEqual(['power-lost over']);
  });

  it('is not back where the bank starts on its battery and says so', () => {
    bank.power({ seq: 1 }, 'battery');
    found();
    pass(hourMs);
    bank.boot({ bootCount: 2, seq: 0 });
    bank.power({ bootCount: 2, seq: 1 }, 'battery');
    pass(hourMs);
    bank.heartbeat({ bootCount: 2, seq: 2 });
    expect(found()).toEqual(['power-lost standing']);
  });
});

describe('a supply that gives way', () => {
  const dip = (bootCount: number) => bank.boot({ bootCount, seq: 0 }, '1.0.0', 'brown-out');

  it('is found at the second start for that reason and each later one, and over with a heartbeat three days after the last', () => {
    dip(1);
    expect(found()).toEqual([]);
    pass(12 * hourMs);
    dip(2);
    expect(found()).toEqual(['brown-out standing']);
    bank.boot({ bootCount: 3, seq: 0 }, '1.0.0', 'watchdog');
    dip(4);
    expect(found()).toEqual(['brown-out standing']);
    dip(4);
    pass(71 * hourMs);
    bank.heartbeat({ bootCount: 4, seq: 1 });
    expect(found()).toEqual([]);
    pass(1);
    bank.heartbeat({ bootCount: 4, seq: 2 });
    expect(found()).toEqual(['brown-out over']);
  });

  it.each([
    [71, ['brown-out standing']],
    [72, []],
  ])('is found of two such starts %d hours apart: %j', (hours, findings) => {
    dip(1);
    pass(hours * hourMs);
    dip(2);
    expect(found()).toEqual(findings);
  });

  it('is not found at a start for any other', () => {
    bank.boot({ bootCount: 1, seq: 0 }, '1.0.0', 'watchdog');
    expect(found()).toEqual([]);
  });
});

describe('a loop of starts', () => {
  it('is found at the fifth within ten minutes, and over half an hour after the last', () => {
    for (let n = 1; n <= 6; n++) {
      bank.boot({ bootCount: n, seq: 0 });
      expect(found()).toEqual(n === 5 ? ['boot-loop standing'] : []);
      pass(minuteMs);
    }
    pass(29 * minuteMs);
    bank.heartbeat({ bootCount: 6, seq: 1 });
    expect(found()).toEqual([]);
    pass(1);
    bank.heartbeat({ bootCount: 6, seq: 2 });
    expect(found()).toEqual(['boot-loop over']);
  });
});

describe('a wrong clock', () => {
  const beat = (seq: number, offsetMs: number) => bank.heartbeat({ seq, atMs: bank.nowMs + offsetMs });

  it('is found from a minute and a bit behind twice running, told again once an hour at most, and over when it is right', () => {
    beat(1, -60_000);
    expect(found()).toEqual([]);
    pass(15 * minuteMs);
    beat(2, -65_001);
    expect(found()).toEqual([]);
    pass(15 * minuteMs);
    beat(3, -75_000);
    expect(found()).toEqual(['clock-skew standing']);
    beat(3, -75_000); // The same once more is no news, and does not say that it is over.
    expect(found()).toEqual([]);
    pass(hourMs);
    beat(4, 70_000);
    expect(found()).toEqual(['clock-skew standing']);
    pass(15 * minuteMs);
    beat(5, 0);
    expect(found()).toEqual(['clock-skew over']);
  });

  const expired = () =>
    bank.tell({ type: 'expired-in-time', bankId: bank.state.bankId, aheadMs: 19_000, times: bank.times() });

  it('that half an open’s life would not outlast is found, and so is one that calls an open too late', () => {
    beat(1, 10_000);
    expect(found()).toEqual([]);
    pass(15 * minuteMs);
    beat(2, 10_001);
    expect(found()).toEqual(['clock-skew standing']);
    pass(minuteMs);
    expired();
    expect(found()).toEqual(['clock-skew standing']);
    pass(14 * minuteMs);
    beat(3, 10_001);
    expect(found()).toEqual([]);
    pass(15 * minuteMs);
    beat(4, 2_000);
    expect(found()).toEqual(['clock-skew over']);
  });

  it('of a bank that says no time counts as mended from its next start on', () => {
    bank.boot({ bootCount: 1, seq: 0 });
    pass(minuteMs);
    expired();
    expect(found()).toEqual(['clock-skew standing']);
    pass(15 * minuteMs);
    bank.heartbeat({ seq: 2 });
    expect(found()).toEqual([]);
    pass(minuteMs);
    bank.boot({ bootCount: 2, seq: 0 });
    pass(15 * minuteMs);
    bank.heartbeat({ bootCount: 2, seq: 1 });
    expect(found()).toEqual(['clock-skew over']);
  });

  it('is neither found nor over where the bank says no time', () => {
    beat(1, 90_000);
    found();
    pass(15 * minuteMs);
    bank.heartbeat({ seq: 2 });
    expect(found()).toEqual([]);
  });
});

it('an uneventful day of heartbeats finds nothing and writes no more than once an hour', () => {
  bank.connect(1);
  bank.boot({ bootCount: 1, seq: 0 });
  const before = bank.writes;
  for (let quarter = 1; quarter <= 96; quarter++) {
    pass(15 * minuteMs);
    bank.heartbeat({ seq: quarter });
    expect(found()).toEqual([]);
  }
  expect(bank.writes - before).toBe(24);
});
