import { causes, type Cause } from '../../domain/exceptions/cause.js';
import { situationOf } from '../../domain/exceptions/index.js';
import { faultNamed, type faults, type FaultName } from '../faults/index.js';
import type { SeedName } from './rates.js';

const contents: readonly Cause[] = [
  'wrong-compartment',
  'phantom',
  'ghost',
  'left-behind',
  'foreign-object',
  'thin-item',
];
const ofSensors: readonly Cause[] = causes.filter((cause) => situationOf(cause).section === 'sensors');

/** A sensor that is wrong is wrong of contents, and may be taken for ill in another way than it is; contents that change at a shut door speak against its switch. */
const ofIllSensor: readonly Cause[] = [...contents, ...ofSensors, 'door-switch-stuck'];
/** Of a door whose switch is wrong, cycles are not heard or come too early, and contents change without one. */
const ofIllSwitch: readonly Cause[] = [
  ...contents,
  'door-switch-stuck',
  'wont-open',
  'opened-without-command',
  'door-ajar',
];
/** Commands and their answers are lost while a bank is away or starts. */
const ofSilence: readonly Cause[] = ['bank-offline', 'command-unknown', 'wont-open'];
const ofOpenDoor: readonly Cause[] = ['opened-without-command', 'door-ajar', 'magnet-off'];

type SensorFaultName = Extract<(typeof faults)[number], { of: 'sensor' }>['name'];

/**
 * What else a fault may be behind than the cause that it is a case of. By what it does, and not by what was seen to coincide with it:
 * a lock that wears out has no part in a parcel that is too thin.
 */
const sideEffects: Record<Exclude<FaultName, SensorFaultName>, readonly Cause[]> = {
  'sensors-swapped': ofIllSensor,
  'locks-swapped': ['wont-open', 'door-switch-stuck', ...ofOpenDoor],
  'lock-sticks': ['lock-wear'],
  'lock-jammed': ['lock-wear'],
  'lock-wears': ['wont-open'],
  'latch-bounces': [...ofOpenDoor, 'door-flapping'],
  'magnet-off': ofIllSwitch,
  'switch-stuck': ofIllSwitch,
  'switch-flaps': [...ofIllSwitch, 'latch-bounce'],
  'power-cut': ofSilence,
  'network-away': ofSilence,
  'network-flaps': ofSilence,
  'brown-out': [...ofSilence, 'boot-loop'],
  'boot-loops': ofSilence,
  'clock-skewed': ofSilence,
  'opens-at-boot': ofOpenDoor,
  'firmware-shifts': [...ofSilence, ...ofIllSensor],
};

const ofSeeds: Record<SeedName, readonly Cause[]> = {
  // A curtain that is blocked and had no cycle cannot tell dirt from a thing; a level that has moved may have drifted.
  'content-appears': ['phantom', 'left-behind', 'foreign-object', 'door-switch-stuck', ...ofSensors],
  'content-vanishes': ['ghost', 'door-switch-stuck', ...ofSensors],
};

/** Can this fault be behind an incident of this cause at all? */
export function mayBringAbout(name: FaultName, cause: Cause): boolean {
  const { of, cause: own } = faultNamed(name);
  const others = of === 'sensor' ? ofIllSensor : sideEffects[name as Exclude<FaultName, SensorFaultName>];
  return cause === own || others.includes(cause);
}

export const maySeed = (name: SeedName, cause: Cause): boolean => ofSeeds[name].includes(cause);
