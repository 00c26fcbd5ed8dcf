import type { DoorKey } from '../domain/ids.js';
import type { Brought } from './couriers.js';
import { shut, type Scene } from './scene.js';

const minuteMs = 60_000;
/** A door that nobody feels is theirs to shut is shut by whoever comes by, minutes later. Assumption. */
const shutByOthersMs = [minuteMs, 30 * minuteMs] as const;
/** Who has put it into another door: shuts that one first, or the given one first, or leaves the other standing open. One of three each: assumption. */
const ways = ['other-first', 'given-first', 'leaves-other-open'] as const;

/**
 * The courier puts the parcel into another door than the one that was opened for it, which they only can if that one stands open:
 * one that sprang open or was forced, or, where there is none, one that somebody of the house has opened with the key and not shut.
 * Nobody stands there, and nothing lies in it. False: there is no such door.
 */
export async function putElsewhere(scene: Scene, parcel: Brought, compartmentId: string): Promise<boolean> {
  const { place, world } = scene;
  const { bank, desk, random } = place;
  const able = bank.compartmentIds.filter(
    (id) => id !== compartmentId && !desk.busy.has(id) && bank.contents(id).length === 0,
  );
  const open = able.filter((id) => bank.isOpen(id));
  if (able.length === 0) return false;
  const other = random.pick(open.length > 0 ? open : able);
  desk.busy.add(other);
  bank.openWithKey(other);
  await world.sleep(random.between(1_000, 5_000));
  if (!bank.isOpen(other)) {
    desk.busy.delete(other); // Whoever had forced it has pushed it shut.
    return false;
  }
  const items = parcel.items.splice(0);
  bank.place(other, ...items);
  parcel.wentInto = other;
  const doorCycle = bank.doorCycles()[other] ?? 0;
  scene.cloud.witness.wentElsewhere(place.bankId, { given: compartmentId, other, doorCycle });
  scene.hosts?.wentElsewhere(scene, other);
  const given = scene.cloud.store.doors.at({ bankId: place.bankId, compartmentId } as DoorKey)?.door.stay;
  if (given) place.strayed.set(other, { parcelId: given.parcelId, itemIds: items.map(({ id }) => id) });
  world.log(`wrong-compartment ${place.bankId}/${other} for ${compartmentId}`);
  await shutBoth(scene, compartmentId, other);
  return true;
}

async function shutBoth(scene: Scene, given: string, other: string): Promise<void> {
  const { desk, random } = scene.place;
  const way = random.pick(ways);
  if (way === 'other-first') await shut(scene, other);
  await shut(scene, given);
  if (way === 'given-first') await shut(scene, other);
  if (way === 'leaves-other-open') return shutByOthers(scene, other);
  desk.busy.delete(other);
}

function shutByOthers({ place: { bank, desk, random }, world }: Scene, compartmentId: string): void {
  world.after(random.between(...shutByOthersMs), () => {
    bank.close(compartmentId);
    desk.busy.delete(compartmentId);
  });
}

/** The screen sees no parcel, and the courier looks around: it lies in the door beside, if that is open still. True: it is in their hand again. */
export function takeBack({ place: { bank } }: Scene, parcel: Brought): boolean {
  const { wentInto: other } = parcel;
  if (other === undefined || !bank.isOpen(other)) return false;
  parcel.items.push(...bank.take(other));
  parcel.wentInto = undefined;
  bank.close(other);
  return true;
}
