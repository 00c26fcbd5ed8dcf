import type { Refusal } from '../../domain/decide/decision.js';
import type { Door } from '../../domain/door.js';
import type { DoorEvent } from '../../domain/events.js';
import type { DoorKey } from '../../domain/ids.js';
import type { Times } from '../../domain/inputs.js';
import type { Ports } from '../ports.js';
import { transact } from '../transact.js';
import { decidedBefore } from './decided-before.js';
import type { ApiRefusal } from './refusals.js';

export interface HoldAsked {
  type: 'hold-door' | 'release-door';
  door: DoorKey;
  /** The token's subject: it stands in the custody log. */
  actor: string;
  /** The caller's Idempotency-Key: the request's id follows from it. */
  key: string;
  reason: string;
  /** Of a release: the person says that nothing lies in it. */
  isEmpty?: boolean | undefined;
  /** Of a release: the person says that its lock was serviced or replaced. */
  isServiced?: boolean | undefined;
  times: Times;
  /** Of this call, which owns what its commit owes. */
  requestId: string;
}

type Refused = { refusal: Refusal | ApiRefusal };

/** A named person keeps a compartment from use, or gives it back. Once a key. */
export async function holdOrRelease(ports: Ports, asked: HoldAsked): Promise<Door | Refused> {
  const { type, door: at, actor, key, reason, isEmpty, isServiced, times } = asked;
  const requestId = `api-${ports.digest.id(`${type}|${at.bankId}|${at.compartmentId}|${actor}|${key}`)}`;
  const now = await ports.doors.load(at);
  if (!now) return { refusal: 'not-found' };
  const decided = await decidedBefore(ports, now.door.chain.id, requestId);
  if (decided) return isSame(decided, asked) ? now.door : { refusal: 'idempotency-key-reused' };
  const by = { person: actor };
  const input =
    type === 'hold-door'
      ? ({ type, requestId, by, reason: 'by-person', note: reason, times } as const)
      : ({ type, requestId, by, note: reason, isEmpty, isServiced, times } as const);
  // Nobody calls an API request again as Lambda would: what it leaves undone is the sweep's.
  const { refusal, door } = await transact(ports, at, input, { by: asked.requestId, isRetried: false });
  return refusal ? { refusal } : (door ?? now.door);
}

function isSame(decided: DoorEvent, { reason, isEmpty = false, isServiced = false }: HoldAsked): boolean {
  if (decided.type === 'door-quarantined') return decided.note === reason;
  if (decided.type !== 'door-released') return false;
  const isAsSaid = (decided.isEmpty ?? false) === isEmpty && (decided.isServiced ?? false) === isServiced;
  return decided.note === reason && isAsSaid;
}
