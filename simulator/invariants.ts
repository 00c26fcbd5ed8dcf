import type { Delivery } from '../adapters/memory/index.js';
import type { CustodyRow, DoorCommit, LoadedDoor, Resident } from '../app/ports.js';
import type { DoorEvent } from '../domain/events.js';
import { liveStay } from '../domain/door.js';
import { leaseIdOf, parseCommandId } from '../domain/ids.js';
import { messages } from '../domain/messages/index.js';
import type { Call } from './call.js';
import { hashOfRow } from './custody-hash.js';
import { Truth } from './truth.js';
import type { CycleTruth, Item, WireAuthority } from './virtual-bank.js';
import type { Store, Witness } from './witness.js';

/** What must hold. The first group after every step, for what the step touched; the second once nothing is in flight. */
export const invariantNames = [
  'one request opens one door',
  'no door opens after its lease',
  'nothing opens before its commit',
  'one live stay a door',
  'a parcel lies in at most one place',
  'what was decided decides nothing again',
  'no reminder is claimed after evidence of pickup',
  'no empty deposit is announced',
  'no parcel within reach of the sensors is called absent',
  'collected means that all is gone',
  'custody is one chain',
  'told again only after a crash or a lost answer',
  'a reminder is sent at most once',
  'a code that was told opens its door',
  'no error but those that were injected',
  'a stored stay has one valid code',
  'a stored stay is told',
  'every outbox empties',
  'every custody chain verifies',
  'every visit ends',
  'no compartment is offered with a parcel in it',
] as const;
export type InvariantName = (typeof invariantNames)[number];

export interface Violation {
  invariant: InvariantName;
  detail: string;
  atMs: number;
}

export interface InvariantOptions {
  store: Store;
  nowMs(): number;
  keyOfParked(by: string): string | undefined;
  contentsOf(bankId: string, compartmentId: string): readonly Item[];
  /** Is this thing smaller than what the bank's sensors claim to see? */
  isBelowSensors(bankId: string, items: readonly Item[]): boolean;
  /** Errors that are no bug: injected ones, and those whose retry is the answer. */
  isExpected(error: unknown): boolean;
}

/** By the contract: the open is good for 20 s at most, and three pulses of 20 s follow. */
const leaseMaxMs = 80_000;

/** Kept of a stay that was stored: the row that its resident must be told by. */
interface Announced {
  stayId: string;
  eventId: string;
}

/** Watches every step as it takes effect, and says what does not hold. */
export class Invariants implements Witness {
  readonly violations: Violation[] = [];
  readonly truth = new Truth();
  readonly announced: Announced[] = [];
  /** Tellings by event and channel, and how often an attempt ended between a telling and its marker. */
  readonly tellings = new Map<string, number>();
  readonly interruptions = new Map<string, number>();
  /** Tellings more than one, all of them after a crash or a lost answer. */
  toldAgain = 0;
  private readonly options: InvariantOptions;
  private readonly leases = new Map<string, { requestId: string; endsAtMs: number }>();
  private readonly doorOfRequest = new Map<string, string>();
  private readonly placeOfParcel = new Map<string, string>();
  private readonly decided = new Set<string>();
  private readonly pickedUp = new Set<string>();
  /** Things left behind a vouched stay: no sensor saw them come, none saw them stay. Said once, they are not said again. */
  private readonly excused = new Set<string>();
  private readonly rows = new Map<string, string>();

  constructor(options: InvariantOptions) {
    this.options = options;
  }

  violate(invariant: InvariantName, detail: string): void {
    this.violations.push({ invariant, detail, atMs: this.options.nowMs() });
  }

  committed(call: Call, before: LoadedDoor, { door, entry }: DoorCommit): void {
    const doorKey = `${door.bankId}/${door.compartmentId}`;
    this.checkDecidedOnce(call, entry.by, doorKey, entry.events);
    this.checkOneStay(doorKey, before, door);
    this.checkPlace(doorKey, door);
    this.checkOffer(doorKey, before, door);
    for (const event of entry.events) this.checkEvent(event, doorKey, door, entry);
  }

  custodyPut(_call: Call, row: CustodyRow): void {
    const id = `${row.chain}#${row.n}`;
    const hash = this.rows.get(id);
    if (hash !== undefined && hash !== row.hash) this.violate('custody is one chain', `${id} was written as two rows`);
    if (hashOfRow(row) !== row.hash) this.violate('every custody chain verifies', `${id} does not hash to its own hash`);
    this.rows.set(id, row.hash);
  }

