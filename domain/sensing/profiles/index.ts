import { loadCell } from './load-cell.js';
import type { Profile } from './profile.js';
import { tof } from './tof.js';

export type { Profile } from './profile.js';

/** Every kind of sensor that a bank may have. The only list of them. */
export const profiles = [tof, loadCell] as const;

export type SensorKind = (typeof profiles)[number]['kind'];

/** The profile of a kind, or undefined for a kind that is not known: such a sensor says nothing. */
export function profileOf(kind: string): (Profile & { readonly kind: SensorKind }) | undefined {
  return profiles.find((profile) => profile.kind === kind);
}
