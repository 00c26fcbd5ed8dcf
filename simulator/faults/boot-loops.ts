import { assumption, type BankAtFault, type BankFault, type BankMoment } from './fault.js';

/** From one start to the next, seconds: assumption. */
export const startsAfterSeconds = [40, 150] as const;

/** The controller starts, runs for a minute or two, and starts again. */
export const bootLoops = {
  name: 'boot-loops',
  of: 'bank',
  cause: 'boot-loop',
  rate: { value: 0.1, per: 'bank-year', basis: assumption },
  cures: { 'restart-controller': 0.4 },
  curesBasis: `${assumption}; an ordered start clears what a watchdog's does not, a broken memory it does not`,
  begin: startAgain,
} as const satisfies BankFault;

function startAgain(bank: BankAtFault, at: BankMoment): void {
  at.after(at.random.between(...startsAfterSeconds) * 1_000, () => {
    bank.reboot('watchdog');
    startAgain(bank, at);
  });
}
