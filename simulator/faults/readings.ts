import { isBinary, type LevelProfile, type Profile } from '../../domain/sensing/profiles/index.js';
import type { WireWindow } from '../bank-json.js';

/** To the step of the sensor's output, without the dust of binary fractions. */
export const rounded = (value: number, { resolution }: LevelProfile): number =>
  Math.round(Math.round(value / resolution) * resolution * 1000) / 1000;

/**
 * The window with every reading changed and rounded to the sensor's step. What a sensor gives in place of a reading is
 * none, and stays; a binary channel has nothing that could be changed by degrees.
 */
export function changed(window: WireWindow, profile: Profile, change: (value: number) => number): WireWindow {
  if (isBinary(profile)) return window;
  const errors: readonly number[] = profile.errorValues;
  const samples = window.samples.map((value) => (errors.includes(value) ? value : rounded(change(value), profile)));
  return { ...window, samples };
}

/** The window with every reading moved by as much, in the profile's unit. */
export const moved = (window: WireWindow, profile: Profile, by: number): WireWindow =>
  by === 0 ? window : changed(window, profile, (value) => value + by);

/** The smallest change that the kind may claim, in its unit: the measure of what a fault does; of a binary kind 0. */
export const smallestChange = (profile: Profile): number => (isBinary(profile) ? 0 : profile.changeMin);
