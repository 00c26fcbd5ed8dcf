import { assumption, type BankFault } from './fault.js';

/** How many doors spring open, and within how many seconds of the start: assumptions. */
export const doorsMax = 3;
export const withinSeconds = 4;

/** Relays fire while the controller starts (a known weakness of relay boards, HomeKey-ESP32 #238): doors spring open. */
export const opensAtBoot = {
  name: 'opens-at-boot',
  of: 'bank',
  cause: 'opens-at-boot',
  rate: { value: 0.01, per: 'bank-year', basis: assumption },
  cures: {},
  curesBasis: 'it takes another firmware or another board, and parcels stand open meanwhile',
  begin: (bank) => bank.reboot('power-on'), // It shows at the first start of a board that was exchanged.
  atBoot(bank, { random, after }) {
    const doors = 1 + random.below(doorsMax);
    for (let i = 0; i < doors; i++) {
      const compartmentId = random.pick(bank.compartmentIds);
      after(random.between(0.5, withinSeconds) * 1_000, () => bank.openByForce(compartmentId));
    }
  },
} as const satisfies BankFault;
