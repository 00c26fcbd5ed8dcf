import { isOpen } from '../domain/incident/incident.js';
import { endedStates, type StayState } from '../domain/stay.js';
import { Cloud } from './cloud.js';
import type { Hosts } from './hosts.js';
import { planBreakdowns } from './breakdowns.js';
import { planCarrier } from './carriers.js';
import { batchOf, betweenParcelsMs, deliver } from './couriers.js';
import { courierAtMs, demand, parcelsToday } from './demand.js';
import { checkAtRest } from './invariants-at-rest.js';
import type { Invariants } from './invariants.js';
import { changePolicy, makeRound } from './managers.js';
import { Mishaps, type MishapKind } from './mishaps.js';
import { planOutages } from './outages.js';
import { randomOf } from './random.js';
import { Phones } from './phones.js';
import type { Scene } from './scene.js';
import { defaultScanHours, type Settings } from './settings.js';
import { buildTown } from './town.js';
import { parcelOf } from './trolley.js';
import type { Violation } from './violation.js';
import type { Store } from './witness.js';
import { loadAll } from './load-all.js';
import { watchOver } from './watch-over.js';
import { startAtMs, World } from './world.js';

const [dayMs, hourMs, minuteMs] = [86_400_000, 3_600_000, 60_000];
/** After the last courier, how long residents and managers have to bring everything to its end. */
const afterDaysMax = 40;
/** What is in flight then has come to its end by now: a call is retried for minutes, and parked for minutes more. */
const quietWithinMinutes = 60;
/** A run that is broken breaks everywhere: so many violations say enough. */
const violationsMax = 20;

export interface StoryOptions extends Settings {
  /** Shares of mishaps, instead of their own. */
  rates?: Partial<Record<MishapKind, number>> | undefined;
  tell?: ((line: string) => void) | undefined;
  tamper?: ((store: Store) => Store) | undefined;
  onDay?: ((day: number, planned: number) => void) | undefined;
  /** Who looks after the banks, and what befalls them beside the mishaps. */
  hosts?: Hosts | undefined;
}

export interface Told {
  /** Parcels that couriers set out with. */
  planned: number;
  /** Of those, how many were given a door. */
  reserved: number;
  /** And how many were stored and have gone again: a life. */
  lives: number;
  events: Invariants['happened']['events'];
  violations: Violation[];
  mishaps: Mishaps['counts'];
  simulatedHours: number;
  story: { lines: number; sha256: string };
  toldAgain: number;
  heldForGood: number;
  /** Verdicts that were wrong because hardware was, by why that is no violation. */
  wrongByFault: Invariants['contents']['wrong'];
  store: Store;
}

/** One seed, one story: makes the town, lets the days pass, waits until nothing is in flight, and looks at what is left. */
export async function tellStory(options: StoryOptions): Promise<Told> {
  await loadAll();
  const random = randomOf(options.seed);
  const world = new World(options.tell);
  const mishaps = new Mishaps(options.mishaps, random.fork('mishaps'), options.rates);
  const { seed, tamper, hosts } = options;
  const cloud = new Cloud({ world, random: random.fork('cloud'), mishaps, seed, tamper });
  const phones = new Phones();
  cloud.onTold = (delivery) => {
    phones.ring(delivery);
  };
  const places = await buildTown({
    cloud,
    world,
    random,
    banks: options.banks,
    doorsPerBank: options.doorsPerBank,
    scanHours: options.scanHours ?? defaultScanHours,
    onTold: cloud.onTold,
    hosts,
  });
  const invariants = watchOver(cloud, places);
  const scenes = places.map((place): Scene => ({ world, cloud, mishaps, place, hosts }));
  hosts?.begin(scenes);
  for (const scene of scenes) phones.addHouse(scene);

  const isOver = () => invariants.violations.length >= violationsMax;
  const planned = await passDays({ scenes, options, world, isOver });
  await comeToRest({ scenes, cloud, world, isOver, hosts });
  // What was stopped half-way has not come to rest, and nothing was promised of it.
  if (!isOver())
    await checkAtRest({
      store: cloud.store,
      invariants,
      nowMs: world.nowMs,
      unreadable: cloud.broker.unreadable,
      isPending: (timer) => cloud.scheduler.isPending(timer),
      isOver: true,
    });
  if (!isOver() && !cloud.isQuiet) {
    invariants.violate('every outbox empties', `at the end ${cloud.parkedCount} parked, ${cloud.store.due.size()} due`);
  }
  const held = cloud.store.doors.all().filter(({ door }) => door.compartment === 'quarantined');
  for (const { door } of held)
    world.log(`held ${door.bankId}/${door.compartmentId} ${door.quarantine} ${door.stay?.state}`);
  const { reserved, lives, events } = invariants.happened;
  return {
    planned,
    reserved,
    lives,
    events,
    violations: invariants.violations,
    mishaps: mishaps.counts,
    simulatedHours: Math.round((world.nowMs - startAtMs) / hourMs),
    story: world.hash(),
    toldAgain: invariants.tellings.again,
    heldForGood: held.length,
    wrongByFault: wrongIn(invariants),
    store: cloud.store,
  };
}

