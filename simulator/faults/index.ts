import { bootLoops } from './boot-loops.js';
import { brownOut } from './brown-out.js';
import { clockSkewed } from './clock-skewed.js';
import { curtainDirty } from './curtain-dirty.js';
import type { BankFault, DoorFault, SensorFault, WiringFault } from './fault.js';
import { firmwareShifts } from './firmware-shifts.js';
import { latchBounces } from './latch-bounces.js';
import { lockJammed } from './lock-jammed.js';
import { lockSticks } from './lock-sticks.js';
import { lockWears } from './lock-wears.js';
import { locksSwapped } from './locks-swapped.js';
import { magnetOff } from './magnet-off.js';
import { networkAway } from './network-away.js';
import { networkFlaps } from './network-flaps.js';
import { opensAtBoot } from './opens-at-boot.js';
import { powerCut } from './power-cut.js';
import { sensorCoverDirty } from './sensor-cover-dirty.js';
import { sensorDriftRamp } from './sensor-drift-ramp.js';
import { sensorDriftStep } from './sensor-drift-step.js';
import { sensorDriftTemperature } from './sensor-drift-temperature.js';
import { sensorFailing } from './sensor-failing.js';
import { sensorNoisy } from './sensor-noisy.js';
import { sensorSaturated } from './sensor-saturated.js';
import { sensorSilent } from './sensor-silent.js';
import { sensorSpiky } from './sensor-spiky.js';
import { sensorStuck } from './sensor-stuck.js';
import { sensorSunlit } from './sensor-sunlit.js';
import { sensorUntared } from './sensor-untared.js';
import { sensorsSwapped } from './sensors-swapped.js';
import { switchFlaps } from './switch-flaps.js';
import { switchStuck } from './switch-stuck.js';

/** Everything that the virtual hardware can have. The only list of it: a new fault is a file beside this one, and a line here. */
export const faults = [
  sensorStuck,
  sensorSilent,
  sensorNoisy,
  sensorSpiky,
  sensorDriftRamp,
  sensorDriftStep,
  sensorDriftTemperature,
  sensorFailing,
  sensorCoverDirty,
  sensorSunlit,
  sensorSaturated,
  sensorUntared,
  curtainDirty,
  sensorsSwapped,
  locksSwapped,
  lockSticks,
  lockJammed,
  latchBounces,
  lockWears,
  magnetOff,
  switchStuck,
  switchFlaps,
  powerCut,
  networkAway,
  networkFlaps,
  brownOut,
  bootLoops,
  clockSkewed,
  opensAtBoot,
  firmwareShifts,
] as const;

export type FaultName = (typeof faults)[number]['name'];
export type Fault = SensorFault | DoorFault | WiringFault | BankFault;

export function faultNamed(name: FaultName): Fault {
  const fault = faults.find((one) => one.name === name);
  if (!fault)
    throw new RangeError(`there is no fault "${name}"; there are: ${faults.map((one) => one.name).join(', ')}`);
  return fault;
}
