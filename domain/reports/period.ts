/** From `fromMs` to before `toMs`, Unix milliseconds. */
export interface Period {
  fromMs: number;
  toMs: number;
}

export const dayMs = 24 * 3_600_000;

export const lengthMs = ({ fromMs, toMs }: Period): number => Math.max(0, toMs - fromMs);

export const isWithin = ({ fromMs, toMs }: Period, atMs: number): boolean => atMs >= fromMs && atMs < toMs;
