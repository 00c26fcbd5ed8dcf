import type { Cloud } from './cloud.js';
import type { Hosts } from './hosts.js';
import type { Mishaps } from './mishaps.js';
import type { Place } from './town.js';
import type { World } from './world.js';

/** Where people act: the world, what is deployed, their bank, and what may go wrong. */
export interface Scene {
  world: World;
  cloud: Cloud;
  mishaps: Mishaps;
  place: Place;
  /** Who looks after the banks, where that is not the story itself. */
  hosts?: Hosts | undefined;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Somebody stands at a door for a while; whatever befalls bank, lock and sensors in that time is drawn here. */
export async function atDoor<T>(
  scene: Scene,
  compartmentId: string,
  visit: (isUndisturbed: boolean) => Promise<T>,
): Promise<T> {
  const { mishaps, place } = scene;
  const { bank, desk, random } = place;
  desk.busy.add(compartmentId);
  scene.hosts?.atDoor(scene, compartmentId);
  const isSilent = mishaps.strikes('silent-sensor');
  if (isSilent) {
    bank.silence(compartmentId, random.pick(['no-window', 'stuck']));
    // Some come back while the person still stands there, and see only what happens from then on.
    if (random.chance(0.5))
      scene.world.after(random.between(2, 60) * secondMs, () => bank.silence(compartmentId, 'none'));
  }
  const isJammed = mishaps.strikes('jam');
  if (isJammed) jam(scene, compartmentId);
  const isLost = mishaps.strikes('bank-reboot');
  if (isLost) loseBank(scene);
  try {
    const visited = await visit(!isLost && bank.hardware.isSound(compartmentId) && bank.isOnline);
    await glanceBack(scene, compartmentId);
    return visited;
  } finally {
    desk.busy.delete(compartmentId);
    if (isSilent) scene.world.after(30 * secondMs, () => bank.silence(compartmentId, 'none'));
  }
}

/** The lock does not let go: most let go at the second or third pulse, the rest when somebody has mended them. */
function jam({ world, place: { bank, random } }: Scene, compartmentId: string): void {
  bank.jam(compartmentId);
  const forMs = random.chance(0.8) ? random.between(15, 45) * secondMs : random.between(1, 12) * hourMs;
  world.after(forMs, () => bank.jam(compartmentId, false));
}

/** First the network goes, then the controller starts again; what it kept comes late, and from an earlier boot. */
function loseBank({ world, place: { bank, bankId, random } }: Scene): void {
  world.after(random.between(0, 60) * secondMs, () => {
    world.log(`unplug ${bankId}`);
    bank.unplug();
  });
  const awayMs = Math.min(6 * hourMs, random.logNormal(Math.log(5), 1) * minuteMs);
  world.after(60 * secondMs + awayMs * random.next(), () => {
    world.log(`reboot ${bankId}`);
    bank.reboot();
  });
  world.after(61 * secondMs + awayMs, () => {
    world.log(`plug ${bankId}`);
    bank.plug();
  });
}

/** So long whoever was told that all is well still stands there and sees what the screen says, milliseconds. Assumption. */
const glancesForMs = 5 * secondMs;
/** Whoever sees a door spring open pushes it so often, and then leaves it. Assumption. */
const pushesMax = 3;

/** A door that springs open behind somebody is asked for on the screen: they push it shut once more. */
async function glanceBack({ place: { bank, desk, random }, world }: Scene, compartmentId: string): Promise<void> {
  for (let pushes = 0; pushes < pushesMax; pushes++) {
    if (!(await desk.isAskedToShut(compartmentId, glancesForMs))) return;
    await world.sleep(random.between(1, 4) * secondMs);
    bank.close(compartmentId);
  }
}

/** Pushes a door shut that somebody has left open, and once more where it springs open. */
export async function pushShut(scene: Scene, compartmentId: string): Promise<void> {
  const { bank, desk } = scene.place;
  desk.busy.add(compartmentId);
  bank.close(compartmentId);
  await glanceBack(scene, compartmentId);
  desk.busy.delete(compartmentId);
}

/** Shuts the door after a while; now and then it stands open for minutes. */
export async function shut({ world, mishaps, place }: Scene, compartmentId: string): Promise<void> {
  await world.sleep(place.random.between(4, 12) * secondMs);
  if (mishaps.strikes('ajar')) await world.sleep(place.random.between(60, 500) * secondMs);
  place.bank.close(compartmentId);
}
