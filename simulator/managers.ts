import type { Door } from '../domain/door.js';
import { liveStay } from '../domain/door.js';
import type { CompartmentId, DoorKey, StayId } from '../domain/ids.js';
import type { PersonRequest } from '../domain/inputs.js';
import { defaultPolicy, type SitePolicy } from '../domain/policy.js';
import { clearOpens, unlockKeypad } from '../app/api/clear-guard.js';
import { changeSite } from '../app/api/sites.js';
import { transact } from '../app/transact.js';
import { demand } from './demand.js';
import { person, storeWhereItLies, workAt } from './desk-work.js';
import type { Scene } from './scene.js';

const dayMs = 86_400_000;
const triesMax = 4;

/** The manager's daily round: looks at the wall view, opens with the key what the system cannot settle, and says what is so. */
export async function makeRound(scene: Scene, { handsBackAll }: { handsBackAll: boolean }): Promise<void> {
  const { cloud, place, world } = scene;
  await letIn(scene);
  for (const door of await cloud.store.doors.list(place.bankId)) {
    const reason = whyToLook(door, { nowMs: world.nowMs, handsBackAll });
    if (!reason && isWaiting(door) && scene.mishaps.strikes('hold')) await hold(scene, door);
    if (!reason && isWaiting(door)) await workAt(scene, door);
    const mayLook = reason !== 'held' || (scene.hosts?.mayLook(scene, door.compartmentId) ?? true);
    const isTold = reason === 'held' && scene.mishaps.strikes('found-elsewhere');
    if (isTold && (await storeWhereItLies(scene, door.compartmentId))) continue;
    if (reason && mayLook && !place.desk.busy.has(door.compartmentId)) await look(scene, door.compartmentId, reason);
  }
}

/** Somebody has rung up: the bank lets nobody in. Whoever looks after it shuts what stands open, and lets opens and codes go on. */
async function letIn({ cloud, place, world }: Scene): Promise<void> {
  const { opensStopped, lockedAtMs } = await cloud.store.guards.read(place.bankId);
  if (!opensStopped && lockedAtMs === undefined) return;
  const { bank, desk } = place;
  for (const id of bank.compartmentIds) if (bank.isOpen(id) && !desk.busy.has(id)) bank.close(id);
  world.log(`lets in ${place.bankId} ${opensStopped?.cause ?? 'keypad'}`);
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const nowMs = cloud.clock.nowMs();
    const who = { actor: 'manager', isOperator: false, roleSinceMs: 0 };
    const asked = { bankId: place.bankId, ...who, reason: 'looked', nowMs };
    const isDone = await cloud.request(`${place.bankId}/let-in-${nowMs}`, async (ports) => {
      await unlockKeypad(ports, asked);
      return clearOpens(ports, asked);
    });
    if (isDone) return;
    await world.sleep(5_000);
  }
}

const isWaiting = ({ stay }: Door): boolean => stay?.state === 'stored' || stay?.state === 'overdue';

/** A resident has rung up: they are away for some days. */
async function hold(scene: Scene, { compartmentId, stay }: Door): Promise<void> {
  const { cloud, place } = scene;
  if (!stay) return;
  const nowMs = cloud.clock.nowMs();
  const untilMs = nowMs + Math.round(place.random.between(1, 5) * dayMs);
  const requestId = `${stay.id.slice(-12)}-hold-${nowMs % 1e9}`;
  await ask(scene, { type: 'hold', compartmentId, stayId: stay.id, requestId, untilMs, reason: 'away' });
}

/** A courier has left a deposit half done: somebody who sees it calls it off. */
export async function callOff(scene: Scene, compartmentId: string): Promise<void> {
  const { cloud, place, world } = scene;
  await world.sleep(place.random.between(1_000, 120_000));
  const door = cloud.store.doors.at({ bankId: place.bankId, compartmentId } as DoorKey)?.door;
  if (door?.stay) await person(scene, door.stay, 'cancel');
}

/** The manager thinks of other windows and reminders, and parcels lie there already. Bounds: what `Waiting` counts on. */
const policies: Partial<SitePolicy>[] = [
  { reminderHours: [12, 30], overdueHours: 48 },
  { reminderHours: [24, 48, 72], overdueHours: 84 },
  { depositWindowMinutes: 2, reopenWindowMinutes: 3 },
  { depositWindowMinutes: 15, reopenWindowMinutes: 30 },
  { courierMayVouch: 'always', samplesMax: 1 },
  { courierMayVouch: 'never', samplesMax: 5 },
  { carrierMayCollect: false, nudgeOverdueWhenFull: false },
  defaultPolicy,
];