function wrongIn({ contents: { wrong, doubtedSoon } }: Invariants): Told['wrongByFault'] {
  return { ...wrong, doubted: wrong.doubted + doubtedSoon.count };
}

interface Days {
  scenes: Scene[];
  options: StoryOptions;
  world: World;
  isOver(): boolean;
}

/** Couriers and managers on their days. Answers with how many parcels were brought. */
async function passDays({ scenes, options, world, isOver }: Days): Promise<number> {
  let planned = 0;
  for (let day = 0; day < options.days && !isOver(); day++) {
    const midnightMs = startAtMs + day * dayMs;
    for (const scene of scenes) {
      planned += planCouriers(scene, midnightMs, { doors: options.doorsPerBank, firstId: planned });
      planRound(scene, midnightMs, { handsBackAll: false });
      planForce(scene, midnightMs);
      planCarrier(scene, midnightMs);
      planOutages(scene, midnightMs);
      planBreakdowns(scene, midnightMs);
      planPolicy(scene, midnightMs);
      options.hosts?.planDay(scene, midnightMs, { isRest: false });
    }
    await world.runUntil(midnightMs + dayMs, isOver);
    options.onDay?.(day + 1, planned);
  }
  return planned;
}

/** A day's couriers, in batches, each parcel after the other. Answers with how many parcels they bring. */
function planCouriers(
  scene: Scene,
  midnightMs: number,
  { doors, firstId }: { doors: number; firstId: number },
): number {
  const { world, place } = scene;
  const count = parcelsToday(doors, place.random);
  for (let brought = 0; brought < count;) {
    const batch = Math.min(count - brought, batchOf(scene));
    const ids = Array.from({ length: batch }, (_, i) => `p${firstId + brought + i}`);
    const courier = place.random.below(place.couriers.length);
    world.at(midnightMs + courierAtMs(place.random), () => {
      world.stir();
      void bringBatch(scene, ids, courier);
    });
    brought += batch;
  }
  return count;
}

async function bringBatch(scene: Scene, ids: string[], courier: number): Promise<void> {
  for (const id of ids) {
    await deliver(scene, await parcelOf(scene, id, courier));
    await scene.world.sleep(betweenParcelsMs(scene));
  }
}

function planRound(scene: Scene, midnightMs: number, how: { handsBackAll: boolean }): void {
  const { world, place } = scene;
  world.at(midnightMs + (demand.managerHour + place.random.next()) * hourMs, () => {
    world.stir();
    void makeRound(scene, how);
  });
}

function planPolicy(scene: Scene, midnightMs: number): void {
  const { world, place, mishaps } = scene;
  if (!mishaps.strikes('policy-changed')) return;
  world.at(midnightMs + place.random.between(0, dayMs), () => {
    world.stir();
    void changePolicy(scene);
  });
}

/** Somebody forces a door, looks or steals, and pushes it shut. */
function planForce({ world, place, mishaps }: Scene, midnightMs: number): void {
  if (!mishaps.strikes('forced-door')) return;
  const { bank, desk, random } = place;
  world.at(midnightMs + random.between(0, dayMs), () => {
    const compartmentId = random.pick(bank.compartmentIds);
    if (desk.busy.has(compartmentId)) return;
    bank.openByForce(compartmentId);
    if (random.chance(0.3)) bank.take(compartmentId);
    world.after(random.between(2_000, 20_000), () => bank.close(compartmentId));
  });
}

interface Rest {
  scenes: Scene[];
  hosts: Hosts | undefined;
  cloud: Cloud;
  world: World;
  isOver(): boolean;
}

/** No more couriers: everything is fetched or handed back, every message arrives, every call ends. */
async function comeToRest({ scenes, cloud, world, isOver, hosts }: Rest): Promise<void> {
  const firstMs = Math.ceil(world.nowMs / dayMs) * dayMs;
  for (let day = 0; day < afterDaysMax && !isOver(); day++) {
    for (const scene of scenes) {
      planRound(scene, firstMs + day * dayMs, { handsBackAll: day >= 20 });
      planCarrier(scene, firstMs + day * dayMs);
      hosts?.planDay(scene, firstMs + day * dayMs, { isRest: true });
    }
    await world.runUntil(firstMs + (day + 1) * dayMs, isOver);
    const isDone =
      cloud.isQuiet &&
      cloud.scheduler.size === 0 &&
      cloud.store.doors.all().every(({ door }) => isAtRest(door.stay?.state));
    // Whoever was asked to go has no timer: where people are, the story waits for them.
    const isAttended = !hosts || cloud.store.incidents.all().every(({ incident }) => !isOpen(incident));
    if (isDone && isAttended && day >= 2) return;
  }
  // Where banks go on to report what nobody mends, midnight may find a scan or a message half-way.
  for (let minute = 0; minute < quietWithinMinutes && !cloud.isQuiet && !isOver(); minute++)
    await world.runUntil(world.nowMs + minuteMs, isOver);
}

const isAtRest = (state: StayState | undefined): boolean => state === undefined || endedStates.includes(state);
