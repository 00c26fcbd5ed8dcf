import { describe, expect, it } from 'vitest';
import { doorsToRead } from '../../../domain/bank/digest.js';
import { bankId, BankLife, hourMs, minuteMs, startMs } from './life.js';

const quarterMs = 15 * minuteMs;

describe('heartbeats', () => {
  it('of a quiet day are 96, and 24 of them are written', () => {
    const life = new BankLife();
    for (let seq = 0; seq < 96; seq++) {
      life.heartbeat({ seq, atMs: life.nowMs }, { A01: 4, A02: 7 }, seq === 0 ? { A01: 4, A02: 7 } : {});
      life.nowMs += quarterMs;
    }
    expect(life.writes).toBe(24);
    expect(life.state.heardAtMs).toBe(startMs + 23 * hourMs);
    expect(life.counts).toEqual([]);
  });

  it('keep how far the bank’s clock is off, and count what is over a minute behind in two of them, or so far ahead that opens come too late', () => {
    const life = new BankLife();
    life.heartbeat({ seq: 1, atMs: startMs - 60_000 });
    expect([life.state.clockOffsetMs, life.counts]).toEqual([-60_000, []]);
    life.nowMs += quarterMs;
    life.heartbeat({ seq: 2, atMs: life.nowMs - 65_001, ageMs: 0 });
    expect([life.state.clockOffsetMs, life.counts]).toEqual([-65_001, []]);
    life.heartbeat({ seq: 2, atMs: life.nowMs - 65_001, ageMs: 0 }); // The same once more.
    expect(life.counts).toEqual([]);
    life.nowMs += quarterMs;
    life.heartbeat({ seq: 3, atMs: life.nowMs - 65_001, ageMs: 0 });
    expect([life.state.clockOffsetMs, life.counts]).toEqual([-65_001, ['clock-skew']]);
    life.nowMs += quarterMs;
    life.heartbeat({ seq: 4, atMs: life.nowMs + 10_000 });
    expect([life.state.clockOffsetMs, life.counts]).toEqual([10_000, ['clock-skew']]);
    life.nowMs += quarterMs;
    life.heartbeat({ seq: 5, atMs: life.nowMs + 20_000 });
    expect([life.state.clockOffsetMs, life.counts]).toEqual([20_000, ['clock-skew', 'clock-skew']]);
  });

  it('that lay in a buffer tell the offset by when they happened, not by when they came', () => {
    const life = new BankLife();
    life.heartbeat({ seq: 1, ageMs: 5 * hourMs, atMs: startMs - 5 * hourMs + 2_000 });
    expect(life.state.clockOffsetMs).toBe(2_000);
    life.nowMs += 1_000;
    life.heartbeat({ seq: 2, ageMs: 5 * hourMs, ageKnown: false, atMs: 0 });
    expect(life.state.clockOffsetMs).toBe(2_000);
  });

  it('a hundred a second are counted as a flood, and looked at again once an hour', () => {
    const life = new BankLife();
    for (let seq = 0; seq < 12_000; seq++) {
      life.heartbeat({ seq }, { A01: seq }, { A01: seq });
      life.nowMs += 10;
    }
    expect(life.writes).toBe(1);
    expect(life.counts.filter((name) => name === 'bank-flood').length).toBeGreaterThan(11_000);
    life.nowMs += hourMs;
    life.heartbeat({ seq: 12_000 });
    expect(life.writes).toBe(2);
  });

  it('of days in a buffer are no flood, though they come at once: their own hours count', () => {
    const life = new BankLife();
    life.heartbeat({ seq: 0 });
    life.nowMs += 48 * hourMs;
    for (let seq = 1; seq <= 960; seq++) life.heartbeat({ seq, ageMs: (960 - seq) * 180_000 });
    expect(life.counts).toEqual([]);
  });
});

