import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../adapters/dynamodb/codec.js';
import { keys } from '../../adapters/dynamodb/table.js';
import type { DoorSensors, KnownSensor } from '../../domain/audit/door-sensors.js';
import { itemSize } from '../adapters/dynamodb/item-size.js';
import { bankOf, compartment } from './samples.js';
import { startMs, storeKinds, type OpenStores } from './stores.js';

/** As it may be after a year of scans: every number as long as it gets. */
const sensor = (kind: KnownSensor['kind'], change: Partial<KnownSensor> = {}): KnownSensor => ({
  kind,
  heardAtMs: startMs + 3_600_123,
  missed: 2,
  level: 412.3456,
  frozen: 120,
  sameShare: 0.3512,
  levelLooks: 720,
  anchor: 411.9876,
  anchorC: 21.4567,
  baseline: 412.1234,
  baselineC: 22.3456,
  noiseLooks: 24,
  variance: 1.0423,
  rho: 0.2876,
  varianceNow: 0.9876,
  wrongPairs: 0.0123,
  spikesNow: 0.0234,
  spikesAccepted: 0.1234,
  driftUp: 1.2345,
  driftDown: 12.3456,
  noise: 3.4567,
  spikes: 0.1234,
  blind: 2,
  blindSurely: 1,
  untared: 3,
  faults: 144,
  ...change,
});

const doorOf = (bank: string, label = 'A07', change: Partial<DoorSensors> = {}): DoorSensors => ({
  bankId: bankOf(bank),
  compartmentId: compartment(label),
  mark: { bootCount: 1_234, seq: 56_789, atMs: startMs + 3_600_123 },
  doorCycle: 41_234,
  door: 'closed',
  sensors: { 'sensor-top-left': sensor('tof'), 'scale-under-floor': sensor('load-cell', { level: -1234.5678 }) },
  ...change,
});

describe.each(storeKinds)('what is known of sensors, in $name', ({ open }) => {
  let opened: OpenStores;
  let count = 0;
  const bank = () => `bank-${++count}`;
  const store = () => opened.stores.sensors;
  beforeAll(async () => void (opened = await open()));
  afterAll(() => opened.close());

  it('a door that was never looked at has nothing', async () => {
    const id = bank();
    expect(await store().load(doorOf(id))).toBeUndefined();
    expect(await store().list(bankOf(id))).toEqual([]);
  });

  it('a look is kept, and comes back as it was', async () => {
    const door = doorOf(bank(), 'A07', {
      openSinceMs: startMs,
      recalibrated: { by: 'c-0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11', atMs: startMs },
      suspicion: {
        cause: 'door-switch-stuck',
        key: 'scan-3-17',
        doorCycle: 412,
        doubt: 'together',
        from: { tof: 200.5 },
      },
      said: { phantom: startMs + 1, 'door-flapping': startMs },
    });
    expect(await store().commit({ door, version: 0 })).toBe(true);
    expect(await store().load(door)).toEqual({ door, version: 1 });
  });

  it.each(['t', 'sensors', 'level', 'constructor', '~x'])('a sensor may be called %s', async (name) => {
    const door = doorOf(bank(), 'A07', { sensors: { [name]: sensor('curtain', { came: true }) } });
    await store().commit({ door, version: 0 });
    expect((await store().load(door))?.door).toEqual(door);
  });

  it('of two who write on the same version one is told that the other was faster', async () => {
    const door = doorOf(bank());
    const answers = await Promise.all([store().commit({ door, version: 0 }), store().commit({ door, version: 0 })]);
    expect(answers.sort()).toEqual([false, true]);
    const next = { ...door, doorCycle: 500 };
    expect(await store().commit({ door: next, version: 2 })).toBe(false);
    expect(await store().commit({ door: next, version: 1 })).toBe(true);
    expect(await store().load(door)).toEqual({ door: next, version: 2 });
  });

  it('what is no longer so is gone with the next look', async () => {
    const id = bank();
    const suspected = doorOf(id, 'A07', { suspicion: { cause: 'phantom', key: 'scan-3-17', doorCycle: 1 } });
    await store().commit({ door: suspected, version: 0 });
    await store().commit({ door: doorOf(id), version: 1 });
    expect((await store().load(suspected))?.door).toEqual(doorOf(id));
  });

  it('a bank’s doors come in their order, and no other bank’s', async () => {
    const [id, other] = [bank(), bank()];
    for (const label of ['B01', 'A02', 'A01']) await store().commit({ door: doorOf(id, label), version: 0 });
    await store().commit({ door: doorOf(other, 'A03'), version: 0 });
    expect((await store().list(bankOf(id))).map(({ door }) => door.compartmentId)).toEqual(['A01', 'A02', 'B01']);
  });
});

const bytesOf = ({ bankId, compartmentId, ...fields }: DoorSensors): number => {
  const item = { ...keys.sensors({ bankId, compartmentId }), ...fields, version: 8_760 };
  return itemSize(toAttributes(item));
};

describe('the item of a door’s sensors', () => {
  it.each(['tof', 'load-cell', 'ultrasonic', 'curtain'] as const)(
    'grows by less than 200 bytes for a sensor: %s',
    (kind) => {
      const none = bytesOf(doorOf('bank-1', 'A07', { sensors: {} }));
      const change: Partial<KnownSensor> = kind === 'curtain' ? { came: true } : {};
      const bytes = bytesOf(doorOf('bank-1', 'A07', { sensors: { 'sensor-top-left': sensor(kind, change) } })) - none;
      process.stdout.write(`a ${kind} sensor: ${bytes} bytes\n`);
      expect(bytes).toBeLessThan(200);
    },
  );

  it('is under a kilobyte with two sensors and all that may stand beside them: a look is one write unit', () => {
    const door = doorOf('a-bank-with-a-name-of-36-characters-', 'A07', {
      openSinceMs: startMs,
      recalibrated: { by: 'c-0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11', atMs: startMs },
      suspicion: {
        cause: 'door-switch-stuck',
        key: 'A07-audit-12345-123456',
        doorCycle: 41_234,
        from: { 'sensor-top-left': 200.1234, 'scale-under-floor': -1234.5678 },
      },
      said: { 'left-behind': startMs, 'door-flapping': startMs },
    });
    const bytes = bytesOf(door);
    process.stdout.write(`item of a door's two sensors: ${bytes} bytes\n`);
    expect(bytes).toBeLessThan(1_024);
  });
});
