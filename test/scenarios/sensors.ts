import { expect } from 'vitest';
import type { FaultName } from '../../simulator/faults/index.js';
import { lookalike, scenario, type Scenario } from './scenario.js';
import { box, day, hour, minute, type Town } from './town.js';

/** So long that a sensor's noise is known. */
const known = { scannedDays: 2 };
const onScales = { ...known, profile: 'load-cell' };

/** Something befalls the sensor of an empty door; it ends by what cures it, else by a visit. */
async function befall(town: Town, fault: FaultName, cures: Record<string, number>, forMs = 2 * day): Promise<void> {
  town.bank.hardware.strike(fault, { compartmentId: 'A02', cures });
  await town.pass(forMs);
}

/** A fault of a sensor that nothing mends from afar: one incident, what was tried in order, and what to bring. */
function inVain(cause: Scenario['cause'], fault: FaultName, sentence: string, tried: string[], setting = known): void {
  scenario(
    cause,
    sentence,
    async (town) => {
      await befall(town, fault, {}, 5 * day);
      expect(town.incidents()).toEqual([`${cause} A02 ${town.profile} dispatched`]);
      expect(town.story(cause)).toEqual(['+0 s raised', ...tried]);
      const { severity } = town.incident(cause);
      const visitAt = tried.at(-1)?.split(' visit')[0];
      expect(town.alerts()).toEqual(severity === 'P3' ? [] : [`${visitAt} technician: ${cause} visit`]);
      expect(await town.offered()).toContain('A02'); // The other channels, or asking, stand in for it.
    },
    setting,
  );
}

inVain(
  'sensor-stuck',
  'sensor-stuck',
  'the same reading over and over: looked at, restarted, its bus as well, a visit',
  [
    '+0 s look-again',
    '+0 s done',
    '+2 min look-again again',
    '+2 min done',
    '+4 min restart-sensor',
    '+4 min done',
    '+1 h 9 min restart-sensor again',
    '+1 h 9 min done',
    '+2 h 14 min restart-controller',
    '+2 h 14 min done',
    '+3 h 19 min visit: sensor, tools',
  ],
);

scenario(
  'sensor-stuck',
  'its own restart is in vain, and the start of its controller, which takes the power from its bus, is not',
  async (town) => {
    await befall(town, 'sensor-stuck', { 'restart-controller': 1 });
    expect(town.incidents()).toEqual(['sensor-stuck A02 tof resolved-remotely']);
    expect(town.story('sensor-stuck').slice(-2)).toEqual(['+2 h 14 min done', '+3 h 14 min resolved remotely, over']);
    expect(town.alerts()).toEqual([]);
  },
  known,
);

scenario(
  'sensor-stuck',
  'alive after the first restart: over with the next scan, and nobody was told',
  async (town) => {
    await befall(town, 'sensor-stuck', { 'restart-sensor': 1 });
    expect(town.incidents()).toEqual(['sensor-stuck A02 tof resolved-remotely']);
    expect(town.commands('restart')).toEqual(['restart A02']);
    expect(town.alerts()).toEqual([]);
  },
  known,
);

lookalike(
  'sensor-stuck',
  'a light curtain that sees nothing, scan after scan, is one of an empty door',
  async (town) => {
    await town.pass(3 * day);
    expect(town.incidents()).toEqual([]);
  },
  { ...known, profile: 'curtain' },
);

scenario(
  'sensor-drift',
  'an empty door’s level creeps: recalibrated from afar, and over with the next scan',
  async (town) => {
    await befall(town, 'sensor-drift-ramp', { recalibrate: 1 }, 14 * day);
    expect(town.incidents()).toEqual(['sensor-drift A02 tof resolved-remotely']);
    expect(town.story('sensor-drift')).toEqual([
      '+0 s raised',
      '+0 s recalibrate',
      '+0 s done',
      '+1 h resolved remotely, over',
    ]);
    expect(town.commands('recalibrate')).toEqual(['recalibrate A02']);
    expect(town.alerts()).toEqual([]);
  },
  known,
);

lookalike(
  'sensor-drift',
  'the level under a parcel may move: nothing is recalibrated while something lies in the door',
  async (town) => {
    const door = await town.deposit(box);
    town.bank.hardware.strike('sensor-drift-ramp', { compartmentId: door });
    await town.pass(5 * day);
    expect(town.commands('recalibrate')).toEqual([]);
    expect(await town.pickup()).toBe('collected');
  },
  known,
);

inVain('sensor-noisy', 'sensor-noisy', 'thrice its noise: restarted twice, watched for three days, planned work', [
  '+0 s restart-sensor',
  '+0 s done',
  '+12 h restart-sensor again',
  '+12 h done',
  '+1 d watch-for-three-days',
  '+4 d visit: sensor, tools',
]);

scenario(
  'sensor-noisy',
  'as quiet as it was after its restart: over when its chart has come down, and nobody goes',
  async (town) => {
    await befall(town, 'sensor-noisy', { 'restart-sensor': 1 });
    expect(town.incidents()).toEqual(['sensor-noisy A02 tof resolved-remotely']);
    expect(town.commands('restart')).toEqual(['restart A02']);
    expect(town.alerts()).toEqual([]);
  },
  known,
);

