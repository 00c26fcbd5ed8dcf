/**
 * One burst of samples of one sensor, as a bank sends it. Nothing here is trusted: `clean.ts` decides what is left of it.
 *
 * - `samples`: in `unit` ("mm", "g", or "blocked": 1 is blocked and 0 is clear), at most `samplesMax`.
 * - `status`: the sensor's own range status, for the window or a sample each; what counts as good is in the profile.
 * - `signalKcps`, `ambientKcps`: return and ambient rate of a time-of-flight sensor, in thousands of counts a second; of a curtain,
 *   the light that its receivers get, in whatever unit: only whether it moves is looked at.
 */
export interface Window {
  sensor: string;
  kind: string;
  unit: string;
  samples: number[];
  intervalMs: number;
  status?: number | number[];
  signalKcps?: number | number[];
  ambientKcps?: number | number[];
  temperatureC?: number;
  referenceV?: number;
}

/** The wire's limit on samples in a window (design, wire version 1). A longer one says nothing. */
export const samplesMax = 64;

/** From the first sample to the last. All profiles sample for three seconds at most; the rest is room for slower ones. */
export const windowMaxMs = 60_000;

/**
 * The windows of the kinds that a door's profile names. Others are kept as evidence and decide nothing: what nobody said
 * is installed may look at anything.
 */
export const fittedIn = (kinds: readonly string[], windows: readonly Window[]): Window[] =>
  windows.filter(({ kind }) => kinds.includes(kind));
