import { describe, expect, it } from 'vitest';
import { faults, type FaultName } from '../../../simulator/faults/index.js';
import { benchBank } from '../bench-bank.js';

const minute = 60;
const hour = 60 * minute;

const minutesOf = (ms: number) => ms / 60_000;

let given = 0;
function command({ bank, world }: ReturnType<typeof benchBank>, type: string, more: Record<string, unknown>): void {
  const times = { issuedAtMs: world.nowMs, notAfterMs: world.nowMs + 1e10, serverTimeMs: world.nowMs };
  bank.onCommand({ schema: 1, commandId: `c-${given++}`, type, ...times, ...more });
}

const gos = {
  'restart-sensor': { type: 'restart', what: 'sensor', sensor: 'tof', compartmentId: 'A07' },
  'restart-controller': { type: 'restart', what: 'controller' },
  'restart-lock-rail': { type: 'restart', what: 'lock-rail' },
  'pulse-lock': { type: 'pulse-lock', compartmentId: 'A07' },
  'long-pulse': { type: 'pulse-lock', compartmentId: 'A07', pulse: 'long' },
} as const;

describe('the mains of a bank', () => {
  it('fail for at most three hours: it runs on its battery, and goes dark if that does not last', async () => {
    let dark = 0;
    const at = benchBank();
    for (let i = 0; i < 40; i++) {
      const boots = at.bank.bootCount;
      at.bank.hardware.strike('power-cut');
      expect(at.last('power')).toMatchObject({ source: 'battery', batteryPercent: 100 });
      let darkFrom: number | undefined;
      for (let second = 0; second < 3 * hour + 1; second += 30) {
        await at.wait(30);
        if (!at.bank.isOnline) darkFrom ??= second;
      }
      if (darkFrom !== undefined) {
        dark += 1;
        expect(darkFrom).toBeGreaterThanOrEqual(29 * minute);
        expect(darkFrom).toBeLessThanOrEqual(60 * minute);
      }
      expect(at.bank.bootCount).toBe(darkFrom === undefined ? boots : boots + 1);
      expect(at.bank.isOnline).toBe(true);
      expect(at.last('power')).toMatchObject({ source: 'mains' });
      expect(at.bank.hardware.wrong()).toEqual([]);
    }
    // 1 to 180 minutes away, evenly, against 30 to 60 of battery: three quarters of them.
    expect(dark).toBeGreaterThan(20);
    expect(dark).toBeLessThan(39);
  });
});

describe('the network of a bank', () => {
  it('is away for ten minutes in the middle, seldom for hours, and comes back', async () => {
    const at = benchBank();
    const away: number[] = [];
    for (let i = 0; i < 200; i++) {
      at.bank.hardware.strike('network-away');
      const fromMs = at.world.nowMs;
      while (!at.bank.isOnline) await at.wait(minute);
      away.push(minutesOf(at.world.nowMs - fromMs));
    }
    const median = away.toSorted((a, b) => a - b)[100] ?? 0;
    expect(median).toBeGreaterThan(7);
    expect(median).toBeLessThan(14);
    expect(away.filter((minutes) => minutes > 120).length).toBeLessThan(22); // 5 % of 200 are 10.
    expect(Math.max(...away)).toBeLessThanOrEqual(12 * 60 + 1);
  });

  it('flaps for minutes, every few seconds, and settles', async () => {
    const at = benchBank();
    at.bank.hardware.strike('network-flaps');
    let changes = 0;
    for (let second = 0, was = at.bank.isOnline; second < 12 * minute; second++) {
      await at.wait(1);
      if (at.bank.isOnline !== was) changes += 1;
      was = at.bank.isOnline;
    }
    expect(changes).toBeGreaterThan(5);
    expect(at.bank.isOnline).toBe(true);
    expect(at.bank.hardware.wrong()).toEqual([]);
  });
});

