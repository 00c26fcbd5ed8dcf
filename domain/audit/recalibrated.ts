import { recalibrated } from '../sensing/health/index.js';
import type { CommandResult } from '../inputs.js';
import type { LookedAgain } from './again.js';
import type { DoorSensors } from './door-sensors.js';

/**
 * The bank has taken what its sensors see of this door for empty: their levels are learnt anew from the next certainly empty
 * scan on. A scan from before that tells of the old zero, and decides nothing of this door any more.
 */
export function recalibratedDoor(
  door: DoorSensors,
  { commandId, times }: Pick<CommandResult, 'commandId' | 'times'>,
): LookedAgain {
  const isSame = door.recalibrated?.by === commandId;
  const sensors = Object.entries(door.sensors).map(
    ([sensor, { kind, came, ...state }]) => [sensor, { ...recalibrated(state), kind, came }] as const,
  );
  const next: DoorSensors = {
    ...door,
    sensors: Object.fromEntries(sensors),
    suspicion: undefined,
    recalibrated: { by: commandId, atMs: times.occurredAtMs },
  };
  return isSame ? { next: door, findings: [], isChanged: false } : { next, findings: [], isChanged: true };
}
