import { describe, expect, it } from 'vitest';
import { presenceAt } from '../../../domain/bank/state.js';
import { BankLife, hourMs, minuteMs, startMs } from './life.js';

describe('a connection that ends', () => {
  it('and is back within five minutes says nothing, whoever looks', () => {
    const life = new BankLife();
    life.connect(1);
    life.nowMs += hourMs;
    life.disconnect(1);
    expect(life.state.presence).toBe('unsure');
    life.nowMs += 4 * minuteMs;
    life.connect(2);
    expect(life.state).toMatchObject({ presence: 'online', sinceMs: startMs + 64 * minuteMs });
    life.nowMs += 2 * minuteMs;
    life.look();
    expect(life.counts).toEqual(['bank-disconnected']);
    expect(life.timers).toEqual([{ name: 'bank-1-look-30000065', atMs: startMs + 65 * minuteMs }]);
  });

  it('is said after five minutes, confirmed as offline after two hours, and its end is said', () => {
    const life = new BankLife();
    life.connect(1);
    life.disconnect(1);
    life.nowMs = startMs + 5 * minuteMs + 30_000;
    life.look();
    expect(life.state.presence).toBe('unsure');
    life.nowMs = startMs + 2 * hourMs + 30_000;
    life.look();
    expect(life.state.presence).toBe('offline');
    life.nowMs = startMs + 9 * hourMs;
    life.connect(0);
    expect(life.state.presence).toBe('online');
    expect(life.counts).toEqual(['bank-disconnected', 'bank-away', 'bank-offline', 'bank-returned']);
    expect(life.timers).toEqual([
      { name: 'bank-1-look-30000005', atMs: startMs + 5 * minuteMs },
      { name: 'bank-1-look-30000120', atMs: startMs + 120 * minuteMs },
    ]);
  });

  it('is told of by a look that fires twice only once', () => {
    const life = new BankLife();
    life.disconnect(1);
    const first = life.state.look;
    life.nowMs += 5 * minuteMs;
    life.look(first);
    expect(life.look(first)).toEqual({ effects: [], counts: [] });
    expect(life.counts).toEqual(['bank-disconnected', 'bank-away']);
  });

  it('is offline at once at a look that comes hours late', () => {
    const life = new BankLife();
    life.disconnect(1);
    life.nowMs += 3 * hourMs;
    life.look();
    expect(life.state.presence).toBe('offline');
    expect(life.counts).toEqual(['bank-disconnected', 'bank-offline']);
    expect(life.timers).toHaveLength(1);
  });

  it('a minute short of two hours is not confirmed, and is looked at again', () => {
    const life = new BankLife();
    life.disconnect(1);
    life.nowMs += 5 * minuteMs;
    life.look();
    life.nowMs = startMs + 2 * hourMs - 1;
    life.look();
    expect(life.state.presence).toBe('unsure');
    expect(life.timers.at(-1)).toEqual({ name: 'bank-1-look-30000122', atMs: startMs + 122 * minuteMs });
    expect(life.counts).toEqual(['bank-disconnected', 'bank-away']);
  });

  const away = (life: BankLife, version: number, minutes: number) => {
    life.disconnect(version);
    life.nowMs += 5 * minuteMs;
    if (minutes >= 5) life.look();
    life.nowMs += (minutes - 5) * minuteMs;
    life.connect(version + 1);
  };

  it('again and again is confirmed when the absences of a day have made two hours, and no flap counts', () => {
    const life = new BankLife();
    for (let version = 1; version <= 5; version++) {
      away(life, version, 23);
      life.nowMs += hourMs;
    }
    expect(life.counts).not.toContain('bank-offline');
    away(life, 6, 4);
    life.disconnect(7);
    life.nowMs += 5 * minuteMs;
    life.look(); // 1 h 55 min before, and these.
    expect(life.state.presence).toBe('offline');
    expect(life.counts.filter((name) => name === 'bank-offline')).toHaveLength(1);
  });

  it.each([
    ['at a stretch', [180]],
    ['by the absences of a day together', [60, 65]],
  ])('once confirmed, %s, is confirmed again only by another two hours', (_how, lengths) => {
    const life = new BankLife();
    for (const [i, minutes] of [...lengths, 60, 59].entries()) {
      life.disconnect(i);
      const sinceMs = life.nowMs;
      while (life.state.presence !== 'offline' && life.state.look * minuteMs <= sinceMs + minutes * minuteMs) {
        life.nowMs = life.state.look * minuteMs;
        life.look();
      }
      life.nowMs = sinceMs + minutes * minuteMs;
      life.connect(i + 1);
      life.nowMs += 10 * minuteMs;
    }
    expect(life.counts.filter((name) => name === 'bank-offline')).toHaveLength(1);
    life.disconnect(9);
    life.nowMs += 5 * minuteMs;
    life.look();
    expect(life.counts.filter((name) => name === 'bank-offline')).toHaveLength(2); // 60, 59 and 5.
  });

  it('is looked at when the absences of a day will have made two hours, and begins anew on the next', () => {
    const life = new BankLife();
    away(life, 1, 90);
    life.nowMs += 2 * hourMs;
    const sinceMs = life.nowMs;
    life.disconnect(2);
    life.nowMs += 5 * minuteMs;
    life.look();
    expect(life.timers.at(-1)?.atMs).toBe(sinceMs + 30 * minuteMs);
    life.connect(3);
    life.nowMs = startMs + 24 * hourMs;
    away(life, 4, 119);
    expect(life.counts).not.toContain('bank-offline');
  });

  it('counts from five minutes on, beside those that began less than a day after the first', () => {
    const life = new BankLife();
    life.connect(0); // Before that nothing was known of it.
    expect(life.state.away).toBeUndefined();
    const awayAt = (one: BankLife, atMs: number, ms: number) => {
      one.nowMs = startMs + atMs;
      one.disconnect(atMs);
      one.nowMs += ms;
      one.connect(atMs + 1);
      return one.state.away;
    };
    expect(awayAt(life, minuteMs, 5 * minuteMs - 1)).toBeUndefined();
    expect(awayAt(life, hourMs, 5 * minuteMs)).toEqual({ fromMs: startMs + hourMs, ms: 5 * minuteMs });
    expect(awayAt(life, 25 * hourMs - 1, 6 * minuteMs)).toEqual({ fromMs: startMs + hourMs, ms: 11 * minuteMs });
    const other = new BankLife();
    awayAt(other, hourMs, 5 * minuteMs);
    expect(awayAt(other, 25 * hourMs, 7 * minuteMs)).toEqual({ fromMs: startMs + 25 * hourMs, ms: 7 * minuteMs });
  });

  it('with the mains counts for nothing beside it: that is another cause', () => {
    const life = new BankLife();
    life.power({ seq: 1 }, 'battery', 50);
    away(life, 1, 110);
    expect(life.state.away).toBeUndefined();
  });

  it('and ended again meanwhile is given its own five minutes by the look of the first', () => {
    const life = new BankLife();
    life.disconnect(1);
    life.nowMs += 2 * minuteMs;
    life.connect(2);
    life.nowMs += minuteMs;
    life.disconnect(2);
    expect(life.timers).toHaveLength(1); // The look that is pending comes first, and will see.
    life.nowMs = startMs + 5 * minuteMs;
    life.look();
    expect(life.counts).toEqual(['bank-disconnected', 'bank-disconnected']);
    expect(life.timers.at(-1)).toEqual({ name: 'bank-1-look-30000008', atMs: startMs + 8 * minuteMs });
  });

  it('for the second time is looked at after its own five minutes, though the two hours’ look of the first is pending', () => {
    const life = new BankLife();
    life.disconnect(1);
    life.nowMs += 5 * minuteMs;
    life.look();
    life.nowMs += 5 * minuteMs;
    life.connect(2);
    life.nowMs += 10 * minuteMs;
    life.disconnect(2);
    expect(life.timers.map(({ atMs }) => (atMs - startMs) / minuteMs)).toEqual([5, 120, 25]);
    life.nowMs = startMs + 25 * minuteMs;
    life.look();
    expect(life.counts.filter((name) => name === 'bank-away')).toHaveLength(2);
  });

  it('a hundred times an hour costs a timer every five minutes and no more', () => {
    const life = new BankLife();
    for (let version = 1; version <= 100; version++) {
      life.connect(version);
      life.nowMs += 18_000;
      life.disconnect(version);
      life.nowMs += 18_000;
      if (life.nowMs >= life.state.look * minuteMs) life.look();
    }
    expect(life.timers.length).toBeLessThanOrEqual(20);
    expect(new Set(life.timers.map(({ name }) => name)).size).toBe(life.timers.length);
    expect(new Set(life.counts)).toEqual(new Set(['bank-disconnected']));
  });
});