describe('the controller of a bank', () => {
  it('with a weak supply starts again in the middle of some pulses, and answers nothing to that command', async () => {
    const at = benchBank();
    at.bank.hardware.strike('brown-out');
    for (let i = 0; i < 60 && at.bank.bootCount === 1; i++) {
      at.open(`open-${i}`);
      await at.wait(1);
      if (at.bank.bootCount === 1) {
        expect(at.bank.pull('A07')).toBe(true);
        at.bank.close('A07');
        await at.wait(5);
      }
    }
    expect(at.last('boot')).toMatchObject({ bootCount: 2, reason: 'brown-out' });
    expect(at.bank.pull('A07')).toBe(false);
    const open = at.pulses.at(-1)?.commandId;
    expect(at.results().map(([id]) => id)).not.toContain(open);
    at.bank.hardware.repairBank();
    for (let i = 0; i < 100; i++) {
      at.open(`later-${i}`);
      await at.wait(1);
      at.bank.pull('A07');
      at.bank.close('A07');
      await at.wait(5);
    }
    expect(at.bank.bootCount).toBe(2);
  });

  it('in a boot loop starts again every minute or two, until somebody mends it', async () => {
    const at = benchBank();
    at.bank.hardware.strike('boot-loops');
    await at.wait(hour);
    const boots = at.bank.bootCount - 1;
    expect(boots).toBeGreaterThanOrEqual(24); // 40 to 150 s from one to the next.
    expect(boots).toBeLessThanOrEqual(90);
    expect(at.last('boot')).toMatchObject({ reason: 'watchdog' });
    at.bank.hardware.repairBank();
    await at.wait(hour);
    expect(at.bank.bootCount - 1).toBe(boots);
  });

  it('with its clock ahead takes every command for late', () => {
    const at = benchBank();
    at.bank.hardware.strike('clock-skewed');
    at.open('one');
    expect(at.results()).toEqual([['one', 'expired', undefined]]);
    expect(Number(at.last('command-result')?.atMs) - at.world.nowMs).toBeGreaterThanOrEqual(2 * 60_000);
    at.bank.hardware.repairBank();
    at.open('two');
    expect(at.bank.pull('A07')).toBe(true);
  });

  it('whose relays fire at a start opens one to three doors within seconds, at every start', async () => {
    const at = benchBank();
    at.bank.hardware.strike('opens-at-boot');
    for (let start = 2; start < 5; start++) {
      expect(at.bank.bootCount).toBe(start);
      await at.wait(4);
      const open = at.bank.compartmentIds.filter((id) => at.bank.isOpen(id));
      expect(open.length).toBeGreaterThan(0);
      expect(at.last('door-opened')).toMatchObject({ bootCount: start, authority: { kind: 'none' } });
      for (const id of open) at.bank.close(id);
      await at.wait(5);
      at.bank.reboot();
    }
    at.bank.hardware.repairBank();
    await at.wait(5);
    at.bank.reboot();
    await at.wait(5);
    expect(at.bank.compartmentIds.filter((id) => at.bank.isOpen(id))).toEqual([]);
  });

  it('with a firmware that reads otherwise starts once, says its version, and every level stands elsewhere', async () => {
    const at = benchBank({ scanSeconds: 3600, profile: 'tof+load-cell' });
    const levels = async () => {
      await at.wait(hour);
      const doors = at.last('sensor-scan')?.['doors'] as Record<string, { windows: { samples: number[] }[] }>;
      return Object.values(doors).flatMap(({ windows }) =>
        windows.map(({ samples }) => samples.reduce((sum, value) => sum + value, 0) / samples.length),
      );
    };
    const before = await levels();
    at.bank.hardware.strike('firmware-shifts');
    const after = await levels();
    expect(at.last('boot')).toMatchObject({ firmware: 'virtual-1+1', reason: 'update', bootCount: 2 });
    // 0.8 to 2 times 15 mm and 9.98 g, all the same way.
    const times = after.map((level, i) => (level - (before[i] ?? 0)) / (i % 2 === 0 ? 15 : 9.98));
    for (const one of times) {
      expect(Math.abs(one)).toBeGreaterThan(0.6);
      expect(Math.abs(one)).toBeLessThan(2.2);
      expect(Math.sign(one)).toBe(Math.sign(times[0] ?? 0));
    }
    for (const compartmentId of at.bank.compartmentIds) command(at, 'recalibrate', { compartmentId });
    const [small, smallG = 9, medium, mediumG = 9] = await levels();
    expect(Math.abs(smallG) + Math.abs(mediumG)).toBeLessThan(2);
    for (const [now = 0, then = 9] of [
      [small, after[0]],
      [medium, after[2]],
    ])
      expect(Math.abs(now - then)).toBeLessThan(3); // A distance has no zero.
  });
});

