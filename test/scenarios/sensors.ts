import { expect } from 'vitest';
import { hasInherentVisit } from '../../domain/incident/inherent.js';
import type { Struck } from '../../simulator/bank-hardware.js';
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
      expect(hasInherentVisit(town.incident(cause))).toBe(fault === 'sensor-cover-dirty'); // A lens is wiped by hand.
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
  '+4 d accept-noise',
  '+4 d 12 h visit: sensor, tools',
]);

/** For good: of the cases that are drawn the first that is as bad as this, from 0 to 1. */
function strikeFor(town: Town, fault: FaultName, at: Struck, [least, most]: readonly [number, number]): void {
  const { hardware } = town.bank;
  for (let severity = -1; severity < least || severity > most; severity = hardware.history.at(-1)!.severity) {
    hardware.repairDoor(at.compartmentId!);
    hardware.strike(fault, { ...at, cures: {} });
  }
}

/** About thrice its noise. */
const getsNoisy = (town: Town, compartmentId: string, sensor: string): void =>
  strikeFor(town, 'sensor-noisy', { compartmentId, sensor }, [0.2, 0.4]);

/** Noisy for good: after days of it, that is its noise, and the door goes on. */
function accepted(sentence: string, profile: string, sensor: string, foundWithin = day): void {
  scenario(
    'sensor-noisy',
    sentence,
    async (town) => {
      getsNoisy(town, 'A01', sensor);
      await town.pass(foundWithin + 5 * day);
      expect(town.incidents()).toEqual([`sensor-noisy A01 ${sensor} resolved-remotely`]);
      expect(town.story('sensor-noisy').slice(-2)).toEqual(['+4 d accept-noise', '+4 d 1 h resolved remotely, over']);
      expect(town.alerts()).toEqual([]);
      // It is judged with it: a parcel comes and goes as before.
      const door = await town.deposit(box);
      await town.pass(day);
      expect([door, await town.pickup()]).toEqual(['A01', 'collected']);
      await town.pass(8 * day);
      expect(town.incidents()).toEqual([`sensor-noisy A01 ${sensor} closed`]);
    },
    { ...known, profile },
  );
}

accepted('scales, thrice as noisy as they were, still tell two sheets of paper', 'load-cell', 'load-cell');
accepted('a light curtain that flickers: most of its samples still say what is so', 'curtain', 'curtain', 4 * day);
accepted('a distance sensor beside scales that are sound: they tell whatever it could', 'tof+load-cell', 'tof');

scenario(
  'sensor-noisy',
  'accepted while its door stands open at the next scan, which tells nothing of it: a later one does, and nobody is sent meanwhile',
  async (town) => {
    getsNoisy(town, 'A01', 'load-cell');
    await town.pass(day);
    while (!town.story('sensor-noisy').includes('+4 d accept-noise')) await town.pass(10 * minute);
    town.bank.openWithKey('A01');
    await town.pass(80 * minute);
    expect(town.incident('sensor-noisy').state).toBe('resolving');
    town.bank.close('A01');
    await town.pass(3 * hour);
    expect(town.incident('sensor-noisy').state).toBe('resolved-remotely');
  },
  onScales,
);

scenario(
  'sensor-noisy',
  'scales whose noise was accepted are quiet for a week, and then noisy again: what was accepted is forgotten, and that is news',
  async (town) => {
    getsNoisy(town, 'A02', 'load-cell');
    await town.pass(6 * day);
    expect(town.incidents()).toEqual(['sensor-noisy A02 load-cell resolved-remotely']);
    town.bank.hardware.repairDoor('A02');
    await town.pass(7 * day);
    getsNoisy(town, 'A02', 'load-cell');
    await town.pass(2 * day);
    expect(town.incidents()).toContain('sensor-noisy A02 load-cell resolving');
  },
  onScales,
);

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

const spikyTried = [
  '+0 s raised',
  '+0 s restart-sensor',
  '+0 s done',
  '+1 h 5 min restart-sensor again',
  '+1 h 5 min done',
  '+2 h 10 min watch-for-three-days',
  '+3 d 2 h 10 min accept-noise',
];

scenario(
  'sensor-spiky',
  'one sample in ten is wild, and stays so: restarted twice, watched for three days, and left: what the filter leaves is right',
  async (town) => {
    strikeFor(town, 'sensor-spiky', { compartmentId: 'A01' }, [0.1, 0.3]);
    await town.pass(5 * day);
    expect(town.incidents()).toEqual(['sensor-spiky A01 tof resolved-remotely']);
    expect(town.story('sensor-spiky').slice(0, -1)).toEqual(spikyTried);
    expect(town.alerts()).toEqual([]);
    const door = await town.deposit(box);
    await town.pass(day);
    expect([door, await town.pickup()]).toEqual(['A01', 'collected']);
    await town.pass(8 * day);
    expect(town.incidents()).toEqual(['sensor-spiky A01 tof closed']);
  },
  known,
);

