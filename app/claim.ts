import type { Lodging } from '../domain/door.js';
import type { ParcelId, StayId } from '../domain/ids.js';
import { endedStates, type StayState } from '../domain/stay.js';
import { foundByOthers } from './code-keys.js';
import type { Parcel, ParcelClaim, Ports } from './ports.js';

/** A claim on a door that was never committed may be taken over after this long: its own call has ended by then. */
const claimAloneMs = 60_000;
/** A code's row outlives every stay that a policy allows (60 days), then it is garbage. */
const codeRowMs = 120 * 24 * 3_600_000;
/** A clash of two eight-digit codes in one bank is one in 10^8 per live code; five in a row do not happen. */
const generationsMax = 5;

/** Requests of a parcel that are remembered after another took their place: more tries than one parcel is given in a day. */
const requestsMax = 8;
/** Stays that a parcel was moved from, of which its claim remembers so many. */
const movesMax = 8;

export type Claimed =
  | { kind: 'claimed'; claim: ParcelClaim }
  | { kind: 'taken' }
  | { kind: 'over' }
  | { kind: 'reassigned' }
  | { kind: 'lost' };

/**
 * Claims a parcel for one request and door, before the commit, safe to repeat: the same request finds its own claim and
 * adopts the door it names, unless that door was `lostBefore`. So one request opens one door, however often and in
 * however many calls at once it comes. `over`: it came before, and another request has taken its place since.
 * `reassigned`: it has become another resident's since the request was looked into. `lost`: somebody changed the parcel
 * meanwhile; look again.
 */
export async function claimParcel(
  ports: Ports,
  fresh: Parcel,
  claim: ParcelClaim,
  { lostBefore, isAnnounced }: { lostBefore: readonly StayId[]; isAnnounced: boolean },
): Promise<Claimed> {
  const create = () => ports.parcels.create({ ...fresh, state: 'placing', claim });
  // A walk-in's is of its request's own making: that it is not there yet needs no reading first.
  if (!isAnnounced && lostBefore.length === 0 && (await create())) return { kind: 'claimed', claim };
  const parcel = await ports.parcels.read(fresh.id);
  if (!parcel) return (await create()) ? { kind: 'claimed', claim } : { kind: 'lost' };
  if (parcel.residentId !== fresh.residentId) return { kind: 'reassigned' };
  const current = parcel.claim;
  if (current && isSameRequest(current, claim)) {
    if (!lostBefore.includes(current.stayId)) return { kind: 'claimed', claim: current };
    if (parcel.state !== 'placing') return { kind: 'taken' }; // Its stay came to be, and has gone on since.
  } else if (current?.before?.includes(nameOf(claim))) {
    return { kind: 'over' };
  } else if (current && (await isHeld(ports, parcel, current, claim.claimedAtMs))) {
    return { kind: 'taken' };
  }
  if (!current && parcel.state !== 'announced') return { kind: 'taken' };
  const moved = { ...claim, before: requestsBefore(current, claim) };
  const changed = await ports.parcels.change(parcel.id, parcel.version, { state: 'placing', claim: moved });
  return changed ? { kind: 'claimed', claim: moved } : { kind: 'lost' };
}

function requestsBefore(current: ParcelClaim | undefined, claim: ParcelClaim): string[] | undefined {
  if (!current) return undefined;
  const { before = [] } = current;
  return isSameRequest(current, claim) ? before : [...before, nameOf(current)].slice(-requestsMax);
}

/** A request is its bank's. Ids have no slash. */
const nameOf = ({ bankId, requestId }: Request): string => `${bankId}/${requestId}`;

/** Does the claim of another request still hold this parcel? Not if its stay ended in nothing, or never came to be. */
export async function isHeld(ports: Ports, parcel: Parcel, current: ParcelClaim, nowMs: number): Promise<boolean> {
  const isOver = parcel.state === 'cancelled';
  if (parcel.state === 'withdrawn' || (!isOver && endedStates.includes(parcel.state as StayState))) return true;
  if (isOver && nowMs < (current.keptUntilMs ?? 0)) return true;
  const loaded = await ports.doors.load(current);
  const stay = loaded?.door.stay;
  if (stay?.id === current.stayId) return stay.state !== 'cancelled'; // It may have been stored again since.
  return !isOver && (parcel.state !== 'placing' || nowMs - current.claimedAtMs < claimAloneMs);
}

