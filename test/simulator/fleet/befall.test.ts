import { describe, expect, it } from 'vitest';
import { Fate } from '../../../simulator/fleet/befall.js';
import { seedRates, type Factors } from '../../../simulator/fleet/rates.js';
import { randomOf } from '../../../simulator/random.js';
import type { Scene } from '../../../simulator/scene.js';

const dayMs = 86_400_000;
const compartmentIds = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08', 'A09', 'A10'];
const nothingDisplaced = Object.fromEntries(Object.keys(seedRates).map((name) => [name, 0]));

/** What befalls one bank in so many years, as `day fault door`. */
function befallen(factors: Factors, years: number): string[] {
  const happened: string[] = [];
  let atMs = 0;
  const strike = (name: string, { compartmentId = '' }) =>
    void happened.push(`${(atMs / dayMs).toFixed(3)} ${name} ${compartmentId}`);
  const bank = { compartmentIds, hardware: { strike } };
  const config = { profile: 'tof', doors: compartmentIds };
  const world = {
    log: () => undefined,
    at(ms: number, happen: () => void) {
      atMs = ms;
      happen();
    },
  };
  const place = { bankId: 'bank-01', bank, config, random: randomOf('fate') };
  const fate = new Fate({ world, place } as unknown as Scene, { ...nothingDisplaced, ...factors });
  for (let day = 0; day < 365 * years; day++) fate.planDay(day * dayMs);
  return happened;
}

const of = (happened: readonly string[], name: string) => happened.filter((one) => one.split(' ')[1] === name);
const without = (happened: readonly string[], name: string) => happened.filter((one) => one.split(' ')[1] !== name);

describe('what befalls a bank', () => {
  it('is as frequent as its rate says, and its factor', () => {
    // 12 a year: in a hundred years 1,200, give or take 4 of its 35.
    expect(Math.abs(of(befallen({}, 100), 'network-away').length - 1_200)).toBeLessThan(140);
    expect(Math.abs(of(befallen({ 'network-away': 5 }, 100), 'network-away').length - 6_000)).toBeLessThan(310);
    expect(of(befallen({ 'network-away': 0 }, 10), 'network-away')).toEqual([]);
  });

  it('at half of one rate is part of what does at the rate, and that of what does at twice it; the rest befalls as it did', () => {
    const [half, once, twice] = [0.5, 1, 2].map((factor) => befallen({ 'sensor-stuck': factor }, 50));
    const [few, some, many] = [half!, once!, twice!].map((happened) => of(happened, 'sensor-stuck'));
    expect(some).toEqual(expect.arrayContaining(few!));
    expect(many).toEqual(expect.arrayContaining(some!));
    expect([few!.length > 0, few!.length < some!.length, some!.length < many!.length]).toEqual([true, true, true]);
    expect(without(half!, 'sensor-stuck')).toEqual(without(once!, 'sensor-stuck'));
    expect(without(twice!, 'sensor-stuck')).toEqual(without(once!, 'sensor-stuck'));
  });
});
