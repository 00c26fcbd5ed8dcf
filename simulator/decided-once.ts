import type { DoorCommit } from '../app/ports.js';
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
    const isOfAnother = call.function === 'sweep' || call.function === 'parked';
    const key = isOfAnother ? (this.keyOfParked(entry.by) ?? `sweep of ${entry.by}`) : call.key;
    const isDuplicateRefused = key.endsWith('/refused/duplicate');
    if (this.decided.has(key) || isDuplicateRefused) {
      const where = `${door.bankId}/${door.compartmentId}`;
      this.violate('what was decided decides nothing again', `${key} at ${where}: ${types.join(', ')}`);
    }
    this.decided.add(key);
  }
}