/** Draws do not depend on what else happens, so a new case is begun for each go. */
function curedShare(name: FaultName, cure: keyof typeof gos, tries = 1): number {
  let cured = 0;
  const at = benchBank({ profile: 'tof+ultrasonic+load-cell+curtain' });
  const sensor = { 'sensor-stuck': 'tof', 'sensor-failing': 'tof', 'sensor-silent': 'tof' } as Record<string, string>;
  const cases = 400;
  for (let i = 0; i < cases; i++) {
    at.bank.hardware.strike(name, { compartmentId: 'A07', sensor: sensor[name], other: 'A01' });
    for (let go = 0; go < tries; go++) command(at, gos[cure].type, gos[cure]);
    if (at.bank.hardware.wrong().length === 0) cured += 1;
    at.bank.hardware.repairDoor('A07');
    at.bank.hardware.repairBank();
  }
  return cured / cases;
}

describe('from afar', () => {
  it.each([
    ['sensor-stuck', 'restart-sensor', 0.8],
    ['sensor-silent', 'restart-sensor', 0.6],
    ['sensor-failing', 'restart-controller', 0.4],
    ['lock-jammed', 'pulse-lock', 0.6],
    ['lock-jammed', 'restart-lock-rail', 0.4],
    ['lock-jammed', 'long-pulse', 0.7], // What a usual one does, and a quarter of what that leaves.
    ['latch-bounces', 'pulse-lock', 0.5],
    ['latch-bounces', 'long-pulse', 0.5], // It moves: a longer pull of it mends no catch.
    ['clock-skewed', 'restart-controller', 0.9],
    ['lock-jammed', 'restart-sensor', 0],
    ['sensor-stuck', 'pulse-lock', 0],
    ['magnet-off', 'restart-controller', 0],
    ['sensors-swapped', 'restart-sensor', 0],
  ] as const)('%s is cured by %s in this share of cases: %d', (name, cure, share) => {
    const deviations = Math.abs(curedShare(name, cure) - share) / Math.sqrt((share * (1 - share) + 1e-9) / 400);
    expect(deviations).toBeLessThan(4);
  });

  it.each([
    ['latch-bounces', 'pulse-lock', 0.5],
    ['sensor-silent', 'restart-sensor', 0.6],
    ['lock-jammed', 'long-pulse', 0.7],
  ] as const)(
    '%s is no more often cured by ten of %s than by one: a worn part is not mended by trying again',
    (name, cure, share) => {
      const deviations = Math.abs(curedShare(name, cure, 10) - share) / Math.sqrt((share * (1 - share)) / 400);
      expect(deviations).toBeLessThan(4);
    },
  );

  it('the next case of the same fault may be of another kind, and be cured by what the last one was not', () => {
    const at = benchBank();
    const outcomes = new Set<boolean>();
    for (let i = 0; i < 30; i++) {
      at.bank.hardware.strike('latch-bounces', { compartmentId: 'A07' });
      command(at, 'pulse-lock', gos['pulse-lock']);
      outcomes.add(at.bank.hardware.wrong().length === 0);
      at.bank.hardware.repairDoor('A07');
    }
    expect(outcomes.size).toBe(2);
  });

  it('a sensor restart reaches the sensor on that terminal, whosever it is', () => {
    const at = benchBank();
    at.bank.hardware.strike('sensors-swapped', { compartmentId: 'A07', other: 'A01' });
    at.bank.hardware.strike('sensor-stuck', { compartmentId: 'A01', cures: { 'restart-sensor': 1 } });
    for (let go = 0; go < 30; go++) command(at, 'restart', { ...gos['restart-sensor'], compartmentId: 'A01' });
    expect(at.bank.hardware.wrong().map(({ name }) => name)).toContain('sensor-stuck');
    for (let go = 0; go < 30; go++) command(at, 'restart', gos['restart-sensor']);
    expect(at.bank.hardware.wrong().map(({ name }) => name)).toEqual(['sensors-swapped']);
  });

  it('what was tried is kept with the case, and what ended it when: a command, a visit, or itself', async () => {
    const at = benchBank();
    const startMs = at.world.nowMs;
    at.bank.jam('A07', true, 'pulse-lock');
    command(at, 'restart', gos['restart-lock-rail']);
    command(at, 'restart', gos['restart-lock-rail']);
    await at.wait(10);
    command(at, 'pulse-lock', gos['pulse-lock']);
    at.bank.hardware.strike('magnet-off', { compartmentId: 'A01' });
    await at.wait(10);
    at.bank.hardware.repairDoor('A01');
    at.bank.hardware.strike('lock-sticks', { compartmentId: 'A01' });
    await at.wait(60);
    expect(at.bank.hardware.wrong()).toEqual([]);
    const [jam, magnet, stick] = at.bank.hardware.history;
    expect(jam?.course).toEqual({
      tries: { 'restart-lock-rail': 2, 'pulse-lock': 1 },
      end: { atMs: startMs + 10_000, by: 'pulse-lock' },
    });
    expect(magnet?.course).toEqual({ tries: {}, end: { atMs: startMs + 20_000, by: 'visit' } });
    expect(stick?.endsAtMs).toBeLessThanOrEqual(startMs + 65_000);
  });

  it('a restart that nobody ordered cures nothing', () => {
    const at = benchBank();
    at.bank.hardware.strike('clock-skewed');
    for (let go = 0; go < 20; go++) at.bank.reboot('power-cycle');
    expect(at.bank.hardware.wrong()).toHaveLength(1);
  });
});