inVain(
  'sensor-silent',
  'sensor-silent',
  'no word of it in three scans, while its bank lives: restarted twice, its bus as well, and a visit',
  [
    '+0 s restart-sensor',
    '+0 s done',
    '+1 h 5 min restart-sensor again',
    '+1 h 5 min done',
    '+2 h 10 min restart-controller',
    '+2 h 10 min done',
    '+3 h 15 min visit: sensor, wiring-plan, tools',
  ],
);

scenario(
  'sensor-silent',
  'heard again after its restart: over, and nobody was told',
  async (town) => {
    await befall(town, 'sensor-silent', { 'restart-sensor': 1 });
    expect(town.incidents()).toEqual(['sensor-silent A02 tof resolved-remotely']);
    expect(town.alerts()).toEqual([]);
  },
  known,
);

lookalike(
  'sensor-silent',
  'a bank that is away says nothing of any sensor',
  async (town) => {
    await town.disconnect();
    await town.pass(4 * hour);
    await town.connect();
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['bank-offline resolved-remotely']);
  },
  known,
);

inVain(
  'sensor-spiky',
  'sensor-spiky',
  'one sample in ten is wild: restarted twice, watched for three days, planned work',
  [
    '+0 s restart-sensor',
    '+0 s done',
    '+1 h 5 min restart-sensor again',
    '+1 h 5 min done',
    '+2 h 10 min watch-for-three-days',
    '+3 d 2 h 10 min visit: sensor, wiring-plan, tools',
  ],
);

inVain(
  'sensor-blind',
  'sensor-cover-dirty',
  'it sees the dirt before it: half a day in which it may dry, no restart, which wipes nothing, and a visit',
  ['+0 s other-light', '+12 h visit: cleaning-kit, sensor, tools'],
);

inVain(
  'sensor-blind',
  'sensor-failing',
  'it says of itself that it sees nothing: restarted, half a day of other light, its bus restarted, a visit',
  [
    '+0 s restart-sensor',
    '+0 s done',
    '+1 h 5 min restart-sensor again',
    '+1 h 5 min done',
    '+2 h 10 min other-light',
    '+14 h 10 min restart-controller',
    '+14 h 10 min done',
    '+15 h 15 min visit: cleaning-kit, sensor, tools',
  ],
);

scenario(
  'sensor-blind',
  'the sun blinds it at noon, for days: one case, in which it is believed by night, and over when two days were without',
  async (town) => {
    town.bank.hardware.strike('sensor-sunlit', { compartmentId: 'A02', cures: {} });
    await town.pass(day);
    expect(town.incidents()).toEqual(['sensor-blind A02 tof resolving']);
    expect(await town.offered()).toContain('A02');
    await town.pass(18 * day);
    expect(town.incidents()).toHaveLength(1);
    expect(town.incident('sensor-blind').resolution).toMatchObject({ how: 'remotely', by: 'over' });
    expect(town.commands('restart')).toEqual([]);
    expect(town.alerts()[0]).toBe('+0 s technician: sensor-blind');
    expect(town.alerts()[1]).toMatch(/ technician: sensor-blind over$/);
  },
  known,
);

scenario(
  'sensor-untared',
  'scales that were never tared, in an empty door: recalibrated from afar',
  async (town) => {
    await befall(town, 'sensor-untared', { recalibrate: 1 });
    expect(town.incidents()).toEqual(['sensor-untared A02 load-cell resolved-remotely']);
    expect(town.commands('recalibrate')).toEqual(['recalibrate A02']);
    expect(town.alerts()).toEqual([]);
  },
  { ...onScales, scannedDays: 0 },
);

scenario(
  'sensor-untared',
  'scales lose their zero after years: it is that, and no drift beside it',
  async (town) => {
    await befall(town, 'sensor-untared', { recalibrate: 1 });
    expect(town.incidents()).toEqual(['sensor-untared A02 load-cell resolved-remotely']);
    expect(town.commands('recalibrate')).toEqual(['recalibrate A02']);
  },
  onScales,
);

scenario(
  'sensor-swapped',
  'two doors’ sensors on each other’s terminals: found by what moves while it is shut',
  async (town) => {
    town.bank.hardware.strike('sensors-swapped', { compartmentId: 'A01', other: 'A02' });
    for (let i = 0; i < 8; i++) {
      town.bank.openWithKey('A01');
      await town.at('A01', () => (i % 2 === 0 ? town.bank.place('A01', box) : void town.bank.take('A01')));
      await town.pass(2 * hour);
    }
    await town.pass(2 * day);
    const swapped = town.incidents().filter((incident) => incident.startsWith('sensor-swapped'));
    expect(swapped).toEqual(['sensor-swapped A02 tof dispatched']); // One of the pair: its window moves while it is shut.
    expect(town.story('sensor-swapped')).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s tell-technician',
      '+1 d visit: wiring-plan, test-weight, tools',
    ]);
    expect(await town.offered()).not.toContain('A02');
  },
  known,
);

scenario(
  'creep',
  'a load cell creeps under its parcel for hours: the pickup is judged rightly, and nothing is raised',
  async (town) => {
    const door = await town.deposit({ ...box, grams: 3_000 });
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
