import type { Observed } from '../local/stand-ins/iot-broker.js';

export type { Observed };

/** The cloud's end of the wire, as the scenes use it: a real broker, or a test's own. */
export interface Wire {
  /** Publishes on the bank's commands topic, QoS 1. Without an expiry it waits for the bank as long as it takes. */
  send(payload: string): void;
  /** Ends the bank's connection and lets it in no more. */
  shut(): void;
  admit(): void;
  /** Hears of everything that the bank does from now on. */
  observe(listener: (seen: Observed) => void): void;
}

/** Time of the run: this machine's, or a test's own. */
export interface Time {
  nowMs(): number;
  setTimer(ms: number, fire: () => void): void;
}
