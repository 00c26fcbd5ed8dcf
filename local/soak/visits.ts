import type { ScreenShown } from '../../simulator/bank-json.js';
import type { Random } from '../../simulator/random.js';
import type { Ledger, SoakParcel } from './ledger.js';
import type { SoakBank } from './soak-bank.js';

export interface Visits {
  readonly banks: readonly SoakBank[];
  readonly ledger: Ledger;
  readonly random: Random;
  readonly courierCode: string;
  /** The latest code that was sent to a number, or undefined as long as none was. */
  codeSentTo(phone: string): string | undefined;
}

/** How a courier behaves, shares of visits: assumptions, chosen so that each happens often in ten minutes. */
const closesOnNothingShare = 0.1;
const leavesThenShare = 0.3;

/** A request older than 20 s is refused and an open is good for 20 s: who waits this long misses neither. */
const screenPatienceMs = 45_000;
const verdictPatienceMs = 60_000;
/** Three pulses of 20 s. */
const pullsForMs = 60_000;
const triesMax = 8;
const betweenTriesMs = 3_000;

/** A courier brings a parcel: asks until there is a door, opens it, and puts the parcel in or forgets to. */
export async function deposit(visits: Visits, parcel: SoakParcel): Promise<void> {
  const { ledger, random, courierCode } = visits;
  const { unit, trackingNumber } = parcel;
  const recipient = trackingNumber === undefined ? { unit } : { trackingNumber };
  for (let tries = 0; tries < triesMax; tries++) {
    const at = await onlineBank(visits);
    const request = () => at.bank.requestDeposit({ courierCode, recipient, size: 'S' });
    const door = await openedDoor(visits, at, request, 'door-open');
    if (door === undefined) continue;
    Object.assign(parcel, { bankId: at.bankId, compartmentId: door });
    if (random.chance(closesOnNothingShare)) {
      const hasOpenedAgain = await closeOnNothing(visits, at, door, parcel);
      if (!hasOpenedAgain) return;
    }
    at.bank.place(door, { id: parcel.id, thicknessMm: random.between(60, 150), grams: random.between(200, 3_000) });
    parcel.fate = 'inside';
    await closed(visits, at, door, 'deposit');
    return;
  }
  ledger.count('deposits given up');
}

/** A resident comes with the code from the message and takes the parcel. */
export async function pickup(visits: Visits, parcel: SoakParcel): Promise<void> {
  const { banks, ledger } = visits;
  const at = banks.find(({ bankId }) => bankId === parcel.bankId);
  const door = parcel.compartmentId;
  if (!at || door === undefined) return;
  for (let tries = 0; tries < triesMax; tries++) {
    const code = visits.codeSentTo(parcel.phone);
    if (code === undefined) return ledger.count('pickups without a code');
    while (!at.bank.isOnline) await pause(200);
    const given = await openedDoor(visits, at, () => at.bank.requestPickup(code), 'pickup-open');
    if (given === undefined) continue;
    if (given !== door) ledger.count('pickups at a wrong door');
    if (at.bank.take(given).some(({ id }) => id === parcel.id)) parcel.fate = 'taken';
    await closed(visits, at, given, 'pickup');
    return;
  }
  ledger.count('pickups given up');
}

/** Asks for a door and pulls at it; undefined when there is none this time, and the person tries again. */
async function openedDoor(
  { ledger }: Visits,
  at: SoakBank,
  request: () => { messageId: string },
  granted: string,
): Promise<string | undefined> {
  const shown = await at.ask(request, screenPatienceMs);
  if (shown?.code !== granted || shown.compartmentId === undefined) {
    ledger.count(shown ? `refused: ${shown.code}` : 'requests without an answer');
    await pause(betweenTriesMs);
    return undefined;
  }
  if (await pull(at, shown.compartmentId)) return shown.compartmentId;
  ledger.count('doors granted that never clicked');
  ledger.unattended.add(`${at.bankId}/${shown.compartmentId}`);
  return undefined;
}

/** True: told that there is nothing inside, the courier has opened the door again. */
async function closeOnNothing(visits: Visits, at: SoakBank, door: string, parcel: SoakParcel): Promise<boolean> {
  const { ledger, random } = visits;
  ledger.count('doors closed on nothing');
  parcel.fate = 'never-put-in';
  const shown = await closed(visits, at, door, 'empty deposit');
  if (shown?.code !== 'no-parcel' || random.chance(leavesThenShare)) return false;
  const reopened = await at.ask(() => at.bank.reopen(door), screenPatienceMs);
  if (reopened?.code === 'reopened' && (await pull(at, door))) return true;
  ledger.count(`not opened again: ${reopened?.code ?? 'no answer'}`);
  ledger.unattended.add(`${at.bankId}/${door}`);
  return false;
}

async function closed(
  { ledger, random }: Visits,
  at: SoakBank,
  door: string,
  visit: string,
): Promise<ScreenShown | undefined> {
  await pause(random.between(200, 1_200));
  const verdict = at.verdict(door, verdictPatienceMs);
  at.bank.close(door);
  const shown = await verdict;
  ledger.count(`${visit}: ${shown?.code ?? 'no verdict on the screen'}`);
  return shown;
}

async function pull({ bank }: SoakBank, door: string): Promise<boolean> {
  for (let passedMs = 0; passedMs < pullsForMs; passedMs += 200) {
    if (bank.pull(door)) return true;
    await pause(200);
  }
  return false;
}

/** Whoever finds a screen without a network goes on to another, or waits. */
async function onlineBank({ banks, random }: Visits): Promise<SoakBank> {
  for (;;) {
    const online = banks.filter(({ bank }) => bank.isOnline);
    if (online.length > 0) return random.pick(online);
    await pause(200);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