describe('every fault', () => {
  it('has a name of its own, a rate above nothing with what it rests on, and chances of cure', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    for (const { rate, cures, curesBasis } of faults) {
      expect(rate.value).toBeGreaterThan(0);
      expect(rate.basis.length + curesBasis.length).toBeGreaterThan(10);
      for (const chance of Object.values(cures)) expect(chance > 0 && chance <= 1).toBe(true);
    }
  });

  it('befalls a door once at a time, is seen to stand, and is gone after a visit', () => {
    for (const { name, of } of faults) {
      if (of === 'bank') continue;
      const at = benchBank({ profile: 'tof+ultrasonic+load-cell+curtain' });
      for (let i = 0; i < 2; i++) at.bank.hardware.strike(name, { compartmentId: 'A07', other: 'A01' });
      const wrong = at.bank.hardware.wrong();
      expect(wrong.every((one) => one.name === name && one.compartmentId === 'A07')).toBe(true);
      expect(new Set(wrong.map(({ sensor }) => sensor)).size).toBe(wrong.length);
      expect(wrong.length).toBeGreaterThan(0);
      at.bank.hardware.repairDoor('A07');
      expect(at.bank.hardware.wrong()).toEqual([]);
    }
  });

  it('that is of a bank is gone after a visit', async () => {
    for (const { name, of } of faults) {
      if (of !== 'bank' || name === 'firmware-shifts') continue;
      const at = benchBank();
      at.bank.hardware.strike(name);
      expect(at.bank.hardware.wrong().map((one) => one.name)).toEqual([name]);
      await at.wait(1);
      at.bank.hardware.repairBank();
      await at.wait(hour);
      expect(at.bank.hardware.wrong()).toEqual([]);
      expect(at.bank.isOnline).toBe(true);
    }
  });

  it('asks for a door that is there, and a sensor that can have it', () => {
    const { bank } = benchBank();
    expect(() => bank.hardware.strike('magnet-off', { compartmentId: 'Z99' })).toThrow('"Z99"');
    expect(() => bank.hardware.strike('curtain-dirty', { compartmentId: 'A07' })).toThrow('curtain-dirty');
    expect(() => bank.hardware.strike('sensor-stuck', { compartmentId: 'A07', sensor: 'radar' })).toThrow(
      'sensor-stuck',
    );
  });
});
