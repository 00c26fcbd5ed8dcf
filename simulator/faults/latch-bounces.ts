import { assumption, type DoorFault } from './fault.js';

/** The share of closings at which it bounces, from the mildest to the worst case, and how soon: assumptions. */
export const bounceShare = [0.2, 0.6] as const;
export const bounceMs = [200, 900] as const;

/** The latch does not always catch: pushed shut, the door springs open again in less than a second. */
export const latchBounces = {
  name: 'latch-bounces',
  of: 'door',
  cause: 'latch-bounce',
  rate: { value: 0.1, per: 'door-year', basis: assumption },
  cures: { 'pulse-lock': 0.5 },
  curesBasis: `${assumption}; a pulse sets a bolt that stands half out, a worn catch it does not mend`,
  springsOpenAfterMs({ severity, random }) {
    const share = bounceShare[0] + (bounceShare[1] - bounceShare[0]) * severity;
    return random.chance(share) ? Math.round(random.between(...bounceMs)) : undefined;
  },
} as const satisfies DoorFault;
