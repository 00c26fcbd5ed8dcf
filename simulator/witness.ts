import type { Delivery, MemoryPorts } from '../adapters/memory/index.js';
import type { Alert, BankCommand, CustodyRow, DoorCommit, IncidentCommit, LoadedDoor, Resident } from '../app/ports.js';
import type { Call } from './call.js';
import type { CycleTruth, WireAuthority } from './virtual-bank.js';

/** What is seen of every step, as it takes effect: the invariants look at nothing else but the stores. */
export interface Witness {
  committed(call: Call, before: LoadedDoor, commit: DoorCommit): void;
  custodyPut(call: Call, row: CustodyRow): void;
  told(call: Call, delivery: Delivery): void;
  /** A detector says something of a door, with the cycle whose contents it saw. */
  found(call: Call, finding: Readonly<Record<string, string | number>>): void;
  incidentCommitted(call: Call, commit: IncidentCommit): void;
  alerted(call: Call, alert: Alert): void;
  /** A display goes down to its bank. */
  shown(command: BankCommand): void;
  opened(bankId: string, opened: { compartmentId: string; doorCycle: number; authority: WireAuthority }): void;
  cycled(bankId: string, cycle: CycleTruth): void;
  /** Other things lie in a door, though nobody opened it. */
  displaced(bankId: string, compartmentId: string): void;
  /** An attempt ended; `failed` and `killed` may leave things half done. */
  ended(call: Call, how: 'done' | 'failed' | 'killed', error?: unknown): void;
  /** A person stood at the bank and was refused although they hold a code they were told. */
  refusedAtBank(resident: Resident, code: string, refusal: string): void;
  /** A bank said that it is full to a courier who asked for a door of this size then. */
  refusedRoom(bankId: string, size: string, askedAtMs: number): void;
  /** Something well within the sensors' reach was put into this door, and no mishap befell the visit. */
  depositedHonestly(bankId: string, compartmentId: string): void;
  /** A courier has put a parcel into another door than theirs, or whoever moved one has put it back by key. */
  wentElsewhere(bankId: string, went: WentElsewhere): void;
  /** A resident entered a code in this request. */
  entered(bankId: string, requestId: string, by: Entered): void;
  /** A manager was answered that this announced parcel is withdrawn. */
  withdrew(parcelId: string): void;
}

export interface Entered {
  code: string;
  residentId: string;
}

/** What was to come to the given door is in the other one, since this cycle of it; or its courier, who is asked, says so by mistake. */
export interface WentElsewhere {
  /** None: no record may follow it. */
  given?: string;
  other: string;
  doorCycle: number;
}

export type Store = MemoryPorts;