export async function changePolicy({ cloud, place, world }: Scene): Promise<void> {
  const { registry } = cloud.store;
  const site = await registry.sites.read({ siteId: place.siteId });
  if (!site) throw new Error(`there is no site ${place.siteId}`);
  const change = place.random.pick(policies);
  world.log(`policy ${place.siteId} ${Object.keys(change).join(',')}`);
  await changeSite(registry, site, (row) => ({ ...row, policy: { ...row.policy, ...change } }));
}

type Reason = 'held' | 'overdue';

function whyToLook(door: Door, { nowMs, handsBackAll }: { nowMs: number; handsBackAll: boolean }): Reason | undefined {
  if (door.compartment === 'quarantined') return 'held';
  const stay = liveStay(door);
  if (!stay) return undefined;
  const isStored = stay.state === 'stored' || stay.state === 'overdue';
  // A carrier came, and no sensor could say what became of it.
  if (stay.state === 'overdue' && stay.finding === 'unclear') return 'overdue';
  const isLong = handsBackAll || nowMs - stay.storedAtMs > demand.handBackAfterDays * dayMs;
  return isStored && isLong ? 'overdue' : undefined;
}

async function look(scene: Scene, compartmentId: CompartmentId, reason: Reason): Promise<void> {
  const { world, place, cloud } = scene;
  const { bank, desk, bankId, random } = place;
  desk.busy.add(compartmentId);
  bank.jam(compartmentId, false);
  bank.openWithKey(compartmentId);
  await world.sleep(random.between(5_000, 20_000));
  const isInside = bank.contents(compartmentId).length > 0;
  const now = (await cloud.store.doors.load({ bankId, compartmentId }))?.door;
  const stay = now && liveStay(now);
  // Handed back: what is overdue, what belongs to no stay, and what a courier left without a verdict.
  const keepsIt = stay && (stay.state === 'missing' || stay.state === 'deposit-unverified') && reason === 'held';
  const removes = isInside && !keepsIt;
  bank.openWithKey(compartmentId); // Should somebody have pushed it shut meanwhile.
  if (removes) bank.take(compartmentId);
  await world.sleep(random.between(3_000, 10_000));
  bank.close(compartmentId);
  await world.sleep(120_000);
  desk.busy.delete(compartmentId);
  if (stay) await settle(scene, compartmentId, isInside && !removes, stay.id);
}

/** What the sensors have not settled by themselves is settled by a named person, with a reason. */
export async function settle(
  scene: Scene,
  compartmentId: CompartmentId,
  isInside: boolean,
  lookedAt?: StayId,
): Promise<void> {
  const { cloud, place } = scene;
  for (let step = 0; step < triesMax; step++) {
    const door = (await cloud.store.doors.load({ bankId: place.bankId, compartmentId }))?.door;
    const stay = door && liveStay(door);
    if (!stay || stay.id !== (lookedAt ?? stay.id)) return; // Of a parcel that came since, nobody has seen anything.
    const finding = findingFor(stay.state, isInside);
    if (!finding) return;
    await say(scene, door, finding, 'looked inside');
    if (finding === 'present') return;
  }
}

/** A named person says what lies in a door, as they saw it or were told. */
export async function say(
  scene: Scene,
  { compartmentId, stay }: Door,
  finding: NonNullable<PersonRequest['finding']>,
  reason: string,
): Promise<void> {
  if (!stay) return;
  const requestId = `${stay.id.slice(-12)}-${finding}-${scene.cloud.clock.nowMs() % 1e9}`;
  await ask(scene, { type: 'override', reason, compartmentId, stayId: stay.id, finding, requestId });
}

function findingFor(state: string, isInside: boolean): PersonRequest['finding'] {
  if (state === 'missing') return isInside ? 'present' : 'written-off';
  if (state === 'deposit-unverified' && isInside) return 'present';
  return isInside ? undefined : 'absent';
}

type Wanted = Omit<PersonRequest, 'actor' | 'times'> & { compartmentId: CompartmentId };

/** Through the API: a failed request is sent again with the same idempotency key. */
async function ask({ cloud, place, world }: Scene, { compartmentId, ...wanted }: Wanted): Promise<void> {
  const key = { bankId: place.bankId, compartmentId };
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const nowMs = cloud.clock.nowMs();
    const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true };
    const input: PersonRequest = { ...wanted, actor: 'manager', times };
    const outcome = await cloud.request(`${place.bankId}/${wanted.type}/${wanted.requestId}`, (ports, by) =>
      transact(ports, key, input, { by, isRetried: false }),
    );
    if (outcome) return;
    await world.sleep(5_000);
  }
}
