import { expect, it } from 'vitest';
import type { DoorSensors, KnownSensor } from '../../../domain/audit/door-sensors.js';
import { sensorReports } from '../../../domain/reports/sensors.js';
import { newState } from '../../../domain/sensing/health/state.js';

const rates = { costly: 1e-6, other: 1e-4 };
const known = (change: Partial<KnownSensor> = {}): KnownSensor => ({ ...newState(7), kind: 'tof', ...change });
const door = (compartmentId: string, sensors: DoorSensors['sensors']) => ({ compartmentId, sensors }) as DoorSensors;

it('sensors come with the most doubtful first, then by door and name', () => {
  const sound = { b: known(), a: known() };
  const reports = sensorReports(
    [door('A02', sound), door('A01', { x: known({ faults: 1 }) }), door('A00', { z: known() })],
    { rates },
  );
  expect(reports.map(({ compartmentId, sensor }) => `${compartmentId} ${sensor}`)).toEqual([
    'A01 x', // Stuck.
    'A00 z',
    'A02 a',
    'A02 b',
  ]);
});

it('no sensor of two doors whose wires may be exchanged counts for anything, and they come first', () => {
  const inDoubt = [{ compartmentId: 'A03', of: 'A01' }] as never;
  const doors = ['A01', 'A02', 'A03'].map((name) => door(name, { a: known(), b: known() }));
  expect(
    sensorReports(doors, { rates, inDoubt }).map((one) => `${one.compartmentId} ${one.sensor} ${one.score}`),
  ).toEqual(['A01 a 0', 'A01 b 0', 'A03 a 0', 'A03 b 0', 'A02 a 1', 'A02 b 1']);
});

it('a sensor whose empty level was never learnt has none', () => {
  expect(sensorReports([door('A01', { x: known({ level: 3, baseline: 0 }) })], { rates })[0]).toMatchObject({
    level: 3,
  });
  expect(sensorReports([door('A01', { x: known({ baseline: 0 }) })], { rates })[0]?.emptyLevel).toBeUndefined();
  expect(sensorReports([door('A01', { x: known({ baseline: 5, levelLooks: 1 }) })], { rates })[0]?.emptyLevel).toBe(5);
});

it('a sensor that is noisier than stated says how much, and the smallest change that it tells so', () => {
  const said = (change: Partial<KnownSensor>) => {
    const [report] = sensorReports([door('A01', { x: known(change) })], { rates });
    const { noise, isNoiseAccepted, smallestChange } = report!;
    return [noise, isNoiseAccepted, smallestChange];
  };
  expect(said({})).toEqual([undefined, undefined, 15]);
  expect(said({ varianceNow: 2.4 })).toEqual([1.57, undefined, 15.33]); // 1.5625 times 9.809 mm.
  expect(said({ varianceNow: 9, accepted: 9, kind: 'load-cell' })).toEqual([3.82, true, 9.98]); // The root of 9 / 0.7.
  expect(said({ varianceNow: 9, kind: 'curtain' })).toEqual([undefined, undefined, undefined]);
  expect(said({ varianceNow: 6, accepted: 6, kind: 'curtain' })).toEqual([8.58, true, undefined]); // 6 / 0.7.
});
