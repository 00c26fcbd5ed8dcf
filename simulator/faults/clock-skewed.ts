import { assumption, type BankFault } from './fault.js';

/** How far ahead the clock is, minutes: assumption. One that is behind is set by the next command, as the firmware does it. */
export const aheadMinutes = [2, 120] as const;

/** The wall clock runs ahead: every command seems to come too late, and is answered so. */
export const clockSkewed = {
  name: 'clock-skewed',
  of: 'bank',
  cause: 'clock-skew',
  rate: { value: 0.1, per: 'bank-year', basis: assumption },
  cures: { 'restart-controller': 0.9 },
  curesBasis: `${assumption}; a start asks the time server, unless the clock's battery is flat`,
  begin(bank, { severity }) {
    const [least, most] = aheadMinutes;
    bank.clock.aheadMs = (least + (most - least) * severity) * 60_000;
  },
  mended(bank) {
    bank.clock.aheadMs = 0;
  },
} as const satisfies BankFault;
