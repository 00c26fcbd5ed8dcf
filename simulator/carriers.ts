import { courierCodeOf } from './couriers.js';
import { courierAtMs, demand } from './demand.js';
import { atDoor, shut, type Scene } from './scene.js';

/** How long a carrier waits for the screen before tapping again; how long for a verdict before going on. */
const answerWithinMs = 25_000;
const verdictWithinMs = 45_000;
/** A carrier who gets nowhere leaves; and nobody empties a whole bank in one visit. */
const failuresMax = 4;
const doorsMax = 30;
const looksMax = 6;

/** On some days a carrier comes for what is overdue. */
export function planCarrier(scene: Scene, midnightMs: number): void {
  const { world, place } = scene;
  if (!place.random.chance(demand.carrierShare)) return;
  const courier = place.random.below(place.couriers.length);
  world.at(midnightMs + courierAtMs(place.random), () => {
    world.stir();
    void collectAll(scene, courier);
  });
}

/** Door after door, until nothing is left to collect: the screen sends a request for each. */
async function collectAll(scene: Scene, courier: number): Promise<void> {
  const { world, place } = scene;
  const { bank, desk, random } = place;
  for (let [doors, failures] = [0, 0]; doors < doorsMax && failures < failuresMax;) {
    const shown = await desk.answerTo(bank.requestCollection(courierCodeOf(scene, courier)).messageId, answerWithinMs);
    if (shown?.code === 'nothing-to-collect') return;
    const compartmentId = shown?.code === 'return-open' ? (shown.compartmentId ?? '') : undefined;
    if (compartmentId) doors += 1;
    const isTaken = compartmentId && (await atDoor(scene, compartmentId, () => empty(scene, compartmentId)));
    if (!isTaken) failures += 1;
    await world.sleep(random.between(3_000, isTaken ? 8_000 : 40_000));
  }
}

/** True: what lay in the door has gone, as far as the carrier can see. */
async function empty(scene: Scene, compartmentId: string): Promise<boolean> {
  const { mishaps, place } = scene;
  const { desk, random, bank } = place;
  if (!(await desk.pull(compartmentId, random.between(2_000, 6_000)))) return false;
  const ids = bank.contents(compartmentId).map(({ id }) => id);
  // Takes the box and overlooks the envelope; or opens the wrong list, and takes nothing.
  if (!mishaps.strikes('left-behind')) bank.take(compartmentId);
  else if (ids.length > 1) bank.take(compartmentId, ids.slice(1));
  await shut(scene, compartmentId);
  for (let look = 0; look < looksMax; look++) {
    const shown = await desk.nextOf(compartmentId, verdictWithinMs);
    if (shown?.code === 'close-door') bank.close(compartmentId);
    else if (shown?.code !== 'checking') break;
  }
  return bank.contents(compartmentId).length === 0;
}
