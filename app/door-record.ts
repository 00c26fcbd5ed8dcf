import type { DoorRecord } from '../domain/audit/record.js';
import type { BankState } from '../domain/bank/state.js';
import type { LoadedDoor } from './ports.js';

/**
 * A door's record with the latest instant of what is in it: the outbox keeps a door's last commit until its next one, so that
 * it is known of every door to which anything ever happened.
 */
export function recordOf({ door, outbox }: LoadedDoor, { lacking }: Pick<BankState, 'lacking'>): DoorRecord {
  const instants = outbox.map(({ occurredAtMs, committedAtMs, isOfUnknownAge }) =>
    isOfUnknownAge ? committedAtMs : occurredAtMs,
  );
  return { door, changedAtMs: Math.max(0, ...instants), isBehind: Object.hasOwn(lacking, door.compartmentId) };
}
