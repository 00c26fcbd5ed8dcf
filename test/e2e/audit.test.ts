import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeviceBank } from './device-bank.js';
import { LocalRun, until } from './local-run.js';
import { SiteDesk } from './manager.js';
import { boxMm, emptyMm, tof, type SentWindow } from './windows.js';

/** A bank on AWS's device client looks at its doors hour by hour, over real MQTT: what is wrong is found and stands in the API. */
const hourMs = 3_600_000;
const bankId = 'watched';
const doors = ['A01', 'A02', 'A03', 'A04'];

interface IncidentSeen {
  readonly incidentId: string;
  readonly cause: string;
  readonly state: string;
  readonly place: { compartmentId?: string; sensor?: string };
}

let run: LocalRun;
let desk: SiteDesk;
let bank: DeviceBank;

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'maple');
  bank = await DeviceBank.connect(await desk.enrol(bankId, { doors: doors.length, profile: 'tof' }));
}, 180_000);

afterAll(async () => {
  await bank?.close();
  await run?.close();
});

/** What is not as it was: the others show an empty door. */
const shown: Record<string, SentWindow[]> = {};

/** An hour later every sensor is looked at. No door has opened since the bank was enrolled. */
async function scan(): Promise<void> {
  await run.advance(hourMs);
  bank.passTime(hourMs);
  const looks = doors.map((door) => [door, { door: 'closed', doorCycle: 0, windows: shown[door] ?? tof(emptyMm) }]);
  await bank.send('health', { type: 'sensor-scan', doors: Object.fromEntries(looks) });
  await run.settle();
}

const scans = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i += 1) await scan();
};

const incidents = async (): Promise<IncidentSeen[]> =>
  (await desk.manager.call<{ items: IncidentSeen[] }>('GET', '/v1/sites/maple/incidents')).items;
const states = async (): Promise<string[]> =>
  (await incidents()).map(({ cause, state, place }) => `${cause} ${place.compartmentId ?? ''} ${state}`);
const stateOf = (cause: string, state: string): Promise<IncidentSeen> =>
  until(async () => (await incidents()).find((one) => one.cause === cause && one.state === state), `${cause} ${state}`);
/** The playbook's own command to the bank; what else was asked for has another id. */
const ofPlaybook = (type: string) =>
  bank.command((one) => one.type === type && one.commandId.startsWith('i-'), `${type} of a playbook`);

test('a day and a night of sound sensors behind shut doors find nothing', async () => {
  await scans(26);
  expect(await states()).toEqual([]);
}, 120_000);

test('a parcel that somebody put into a door without a record is a phantom at the second look, and not at the first', async () => {
  shown['A02'] = tof(boxMm);
  await scan();
  const asked = await bank.command(({ type }) => type === 'sample', 'a second look');
  expect([asked.compartmentId, await states()]).toEqual(['A02', []]);
  await scan(); // The bank did not answer: its next scan is the second look.
  expect(await stateOf('phantom', 'resolving')).toMatchObject({ place: { bankId, compartmentId: 'A02' } });
  expect((await desk.compartment(bankId, 'A02')).state).not.toBe('free');
}, 60_000);

test('whoever fetches it ends that: the door is free again', async () => {
  delete shown['A02'];
  await scan();
  await until(async () => (await states())[0]?.startsWith('phantom A02 resolved'), 'the phantom to be over');
  expect((await desk.compartment(bankId, 'A02')).state).toBe('free');
}, 60_000);

test('a sensor that drifts is recalibrated by its playbook, and its next scan shows that this has helped', async () => {
  shown['A03'] = tof(emptyMm + 14);
  await scans(2);
  shown['A03'] = tof(emptyMm + 25);
  for (let i = 0; i < 40 && (await states()).every((one) => !one.startsWith('sensor-drift')); i += 1) await scan();
  await stateOf('sensor-drift', 'resolving');
  const { commandId, compartmentId } = await ofPlaybook('recalibrate');
  expect(compartmentId).toBe('A03');
  await bank.send('result', { type: 'command-result', commandId, outcome: 'done' });
  await run.settle();
  await scan();
  await stateOf('sensor-drift', 'resolved-remotely');
}, 180_000);

test('a sensor that says the same value for ever is stuck, until it lives again', async () => {
  const [alive] = tof(emptyMm);
  shown['A04'] = [{ ...alive!, samples: Array<number>(20).fill(emptyMm) }];
  await scans(2);
  expect(await stateOf('sensor-stuck', 'resolving')).toMatchObject({
    place: { compartmentId: 'A04', sensor: 'ceiling' },
  });
  delete shown['A04'];
  await scan();
  await stateOf('sensor-stuck', 'resolved-remotely');
}, 60_000);

test('of the contents of a door whose sensor is in doubt nothing was said, and no function failed', async () => {
  expect((await incidents()).map(({ cause }) => cause).sort()).toEqual(['phantom', 'sensor-drift', 'sensor-stuck']);
  expect(await run.failures()).toEqual([]);
}, 60_000);
