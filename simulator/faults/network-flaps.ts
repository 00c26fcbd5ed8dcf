import { assumption, type BankAtFault, type BankFault, type BankMoment } from './fault.js';

const secondMs = 1_000;
/** For how long the line comes and goes, minutes, and how soon it changes, seconds: assumptions. */
export const flapsForMinutes = [2, 10] as const;
export const changesAfterSeconds = [3, 40] as const;

/** The line comes and goes every few seconds, for minutes. */
export const networkFlaps = {
  name: 'network-flaps',
  of: 'bank',
  cause: 'bank-offline',
  rate: { value: 2, per: 'bank-year', basis: assumption },
  cures: {},
  curesBasis: 'it settles by itself',
  begin(bank, at) {
    const [least, most] = flapsForMinutes;
    flap(bank, at, (least + (most - least) * at.severity) * 60 * secondMs);
  },
  mended: (bank) => bank.plug(),
} as const satisfies BankFault;

function flap(bank: BankAtFault, at: BankMoment, leftMs: number): void {
  if (leftMs <= 0 || !bank.isOnline) {
    bank.plug();
    return at.end();
  }
  const [outMs, inMs] = [drawn(at), drawn(at)];
  bank.unplug();
  at.after(outMs, () => bank.plug());
  at.after(outMs + inMs, () => flap(bank, at, leftMs - outMs - inMs));
}

const drawn = ({ random }: BankMoment): number => random.between(...changesAfterSeconds) * secondMs;