describe('a connection that another one under the same name took over', () => {
  const takeover = (life: BankLife, version: number) =>
    life.tell({ ...life.presence(false, version), reason: 'DUPLICATE_CLIENTID' });

  it('is counted, each time: two with one certificate do nothing else', () => {
    const life = new BankLife();
    life.connect(0);
    for (let version = 0; version < 3; version++) {
      takeover(life, version);
      life.connect(version + 1);
    }
    expect(life.counts.filter((name) => name === 'bank-taken-over')).toHaveLength(3);
    expect(life.state.presence).toBe('online');
  });

  it('is counted where its end comes after the next one’s beginning, too', () => {
    const life = new BankLife();
    life.connect(0);
    life.connect(1);
    takeover(life, 0);
    expect(life.counts).toEqual(['bank-taken-over']);
    expect(life.state.presence).toBe('online');
  });
});

describe('presence events out of order', () => {
  const connected = [true, 1, startMs] as const;
  const ended = [false, 1, startMs + 20_000] as const;
  const again = [true, 2, startMs + 30_000] as const;
  const orders = [
    [connected, ended, again],
    [connected, again, ended],
    [ended, connected, again],
    [ended, again, connected],
    [again, connected, ended],
    [again, ended, connected],
  ];
  it.each(orders)('a connection, its end and the next one leave the bank online: order %#', (...order) => {
    const life = new BankLife();
    life.nowMs += minuteMs;
    for (const [isConnected, version, atMs] of order) life.tell(life.presence(isConnected, version, atMs));
    expect(life.state).toMatchObject({ presence: 'online', session: { versionNumber: 2, isConnected: true } });
  });

  it('the end of a connection that comes before its beginning stands', () => {
    const life = new BankLife();
    life.disconnect(7);
    life.connect(7);
    expect(life.state.presence).toBe('unsure');
  });

  it('each twice is once', () => {
    const life = new BankLife();
    for (const step of [() => life.connect(1, startMs), () => life.disconnect(1, startMs)]) {
      step();
      expect(step()).toEqual({ effects: [], counts: [] });
    }
    expect(life.counts).toEqual(['bank-disconnected']);
  });

  it('instants a minute the wrong way round do not mislead: versions order what stamps cannot', () => {
    const life = new BankLife();
    life.connect(5, startMs + 2 * minuteMs);
    life.disconnect(5, startMs + minuteMs);
    expect(life.state.presence).toBe('unsure');
    life.connect(6, startMs);
    expect(life.state.presence).toBe('online');
  });

  it('a version that begins at 0 again after hours offline is later than the 17 before it, and the 17’s end is not', () => {
    const life = new BankLife();
    life.connect(17, startMs);
    life.nowMs = startMs + 10 * hourMs;
    life.connect(0, startMs + 9 * hourMs);
    life.disconnect(17, startMs + 5 * hourMs);
    expect(life.state).toMatchObject({ presence: 'online', session: { versionNumber: 0 } });
  });
});

