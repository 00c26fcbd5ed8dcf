import type { DoorEvent } from '../events.js';
import type { Shut } from '../faults/latch-bounce.js';
import type { Times } from '../inputs.js';
import type { LadderRules } from '../ladder.js';

/** Why a request is not granted: a closed union; the bank's screen and the API each have one place that words it. */
export const refusals = [
  'too-late',
  'unknown-courier',
  'unknown-recipient',
  'choose-recipient',
  'already-placed',
  'bank-full',
  'on-battery',
  'door-taken',
  'unknown-code',
  'wait',
  'already-open',
  'being-returned',
  'nothing-to-collect',
  'not-now',
  'may-not-vouch',
  'no-such-door',
  'no-such-stay',
  'implausible-door-cycle',
  'not-in-this-version',
  'holds-parcel',
  'keypad-locked',
  'opens-stopped',
] as const;
export type Refusal = (typeof refusals)[number];

export interface Decision {
  events: DoorEvent[];
  refusal?: Refusal;
}

export interface Context extends LadderRules {
  /** Until when the resident is on hold; looked up for a next step and a nudge, because nothing else asks for it. */
  residentHeldUntilMs?: number | undefined;
  /** Where the door's last cycle ended, as far as its outbox tells. */
  lastShut?: Shut | undefined;
}

export const nothing: Decision = { events: [] };
export const refuse = (refusal: Refusal): Decision => ({ events: [], refusal });
export const decided = (...events: DoorEvent[]): Decision => ({ events });

/** A request at the door older than this is refused: whoever asked has gone. Design README §3.5. */
const requestAgeMaxMs = 20_000;

export const isTooLate = ({ occurredAtMs, nowMs, ageKnown }: Times): boolean =>
  !ageKnown || nowMs - occurredAtMs > requestAgeMaxMs;