  told(_call: Call, { eventId, channel, kind }: Delivery): void {
    const telling = `${eventId}|${channel}|${kind}`;
    const times = (this.tellings.get(telling) ?? 0) + 1;
    this.tellings.set(telling, times);
    if (times === 1) return;
    if (messages[kind].prefers === 'at-most-once') this.violate('a reminder is sent at most once', `${telling}: ${times} times`);
    this.toldAgain += 1;
    const interruptions = this.interruptions.get(eventId) ?? 0;
    if (times <= 1 + interruptions) return;
    const detail = `${telling}: told ${times} times, ${interruptions} interruptions`;
    this.violate('told again only after a crash or a lost answer', detail);
  }

  opened(bankId: string, { compartmentId, authority }: { compartmentId: string; authority: WireAuthority }): void {
    if (authority.kind !== 'command') return;
    const command = parseCommandId(authority.commandId);
    const lease = command && this.leases.get(`${bankId}/${leaseIdOf(command.stayId, command.lease)}`);
    const what = `${bankId}/${compartmentId} opened under ${authority.commandId}`;
    if (!command || !lease) return this.violate('nothing opens before its commit', what);
    const nowMs = this.options.nowMs();
    if (nowMs > lease.endsAtMs) {
      this.violate('no door opens after its lease', `${what}, ${nowMs - lease.endsAtMs} ms after its end`);
    }
    const request = `${bankId}/${lease.requestId}`;
    const door = this.doorOfRequest.get(request) ?? compartmentId;
    if (door !== compartmentId) this.violate('one request opens one door', `${request}: ${door} and ${compartmentId}`);
    this.doorOfRequest.set(request, compartmentId);
  }

  cycled(bankId: string, cycle: CycleTruth): void {
    this.truth.keep(bankId, cycle);
  }

