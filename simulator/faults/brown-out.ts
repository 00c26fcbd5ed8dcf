import { assumption, type BankFault } from './fault.js';

/** The share of pulses at which the supply gives way, from the mildest to the worst case, and how soon: assumptions. */
export const givesWayShare = [0.05, 0.3] as const;
export const givesWayMs = [20, 200] as const;

/** A weak supply: a lock's pulse draws it down, and the controller starts again in the middle of it. */
export const brownOut = {
  name: 'brown-out',
  of: 'bank',
  cause: 'brown-out',
  rate: { value: 0.05, per: 'bank-year', basis: assumption },
  cures: {},
  curesBasis: 'the supply is replaced',
  atPulse(bank, { severity, random, after }) {
    const share = givesWayShare[0] + (givesWayShare[1] - givesWayShare[0]) * severity;
    if (random.chance(share)) after(random.between(...givesWayMs), () => bank.reboot('brown-out'));
  },
} as const satisfies BankFault;
