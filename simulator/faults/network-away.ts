import { assumption, type BankFault } from './fault.js';

const minuteMs = 60_000;
/** Half of the outages are shorter than 10 min and 5 % longer than 2 h: log-normal, σ = ln(12) / 1.645. At most half a day. */
export const awayMedianMinutes = 10;
export const awaySigma = 1.51;
export const awayMaxMinutes = 12 * 60;

/** The bank has no network for a while. What it has to say waits. */
export const networkAway = {
  name: 'network-away',
  of: 'bank',
  cause: 'bank-offline',
  rate: { value: 12, per: 'bank-year', basis: `${assumption}: once a month` },
  cures: {},
  curesBasis: 'nothing reaches it; the network comes back by itself, however long that takes',
  begin(bank, { random, after, end }) {
    const minutes = Math.min(awayMaxMinutes, random.logNormal(Math.log(awayMedianMinutes), awaySigma));
    bank.unplug();
    after(minutes * minuteMs, () => {
      bank.plug();
      end();
    });
  },
  mended: (bank) => bank.plug(),
} as const satisfies BankFault;
