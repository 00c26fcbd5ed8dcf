import type { BankId, CompartmentId } from '../ids.js';
import type { Heartbeat, Boot, PowerChanged, Times } from '../inputs.js';
import type { LookTimer } from '../timers.js';
import type { DecidedCycles } from '../cycles.js';
import type { ExpiredInTime } from './clock.js';
import type { Scanned, WiresSuspected } from './scan.js';
import type { BankState, Session } from './state.js';

/** What the broker says of a bank's connection. */
export interface PresenceChanged {
  type: 'presence-changed';
  bankId: BankId;
  session: Session;
  /** Why a connection ended, in the broker's words. */
  reason?: string | undefined;
  times: Times;
}

/** A look at an absence, set for this minute. */
export interface LookFired {
  type: 'look';
  bankId: BankId;
  n: number;
  times: Times;
}

export type BankInput =
  PresenceChanged | LookFired | Boot | PowerChanged | Heartbeat | Scanned | WiresSuspected | ExpiredInTime;

/** What the cloud has decided of those doors whose digest is beyond what was settled; a door that is not there is left out. */
export type KnownCycles = Readonly<Record<string, DecidedCycles>>;

/** Both are repeatable: a name or id follows from what is asked, and asking twice is once. */
export type BankEffect =
  | { kind: 'create-timer'; name: string; atMs: number; timer: LookTimer }
  | { kind: 'resend'; commandId: string; compartmentId: CompartmentId; fromDoorCycle: number; dropAfterMs: number };

export interface Counted {
  name: string;
  detail?: Record<string, string | number> | undefined;
}

/** Without a change nothing is written: it is counted, and that is all. */
export interface BankDecision {
  change?: Partial<BankState> | undefined;
  effects: BankEffect[];
  counts: Counted[];
}

export const counted = (name: string, detail?: Counted['detail']): BankDecision => ({
  effects: [],
  counts: [{ name, detail }],
});
export const nothingNew: BankDecision = { effects: [], counts: [] };

export const evolveBank = (state: BankState, { change }: BankDecision): BankState => ({ ...state, ...change });
