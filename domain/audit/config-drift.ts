import type { CompartmentId } from '../ids.js';
import type { SensorScan } from '../inputs.js';

/** How a scan's doors differ from those that the bank is enrolled with. */
export interface DoorsDiffer {
  /** Doors that the scan tells of, and nobody enrolled. */
  unknown: number;
  /** Doors that are enrolled, and the scan does not tell of. */
  missing: number;
  /** One of them, for whoever looks. */
  first: CompartmentId;
}

/** Undefined: bank and record agree on the doors. */
export function doorsDiffer(
  { doors }: Pick<SensorScan, 'doors'>,
  enrolled: readonly CompartmentId[],
): DoorsDiffer | undefined {
  const told = Object.keys(doors) as CompartmentId[];
  const unknown = told.filter((door) => !enrolled.includes(door)).sort();
  const missing = enrolled.filter((door) => !Object.hasOwn(doors, door)).sort();
  const first = unknown[0] ?? missing[0];
  return first === undefined ? undefined : { unknown: unknown.length, missing: missing.length, first };
}
