import type { VirtualBankOptions } from './bank-options.js';
import type { Surroundings } from './bank-sensors.js';
import { referenceC } from './climate.js';

type ClockOptions = Pick<VirtualBankOptions, 'now' | 'wallClockMs' | 'temperatureC'>;

/** What a controller knows of time: since when it runs, and what its wall clock says; and how warm it is meanwhile. */
export class BankClock {
  /** The wall clock runs so far ahead of what it is set by, milliseconds. */
  aheadMs = 0;
  private readonly options: ClockOptions;
  private bootedAt: number;

  constructor(options: ClockOptions) {
    this.options = options;
    this.bootedAt = options.now();
  }

  booted(): void {
    this.bootedAt = this.options.now();
  }

  uptimeMs(): number {
    return this.options.now() - this.bootedAt;
  }

  wallClockMs(): number {
    return (this.options.wallClockMs?.() ?? this.options.now()) + this.aheadMs;
  }

  around(): Surroundings {
    const nowMs = this.options.now();
    return { nowMs, temperatureC: this.options.temperatureC?.(nowMs) ?? referenceC };
  }
}
