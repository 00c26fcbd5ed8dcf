import { assumption, type BankFault } from './fault.js';

const minuteMs = 60_000;
/** What a battery holds (vendors of such banks say 30 to 60 min), and how long the mains are away: assumption. */
export const batteryMinutes = [30, 60] as const;
export const awayMinutes = [1, 180] as const;

/** The mains fail. The battery bridges most of it; where it does not, the bank goes dark and starts again with the mains. */
export const powerCut = {
  name: 'power-cut',
  of: 'bank',
  cause: 'power-lost',
  rate: { value: 2, per: 'bank-year', basis: assumption },
  cures: {},
  curesBasis: 'the mains come back by themselves',
  begin(bank, { severity, random, after, end }) {
    const batteryMs = random.between(...batteryMinutes) * minuteMs;
    const awayMs = (awayMinutes[0] + (awayMinutes[1] - awayMinutes[0]) * severity) * minuteMs;
    const litMs = Math.min(batteryMs, awayMs);
    bank.runOn('battery', 100);
    after(litMs / 2, () => bank.runOn('battery', Math.round(100 - (50 * litMs) / batteryMs)));
    if (awayMs > batteryMs) after(batteryMs, () => bank.unplug());
    after(awayMs, () => {
      if (awayMs > batteryMs) bank.reboot('power-lost');
      bank.plug();
      bank.runOn('mains');
      end();
    });
  },
  mended(bank) {
    bank.plug();
    bank.runOn('mains');
  },
} as const satisfies BankFault;
