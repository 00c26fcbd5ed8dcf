import { rankDoors, type Wanted } from '../domain/allocation.js';
import { mayTakeDeposits } from '../domain/bank/state.js';
import { isOffered } from '../domain/door.js';
import { isTooLate, type Refusal } from '../domain/decide/decision.js';
import {
  stayIdOf,
  type BankId,
  type CompartmentId,
  type ParcelId,
  type ResidentId,
  type SiteId,
  type StayId,
} from '../domain/ids.js';
import type { DepositRequested } from '../domain/inputs.js';
import { announcedIdOf } from './announced-id.js';
import { claimCode, claimOf, claimParcel, dropClaim, type ClaimBefore } from './claim.js';
import { courierAt } from './courier-at.js';
import { nearbyBank } from './full-bank.js';
import { atKeypad } from './keypad.js';
import type { Bank, Courier, Parcel, ParcelClaim, Ports, Resident } from './ports.js';
import { takesParcels } from './records.js';
import { transact, type Call, type Outcome } from './transact.js';

/** So many doors are tried when others win them first; more than that is a bank under a storm, and the courier taps again. */
const doorsTried = 6;
/** A claim changed by another call meanwhile is looked at again. */
const claimsTried = 4;

export type DepositOutcome = Outcome & {
  residents?: Resident[] | undefined;
  /** Of a full bank: what was wanted of it, and another that has it. */
  full?: { wanted: Wanted; nearby: BankId | undefined } | undefined;
};

/** For whom, resolved: one resident, or several to choose from. */
interface Placement {
  parcelId: ParcelId;
  siteId: SiteId;
  residentId: ResidentId;
  needsLowDoor: boolean;
  courier: Courier;
  bank: Bank;
  isAnnounced: boolean;
}

/**
 * A courier asks for a door. What spans items is claimed before the commit: the parcel with the door chosen for it, then
 * the code. A door lost to another moves the claim on; a request that came before adopts the door it was given.
 */
export async function deposit(ports: Ports, input: DepositRequested, call: Call): Promise<DepositOutcome> {
  const { bankId, messageId, times } = input;
  return atKeypad(ports, { bankId, messageId, nowMs: times.nowMs }, (blocked) => place(ports, input, blocked, call));
}

async function place(
  ports: Ports,
  input: DepositRequested,
  blocked: Refusal | undefined,
  call: Call,
): Promise<DepositOutcome> {
  const placement = await resolve(ports, input);
  if ('refusal' in placement) return blocked ? refused(blocked) : placement;
  const before = await claimOf(ports, placement.parcelId, input);
  const again = before && (await reserve(ports, input, placement, before, call));
  // A claim that its call could not follow up, and that this request may no longer: else it would be placing for ever.
  if (before && isTooLate(input.times)) await dropClaim(ports, placement.parcelId, before.claim, input.times.nowMs);
  if (again && again.refusal !== 'door-taken') return again;
  // Only now: a retry of a request that was granted performs what it owes, however late it comes.
  if (blocked) return refused(blocked);
  if (isTooLate(input.times)) return refused('too-late');
  return tryDoors(ports, input, placement, before ? [before.claim.stayId] : [], call);
}

async function tryDoors(
  ports: Ports,
  input: DepositRequested,
  placement: Placement,
  lost: StayId[],
  call: Call,
): Promise<DepositOutcome> {
  const { bankId, size, dimensionsMm } = input;
  // Whatever is free in it. What is remembered may be a minute old, and it was reinstated within that.
  if (placement.bank.retirement && (await ports.directory.bankNow(bankId))?.retirement) return refused('bank-full');
  const [free, { state }] = await Promise.all([ports.doors.free(bankId), ports.banks.peek(bankId)]);
  if (!mayTakeDeposits(state)) return refused('on-battery');
  const wanted = { size, dimensionsMm, needsLowDoor: placement.needsLowDoor };
  const offered = rankDoors(free, wanted);
  for (const { compartmentId } of offered.slice(0, doorsTried)) {
    const claimed = await claimFor(ports, input, placement, compartmentId, lost);
    if (claimed === 'door-taken') continue;
    if (claimed === 'already-placed' || claimed === 'too-late') return refused(claimed);
    const outcome = await reserve(ports, input, placement, { claim: claimed, cameToBe: false }, call);
    if (outcome.refusal !== 'door-taken') return outcome;
    lost.push(claimed.stayId);
  }
  return { ...refused('bank-full'), full: { wanted, nearby: await nearbyBank(ports, placement.bank, wanted) } };
}

