import { describe, expect, it } from 'vitest';
import { lockWears } from '../../../simulator/faults/lock-wears.js';
import { randomOf } from '../../../simulator/random.js';
import { benchBank, box } from '../bench-bank.js';

const command = 'A07-stay-1-open';
const door = { compartmentId: 'A07' };
const minute = 60;
const hour = 60 * minute;

/** What was said of doors: their type, door and authority. */
const said = ({ sent }: ReturnType<typeof benchBank>) =>
  sent
    .filter(({ kind }) => kind === 'door')
    .map(({ message }) => [message.type, message.compartmentId, (message['authority'] as { kind: string }).kind]);

describe('a lock', () => {
  it('that sticks fails at the first pulse and lets go at the second or third', async () => {
    const attempts: unknown[] = [];
    for (let i = 0; i < 20; i++) {
      const { bank, open, wait, last, world } = benchBank();
      await world.runUntil(world.nowMs + i * 1000);
      for (let n = 0; n < i; n++) bank.hardware.strike('lock-sticks', { compartmentId: 'A01' }); // Another draw each time.
      bank.hardware.strike('lock-sticks', door);
      open(command);
      for (let second = 0; second < minute && !bank.pull('A07'); second++) await wait(1);
      attempts.push(last('door-opened')?.['attempts']);
    }
    expect(new Set(attempts)).toEqual(new Set([1, 2, 3]));
    expect(attempts.filter((attempt) => attempt === 1).length).toBeLessThan(8); // It may pass within the first pulse.
  });

  it('that is jammed holds through all three, and again, until somebody mends it', async () => {
    const { bank, open, wait, results } = benchBank();
    bank.hardware.strike('lock-jammed', door);
    for (const [i, id] of ['one', 'two'].entries()) {
      open(id);
      for (let second = 0; second < 61; second++) {
        await wait(1);
        expect(bank.pull('A07')).toBe(false);
      }
      expect(results()[i]).toEqual([id, 'failed', undefined]);
    }
    bank.hardware.repairDoor('A07');
    open('three');
    expect(bank.pull('A07')).toBe(true);
  });

  it('that is swapped with another opens that other door, which nobody commanded', async () => {
    const at = benchBank();
    at.bank.hardware.strike('locks-swapped', { compartmentId: 'A07', other: 'A01' });
    at.open(command);
    expect(at.bank.pull('A07')).toBe(false);
    expect(at.bank.isOpen('A01')).toBe(true);
    expect(said(at)).toEqual([['door-opened', 'A01', 'none']]);
    await at.wait(61);
    expect(at.results()).toEqual([[command, 'failed', undefined]]);
    at.bank.close('A01');
    at.bank.hardware.repairDoor('A01');
    at.open('again');
    expect(at.bank.pull('A07')).toBe(true);
    expect(at.bank.isOpen('A01')).toBe(false);
  });

  it('that wears out is slower by the week, and in vain at every second pulse after sixty days', () => {
    const day = 86_400_000;
    const at = (days: number) => ({
      sinceMs: 0,
      nowMs: days * day,
      severity: 0.5,
      sign: 1 as const,
      random: randomOf(1),
    });
    expect([0, 15, 30, 60, 90].map((days) => lockWears.slowerByMs(at(days)))).toEqual([0, 100, 200, 400, 400]);
    const lucks = Array.from({ length: 100 }, (_, i) => i / 100);
    const failures = (days: number) => lucks.filter((luck) => !lockWears.letsGo(at(days), luck)).length;
    expect([0, 30, 60, 90].map(failures)).toEqual([0, 25, 50, 50]);
  });

  it('that is worn tells of it with every door that it opened', async () => {
    const at = benchBank();
    at.bank.hardware.strike('lock-wears', door);
    await at.wait(60 * 24 * hour);
    const pulls: { attempts: unknown; openLatencyMs: unknown }[] = [];
    for (let i = 0; i < 40; i++) {
      at.open(`open-${i}`);
      await at.wait(2);
      while (!at.bank.pull('A07') && at.results().at(-1)?.[0] !== `open-${i}`) await at.wait(20);
      at.bank.close('A07');
      await at.wait(4);
      const closed = at.last('door-closed');
      pulls.push({ attempts: closed?.['attempts'], openLatencyMs: closed?.['openLatencyMs'] });
    }
    const second = pulls.filter(({ attempts }) => attempts !== 1).length;
    expect(second).toBeGreaterThan(8);
    expect(second).toBeLessThan(32);
    expect(new Set(pulls.map(({ openLatencyMs }) => Number(openLatencyMs) % 20_000))).toEqual(new Set([2_400]));
  });
});

