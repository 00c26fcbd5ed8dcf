import { curtain } from './curtain.js';
import { loadCell } from './load-cell.js';
import type { Profile } from './profile.js';
import { tof } from './tof.js';
import { ultrasonic } from './ultrasonic.js';

export { isBinary } from './profile.js';
export type { BinaryProfile, LevelProfile, Profile } from './profile.js';

/** Every kind of sensor that a bank may have. The only list of them. */
export const profiles = [tof, loadCell, ultrasonic, curtain] as const;

export type SensorKind = (typeof profiles)[number]['kind'];
export type KnownProfile = Profile & { readonly kind: SensorKind };

/** The profile of a kind, or undefined for a kind that is not known: such a sensor says nothing. */
export function profileOf(kind: string): KnownProfile | undefined {
  return profiles.find((profile) => profile.kind === kind);
}

/** The kinds in a bank's or a door's profile: `tof+load-cell` has two. */
export const kindsOf = (doorProfile: string): string[] => doorProfile.split('+');
