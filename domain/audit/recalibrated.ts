import type { Cause } from '../exceptions/cause.js';
import { detectors, recalibrated } from '../sensing/health/index.js';
import type { CommandResult } from '../inputs.js';
import type { Finding } from '../incident/finding.js';
import type { LookedAgain } from './again.js';
import { isOfContents } from './contents.js';
import type { DoorSensors } from './door-sensors.js';

type Recalibration = Pick<CommandResult, 'commandId' | 'times'> & {
  stands?: { cause: Cause; sensor?: string | undefined } | undefined;
};

/**
 * The bank has taken what its sensors see of this door for empty: their levels are learnt anew from the next certainly empty
 * scan on. A scan from before that tells of the old zero, and decides nothing of this door any more. So the fault that it was
 * done for is kept as standing here: the scan that found it may not have been written yet, and what nobody knows to stand is
 * never said to be over. What was said of its contents is over with that: while it stood, no look would be certain to see
 * an empty door, and no level would ever be learnt again.
 */
export function recalibratedDoor(door: DoorSensors, { commandId, times, stands }: Recalibration): LookedAgain {
  const sensors = Object.entries(door.sensors).map(([sensor, { kind, came, ...state }]) => {
    const faults = state.faults | (stands?.sensor === sensor ? bitOf(stands.cause) : 0);
    return [sensor, { ...recalibrated({ ...state, faults }), kind, came }] as const;
  });
  const said = (Object.entries(door.said ?? {}) as [Cause, number][]).filter(([cause]) => !isOfWhatLies(cause));
  const next: DoorSensors = {
    ...door,
    sensors: Object.fromEntries(sensors),
    suspicion: undefined,
    said: said.length === 0 ? undefined : Object.fromEntries(said),
    doubt: undefined,
    recalibrated: { by: commandId, atMs: times.occurredAtMs },
  };
  if (isPast(door, { commandId, times })) return { next: door, findings: [], isChanged: false };
  return { next, findings: endsOf(door, { commandId, times }), isChanged: true };
}

/** A switch that is stuck stays so, whatever its door holds. */
const isOfWhatLies = (cause: Cause): boolean => isOfContents(cause) && cause !== 'door-switch-stuck';

function endsOf({ bankId, compartmentId, said }: DoorSensors, { commandId, times }: Recalibration): Finding[] {
  const causes = (Object.keys(said ?? {}) as Cause[]).filter(isOfWhatLies);
  const place = { bankId, compartmentId };
  const over = { place, status: 'over', key: commandId, occurredAtMs: times.occurredAtMs } as const;
  return causes.map((cause) => ({ cause, ...over }));
}

/** It came before, or another was done since: what was learnt from that is kept. */
const isPast = ({ recalibrated: last }: DoorSensors, { commandId, times }: Recalibration): boolean =>
  last !== undefined && (last.by === commandId || times.occurredAtMs <= last.atMs);

const bitOf = (cause: Cause): number => detectors.find((one) => one.cause === cause)?.bit ?? 0;
