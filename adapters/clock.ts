import type { Clock } from '../app/ports.js';

/** The machine's own clock. Only the edge reads it: below, time is an argument. */
export const systemClock: Clock = { nowMs: () => Date.now() };
