import type { VirtualBankOptions } from './bank-options.js';
import type { Surroundings } from './bank-sensors.js';
import { referenceC } from './climate.js';

type ClockOptions = Pick<VirtualBankOptions, 'now' | 'wallClockMs' | 'temperatureC'>;

/** No crystal of a controller runs faster than this: a ten-thousandth. */
const driftMax = 1e-4;

/** What a controller knows of time: since when it runs, and what its wall clock says; and how warm it is meanwhile. */
export class BankClock {
  /** The wall clock runs so far ahead of what it is set by, milliseconds. */
  aheadMs = 0;
  /** By so much the cloud's word has moved it since the start, milliseconds. */
  private movedMs = 0;
  /** The command since the start that proves most of how late it is by now, and when it came. */
  private proof = { serverTimeMs: -Infinity, uptimeMs: 0 };
  private readonly options: ClockOptions;
  private bootedAt: number;

  constructor(options: ClockOptions) {
    this.options = options;
    this.bootedAt = options.now();
  }

  booted(): void {
    this.bootedAt = this.options.now();
    this.movedMs = 0;
    this.proof = { serverTimeMs: -Infinity, uptimeMs: 0 };
  }

  /**
   * A command says what the cloud's clock was when it was sent, and it is no earlier by now. One that answers a message was sent
   * after that: so at `askedUptimeMs`, when this bank sent it, the cloud's clock was no later (docs/bank.md §5). An answer that
   * contradicts what another command proves is wrong, or not to this message: nothing that is over may be in time again by it.
   */
  hear(serverTimeMs: number, askedUptimeMs?: number): void {
    const uptimeMs = this.uptimeMs();
    if (serverTimeMs > this.earliestMs()) this.proof = { serverTimeMs, uptimeMs };
    const latestMs = askedUptimeMs === undefined ? Infinity : serverTimeMs + uptimeMs - askedUptimeMs;
    const saysMs = this.wallClockMs();
    this.movedMs += Math.max(this.earliestMs(), Math.min(latestMs, saysMs)) - saysMs;
  }

  private earliestMs(): number {
    const { serverTimeMs, uptimeMs } = this.proof;
    return serverTimeMs + (this.uptimeMs() - uptimeMs) * (1 - driftMax);
  }

  uptimeMs(): number {
    return this.options.now() - this.bootedAt;
  }

  wallClockMs(): number {
    return (this.options.wallClockMs?.() ?? this.options.now()) + this.aheadMs + this.movedMs;
  }

  around(): Surroundings {
    const nowMs = this.options.now();
    return { nowMs, temperatureC: this.options.temperatureC?.(nowMs) ?? referenceC };
  }
}