/** Of a parcel that is another door's from now on: where it was before stands in its claim. */
export function movedOn(claim: ParcelClaim, to: Lodging): ParcelClaim {
  const { compartmentId, stayId, movedFrom = [] } = claim;
  const there = { compartmentId: to.compartmentId, stayId: to.stayId };
  return { ...claim, ...there, movedFrom: [...movedFrom, { compartmentId, stayId }].slice(-movesMax) };
}

/**
 * Of a parcel whose stay was called off: no other request claims it while a named person stores it where it lies. False: somebody
 * came between.
 */
export const keepClaim = (
  ports: Pick<Ports, 'parcels'>,
  parcel: Parcel,
  claim: ParcelClaim,
  { requestId, nowMs }: { requestId: string; nowMs: number },
): Promise<boolean> => {
  const kept = { by: requestId, asRead: readBy(parcel, requestId).version, version: parcel.version + 1 };
  const change = { state: 'cancelled', claim: { ...claim, keptUntilMs: nowMs + claimAloneMs, kept } } as const;
  return ports.parcels.change(parcel.id, parcel.version, change);
};

/** What a request wrote itself, in a call that ended on its way, is no change since whoever made it has read the parcel. */
export function readBy({ claim, version }: Parcel, requestId: string): { version: number } {
  const kept = claim?.kept;
  return { version: kept?.by === requestId && kept.version === version ? kept.asRead : version };
}

/** A claim whose stay never came to be, and whose own call has ended, came to nothing; any other is left as it is. */
export async function dropClaim(
  ports: Ports,
  parcelId: ParcelId,
  { stayId }: ParcelClaim,
  nowMs: number,
): Promise<void> {
  const parcel = await ports.parcels.read(parcelId);
  if (parcel?.state !== 'placing' || parcel.claim?.stayId !== stayId) return;
  if (await isHeld(ports, parcel, parcel.claim, nowMs)) return;
  await ports.parcels.change(parcelId, parcel.version, { state: 'cancelled' }); // Refused: somebody has it meanwhile.
}

export interface ClaimBefore {
  claim: ParcelClaim;
  /** Its stay came to be: if the door holds it no more, it has ended, and the request is not granted a second time. */
  cameToBe: boolean;
}

/** The door a request was given when it came before, if it did. */
export async function claimOf(ports: Ports, parcelId: ParcelId, request: Request): Promise<ClaimBefore | undefined> {
  const parcel = await ports.parcels.read(parcelId);
  if (!parcel?.claim || !isSameRequest(parcel.claim, request)) return undefined;
  return { claim: parcel.claim, cameToBe: parcel.state !== 'placing' };
}

type Request = Pick<ParcelClaim, 'bankId' | 'requestId'>;

/** Each bank names its own requests: two of one site may use one name for two taps at the same announced parcel. */
const isSameRequest = (one: Request, other: Request): boolean =>
  one.requestId === other.requestId && one.bankId === other.bankId;

/** Claims a code for this stay, from this generation on: the first whose eight digits no other stay of the bank holds. */
export async function claimCode(
  ports: Ports,
  { bankId, compartmentId, stayId }: Pick<ParcelClaim, 'bankId' | 'compartmentId'> & { stayId: StayId },
  { from, nowMs }: { from: number; nowMs: number },
): Promise<number> {
  const [issuing, others] = await Promise.all([ports.secrets.issuing(), ports.secrets.others()]);
  for (let generation = from; generation < from + generationsMax; generation++) {
    const code = await issuing.pickupCode(stayId, generation);
    const before = await foundByOthers(others, { scope: bankId, code }, ports.codes.find);
    if (before && before.stayId !== stayId) continue;
    const key = await issuing.lookupKey(bankId, code);
    if (await ports.codes.claim(key, { bankId, compartmentId, stayId, generation }, nowMs + codeRowMs))
      return generation;
  }
  throw new Error(`${generationsMax} pickup codes in a row were taken in bank ${bankId}`);
}
