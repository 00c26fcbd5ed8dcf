import type { IncidentEvent, IncidentEventOf } from './events.js';

/** Design README §4: resolved for so long without being seen again, it is closed. */
export const closeAfterMs = 7 * 24 * 3_600_000;

/** It is over, and is looked at once more a week later. */
export const resolved = (
  atMs: number,
  how: Omit<IncidentEventOf['incident-resolved'], 'timerAtMs'>,
): IncidentEvent => ({
  type: 'incident-resolved',
  atMs,
  ...how,
  timerAtMs: atMs + closeAfterMs,
});
