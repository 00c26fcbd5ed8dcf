import type { BankJson, MessageKind, ScreenShown, WireAuthority, WireMessage } from './bank-json.js';
import type { CycleTruth, InVain, Pulse } from './door-host.js';
import type { Random } from './random.js';

export interface VirtualBankOptions {
  config: BankJson;
  random: Random;
  /** Milliseconds of any origin; goes on over a reboot. The bank's uptime is counted from it. */
  now(): number;
  setTimer(ms: number, fn: () => void): void;
  /** Towards the broker. Until `acknowledge` the bank keeps the message and sends it again after a reconnect. */
  send(kind: MessageKind, message: WireMessage): void;
  /** Unix milliseconds, as a controller has it from NTP: for expiry and for display. By default `now`. */
  wallClockMs?(): number;
  /** How warm it is at the bank, degrees Celsius; by default always the same. */
  temperatureC?(nowMs: number): number;
  onScreen?(shown: ScreenShown): void;
  onPulse?(pulse: Pulse): void;
  onInVain?(pulses: InVain): void;
  onOpened?(opened: { compartmentId: string; doorCycle: number; authority: WireAuthority }): void;
  /** The line to the broker went, or is back. */
  onLink?(isOnline: boolean): void;
  /** What really lay inside: known to the simulation, and to no message. */
  onCycle?(cycle: CycleTruth): void;
  /** How often this controller had started before; from its flash. By default this is its first boot. */
  bootCount?: number;
}

export interface Asked {
  requestId: string;
  messageId: string;
}

export interface DepositAsked {
  courierCode: string;
  recipient: { trackingNumber: string } | { unit: string } | { residentId: string };
  size: 'S' | 'M' | 'L' | 'XL';
  dimensionsMm?: [number, number, number];
}