scenario(
  'sensor-spiky',
  'more than a quarter of its samples are wild: too many windows say nothing, planned work',
  async (town) => {
    strikeFor(town, 'sensor-spiky', { compartmentId: 'A02' }, [0.9, 1]);
    await town.pass(5 * day);
    expect(town.incidents()).toEqual(['sensor-spiky A02 tof dispatched']);
    expect(town.story('sensor-spiky')).toEqual([...spikyTried, '+3 d 14 h 10 min visit: sensor, wiring-plan, tools']);
    expect(town.alerts()).toEqual([]);
    expect(await town.offered()).toContain('A02');
  },
  known,
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

/** The doors that the bank was asked for windows of; the same command once more asks for nothing. */
function lookedBeside(town: Town): string[] {
  const ids = town.house.sent('sample').map(({ commandId }) => commandId);
  return [...new Set(ids)].map((id) => id.split('-')[0] ?? '');
}

/** Every door that is not believed in any of its sensors. */
async function disbelieved(town: Town): Promise<string[]> {
  const doors = await Promise.all(['A01', 'A02', 'A03', 'A04'].map((door) => town.house.door(door)));
  return doors.flatMap(({ door }) => (door.sensors ? [`${door.compartmentId} ${JSON.stringify(door.sensors)}`] : []));
}

scenario(
  'sensor-swapped',
  'the first deposit since: nothing is seen and the courier told at once; the other doors are looked at, two fall silent, the courier’s word is taken, and the pickup tells',
  async (town) => {
    town.bank.hardware.strike('sensors-swapped', { compartmentId: 'A01', other: 'A03' });
    const door = await town.asks();
    const before = town.screens().length;
    expect(await town.at(door, () => town.bank.place(door, box))).toBe('confirm-deposit');
    expect([door, town.screens().slice(before)]).toEqual(['A01', ['no-parcel', 'confirm-deposit']]);
    expect(lookedBeside(town)).toEqual(['A02', 'A03', 'A04']);
    const silent = JSON.stringify({ tof: { health: 0 } });
    expect(await disbelieved(town)).toEqual([`A01 ${silent}`, `A03 ${silent}`]);
    expect(town.counts('wires-in-doubt')).toBe(1);
    town.bank.confirm(door);
    await town.pass(minute);
    expect([await town.doorIs(door), town.messages()]).toEqual(['stored', ['deposit-found-empty', 'parcel-stored']]);
    await town.pass(5 * hour); // Scans in which nobody comes show nothing new: the doubt stays, and is no accusation.
    expect(await disbelieved(town)).toEqual([`A01 ${silent}`, `A03 ${silent}`]);
    expect(town.incidents().filter((one) => one.startsWith('sensor-swapped'))).toEqual([]);
    expect(town.incident('phantom', 'A03').timeline.rows[0]?.detail).toMatchObject({ doubt: 'whose-door' });
    await town.pickup();
    await town.pass(2 * hour);
    expect(town.incidents().filter((one) => one.startsWith('sensor-swapped'))).toEqual([
      'sensor-swapped A03 tof resolving',
    ]);
  },
  known,
);

scenario(
  'thin-item',
  'wires were exchanged, and the courier has gone before the doubt is on the screen: the door is not given back as empty',
  async (town) => {
    town.bank.hardware.strike('sensors-swapped', { compartmentId: 'A01', other: 'A03' });
    const door = await town.asks();
    await town.at(door, () => town.bank.place(door, box));
    await town.pass(10 * minute);
    expect(town.incidents()).toEqual([`thin-item ${door} resolving`]);
    expect(await town.doorIs(door)).toContain('content-unclear');
    expect(await town.offered()).not.toContain(door);
  },
  onScales,
);

lookalike(
  'sensor-swapped',
  'a courier forgets the parcel: the other doors are looked at and show nothing, all sensors are believed, and it is stored when it comes',
  async (town) => {
    const door = await town.asks();
    expect(await town.at(door)).toBe('no-parcel');
    expect(lookedBeside(town)).toEqual(['A02', 'A03', 'A04']);
    town.bank.reopen(door);
    await town.pass(minute / 30);
    expect(await town.at(door, () => town.bank.place(door, box))).toBe('deposit-verified');
    await town.pass(2 * hour);
    expect([await disbelieved(town), town.counts('wires-in-doubt'), town.incidents()]).toEqual([[], 0, []]);
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
