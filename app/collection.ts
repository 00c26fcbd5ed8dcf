import type { Refusal } from '../domain/decide/decision.js';
import { isTooLate } from '../domain/decide/decision.js';
import { inOrderOfCollection, isToCollect } from '../domain/decide/returning.js';
import type { Door } from '../domain/door.js';
import type { DoorKey, StayId } from '../domain/ids.js';
import type { CollectionRequested } from '../domain/inputs.js';
import { courierAt } from './courier-at.js';
import { atKeypad } from './keypad.js';
import type { Bank, CodeRow, Courier, Ports } from './ports.js';
import { transact, type Call, type Outcome } from './transact.js';

/** A request is remembered for as long as a message of it may still lie somewhere: a parked queue keeps two weeks. */
const requestKeptMs = 30 * 24 * 3_600_000;
/** So many doors are looked at when what stood in the list has changed since. */
const doorsTried = 6;

/**
 * A carrier asks for the next parcel to take away. One request opens one door: which, and under which lease, is claimed
 * under the request's own key before the door commits, so that the request opens no other one however often it comes.
 */
export async function collection(ports: Ports, input: CollectionRequested, call: Call): Promise<Outcome> {
  const { bankId, messageId, times } = input;
  return atKeypad(ports, { bankId, messageId, nowMs: times.nowMs }, (blocked) => collect(ports, input, blocked, call));
}

async function collect(
  ports: Ports,
  input: CollectionRequested,
  blocked: Refusal | undefined,
  call: Call,
): Promise<Outcome> {
  const { bankId, courierCode, times } = input;
  const who = await courierAt(ports, { bankId, courierCode, nowMs: times.nowMs });
  if ('refusal' in who) return refused(blocked ?? who.refusal);
  // No code, and no secret: whatever becomes of the code secret meanwhile, the request has one key.
  const key = ports.digest.hash(`collection|${bankId}|${input.requestId}`);
  const before = await ports.codes.find(key);
  // A retry of a request that was granted performs what it owes, however late it comes.
  if (before) return takeBack(ports, input, { claim: before, courier: who.courier }, call);
  if (blocked) return refused(blocked);
  if (isTooLate(times)) return refused('too-late');
  return nextDoor(ports, input, { ...who, key }, call);
}

/** The next door in order, and how many wait after it. */
async function nextDoor(
  ports: Ports,
  input: CollectionRequested,
  { bank, courier, key }: { bank: Bank; courier: Courier; key: string },
  call: Call,
): Promise<Outcome> {
  const policy = (await ports.directory.site(bank.siteId))?.policy;
  if (!policy) throw new Error(`bank ${bank.id} stands in an unknown site`);
  const isWanted = (door: Door): boolean => isToCollect(door, policy);
  const waiting = (await ports.doors.list(bank.id)).filter(isWanted).sort(inOrderOfCollection);
  for (const [i, listed] of waiting.slice(0, doorsTried).entries()) {
    const door = (await ports.doors.load(listed))?.door; // The list may be behind.
    if (!door?.stay || !isWanted(door)) continue;
    const claim = await claimDoor(ports, key, door, { stayId: door.stay.id, lease: door.stay.leases + 1 }, input);
    if (!claim) return refused('door-taken');
    return takeBack(ports, input, { claim, courier, remaining: waiting.length - 1 - i }, call);
  }
  return refused('nothing-to-collect');
}

/** Claims the door and its next lease for this request, or adopts what the same request claimed meanwhile. */
async function claimDoor(
  ports: Ports,
  key: string,
  { bankId, compartmentId }: DoorKey,
  { stayId, lease }: { stayId: StayId; lease: number },
  { times }: CollectionRequested,
): Promise<CodeRow | undefined> {
  const claim = { bankId, compartmentId, stayId, generation: lease };
  const isOurs = await ports.codes.claim(key, claim, times.nowMs + requestKeptMs);
  return isOurs ? claim : ports.codes.find(key);
}

/** The claim's row is a look-up row like a code's: for a request, its generation is the number of the lease. */
async function takeBack(
  ports: Ports,
  { requestId, messageId, times }: CollectionRequested,
  { claim, courier, remaining }: { claim: CodeRow; courier: Courier; remaining?: number },
  call: Call,
): Promise<Outcome> {
  const { stayId, generation: lease } = claim;
  const asked = { requestId, messageId, stayId, lease, courierId: courier.id, remaining, times };
  return transact(ports, claim, { type: 'take-back', ...asked }, call);
}

const refused = (refusal: Refusal): Outcome => ({ events: [], refusal });
