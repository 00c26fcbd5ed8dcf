const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** How far it is, and at this pace, how long until the end. */
export function progressOf(done: number, of: number, tookMs: number): string {
  const left = of === done ? '' : `, about ${spanOf((tookMs / done) * (of - done))} left`;
  return `${done} of ${of} groups of banks played in ${spanOf(tookMs)}${left}`;
}

function spanOf(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 2) return `${Math.round(ms / secondMs)} s`;
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
