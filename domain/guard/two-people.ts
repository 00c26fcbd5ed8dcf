/**
 * How long a person must have had their role to be one of the two whom something takes: else whoever is alone makes a second
 * account one of the house, asks with the one and confirms with the other. A day is longer than a stolen sign-in lives (a
 * refresh token 12 hours, and what it was last exchanged for one more), and others see meanwhile who has come. A choice.
 */
const settledAfterMs = 24 * 3_600_000;

/** An operator is made outside of the product, and is that since ever. */
export const isSettled = ({ roleSinceMs, nowMs }: { roleSinceMs: number; nowMs: number }): boolean =>
  nowMs - roleSinceMs >= settledAfterMs;
