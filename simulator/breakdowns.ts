import { faults, type Fault, type FaultName } from './faults/index.js';
import type { MishapKind } from './mishaps.js';
import type { Scene } from './scene.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** When a technician comes after it broke, hours: log-normal, half of them within a day. Assumption. */
const technicianHours = { median: 24, sigma: 0.8 } as const;

/** Which faults each mishap draws from, evenly: a run shall meet them all. */
const breaks: Partial<Record<MishapKind, readonly FaultName[]>> = {
  'sensor-breaks': [
    'sensor-stuck',
    'sensor-silent',
    'sensor-noisy',
    'sensor-spiky',
    'sensor-drift-ramp',
    'sensor-drift-step',
    'sensor-drift-temperature',
    'sensor-failing',
    'sensor-cover-dirty',
    'sensor-sunlit',
    'sensor-saturated',
    'sensor-untared',
    'curtain-dirty',
  ],
  'lock-breaks': ['latch-bounces', 'lock-wears', 'magnet-off', 'switch-flaps', 'locks-swapped'],
  'controller-breaks': ['brown-out', 'boot-loops', 'clock-skewed', 'opens-at-boot', 'firmware-shifts'],
};

/** What may break at a bank on this day. It stays so until a technician comes, hours or days later. */
export function planBreakdowns(scene: Scene, midnightMs: number): void {
  const { mishaps, place, world } = scene;
  for (const [mishap, names] of Object.entries(breaks)) {
    if (!mishaps.strikes(mishap as MishapKind)) continue;
    const able = faults.filter((fault) => names.includes(fault.name) && canBefall(fault, place.config.profile));
    world.at(midnightMs + place.random.between(0, dayMs), () => breakNow(scene, place.random.pick(able).name));
  }
}

const canBefall = (fault: Fault, profile: string): boolean =>
  fault.of !== 'sensor' || fault.befalls.some((kind) => profile.split('+').includes(kind));

function breakNow({ place, world }: Scene, name: FaultName): void {
  const { bank, bankId, random } = place;
  const [compartmentId, other] = [random.pick(bank.compartmentIds), random.pick(bank.compartmentIds)];
  world.log(`${name} ${bankId}/${compartmentId}`);
  bank.hardware.strike(name, { compartmentId, other });
  const { median, sigma } = technicianHours;
  world.after(random.logNormal(Math.log(median), sigma) * hourMs, () => {
    bank.hardware.repairDoor(compartmentId, { name });
    bank.hardware.repairBank(name);
  });
}