  ended(call: Call, how: 'done' | 'failed' | 'killed', error?: unknown): void {
    if (how === 'failed' && !this.options.isExpected(error)) {
      this.violate('no error but those that were injected', `${call.key}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    // Also of a call that answered: its message may have been sent and its marker's answer lost.
    for (const eventId of call.unmarked) this.interruptions.set(eventId, (this.interruptions.get(eventId) ?? 0) + 1);
  }

  refusedAtBank({ siteId, id }: Resident, code: string, refusal: string): void {
    for (const { door } of this.options.store.doors.all()) {
      const stay = liveStay(door);
      const holdsParcel = stay?.residentId === id && stay.storedAtMs > 0 && stay.state !== 'missing';
      if (door.siteId !== siteId || !stay || !holdsParcel) continue;
      void this.options.store.secrets.pickupCode(stay.id, stay.generation).then((valid) => {
        if (valid === code) this.violate('a code that was told opens its door', `${stay.id}: ${refusal}`);
      });
    }
  }

  /** Twice is once: what has the same natural key is committed once, whoever carries it. */
  private checkDecidedOnce(call: Call, by: string, doorKey: string, events: DoorEvent[]): void {
    if (events.some(({ type }) => type === 'effect-lapsed')) return; // A call's own follow-up, of a key of its own.
    const key = call.function === 'sweep' ? (this.options.keyOfParked(by) ?? `sweep of ${by}`) : call.key;
    if (key.endsWith('/refused/duplicate')) this.violate('what was decided decides nothing again', `${key} at ${doorKey}`);
    if (this.decided.has(key)) {
      const types = events.map(({ type }) => type).join(', ');
      this.violate('what was decided decides nothing again', `${key} at ${doorKey}: again ${types}`);
    }
    this.decided.add(key);
  }

  private checkOneStay(doorKey: string, before: LoadedDoor, door: DoorCommit['door']): void {
    const [old, now] = [liveStay(before.door), door.stay];
    if (old && now && old.id !== now.id) this.violate('one live stay a door', `${doorKey}: ${old.id} and ${now.id}`);
  }

  private checkPlace(doorKey: string, door: DoorCommit['door']): void {
    const { stay } = door;
    if (!stay) return;
    const { parcelId } = stay;
    const place = this.placeOfParcel.get(parcelId);
    if (!liveStay(door)) {
      if (place === doorKey) this.placeOfParcel.delete(parcelId);
      return;
    }
    if (place !== undefined && place !== doorKey) {
      this.violate('a parcel lies in at most one place', `${parcelId}: ${place} and ${doorKey}`);
    }
    this.placeOfParcel.set(parcelId, doorKey);
  }

  /** What a stay leaves free is empty, but for what no sensor of the bank can see and what was vouched for. */
  private checkOffer(doorKey: string, before: LoadedDoor, { bankId, compartmentId, compartment, stay }: DoorCommit['door']): void {
    if (compartment !== 'free' || before.door.compartment === 'free') return;
    const inside = this.unexcused(bankId, compartmentId);
    if (inside.length === 0) return;
    const things = inside.map(({ id }) => id);
    if (!stay?.vouched) {
      this.violate('no compartment is offered with a parcel in it', `${doorKey} ${stay?.id}: ${things.join(', ')}`);
    }
    for (const id of things) this.excused.add(id);
  }

  /** What lies in a compartment and should be known to, if the sensors could see it when it came and when it was left. */
  unexcused(bankId: string, compartmentId: string): Item[] {
    const inside = this.options.contentsOf(bankId, compartmentId).filter(({ id }) => !this.excused.has(id));
    return this.options.isBelowSensors(bankId, inside) ? [] : inside;
  }

  private checkEvent(event: DoorEvent, doorKey: string, door: DoorCommit['door'], { custody, committedAtMs }: DoorCommit['entry']) {
    const stayId = door.stay?.id ?? '';
    const eventId = `${custody.chain}#${custody.n}`;
    switch (event.type) {
      case 'deposit-reserved':
      case 'deposit-reopened':
      case 'pickup-started':
        return this.grant(event.requestId, door, committedAtMs);
      case 'deposit-verified': {
        this.announced.push({ stayId, eventId });
        void this.checkCode(door);
        const inside = this.truth.after(doorKey, event.seen.doorCycle);
        if (inside && inside.length === 0) {
          this.violate('no empty deposit is announced', `${stayId}, cycle ${event.seen.doorCycle}, LLR ${event.seen.llr}`);
        }
        return;
      }
      case 'deposit-found-empty': {
        const inside = this.truth.after(doorKey, event.seen.doorCycle) ?? [];
        if (inside.length > 0 && !this.options.isBelowSensors(door.bankId, inside)) {
          const detail = `${stayId}, cycle ${event.seen.doorCycle}, LLR ${event.seen.llr}`;
          this.violate('no parcel within reach of the sensors is called absent', detail);
        }
        return;
      }
      case 'deposit-vouched':
        this.announced.push({ stayId, eventId });
        void this.checkCode(door);
        return;
      case 'verdict-overridden':
        if (event.finding === 'present') this.announced.push({ stayId, eventId });
        return;
      case 'pickup-verified':
        return this.checkCollected(event.seen.doorCycle, doorKey, door);
      case 'reminder-due':
      case 'stay-overdue':
        if (this.pickedUp.has(stayId)) this.violate('no reminder is claimed after evidence of pickup', stayId);
        return;
      default:
        return;
    }
  }

  /** A vouched stay was seen by no sensor, and a thing below the sensors' reach may be left: neither is claimed. */
  private checkCollected(doorCycle: number, doorKey: string, { stay, bankId }: DoorCommit['door']): void {
    if (!stay) return;
    this.pickedUp.add(stay.id);
    const left = this.truth.after(doorKey, doorCycle) ?? [];
    if (left.length === 0 || stay.vouched || this.options.isBelowSensors(bankId, left)) return;
    const items = left.map(({ thicknessMm, grams }) => `${thicknessMm.toFixed(1)} mm ${grams.toFixed(0)} g`).join(', ');
    this.violate('collected means that all is gone', `${stay.id}, cycle ${doorCycle}: ${items} left`);
  }

  /** The look-up row of the present generation names this stay. */
  async checkCode({ bankId, stay }: DoorCommit['door']): Promise<void> {
    if (!stay) return;
    const { codes, secrets } = this.options.store;
    const row = await codes.find(await secrets.lookupKey(bankId, await secrets.pickupCode(stay.id, stay.generation)));
    const opens = row?.stayId === stay.id && row.generation === stay.generation;
    if (!opens) this.violate('a stored stay has one valid code', `${stay.id}, generation ${stay.generation}`);
  }

  private grant(requestId: string, { bankId, stay }: DoorCommit['door'], committedAtMs: number): void {
    if (!stay) return;
    const leaseId = leaseIdOf(stay.id, stay.leases);
    const endsAtMs = Math.min(stay.leaseEndsAtMs, committedAtMs + leaseMaxMs);
    this.leases.set(`${bankId}/${leaseId}`, { requestId, endsAtMs });
  }
}