describe('a heartbeat', () => {
  it('shows that a bank is back whose connection nobody told of', () => {
    const life = new BankLife();
    life.disconnect(1);
    life.nowMs += 3 * hourMs;
    life.look();
    life.heartbeat();
    expect(life.state.presence).toBe('online');
    expect(life.counts).toEqual(['bank-disconnected', 'bank-offline', 'bank-returned']);
  });

  it('of just before the end of the connection does not', () => {
    const life = new BankLife();
    life.disconnect(1);
    life.nowMs += 4 * minuteMs;
    life.heartbeat();
    expect(life.state.presence).toBe('unsure');
  });

  it('outlives an end that is told of later', () => {
    const life = new BankLife();
    life.connect(1);
    life.nowMs += hourMs;
    life.heartbeat();
    life.disconnect(1, startMs + 30 * minuteMs);
    expect(life.state.presence).toBe('online');
    expect(life.timers).toEqual([]);
  });
});

it('a bank that is connected and silent for over two hours is not said to be online', () => {
  const life = new BankLife();
  life.connect(1);
  life.heartbeat();
  expect(presenceAt(life.state, startMs + 2 * hourMs)).toBe('online');
  expect(presenceAt(life.state, startMs + 2 * hourMs + 1)).toBe('unsure');
});
