import { describe, expect, it } from 'vitest';
import type { CompartmentId } from '../../domain/ids.js';
import { limitsFor } from '../../domain/sensing/health/index.js';
import { profileOf } from '../../domain/sensing/profiles/index.js';
import { sensorOf } from '../../evaluate/bench-sensor.js';
import { hourMs, WatchedBank, WatchedDoor } from '../../evaluate/watched-bank.js';
import { randomOf } from '../../simulator/random.js';

const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });

/** Two doors with a distance sensor each, of so many times the noise stated. */
function bankOf(noise: number) {
  const tof = profileOf('tof')!;
  const noisy = { ...tof, sigma: noise * 2.5 } as typeof tof;
  const doors = ['A01', 'A02'].map(
    (id) => new WatchedDoor(id as CompartmentId, [sensorOf(noisy, randomOf(`${id}-${noise}`))]),
  );
  const bank = new WatchedBank(doors, { limits, random: randomOf('use'), temperatureC: () => 20 });
  const faults: string[] = [];
  const hours = (n: number) => {
    for (let hour = 0; hour < n; hour += 1)
      faults.push(...bank.hour().map(({ door, fault }) => `${door.compartmentId} ${fault}`));
  };
  return { doors, hours, faults };
}

describe('a bank that is watched', () => {
  it('accuses no sound sensor, and its verdicts are told of nothing', () => {
    const { doors, hours, faults } = bankOf(1);
    hours(300);
    expect(faults).toEqual([]);
    expect(doors[0]?.conditions()).toBeUndefined();
  });

  it('accuses each noisy one once, and its verdicts are told', () => {
    const { doors, hours, faults } = bankOf(3);
    hours(300);
    expect(faults.sort()).toEqual(['A01 noisy', 'A02 noisy']);
    expect(doors[0]?.conditions()?.['tof']?.health).toBe(0.7);
  });

  it('finds wires that were swapped by the parcels that come and go, and silences both sensors', () => {
    const { doors, hours, faults } = bankOf(1);
    hours(72);
    [doors[0]!.wired, doors[1]!.wired] = [doors[1]!, doors[0]!];
    hours(120);
    expect(faults.filter((one) => one.includes('swapped')).sort()).toEqual(['A01 swapped', 'A02 swapped']);
    expect(doors.map((door) => door.conditions()?.['tof']?.health)).toEqual([0, 0]);
  });
});