describe('a latch that bounces', () => {
  it('lets the door spring open in less than a second, sometimes, and nobody commanded that', async () => {
    const at = benchBank();
    at.bank.hardware.strike('latch-bounces', door);
    let bounces = 0;
    for (let i = 0; i < 200; i++) {
      at.bank.openWithKey('A07');
      at.bank.close('A07');
      expect(at.bank.isOpen('A07')).toBe(false);
      await at.wait(1);
      if (!at.bank.isOpen('A07')) continue;
      bounces += 1;
      expect(said(at).slice(-2)).toEqual(
        [
          ['door-closed', 'A07', 'key'],
          ['door-opened', 'A07', 'none'],
        ].toSorted(),
      );
      at.bank.hardware.repairDoor('A07', { name: 'latch-bounces' });
      at.bank.close('A07');
      await at.wait(5);
      expect(at.bank.isOpen('A07')).toBe(false);
      at.bank.hardware.strike('latch-bounces', door);
    }
    expect(bounces).toBeGreaterThan(20);
    expect(bounces).toBeLessThan(140);
  });
});

describe('a door switch', () => {
  it('without its magnet says open of a door that is shut, and no command is taken there', async () => {
    const at = benchBank();
    at.bank.hardware.strike('magnet-off', door);
    expect(at.bank.isOpen('A07')).toBe(false);
    expect(said(at)).toEqual([['door-opened', 'A07', 'none']]);
    at.open(command);
    expect(at.results()).toEqual([[command, 'refused', 'door-is-open']]);
    await at.wait(6 * minute);
    expect(said(at).slice(1)).toEqual(Array(2).fill(['door-ajar', 'A07', 'none']));
    at.bank.hardware.repairDoor('A07');
    await at.wait(4);
    expect(said(at).at(-1)).toEqual(['door-closed', 'A07', 'none']);
  });

  it('that is stuck says closed of a door that is open: things come and go, and no cycle is told', async () => {
    const at = benchBank();
    at.bank.hardware.strike('switch-stuck', door);
    at.open(command);
    await at.wait(2);
    expect(at.bank.pull('A07')).toBe(true);
    at.bank.place('A07', box);
    await at.wait(2);
    at.bank.close('A07');
    await at.wait(minute);
    expect(said(at)).toEqual([]);
    expect(at.results()).toEqual([[command, 'failed', undefined]]);
    expect(at.bank.contents('A07')).toEqual([box]);
    at.bank.hardware.repairDoor('A07');
    expect(said(at)).toEqual([]); // It is shut, and that is what the switch says now.
  });

  it('that flaps opens and shuts for five minutes of an hour with nobody there, also after a restart', async () => {
    const at = benchBank();
    at.bank.hardware.strike('switch-flaps', door);
    const openings = () => (at.bank.doorCycles()['A07'] ?? 0) - 411;
    await at.wait(hour);
    expect(openings()).toBe(25); // Every 6 s a change, in 5 min 50 of them.
    expect(new Set(said(at).map(([type, , kind]) => `${type} ${kind}`))).toEqual(
      new Set(['door-opened none', 'door-closed none']),
    );
    at.bank.reboot();
    await at.wait(hour);
    expect(openings()).toBe(50);
    expect(at.bank.isOpen('A07')).toBe(false);
    at.bank.hardware.repairDoor('A07');
    await at.wait(2 * hour);
    expect(openings()).toBe(50);
  });
});

describe('sensors of two doors that are swapped', () => {
  it('each say what lies behind the other, until somebody mends the wires', async () => {
    const at = benchBank({ scanSeconds: 3600 });
    at.bank.hardware.strike('sensors-swapped', { compartmentId: 'A07', other: 'A01' });
    const seen = async () => {
      await at.wait(hour);
      const doors = at.last('sensor-scan')?.['doors'] as Record<string, { windows: { samples: number[] }[] }>;
      const level = (id: string) => doors[id]?.windows[0]?.samples[0] ?? 0;
      return { A01: level('A01'), A07: level('A07') };
    };
    // The floor of the small door is 200 mm away, that of the medium one 400; a box of 90 mm lies in the medium one.
    at.bank.openWithKey('A07');
    at.bank.place('A07', box);
    at.bank.close('A07');
    const wrong = await seen();
    expect(Math.abs(wrong.A01 - 310)).toBeLessThan(35);
    expect(Math.abs(wrong.A07 - 200)).toBeLessThan(35);
    at.bank.hardware.repairDoor('A07');
    const right = await seen();
    expect(Math.abs(right.A01 - 200)).toBeLessThan(35);
    expect(Math.abs(right.A07 - 310)).toBeLessThan(35);
  });
});