describe('the digest of a heartbeat', () => {
  it('that the cloud has already asks for nothing', () => {
    const life = new BankLife();
    life.heartbeat({}, { A01: 412 }, { A01: 412 });
    expect(life.asked).toEqual([]);
    expect(life.state.doorCycles).toEqual({ A01: 412 });
  });

  it('asks for what is lacking, from the first cycle on, once with each heartbeat', () => {
    const life = new BankLife();
    const { effects } = life.tell(
      { type: 'heartbeat', ...life.from({ bootCount: 3, seq: 17 }), doorCycles: { A01: 415, A02: 9 } },
      { A01: { base: 411, mask: 0b101 }, A02: { base: 9, mask: 0 } }, // 412 and 414 were decided.
    );
    expect(effects).toEqual([
      {
        kind: 'resend',
        commandId: 'A01-resend-413-3-17',
        compartmentId: 'A01',
        fromDoorCycle: 413,
        dropAfterMs: startMs + 10 * minuteMs,
      },
    ]);
    expect(life.counts).toEqual(['door-cycles-lacking']);
    life.nowMs += quarterMs;
    life.heartbeat({ bootCount: 3, seq: 18 }, { A01: 415, A02: 9 }, { A01: 412 });
    expect(life.asked).toEqual(['A01 from 413', 'A01 from 413']);
    life.nowMs += quarterMs;
    life.heartbeat({ bootCount: 3, seq: 19 }, { A01: 415, A02: 9 }, { A01: 415 });
    expect(life.asked).toHaveLength(2);
    expect(life.state).toMatchObject({ doorCycles: { A01: 415, A02: 9 }, lacking: {} });
  });

  it('asks for eight doors at a time, and for the rest with the next heartbeat', () => {
    const life = new BankLife();
    const doors = (cycle: number) => Object.fromEntries([...'ABCDEFGHIJ'].map((label) => [`${label}01`, cycle]));
    life.heartbeat({ seq: 1 }, doors(2), doors(1));
    expect(life.asked).toHaveLength(8);
    life.nowMs += quarterMs;
    life.heartbeat({ seq: 2 }, doors(2), { ...doors(2), I01: 1, J01: 1 });
    expect(life.asked.slice(8)).toEqual(['I01 from 2', 'J01 from 2']);
  });

  it('gives up what was asked for eight times: it is lost, counted, and not asked for again', () => {
    const life = new BankLife();
    for (let seq = 1; seq <= 20; seq++) {
      life.heartbeat({ seq }, { A01: 2 }, { A01: 1 });
      life.nowMs += quarterMs;
    }
    expect(life.asked).toHaveLength(8);
    expect(life.counts.filter((name) => name === 'door-cycles-lost')).toHaveLength(1);
    life.heartbeat({ seq: 21 }, { A01: 3 }, { A01: 1 });
    expect(life.asked.at(-1)).toBe('A01 from 3'); // Cycle 2 is past.
  });

  it('is not looked at within five minutes of asking, however many heartbeats come', () => {
    const life = new BankLife();
    for (let seq = 1; seq <= 100; seq++) {
      life.nowMs += 1_000;
      life.heartbeat({ seq }, { A01: 2 }, doorsToRead(life.state, heartbeatOf(life, seq)).length ? { A01: 1 } : {});
    }
    expect(life.asked).toHaveLength(1);
  });

  it('counts a number that no door of ours can have reached, and one that fell, and asks for neither', () => {
    const life = new BankLife();
    life.heartbeat({ seq: 1 }, { A01: 913, A02: 3 }, { A01: 412, A02: 412 });
    expect(life.asked).toEqual([]);
    expect(life.counts).toEqual(['digest-implausible', 'digest-behind']);
    life.nowMs += quarterMs;
    life.heartbeat({ seq: 2 }, { A01: 913, A02: 3 });
    expect(life.counts).toHaveLength(2);
  });

  it('reads only the doors that are beyond what was settled, and none for a heartbeat that is history', () => {
    const life = new BankLife();
    life.heartbeat({ seq: 1 }, { A01: 4, A02: 7 }, { A01: 4, A02: 7 });
    const read = (doorCycles: Record<string, number>, from: object = {}) =>
      doorsToRead(life.state, { type: 'heartbeat', ...life.from({ seq: 2, ...from }), doorCycles });
    expect(read({ A01: 4, A02: 7 })).toEqual([]);
    expect(read({ A01: 4, A02: 8, toString: 1 })).toEqual(['A02', 'toString']);
    expect(read({ A01: 5 }, { ageMs: quarterMs })).toEqual(['A01']);
    expect(read({ A01: 5 }, { ageMs: quarterMs + 1 })).toEqual([]);
    expect(read({ A01: 5 }, { ageKnown: false })).toEqual([]);
  });
});

const heartbeatOf = (life: BankLife, seq: number) =>
  ({ type: 'heartbeat', ...life.from({ seq }), bankId, doorCycles: { A01: 2 } }) as const;
