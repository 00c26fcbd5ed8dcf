import type { DoorCommit } from '../app/ports.js';
import type { DoorEvent } from '../domain/events.js';
import type { Call } from './call.js';
import type { Violate } from './violation.js';

/** Of keys of their own: a call's own follow-ups, what a refused request or an incident asks of a door, and a scan of many. */
const hasOwnKey = [
  'effect-lapsed',
  'resident-unreachable',
  'space-needed',
  'door-quarantined',
  'door-released',
  'sensors-judged',
] as const;

/** Twice is once: what has the same natural key is committed once, whoever carries it. */
export class DecidedOnce {
  private readonly keyOfParked: (by: string) => string | undefined;
  private readonly violate: Violate;
  private readonly decided = new Set<string>();

  constructor(keyOfParked: (by: string) => string | undefined, violate: Violate) {
    this.keyOfParked = keyOfParked;
    this.violate = violate;
  }

  committed(call: Call, { door, entry }: DoorCommit): void {
    const types = entry.events.map(({ type }) => type);
    if (hasOwnKey.some((type) => types.includes(type))) return;
    const key = stepOf(entry.events, door.stay?.id) ?? this.keyOf(call, entry.by);
    const isDuplicateRefused = key.endsWith('/refused/duplicate');
    if (this.decided.has(key) || isDuplicateRefused) {
      const where = `${door.bankId}/${door.compartmentId}`;
      this.violate('what was decided decides nothing again', `${key} at ${where}: ${types.join(', ')}`);
    }
    this.decided.add(key);
  }

  private keyOf({ function: by, key }: Call, owner: string): string {
    const isOfAnother = by === 'sweep' || by === 'parked';
    return isOfAnother ? (this.keyOfParked(owner) ?? `sweep of ${owner}`) : key;
  }
}

/** What one door owes another is decided there by whichever call comes to it: its key is that of the step, and not the call's. */
function stepOf(events: readonly DoorEvent[], stayId = ''): string | undefined {
  const [event] = events;
  switch (event?.type) {
    case 'deposit-adopted':
      return `${stayId}/adopted`;
    case 'elsewhere-asked': // What its courier taps is that tap's.
      return event.to && `${stayId}/asked of ${event.to.compartmentId}, cycle ${event.to.doorCycle}`;
    case 'deposit-cancelled':
      return event.reason === 'other-door' || event.requestId?.endsWith('/move-release')
        ? `${stayId}/${event.reason}`
        : undefined;
    case 'move-reserved':
    case 'move-started':
    case 'move-opened':
      return `${stayId}/${event.requestId}/${event.type}`;
    case 'move-lapsed': // With what was seen at the door, or what overtook it, it is that cycle's or that call's.
      return events.length === 1 && !event.seen ? `${event.requestId}/lapsed` : undefined;
    default:
      return undefined;
  }
}
