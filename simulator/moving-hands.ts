import { moveParcel as move } from '../app/api/move-parcel.js';
import type { ParcelId } from '../domain/ids.js';
import { byApi } from './by-api.js';
import { atDoor, shut, type Scene } from './scene.js';
import type { Item } from './virtual-bank.js';

/** How long whoever stands there waits for the other door, and how often they ask for it. */
const [waitsMs, looksEveryMs] = [90_000, 3_000];
const verdictWithinMs = 45_000;
const looksMax = 6;
/** A lease is over after 80 s: then the same route opens the other door again. */
const againAfterMs = 90_000;
const triesMax = 3;

/** A manager stands at the bank and carries a parcel from one door to another, as the API and its doors let them. */
export async function moveParcel(scene: Scene, parcelId: ParcelId, from: string): Promise<void> {
  if (scene.place.desk.busy.has(from) || !(await ask(scene, parcelId))) return;
  const items = await atDoor(scene, from, () => takeOut(scene, from));
  if (items.length === 0) return;
  const to = await otherDoor(scene, parcelId, from);
  if (to === undefined) return putBack(scene, from, items);
  for (let attempt = 0; attempt < triesMax; attempt++) {
    if (await atDoor(scene, to, () => putIn(scene, to, items))) return;
    await scene.world.sleep(againAfterMs);
    if (!(await ask(scene, parcelId))) return; // Into the office with it.
  }
}

async function ask(scene: Scene, parcelId: ParcelId): Promise<boolean> {
  const { cloud, place } = scene;
  const site = await cloud.store.directory.site(place.siteId);
  if (!site) return false;
  const asked = { site, siteId: place.siteId, parcelId, actor: 'manager', reason: 'its door is needed' };
  const answer = await byApi(scene, { parcelId, name: 'move' }, (ports, call) => move(ports, { ...asked, ...call }));
  return answer !== undefined && !('refusal' in answer);
}

/** All of it; or nothing, after a second thought. */
async function takeOut(scene: Scene, from: string): Promise<Item[]> {
  const { mishaps, place } = scene;
  const { desk, bank, random } = place;
  if (!(await desk.pull(from, random.between(2_000, 6_000)))) return [];
  const items = mishaps.strikes('left-behind') ? [] : bank.take(from);
  await shut(scene, from);
  return items;
}

/** Where the API says that it belongs now: that door opens. Undefined: none does. */
async function otherDoor({ cloud, world }: Scene, parcelId: ParcelId, from: string): Promise<string | undefined> {
  for (let passedMs = 0; passedMs < waitsMs; passedMs += looksEveryMs) {
    await world.sleep(looksEveryMs);
    const at = (await cloud.store.parcels.read(parcelId))?.claim?.compartmentId;
    if (at !== from) return at;
  }
  return undefined;
}

/** No other door opens: with the key it goes back to where it was. That door may be seen to be empty, and be free, before this is heard of. */
async function putBack({ place, world, cloud }: Scene, from: string, items: Item[]): Promise<void> {
  const { bank, desk, random } = place;
  if (desk.busy.has(from)) return; // Somebody is there with their code: the office has it.
  desk.busy.add(from);
  bank.openWithKey(from);
  bank.place(from, ...items.splice(0));
  cloud.witness.wentElsewhere(place.bankId, { other: from, doorCycle: bank.doorCycles()[from] ?? 0 });
  await world.sleep(random.between(4_000, 12_000));
  bank.close(from);
  desk.busy.delete(from);
}

/** False: the door did not open. */
async function putIn(scene: Scene, to: string, items: Item[]): Promise<boolean> {
  const { desk, bank, random } = scene.place;
  if (!(await desk.pull(to, random.between(2_000, 6_000)))) return false;
  bank.place(to, ...items.splice(0));
  await shut(scene, to);
  await heedScreen(scene, to);
  return true;
}

/** Whoever moves a parcel is asked what a courier would be: what they say is so. */
async function heedScreen({ place }: Scene, to: string): Promise<void> {
  const { desk, bank } = place;
  for (let look = 0; look < looksMax; look++) {
    const shown = await desk.nextOf(to, verdictWithinMs);
    if (!shown || shown.code.startsWith('deposit-')) return;
    if (shown.code === 'close-door') bank.close(to);
    if (shown.code === 'confirm-deposit' && shown.choices.includes('confirm')) bank.confirm(to);
  }
}
