import type { Resident } from '../app/ports.js';
import { isBelowSensors } from './bank-sensors.js';
import { demand } from './demand.js';
import { answerShares } from './fleet/rates.js';
import { callOff } from './managers.js';
import { atDoor, shut, type Scene } from './scene.js';
import { putElsewhere, takeBack } from './wrong-door.js';
import type { DepositAsked } from './virtual-bank.js';
import type { Item } from './virtual-bank.js';

/** A parcel in a courier's hand. */
export interface Brought {
  id: string;
  courierCode: string;
  recipient: DepositAsked['recipient'];
  resident: Resident;
  size: DepositAsked['size'];
  items: Item[];
  /** It was put into this door, which was not the one that was opened for it. */
  wentInto?: string | undefined;
}

/** How long somebody waits for the screen before tapping again; how long for a verdict before walking away. */
const answerWithinMs = 25_000;
const verdictWithinMs = 45_000;
const triesMax = 4;
const looksMax = 8;

type Visit = 'done' | 'gone' | 'other-door';

/** One parcel, from asking for a door until the courier turns away. `items` says what is still in the courier's hand. */
export async function deliver(scene: Scene, parcel: Brought): Promise<void> {
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const compartmentId = await askForDoor(scene, parcel);
    if (!compartmentId) return;
    const visit = await atDoor(scene, compartmentId, (isUndisturbed) =>
      useDoor(scene, parcel, { compartmentId, isUndisturbed }),
    );
    if (visit === 'gone' && scene.mishaps.strikes('called-off')) void callOff(scene, compartmentId);
    if (visit !== 'other-door' || parcel.wentInto) return;
  }
}

/** Asks for a door as often as it takes, within reason. */
async function askForDoor({ world, place, cloud }: Scene, parcel: Brought): Promise<string | undefined> {
  const { bank, desk, random } = place;
  let { recipient } = parcel;
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const { courierCode, size } = parcel;
    const askedAtMs = world.nowMs;
    const { messageId } = bank.requestDeposit({ courierCode, recipient, size });
    const shown = await desk.answerTo(messageId, answerWithinMs);
    switch (shown?.code) {
      case 'door-open':
        return shown.compartmentId;
      case 'choose-recipient':
        recipient = { residentId: parcel.resident.id };
        break;
      case 'bank-full':
        cloud.witness.refusedRoom(place.bankId, size, askedAtMs);
        return undefined;
      case 'unknown-recipient':
        return undefined;
      default: // No answer, or one that says: not now.
        await world.sleep(random.between(5_000, 40_000));
    }
  }
  return undefined;
}

interface DoorUsed {
  compartmentId: string;
  isUndisturbed: boolean;
}

async function useDoor(scene: Scene, parcel: Brought, { compartmentId, isUndisturbed }: DoorUsed): Promise<Visit> {
  const { mishaps, place, cloud } = scene;
  const { desk, random, bank } = place;
  if (!(await desk.pull(compartmentId, random.between(2_000, 6_000)))) {
    const shown = await desk.nextOf(compartmentId, verdictWithinMs);
    return shown ? 'other-door' : 'gone';
  }
  if (mishaps.strikes('wrong-compartment') && (await putElsewhere(scene, parcel, compartmentId)))
    return heedScreen(scene, parcel, compartmentId);
  const isHonest = isUndisturbed && parcel.items.length > 0 && isWellSeen(scene, parcel);
  // A courier who deposits nothing means to: the parcel is still on the trolley.
  if (!mishaps.strikes('empty-deposit')) {
    if (isHonest) cloud.witness.depositedHonestly(place.bankId, compartmentId);
    bank.place(compartmentId, ...parcel.items.splice(0));
  }
  await shut(scene, compartmentId);
  return heedScreen(scene, parcel, compartmentId);
}

/** Twice as much as the sensors of this bank claim to see. */
const isWellSeen = ({ place }: Scene, { items }: Brought): boolean => !isBelowSensors(place.config.profile, items, 2);

