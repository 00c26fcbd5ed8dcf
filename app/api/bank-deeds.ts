import type { BankDeed, BankRow } from '../registry-ports.js';

/** More than is done to a bank in years; what is older is forgotten. A bank's row is read with every message of it. */
const deedsMax = 20;

/** The row with what a person did to it: one thing taken back leaves both. */
export const withDeed = (row: BankRow, deed: BankDeed): BankRow => ({
  ...row,
  deeds: [...(row.deeds ?? []), deed].slice(-deedsMax),
});
