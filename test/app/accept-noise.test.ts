import { expect, it } from 'vitest';
import { askToAcceptNoise } from '../../app/accept-noise.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { Incident } from '../../domain/incident/incident.js';
import { bankId, siteId } from './house.js';
import { cellAt, ScannedHouse } from './scanned-house.js';

const compartmentId = 'A01' as CompartmentId;
const incident = (sensor: string) =>
  ({ slot: 's', n: 1, siteId, place: { bankId, compartmentId, sensor } }) as unknown as Incident;
const load = ({ house }: ScannedHouse) => house.ports.sensors.load({ bankId, compartmentId });

/** Its scales are thrice as noisy as they are stated to be, and found to be so. */
async function noisyHouse() {
  const at = await ScannedHouse.known(30, 'load-cell', [cellAt(0)]);
  const { door, version } = (await load(at))!;
  const [[name, state]] = Object.entries(door.sensors) as [[string, (typeof door.sensors)[string]]];
  const sensors = { [name]: { ...state, varianceNow: 9, faults: 4, noise: 12 } };
  await at.house.ports.sensors.commit({ door: { ...door, sensors }, version });
  return { at, name };
}

it('the noise of a case’s sensor becomes its own with the next scan, twice is once, and the next but one asks nothing more', async () => {
  const { at, name } = await noisyHouse();
  for (let i = 0; i < 2; i++) await askToAcceptNoise(at.house.ports, incident(name));
  await at.scan();
  const after = await load(at);
  expect(after?.door.sensors[name]).toMatchObject({ accepted: 9, faults: 0 });
  expect(after?.door.acceptsNoiseOf).toBeUndefined();
});

it('what a scan has changed meanwhile is not written over: it is tried again', async () => {
  const { at, name } = await noisyHouse();
  const sensors = { ...at.house.ports.sensors, commit: () => Promise.resolve(false) };
  await expect(askToAcceptNoise({ sensors }, incident(name))).rejects.toThrow('meanwhile');
  await at.scan();
  expect((await load(at))?.door.sensors[name]?.accepted).toBeUndefined();
});

it('of a sensor, or a door, that is not there any more nothing is accepted', async () => {
  const { at, name } = await noisyHouse();
  await askToAcceptNoise(at.house.ports, incident('gone'));
  const elsewhere = { ...incident(name), place: { bankId, compartmentId: 'Z99' as CompartmentId, sensor: name } };
  await askToAcceptNoise(at.house.ports, elsewhere);
  await at.scan();
  expect((await load(at))?.door.sensors[name]).toMatchObject({ faults: 4 });
});
