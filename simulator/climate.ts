import type { Random } from './random.js';

/** At this temperature sensors read what they were set to, degrees Celsius. */
export const referenceC = 20;

const dayMs = 86_400_000;
/** An indoor lobby with a street door: a day's and a season's swing, and weather of some days. Kelvin; all assumptions. */
const swing = { day: 2, weather: 2, season: 3 } as const;
const weatherDays = [4, 9] as const;

/** The temperature at a bank at an instant: smooth, the same for the same seed, and another at every bank. */
export function climateOf(random: Random): (nowMs: number) => number {
  const days = random.between(...weatherDays);
  const phase = random.next();
  return (nowMs) => {
    const day = nowMs / dayMs;
    const wave = (period: number, at: number) => Math.sin(2 * Math.PI * (day / period - at));
    // Warmest at three in the afternoon, UTC, and in late July.
    return (
      referenceC + swing.day * wave(1, 0.375) + swing.weather * wave(days, phase) + swing.season * wave(365.25, 0.31)
    );
  };
}
