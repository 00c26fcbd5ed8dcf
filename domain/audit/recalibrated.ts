import type { Cause } from '../exceptions/cause.js';
import { detectors, recalibrated } from '../sensing/health/index.js';
import type { CommandResult } from '../inputs.js';
import type { LookedAgain } from './again.js';
import type { DoorSensors } from './door-sensors.js';

type Recalibration = Pick<CommandResult, 'commandId' | 'times'> & {
  stands?: { cause: Cause; sensor?: string | undefined } | undefined;
};

/**
 * The bank has taken what its sensors see of this door for empty: their levels are learnt anew from the next certainly empty
 * scan on. A scan from before that tells of the old zero, and decides nothing of this door any more. So the fault that it was
 * done for is kept as standing here: the scan that found it may not have been written yet, and what nobody knows to stand is
 * never said to be over.
 */
export function recalibratedDoor(door: DoorSensors, { commandId, times, stands }: Recalibration): LookedAgain {
  const sensors = Object.entries(door.sensors).map(([sensor, { kind, came, ...state }]) => {
    const faults = state.faults | (stands?.sensor === sensor ? bitOf(stands.cause) : 0);
    return [sensor, { ...recalibrated({ ...state, faults }), kind, came }] as const;
  });
  const next: DoorSensors = {
    ...door,
    sensors: Object.fromEntries(sensors),
    suspicion: undefined,
    recalibrated: { by: commandId, atMs: times.occurredAtMs },
  };
  return isPast(door, { commandId, times })
    ? { next: door, findings: [], isChanged: false }
    : { next, findings: [], isChanged: true };
}

/** It came before, or another was done since: what was learnt from that is kept. */
const isPast = ({ recalibrated: last }: DoorSensors, { commandId, times }: Recalibration): boolean =>
  last !== undefined && (last.by === commandId || times.occurredAtMs <= last.atMs);

const bitOf = (cause: Cause): number => detectors.find((one) => one.cause === cause)?.bit ?? 0;