/** Claims the parcel with this door, or adopts the door that the same request claimed meanwhile. */
async function claimFor(
  ports: Ports,
  { bankId, requestId, size, times }: DepositRequested,
  placement: Placement,
  compartmentId: CompartmentId,
  lost: readonly StayId[],
): Promise<ParcelClaim | 'door-taken' | 'already-placed' | 'too-late'> {
  // The index may be behind: a door that is no longer free is left out before the claim moves to it.
  const loaded = await ports.doors.load({ bankId, compartmentId });
  if (!loaded || !isOffered(loaded.door)) return 'door-taken';
  const stayId = stayIdOf(
    compartmentId,
    ports.digest.id(`${bankId}|${compartmentId}|${placement.parcelId}|${requestId}`),
  );
  const courierId = placement.courier.id;
  const { isAnnounced } = placement;
  const claim: ParcelClaim = { requestId, bankId, compartmentId, stayId, courierId, claimedAtMs: times.nowMs, size };
  for (let attempt = 1; attempt <= claimsTried; attempt++) {
    const claimed = await claimParcel(ports, freshParcel(placement, times.nowMs), claim, {
      lostBefore: lost,
      isAnnounced,
    });
    if (claimed.kind === 'claimed') return claimed.claim;
    if (claimed.kind === 'taken') return 'already-placed';
    if (claimed.kind === 'over' || claimed.kind === 'reassigned') return 'too-late'; // They start again.
    await ports.pause(attempt);
  }
  throw new Error(`parcel ${placement.parcelId} changed ${claimsTried} times while it was claimed`);
}

async function reserve(
  ports: Ports,
  { messageId, requestId, times }: DepositRequested,
  { parcelId, residentId, courier }: Placement,
  { claim, cameToBe }: ClaimBefore,
  call: Call,
): Promise<DepositOutcome> {
  const { stayId } = claim;
  const generation = await claimCode(ports, claim, { from: 1, nowMs: times.nowMs });
  const who = { stayId, parcelId, residentId, courierId: courier.id };
  return transact(ports, claim, { type: 'reserve', requestId, messageId, ...who, generation, cameToBe, times }, call);
}

/** Who delivers, for whom, and which parcel it is. */
async function resolve(
  ports: Ports,
  input: DepositRequested,
): Promise<Placement | (DepositOutcome & { refusal: Refusal })> {
  const { bankId, courierCode, times } = input;
  const who = await courierAt(ports, { bankId, courierCode, nowMs: times.nowMs });
  return 'refusal' in who ? refused(who.refusal) : recipientOf(ports, input, who);
}

async function recipientOf(
  ports: Ports,
  { bankId, recipient, requestId, times: { nowMs } }: DepositRequested,
  who: { bank: Bank; courier: Courier },
): Promise<Placement | (DepositOutcome & { refusal: Refusal })> {
  const { courier } = who;
  const { siteId } = who.bank;
  const placed = (parcelId: ParcelId, residentId: ResidentId, resident: Resident | undefined): Placement => {
    const isAnnounced = 'trackingNumber' in recipient;
    return { ...who, parcelId, siteId, residentId, needsLowDoor: resident?.needsLowDoor === true, isAnnounced };
  };
  if ('trackingNumber' in recipient) {
    const parcelId = announcedIdOf(ports, siteId, recipient.trackingNumber);
    const parcel = await ports.parcels.read(parcelId);
    if (!parcel) return refused('unknown-recipient');
    const { residentId } = parcel;
    const resident = await ports.directory.resident(siteId, residentId);
    if (resident && !takesParcels(resident, nowMs)) return refused('unknown-recipient');
    return placed(parcelId, residentId, resident);
  }
  const found =
    'unit' in recipient
      ? await ports.directory.residentsOfUnit(siteId, recipient.unit)
      : [await ports.directory.resident(siteId, recipient.residentId)].filter((one) => one !== undefined);
  const residents = found.filter((one) => takesParcels(one, nowMs));
  const [only, ...others] = residents;
  if (!only) return refused('unknown-recipient');
  if (others.length > 0) return { ...refused('choose-recipient'), residents };
  const walkIn = ports.digest.id(`${bankId}|${courier.id}|${only.id}|${requestId}`) as ParcelId;
  return placed(walkIn, only.id, only);
}

function freshParcel({ parcelId, siteId, residentId }: Placement, nowMs: number): Parcel {
  const fixed = { id: parcelId, siteId, residentId, announced: false, createdAtMs: nowMs };
  return { ...fixed, state: 'placing', vouched: false, storedAtMs: 0, rowN: 0, version: 1 };
}

const refused = (refusal: Refusal): Outcome & { refusal: Refusal } => ({ events: [], refusal });
