import { expect } from 'vitest';
import { scenario } from './scenario.js';
import { box, hour, minute } from './town.js';

const parcel = { ...box, grams: 3_000 };

scenario(
  'creep',
  'a load cell creeps under its parcel for hours: the pickup is judged rightly, and nothing is raised',
  async (town) => {
    const door = await town.deposit(parcel);
    for (let i = 0; i < 6; i++) {
      town.bank.hardware.moveZeros(-0.1); // A tenth of the smallest change that it is to see.
      await town.pass(30 * minute);
    }
    expect(await town.pickup()).toBe('collected');
    await town.pass(hour);
    expect(await town.offered()).toContain(door);
    expect(town.incidents()).toEqual([]);
  },
  { profile: 'load-cell' },
);
