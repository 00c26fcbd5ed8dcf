import { describe, expect, it } from 'vitest';
import { mayTakeDeposits } from '../../../domain/bank/state.js';
import { BankLife, hourMs, minuteMs } from './life.js';

describe('a start', () => {
  it('is kept with its firmware, and one not seen before is said to be new', () => {
    const life = new BankLife();
    life.boot({ bootCount: 1, seq: 0 }, '1.0.0');
    life.nowMs += hourMs;
    life.boot({ bootCount: 2, seq: 0 }, '1.0.0');
    life.nowMs += hourMs;
    life.boot({ bootCount: 3, seq: 0 }, '1.1.0');
    life.nowMs += hourMs;
    life.boot({ bootCount: 4, seq: 0 }, '1.0.0');
    expect(life.state).toMatchObject({ boot: { bootCount: 4, firmware: '1.0.0' }, firmwares: ['1.0.0', '1.1.0'] });
    expect(life.counts.filter((name) => name === 'firmware-new')).toHaveLength(2);
  });

  it('that comes twice, or after the next one, is once', () => {
    const life = new BankLife();
    life.boot({ bootCount: 2, seq: 0 }, '1.1.0');
    expect(life.boot({ bootCount: 2, seq: 0 }, '1.1.0')).toEqual({ effects: [], counts: [] });
    expect(life.boot({ bootCount: 1, seq: 0, ageMs: 5_000 }, '1.0.0')).toEqual({ effects: [], counts: [] });
    expect(life.state.boot).toMatchObject({ bootCount: 2, firmware: '1.1.0' });
  });

  it('of before another start is only counted: what is so now the later one says', () => {
    const life = new BankLife();
    life.boot({ bootCount: 5, seq: 0, ageKnown: false }, '0.9.0');
    expect(life.state.boot).toBeUndefined();
    expect(life.counts).toEqual(['boot-of-unknown-age']);
  });

  it('whose count fell is of a controller with an empty flash, and counts', () => {
    const life = new BankLife();
    life.boot({ bootCount: 57, seq: 0 });
    life.nowMs += hourMs;
    life.boot({ bootCount: 1, seq: 0 }, '1.0.1');
    expect(life.state.boot).toMatchObject({ bootCount: 1, firmware: '1.0.1' });
  });

  it('of a controller that forgets how often it has started counts each time, and a repeated one does not', () => {
    const life = new BankLife();
    const starts = (uptimeMs: number) => life.boot({ bootCount: 1, seq: 0, uptimeMs }).counts.map(({ name }) => name);
    expect(starts(2_304)).toContain('bank-booted');
    life.nowMs += 5 * minuteMs;
    expect(starts(2_304)).toEqual([]); // As a library repeats it.
    life.nowMs += hourMs;
    expect(starts(2_317)).toContain('bank-booted');
    expect(starts(2_317)).toEqual([]);
    life.nowMs += hourMs;
    expect(starts(2_298)).toContain('bank-booted');
  });

  it('a hundred times in a minute is written ten times, said once, and counted each time', () => {
    const life = new BankLife();
    for (let bootCount = 1; bootCount <= 100; bootCount++) {
      life.nowMs += 600;
      life.boot({ bootCount, seq: 0 }, `1.0.${bootCount % 7}`);
    }
    expect(life.writes).toBe(10);
    const times = (name: string) => life.counts.filter((one) => one === name).length;
    expect([times('boot-loop'), times('bank-booted'), times('boot-ignored')]).toEqual([1, 10, 90]);
    life.nowMs += 10 * minuteMs;
    life.boot({ bootCount: 101, seq: 0 }, '1.0.9');
    expect(life.state.boot).toMatchObject({ bootCount: 101, firmware: '1.0.9' });
  });
});