/** Does what the screen says until it says that all is well, or the courier has had enough. */
async function heedScreen(scene: Scene, parcel: Brought, compartmentId: string): Promise<Visit> {
  const { desk, bank } = scene.place;
  for (let look = 0; look < looksMax; look++) {
    const shown = await desk.nextOf([compartmentId, parcel.wentInto], verdictWithinMs);
    switch (shown?.code) {
      case undefined:
        return 'gone';
      case 'deposit-verified':
      case 'deposit-vouched':
      case 'deposit-cancelled':
        return 'done';
      case 'try-other-door':
        return 'other-door';
      case 'close-door':
        bank.close(compartmentId);
        break;
      case 'no-parcel':
      case 'confirm-other-door':
      case 'confirm-deposit': {
        const visit = await settle(scene, parcel, { compartmentId, choices: shown.choices });
        if (visit) return visit;
        break;
      }
      default: // The door is opening, or being looked at: wait for what comes next.
    }
  }
  return 'gone';
}

interface Doubt {
  compartmentId: string;
  choices: string[];
}

/** Of those who are asked whether it is in a door, and are of the opinion that it is, so many say so. Assumption. */
const confirmsShare = 0.85;

/** The screen sees no parcel, or cannot say. Couriers are honest here, but not all have the time. */
async function settle(scene: Scene, parcel: Brought, { compartmentId, choices }: Doubt): Promise<Visit | undefined> {
  const { place, world } = scene;
  const { bank, random } = place;
  await world.sleep(random.between(2_000, 10_000));
  takeBack(scene, parcel);
  const isInside = parcel.items.length === 0;
  const isElsewhere = parcel.wentInto !== undefined;
  if (random.chance(0.05)) return 'gone';
  const other = otherDoorAsked(scene, compartmentId);
  const mayConfirm =
    other === undefined ? isInside && choices.includes('confirm') : saysSo(scene, parcel, { other, compartmentId });
  if (mayConfirm && random.chance(confirmsShare)) {
    const code = await ask(scene, () => bank.confirm(compartmentId));
    return code === 'deposit-vouched' || code === 'deposit-verified' ? 'done' : undefined;
  }
  if ((!isInside || isElsewhere) && random.chance(0.1)) {
    await ask(scene, () => bank.cancel(compartmentId));
    return 'gone';
  }
  const code = await ask(scene, () => bank.reopen(compartmentId));
  if (code !== 'reopened') return 'gone';
  if (!(await scene.place.desk.pull(compartmentId, random.between(2_000, 6_000)))) return 'gone';
  // What the sensors do not see is looked at, and mostly carried away again; what was forgotten goes in.
  if (isInside && random.chance(0.6)) parcel.items.push(...bank.take(compartmentId));
  else if (!isInside) bank.place(compartmentId, ...parcel.items.splice(0));
  await shut(scene, compartmentId);
  return isElsewhere ? 'gone' : undefined; // It is not here, and the door in which it is stays shut.
}

/** Which other door the screen asks about by now, of whoever stands at this one. */
function otherDoorAsked({ place: { bank } }: Scene, compartmentId: string): string | undefined {
  const { screen } = bank;
  if (screen?.code !== 'confirm-other-door' || screen.compartmentId !== compartmentId) return undefined;
  return bank.compartmentIds.find((id) => id !== compartmentId && screen.lines.some((line) => line.includes(id)));
}

/** "Did it go into that door?" As on the phone some mistake it, and no fewer for standing in front of it: assumption. */
function saysSo({ place, cloud }: Scene, { wentInto }: Brought, { other, compartmentId }: Asked): boolean {
  const isSo = wentInto === other;
  const isMistaken = place.random.chance(answerShares.wrong.value);
  const doorCycle = place.bank.doorCycles()[other] ?? 0;
  if (isMistaken && !isSo) cloud.witness.wentElsewhere(place.bankId, { given: compartmentId, other, doorCycle });
  return isSo !== isMistaken;
}

interface Asked {
  other: string;
  compartmentId: string;
}

/** Presses a button, a second time if nothing happens, and answers with what the screen says. */
async function ask({ place }: Scene, press: () => { messageId: string }): Promise<string | undefined> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const shown = await place.desk.answerTo(press().messageId, answerWithinMs);
    if (shown) return shown.code;
  }
  return undefined;
}

/** The courier code of this place's nth courier. */
export const courierCodeOf = ({ place }: Scene, n: number): string =>
  place.couriers[n % place.couriers.length]?.code ?? '';

/** How long a courier takes between two parcels of a batch. */
export const betweenParcelsMs = (scene: Scene): number => scene.place.random.between(5, 30) * 1_000;

/** How many parcels are brought in one go. */
export const batchOf = ({ place }: Scene): number => {
  const [least, most] = demand.batch;
  return least + place.random.below(most - least + 1);
};
