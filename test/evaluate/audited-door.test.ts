import { describe, expect, it } from 'vitest';
import { sumsOf, settleDeposit } from '../../evaluate/door.js';
import type { CompartmentId } from '../../domain/ids.js';
import { limitsFor } from '../../domain/sensing/health/index.js';
import { profileOf } from '../../domain/sensing/profiles/index.js';
import { auditTwice } from '../../evaluate/audited-door.js';
import { sensorOf } from '../../evaluate/bench-sensor.js';
import { hourMs, WatchedBank, WatchedDoor } from '../../evaluate/watched-bank.js';
import { randomOf } from '../../simulator/random.js';

const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });
const parcel = [{ id: 'p', thicknessMm: 80, grams: 900 }];

/** Two doors with sensors of these kinds that have been watched for four days. */
function bankWith(...kinds: string[]) {
  const doors = ['A01', 'A02'].map((id) => {
    const sensors = kinds.map((kind) => sensorOf(profileOf(kind)!, randomOf(`${id}-${kind}`)));
    return new WatchedDoor(id as CompartmentId, sensors);
  });
  const bank = new WatchedBank(doors, { limits, random: randomOf('use'), temperatureC: () => 20 });
  for (let hour = 0; hour < 96; hour += 1) bank.hour();
  const [door] = doors;
  const windows = (contents: typeof parcel) => () => {
    door!.contents = contents;
    return door!.windows(bank.around);
  };
  return { bank, door: door!, sums: sumsOf(settleDeposit(windows([]), windows(parcel))) };
}

describe.each(['tof', 'load-cell', 'ultrasonic', 'curtain', 'tof+load-cell'])(
  'an audit of a door with %s',
  (profile) => {
    it('bears out a record that is right', () => {
      const { bank, door, sums } = bankWith(...profile.split('+'));
      door.contents = [];
      expect(auditTwice({ bank, door })).toBe('agrees');
      door.contents = parcel;
      expect(auditTwice({ bank, door, sums })).toBe('agrees');
    });

    it('finds what has gone, before a scan or after it, and says to be in doubt where one sensor alone says so', () => {
      const { bank, door, sums } = bankWith(...profile.split('+'));
      const found = profile.includes('+') ? 'differs' : 'in doubt';
      door.contents = parcel;
      expect(auditTwice({ bank, door, sums, befalls: () => void (door.contents = []) })).toBe(found);
      expect(auditTwice({ bank, door, sums })).toBe(found);
    });
  },
);
