/**
 * One burst of samples of one sensor, as a bank sends it. Nothing here is trusted: `clean.ts` decides what is left of it.
 *
 * - `samples`: in `unit` ("mm" or "g"), at most `samplesMax`.
 * - `status`: the sensor's own range status, for the window or a sample each; what counts as good is in the profile.
 * - `signalKcps`, `ambientKcps`: return and ambient rate of a time-of-flight sensor, in thousands of counts a second.
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
