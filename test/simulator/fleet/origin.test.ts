import { expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { BankId } from '../../../domain/ids.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { FaultCase } from '../../../simulator/bank-hardware.js';
import { faultNamed, type FaultName } from '../../../simulator/faults/index.js';
import {
  isAnother,
  originOf,
  type Changed,
  type Happenings,
  type Origin,
  type Vain,
} from '../../../simulator/fleet/origin.js';
import type { SeedName } from '../../../simulator/fleet/rates.js';

const hourMs = 3_600_000;
const incident = (cause: Cause, raisedAtMs = 100 * hourMs): Incident =>
  ({ cause, raisedAtMs, place: { bankId: 'bank-01', compartmentId: 'A01' } }) as Incident;

const nothing: Happenings = { history: [], seeded: [], vain: [], strayed: [], taken: [], changed: [] };

const faultCase = (name: FaultName, compartmentId: string | undefined, sinceHours = 99): FaultCase =>
  ({
    name,
    fault: faultNamed(name),
    compartmentId,
    sinceMs: sinceHours * hourMs,
    endsAtMs: Infinity,
    course: { tries: {} },
  }) as unknown as FaultCase;

it('a jam at the door explains a door that will not open, a jam at another door does not', () => {
  const jam = faultCase('lock-jammed', 'A01');
  const elsewhere = faultCase('lock-jammed', 'A02');
  expect(originOf(incident('wont-open'), { ...nothing, history: [jam, elsewhere] })).toEqual({
    name: 'lock-jammed',
    of: jam,
    sinceMs: 99 * hourMs,
  });
  expect(originOf(incident('wont-open'), { ...nothing, history: [elsewhere] }).name).toBeUndefined();
});

it('what begins later, or was over for more than three days, explains nothing', () => {
  const later = faultCase('lock-jammed', 'A01', 101);
  const mended: FaultCase = {
    ...faultCase('lock-jammed', 'A01', 10),
    course: { tries: {}, end: { atMs: 27 * hourMs, by: 'visit' } },
  };
  expect(originOf(incident('wont-open'), { ...nothing, history: [later, mended] }).name).toBeUndefined();
});

it('a seed explains a ghost at its door, and a door that was left open is what people do', () => {
  const seed = { name: 'content-vanishes', compartmentId: 'A01', atMs: 98 * hourMs } as const;
  expect(originOf(incident('ghost'), { ...nothing, seeded: [seed] }).of).toBe(seed);
  expect(originOf(incident('door-ajar'), nothing)).toEqual({
    name: 'ajar',
    of: undefined,
  });
});

it('a parcel that whoever looks after the bank took out with the key is missed for that, and nothing is at fault', () => {
  const taken = { compartmentId: 'A01', atMs: 99.5 * hourMs };
  const originBy = (cause: Cause, change: Partial<typeof taken> = {}) =>
    originOf(incident(cause), { ...nothing, taken: [{ ...taken, ...change }] });
  expect(originBy('ghost')).toEqual({ of: taken, sinceMs: taken.atMs });
  expect(originBy('ghost', { compartmentId: 'A02' }).name).toBe('forced-door');
  expect(originBy('ghost', { atMs: 98.9 * hourMs }).name).toBe('forced-door');
  expect(originBy('ghost', { atMs: 100.1 * hourMs }).name).toBe('forced-door');
  expect(originBy('phantom')).toEqual({});
});

it('a seed explains what shows its kind of change, and no door that somebody left open', () => {
  const seed = (name: SeedName) => ({ name, compartmentId: 'A01', atMs: 98 * hourMs });
  const originBy = (cause: Cause, name: SeedName) =>
    originOf(incident(cause), { ...nothing, seeded: [seed(name)] }).name;
  expect(originBy('phantom', 'content-appears')).toBe('content-appears');
  expect(originBy('sensor-blind', 'content-appears')).toBe('content-appears'); // A beam that is blocked, and had no cycle.
  expect(originBy('ghost', 'content-vanishes')).toBe('content-vanishes');
  expect(originBy('door-ajar', 'content-appears')).toBe('ajar');
  expect(originBy('door-ajar', 'content-vanishes')).toBe('ajar');
  expect(originBy('thin-item', 'content-vanishes')).toBe('thin-parcel');
  expect(originBy('phantom', 'content-vanishes')).not.toBe('content-vanishes');
  expect(originBy('ghost', 'content-appears')).not.toBe('content-appears');
});

it('a sensor that is ill explains what is said of contents, and no door that is open; a worn lock explains a door that stays shut, and no contents', () => {
  const originBy = (cause: Cause, name: FaultName) =>
    originOf(incident(cause), { ...nothing, history: [faultCase(name, 'A01')] }).name;
  expect(originBy('ghost', 'sensor-drift-step')).toBe('sensor-drift-step');
  expect(originBy('door-ajar', 'sensor-drift-step')).toBe('ajar');
  expect(originBy('wont-open', 'sensor-noisy')).toBeUndefined();
  expect(originBy('wont-open', 'lock-wears')).toBe('lock-wears');
  expect(originBy('thin-item', 'lock-wears')).toBe('thin-parcel');
  expect(originBy('sensor-noisy', 'lock-wears')).toBeUndefined();
  expect(originBy('door-ajar', 'latch-bounces')).toBe('latch-bounces');
  expect(originBy('door-ajar', 'lock-wears')).toBe('ajar');
});

it('a bank’s trouble explains what its kind can do, and no other', () => {
  const originBy = (cause: Cause, name: FaultName) =>
    originOf(incident(cause), { ...nothing, history: [faultCase(name, undefined)] }).name;
  expect(originBy('command-unknown', 'network-away')).toBe('network-away');
  expect(originBy('command-unknown', 'firmware-shifts')).toBe('firmware-shifts');
  expect(originBy('command-unknown', 'opens-at-boot')).toBe('bank-reboot');
  expect(originOf(incident('command-unknown'), nothing)).toEqual({ name: 'bank-reboot' }); // Each start is another one.
  expect(originBy('sensor-noisy', 'network-away')).toBeUndefined();
  expect(originBy('sensor-drift', 'firmware-shifts')).toBe('firmware-shifts');
});

it('a door in which a parcel strayed was left open then, and not the day after', () => {
  const originAfter = (hours: number) =>
    originOf(incident('door-ajar'), { ...nothing, strayed: [{ compartmentId: 'A01', atMs: (100 - hours) * hourMs }] })
      .name;
  expect(originAfter(1)).toBe('wrong-compartment');
  expect(originAfter(1.1)).toBe('ajar');
});

it('what lies in a door that nothing befell was put there by a courier whose deposit was called off; where nothing lies, nothing is at fault', () => {
  const changed = (atHours: number, isThere: boolean) => ({ compartmentId: 'A01', atMs: atHours * hourMs, isThere });
  const [put, emptied, elsewhere] = [
    changed(90, true),
    changed(95, false),
    { ...changed(99, true), compartmentId: 'A02' },
  ];
  const originWith = (...all: Changed[]) => originOf(incident('phantom'), { ...nothing, changed: all });
  expect(originWith(put, elsewhere)).toEqual({ name: 'withdrawal', of: put, sinceMs: 90 * hourMs });
  expect(originWith(put, emptied, changed(101, true))).toEqual({}); // The last one is later.
  expect(originWith()).toEqual({});
});

it('what is seen again of the same thing in the door is the same case, however often it is put down to people', () => {
  const put = { compartmentId: 'A01', atMs: 90 * hourMs, isThere: true };
  const next = { ...put, atMs: 99 * hourMs };
  const of = (...all: Changed[]) => originOf(incident('phantom'), { ...nothing, changed: all });
  expect(isAnother(of(put), of(put), 91 * hourMs)).toBe(false);
  expect(isAnother(of(put), of(put, next), 91 * hourMs)).toBe(true);
  const thin = (...all: Changed[]) => originOf(incident('thin-item'), { ...nothing, changed: all });
  const emptied = { ...put, isThere: false };
  expect(thin(emptied)).toEqual({ name: 'thin-parcel', of: emptied, sinceMs: 90 * hourMs });
  expect(isAnother(thin(emptied), thin(emptied), 91 * hourMs)).toBe(false);
  expect(isAnother(thin(emptied), thin(next), 91 * hourMs)).toBe(true);
});

it('what lies in a door into which a courier put another door’s parcel is that', () => {
  const stray = { compartmentId: 'A01', atMs: 99 * hourMs };
  const elsewhere = { compartmentId: 'A02', atMs: 99 * hourMs };
  const originBy = (cause: Cause, strayed: { compartmentId: string; atMs: number }[]) =>
    originOf(incident(cause), { ...nothing, strayed });
  expect(originBy('wrong-compartment', [stray])).toEqual({
    name: 'wrong-compartment',
    of: stray,
    sinceMs: 99 * hourMs,
  });
  expect(originBy('phantom', [stray, elsewhere]).of).toBe(stray);
  expect(originBy('phantom', [elsewhere])).toEqual({});
  expect(originBy('wont-open', [stray]).name).toBeUndefined();
});

it('a fallen magnet explains the open door that its bank tells of, before anything that people do', () => {
  const magnet = faultCase('magnet-off', 'A01');
  expect(originOf(incident('door-ajar'), { ...nothing, history: [magnet] }).name).toBe('magnet-off');
});

const over = (one: FaultCase, atHours: number): FaultCase => ({
  ...one,
  course: { tries: {}, end: { atMs: atHours * hourMs, by: 'itself' } },
});

const offline: Incident = { ...incident('bank-offline'), place: { bankId: 'bank-01' as BankId } };

it('a bank whose battery is empty is away because of that, and not of a network that came back before', () => {
  const network = over(faultCase('network-away', undefined, 90), 99.5);
  const power = faultCase('power-cut', undefined, 98);
  expect(originOf(offline, { ...nothing, history: [power, network] }).of).toBe(power);
  expect(originOf(offline, { ...nothing, history: [network] }).of).toBe(network);
});

it('a bank of which nothing was wrong within the hour was away because its controller started anew', () => {
  const network = over(faultCase('network-away', undefined, 90), 98.5);
  expect(originOf(offline, { ...nothing, history: [network] })).toEqual({
    name: 'bank-reboot',
  });
});

it('a door that was left open is what people do, though its lock stuck yesterday; the bank’s troubles explain those of the same hour', () => {
  const stuck = over(faultCase('lock-sticks', 'A01', 80), 81);
  expect(originOf(incident('door-ajar'), { ...nothing, history: [stuck] })).toEqual({
    name: 'ajar',
  });
  const network = faultCase('network-away', undefined, 90);
  const nameWith = (one: FaultCase) => originOf(incident('wont-open'), { ...nothing, history: [one] }).name;
  expect([nameWith(network), nameWith(over(network, 99.5)), nameWith(over(network, 98.5))]).toEqual([
    'network-away',
    'network-away',
    undefined,
  ]);
});

it('a door at which nobody pulled is nothing’s fault, though its lock stuck that day; but it is a jam’s, or the network’s, that stands', () => {
  const stuck = over(faultCase('lock-sticks', 'A01', 80), 81);
  const vain = (isPulled: boolean, atHours = 99.98) => [{ compartmentId: 'A01', isPulled, atMs: atHours * hourMs }];
  const of = (history: FaultCase[], pulses: Vain[]) =>
    originOf(incident('wont-open'), { ...nothing, history, vain: pulses });
  const unpulled = vain(false);
  expect(of([stuck], unpulled)).toEqual({ of: unpulled[0], sinceMs: 99.98 * hourMs });
  expect(of([stuck], vain(true)).name).toBe('lock-sticks'); // Somebody pulled.
  expect(of([stuck], [...unpulled, ...vain(true, 99.99)]).name).toBe('lock-sticks'); // Later than that.
  expect(of([stuck], vain(false, 98)).name).toBe('lock-sticks'); // Too long ago to be that.
  expect(of([stuck], [{ compartmentId: 'A02', isPulled: false, atMs: 99.98 * hourMs }]).name).toBe('lock-sticks');
  expect(of([faultCase('lock-jammed', 'A01')], unpulled).name).toBe('lock-jammed');
  expect(of([faultCase('network-away', undefined)], unpulled).name).toBe('network-away');
});

it('what is seen again is another case where another fault, or somebody else, brought it about; else it was not mended', () => {
  const [first, second] = [faultCase('network-away', undefined, 80), faultCase('network-away', undefined, 99)];
  const of = (one: FaultCase) => ({ name: one.name, of: one, sinceMs: one.sinceMs });
  const isOther = (one: Origin | undefined, other: Origin) => isAnother(one, other, 90 * hourMs);
  expect(isOther(of(first), of(second))).toBe(true);
  expect(isOther(of(first), of(first))).toBe(false);
  expect(isOther({ name: 'ajar' }, { name: 'ajar' })).toBe(true);
  expect([isOther(of(first), {}), isOther({}, {}), isOther(undefined, of(first))]).toEqual([false, false, false]);
});

it('of what nobody can explain nobody knows whether it comes again, but by what began later it does not', () => {
  const jam = faultCase('lock-jammed', 'A01', 95);
  const of = { name: jam.name, of: jam, sinceMs: jam.sinceMs };
  expect(isAnother({}, of, 90 * hourMs)).toBe(true);
  expect(isAnother({}, of, 95 * hourMs)).toBe(false); // It stood there then, and may be why.
  expect(isAnother({}, { name: 'ajar' }, 90 * hourMs)).toBe(false);
});

it('a door at which nobody pulled, and then again nobody, did not open twice, for two reasons', () => {
  const [one, other] = [80, 99].map((hours) => ({ of: { isPulled: false }, sinceMs: hours * hourMs }));
  expect(isAnother(one, other!, 80 * hourMs)).toBe(true);
  expect(isAnother(one, one!, 80 * hourMs)).toBe(false);
});
