import { isVisited } from '../domain/audit/record.js';
import { lastDecided } from '../domain/cycles.js';
import { grantedAtMs } from '../domain/decide/deposit.js';
import { mayAdopt, closedOnNothing } from '../domain/decide/elsewhere.js';
import type { Door, Lodging, Stay } from '../domain/door.js';
import { stayIdOf, type BankId, type DoorKey, type StayId } from '../domain/ids.js';
import type { Finding } from '../domain/incident/finding.js';
import type { Incident } from '../domain/incident/incident.js';
import { hasCome, isUnexpected } from '../domain/incident/from-door.js';
import { lastSeen } from '../domain/incident/timeline.js';
import { timesAt } from '../domain/inputs.js';
import { latestAt, openAt } from './incident-at.js';
import type { DecideAt } from './moving.js';
import type { Ports } from './ports.js';
import { raise } from './raise.js';

type Given = Door & { stay: Stay };
type Detail = NonNullable<Finding['detail']>;

/** Doors whose courier stands at the bank still, and that closed on nothing. */
const foundEmpty = (doors: readonly Door[], nowMs: number): Given[] =>
  doors.filter(
    (door): door is Given =>
      door.stay !== undefined && closedOnNothing(door, door.stay) && nowMs <= door.stay.windowEndsAtMs,
  );

/**
 * Since a door was given to its courier, and not before; and not under a lease of its own: what a deposit brought that was called off
 * while its door stood open, or what a resident put back, explains itself, and is no parcel of another door.
 */
const mayBeOf = ({ stay }: Given, { closedAtMs, lease }: Detail): boolean =>
  lease === undefined && Number(closedAtMs) >= grantedAtMs(stay);

/**
 * The same where a named person says so: by what this door was last seen to get. When that came may be unknown, and is then
 * theirs to say.
 */
export async function mayBeSince(
  ports: Ports,
  { bankId, compartmentId }: DoorKey,
  givenAtMs: number,
): Promise<boolean> {
  const place = { bankId, compartmentId };
  const cases = await Promise.all(
    (['wrong-compartment', 'phantom'] as const).map((cause) => latestAt(ports, { cause, place })),
  );
  const [last] = cases.filter((one) => one !== undefined).sort((one, other) => other.seenAtMs - one.seenAtMs);
  const { lease, closedAtMs = givenAtMs } = last?.timeline.rows.findLast(({ detail }) => hasCome(detail))?.detail ?? {};
  return lease === undefined && Number(closedAtMs) >= givenAtMs;
}

/**
 * Something without a record came into this door, while a courier's own door was found empty: it is most likely theirs, and
 * the case names both doors. `undefined`: it is what it was found to be.
 */
export async function inWrongCompartment(ports: Ports, finding: Finding): Promise<Finding | undefined> {
  if (!isUnexpected(finding)) return undefined;
  const { place, occurredAtMs, detail = {} } = finding;
  const doors = await ports.doors.list(place.bankId);
  const empty = foundEmpty(doors, occurredAtMs).find((door) => mayBeOf(door, detail));
  if (!empty) return undefined;
  // A day later its door may be another's: whose it is to be is said by the parcel.
  const meant = { under: empty.compartmentId, ofParcel: empty.stay.parcelId };
  return { ...finding, cause: 'wrong-compartment', detail: { ...detail, ...meant } };
}

/** The door ends what it found; under the name that it was given here it is over as well. */
export const endOfWrongCompartment = (finding: Finding): Finding | undefined =>
  finding.cause === 'phantom' && finding.status === 'over' ? { ...finding, cause: 'wrong-compartment' } : undefined;

/** As the last commit left them: of the two that make one case, whichever is decided last must see the other. */
export const doorsAt = async ({ doors }: Pick<Ports, 'doors'>, bankId: BankId): Promise<Door[]> =>
  (await doors.loadAll(bankId)).map(({ door }) => door);

/**
 * A courier's door was found empty, or something without a record came into another one: whichever is heard of last, the two
 * are one case. Then it goes by the site's policy: the courier is asked whether it is theirs, or it is taken to be. Where that is not
 * plain, their screen asks them to re-open their door, and nothing else.
 */
export async function settleWrongCompartment(ports: Ports, doors: readonly Door[], decideAt: DecideAt): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const [given] = foundEmpty(doors, nowMs);
  const [found, ...others] = doors.filter(({ quarantine }) => quarantine === 'content-unexpected');
  const isOne = given !== undefined && found !== undefined && (await isOneCase(ports, given, found, nowMs));
  if (!isOne) return;
  const policy = (await ports.directory.site(given.siteId))?.policy.wrongCompartment;
  const isPlain = others.length === 0 && !doors.some((door) => door !== given && isVisited(door));
  if (policy === undefined || !isPlain) return;
  const input = { type: 'elsewhere-found', stayId: given.stay.id, times: timesAt(nowMs) } as const;
  if (policy === 'cancel') return void (await decideAt(given, input));
  if (!mayAdopt(found) || !isNobodys(found, grantedAtMs(given.stay))) return;
  const to = { ...lodgingIn(ports, found, given.stay.id), doorCycle: lastDecided(found.cycles) };
  await decideAt(given, policy === 'ask' ? { ...input, to, asks: true } : { ...input, to });
}

/** The stay that it will be there: whoever finds that it lies there finds the same. */
export const lodgingIn = (
  { digest }: Pick<Ports, 'digest'>,
  { bankId, compartmentId }: DoorKey,
  givenStayId: StayId,
): Lodging => ({
  compartmentId,
  stayId: stayIdOf(compartmentId, digest.id(`${bankId}|${compartmentId}|${givenStayId}`)),
});

/** Nobody had a right to open it since the other was given: what a resident put back there is theirs. */
export const isNobodys = ({ stay }: Door, givenAtMs: number): boolean => (stay?.leaseEndsAtMs ?? 0) < givenAtMs;

/** What was raised before the other door was found empty is raised anew, by what it is. */
async function isOneCase(ports: Ports, given: Given, { bankId, compartmentId }: Door, nowMs: number): Promise<boolean> {
  const place = { bankId, compartmentId };
  const known = await openAt(ports, { cause: 'wrong-compartment', place });
  if (known) return isSeenUnder(known, given);
  const phantom = await openAt(ports, { cause: 'phantom', place });
  const detail = phantom && lastSeen(phantom.timeline);
  if (!detail || !mayBeOf(given, detail)) return false;
  const key = `${given.stay.id}-${detail['doorCycle']}`;
  await raise(ports, { cause: 'phantom', place, status: 'standing', key, occurredAtMs: nowMs, detail });
  return true;
}

/** Under this very deposit: a case that stays open names a door, which has another one's by and by. */
function isSeenUnder({ timeline }: Incident, given: Given): boolean {
  const detail = lastSeen(timeline);
  return detail?.['under'] === given.compartmentId && mayBeOf(given, detail);
}