describe('power', () => {
  it('that was said since a start outlives the news of that start, in whatever order the three arrive', () => {
    const said: Record<string, (life: BankLife) => void> = {
      boot: (life) => void life.boot({ bootCount: 2, seq: 0 }, '1.0.0', 'power-lost'),
      battery: (life) => void life.power({ bootCount: 2, seq: 1 }, 'battery', 50),
      mains: (life) => void life.power({ bootCount: 2, seq: 2 }, 'mains'),
    };
    for (const order of ['boot battery mains', 'mains boot battery', 'mains battery boot', 'battery mains boot']) {
      const life = new BankLife();
      life.power({ bootCount: 1, seq: 7 }, 'battery', 75);
      life.nowMs += hourMs;
      for (const name of order.split(' ')) said[name]?.(life);
      expect([order, life.state.power?.source]).toEqual([order, 'mains']);
      expect(life.state.boot?.bootCount).toBe(2);
    }
  });

  it('on battery stops deposits, and mains lets them go on', () => {
    const life = new BankLife();
    expect(mayTakeDeposits(life.state)).toBe(true);
    life.power({ seq: 1 }, 'battery', 98);
    expect(mayTakeDeposits(life.state)).toBe(false);
    life.power({ seq: 2 }, 'mains');
    expect(mayTakeDeposits(life.state)).toBe(true);
    expect(life.counts).toEqual(['bank-power', 'bank-power']);
  });

  it('failing, told after it is back, is history', () => {
    const life = new BankLife();
    life.power({ seq: 9 }, 'mains');
    life.power({ seq: 8, ageMs: 2 * hourMs }, 'battery');
    expect(life.state.power?.source).toBe('mains');
  });

  it('of before the bank’s last start is of unknown age, and decides nothing', () => {
    const life = new BankLife();
    life.power({ bootCount: 1, seq: 40, ageKnown: false }, 'battery');
    expect(mayTakeDeposits(life.state)).toBe(true);
    expect(life.counts).toEqual(['power-of-unknown-age']);
  });

  it('is unknown after a start, until the bank says it again', () => {
    const life = new BankLife();
    life.power({ bootCount: 1, seq: 40 }, 'battery');
    life.nowMs += hourMs;
    life.boot({ bootCount: 2, seq: 0 });
    expect(life.state.power).toBeUndefined();
    life.power({ bootCount: 2, seq: 1 }, 'battery');
    expect(mayTakeDeposits(life.state)).toBe(false);
  });

  it('told every minute of a slow discharge is written every five points', () => {
    const life = new BankLife();
    for (let i = 0; i <= 20; i++) {
      life.nowMs += minuteMs;
      life.power({ seq: i }, 'battery', 100 - i);
    }
    expect(life.writes).toBe(5); // 100, 95, 90, 85, 80.
  });

  it('flickering a hundred times a second is worked on for a burst, and then only counted', () => {
    const life = new BankLife();
    life.heartbeat({ seq: 0 });
    for (let seq = 1; seq <= 6_000; seq++) {
      life.nowMs += 10;
      life.power({ seq }, seq % 2 ? 'battery' : 'mains');
    }
    expect(life.writes).toBeLessThanOrEqual(1 + 300 + 60);
    expect(life.counts.filter((name) => name === 'bank-flood').length).toBeGreaterThan(5_000);
  });
});

it('another controller begins anew: its first start is no old one, and nothing is known of its power or clock', () => {
  const life = new BankLife();
  life.boot({ bootCount: 57, seq: 0 }, '1.0.0');
  life.power({ bootCount: 57, seq: 1 }, 'battery');
  life.heartbeat({ bootCount: 57, seq: 2, atMs: life.nowMs + 90_000 });
  life.boot({ bootCount: 1, seq: 0, controllerId: 'c2' }, '2.0.0');
  expect(life.state).toMatchObject({ controllerId: 'c2', boot: { bootCount: 1, firmware: '2.0.0' } });
  expect([life.state.power, life.state.clockOffsetMs]).toEqual([undefined, undefined]);
});
