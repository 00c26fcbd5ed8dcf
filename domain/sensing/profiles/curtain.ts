import type { BinaryProfile } from './profile.js';

/**
 * Light beams from wall to wall at the height of the floor, read as one: 1 while anything opaque breaks a beam. No rate of
 * wrong samples is published for curtains and none was recorded, so the rates here are assumptions. What averages out is
 * flicker (ambient light, a door that still swings). What does not, dirt and a dead emitter, reads "blocked" before the
 * door opens too, and then the channel claims nothing; a beam stuck at "clear" shows by its signal rate, if that is sent.
 */
export const curtain = {
  kind: 'curtain',
  unit: 'blocked',
  intervalMs: 10, // A choice. Light barriers answer within milliseconds; 10 ms is half a wave of the mains' light.
  samplesPerWindow: 32, // A third of a second. With it a window's evidence is 1.5 thresholds at a site's strictest rates.
  samplesMin: 5,
  // Assumptions, on the careful side: one sample in a hundred is wrong, and half of those are followed by another. A window
  // is then wrong past the thresholds of 1e-6 and 1e-4 about once in ten million (worked out exactly in the tests).
  flickerRate: 0.01,
  rho: 0.5,
  blockedInStay: 4e-4, // An assumption: once in twenty years of a door, over the three days that a parcel may stay.
  warmUpMs: 1_000, // A choice: a barrier has no level that warms up.
  errorValues: [],
  okStatus: [0],
  // Two sheets of paper, if the beams run at floor level and a ridge tilts what lies flat into them (JPH09108093A). The
  // lowest beam sets it: for a curtain that hangs higher this is untrue, and it needs a profile of its own.
  thinnestMm: 0.2,
} as const satisfies BinaryProfile;
