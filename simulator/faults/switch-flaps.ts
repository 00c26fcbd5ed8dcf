import { assumption, type DoorFault } from './fault.js';

/** In so many minutes of each hour it chatters, changing as often as this: assumptions. */
export const chatterMinutes = 5;
export const chatterMs = 6_000;

const hourMs = 3_600_000;
const chatterForMs = chatterMinutes * 60_000;
/** Where in its hour the chatter of this case begins. */
const intoHourMs = (nowMs: number, severity: number) => (nowMs + Math.floor(severity * hourMs)) % hourMs;

/** A loose wire at the switch: for some minutes of each hour it says open, shut, open, and nobody is there. */
export const switchFlaps = {
  name: 'switch-flaps',
  of: 'door',
  cause: 'door-flapping',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: { 'restart-controller': 0.1 },
  curesBasis: `${assumption}; a wire is fastened by hand`,
  switchSays(isOpen, { nowMs, severity }) {
    const atMs = intoHourMs(nowMs, severity);
    const isTurned = atMs < chatterForMs && Math.floor(atMs / chatterMs) % 2 === 1;
    return isTurned ? !isOpen : isOpen;
  },
  switchChangesInMs({ nowMs, severity }) {
    const atMs = intoHourMs(nowMs, severity);
    return atMs < chatterForMs ? chatterMs - (atMs % chatterMs) : hourMs - atMs;
  },
} as const satisfies DoorFault;
