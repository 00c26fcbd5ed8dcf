/**
 * How long a person must have had their role to be one of the two whom something takes. Whoever is alone could make a second
 * account one of the house, ask with the one and confirm with the other: after a stolen sign-in is worth nothing any more (a
 * refresh token lives 12 hours, what it was refreshed to one more), and a night in which others may see who is there. A choice.
 */
const settledAfterMs = 24 * 3_600_000;

/** An operator is made outside of the product, and is that since ever. */
export const isSettled = ({ roleSinceMs, nowMs }: { roleSinceMs: number; nowMs: number }): boolean =>
  nowMs - roleSinceMs >= settledAfterMs;
