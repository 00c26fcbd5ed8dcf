import { assumption, type BankFault } from './fault.js';

/** How far the zeros move, in smallest changes of each kind: assumption. */
export const shiftChanges = [0.8, 2] as const;

/** A new firmware reads the same sensors otherwise: one start, and every level of the bank stands elsewhere. */
export const firmwareShifts = {
  name: 'firmware-shifts',
  of: 'bank',
  cause: 'firmware-update',
  rate: { value: 0.2, per: 'bank-year', basis: `${assumption}: two updates a year, one in ten of them shifts` },
  cures: {},
  curesBasis: 'a new zero of every door makes up for it, as an older firmware would; going back is not in version 1',
  begin(bank, { severity, sign, end }) {
    bank.firmware = `${bank.firmware}+1`;
    bank.hardware.moveZeros(sign * (shiftChanges[0] + (shiftChanges[1] - shiftChanges[0]) * severity));
    bank.reboot('update');
    end(); // What it has done stays done until somebody sets the zeros anew.
  },
} as const satisfies BankFault;
