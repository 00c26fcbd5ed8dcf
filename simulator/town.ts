import type { Delivery } from '../adapters/memory/index.js';
import type { Courier, ManagerContact, Resident } from '../app/ports.js';
import { newDoor } from '../domain/door.js';
import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, SiteId } from '../domain/ids.js';
import { languageTags } from '../domain/messages/index.js';
import type { BankJson } from './bank-json.js';
import type { Cloud } from './cloud.js';
import { demand } from './demand.js';
import { Desk } from './desk.js';
import { firmwareOf } from './firmware.js';
import type { Hosts } from './hosts.js';
import type { Random } from './random.js';
import { kept, managerOf, siteRowOf } from './site-rows.js';
import { VirtualBank } from './virtual-bank.js';
import { startAtMs, type World } from './world.js';

/** One site with its bank and its people. */
export interface Place {
  siteId: SiteId;
  bankId: BankId;
  config: BankJson;
  bank: VirtualBank;
  desk: Desk;
  random: Random;
  manager: ManagerContact;
  residents: Resident[];
  /** Residents whom no channel reaches. */
  unreachable: Set<string>;
  couriers: { courier: Courier; code: string }[];
  /** Parcels that were announced so far. */
  announced: number;
  /** What couriers have put into other doors than their own, by that door: they know of it, if they are asked. */
  strayed: Map<string, StrayedParcel>;
}

export interface StrayedParcel {
  parcelId: ParcelId;
  itemIds: readonly string[];
}

/** Sensor profiles of the banks, in turn. */
const profilesOfBanks = [
  'tof',
  'load-cell',
  'tof+load-cell',
  'ultrasonic',
  'curtain',
  'ultrasonic+load-cell',
  'tof+curtain+load-cell',
] as const;
const couriersPerSite = 3;

export interface TownOptions {
  cloud: Cloud;
  world: World;
  random: Random;
  banks: number;
  doorsPerBank: number;
  scanHours: number;
  onTold(delivery: Delivery): void;
  hosts?: Hosts | undefined;
}

/** Makes sites, banks, residents and couriers, as enrolment and a manager would. */
export async function buildTown(options: TownOptions): Promise<Place[]> {
  const places: Place[] = [];
  for (let i = 1; i <= options.banks; i++) places.push(await buildPlace(options, i));
  return places;
}

async function buildPlace(
  { cloud, world, random: all, doorsPerBank, scanHours, hosts }: TownOptions,
  i: number,
): Promise<Place> {
  const name = String(i).padStart(2, '0');
  const [siteId, bankId] = [`site-${name}` as SiteId, `bank-${name}` as BankId];
  const random = all.fork(bankId);
  const profile = profilesOfBanks[i % profilesOfBanks.length] ?? 'tof';
  const config = configOf({ siteId, bankId, profile, doors: doorsPerBank, scanSeconds: scanHours * 3600, hosts });
  await registerBank(cloud, config);
  await cloud.store.registry.sites.create(siteRowOf(siteId, i, hosts));
  const residents = await makeResidents(cloud, siteId, {
    units: Math.ceil(doorsPerBank * demand.unitsPerDoor),
    random,
  });
  const couriers = await makeCouriers(cloud, siteId);
  const firmware = firmwareOf({ world, mishaps: cloud.mishaps, random });
  const bank: VirtualBank = new VirtualBank({
    config,
    random: random.fork('sensors'),
    now: () => world.nowMs,
    setTimer: (ms, fn) => world.after(ms, fn),
    wallClockMs: () => firmware.wallClockMs(),
    send: (kind, message) => {
      hosts?.onSaid(bankId, message);
      for (const said of firmware.say(kind, message)) cloud.broker.sendUp(bankId, kind, said);
    },
    onScreen: (shown) => desk.onScreen(shown),
    onPulse: ({ compartmentId }) => passBy(compartmentId),
    onInVain: (pulses) => hosts?.pulsedInVain(bankId, pulses),
    onOpened: (opened) => {
      world.log(`opened ${bankId}/${opened.compartmentId} cycle ${opened.doorCycle} ${opened.authority.kind}`);
      cloud.witness.opened(bankId, opened);
    },
    onLink: hosts && ((isOnline) => cloud.linked(bankId, isOnline)),
    onCycle: (cycle) => [cloud.witness, hosts].forEach((one) => one?.cycled(bankId, cycle)),
  });
  const desk: Desk = new Desk(bank, world);
  const passBy = (compartmentId: string) => {
    if (desk.busy.has(compartmentId) || !cloud.mishaps.strikes('passer-by')) return;
    world.after(random.between(2_000, 15_000), () => {
      if (desk.busy.has(compartmentId) || !bank.pull(compartmentId)) return;
      world.after(random.between(2_000, 10_000), () => bank.close(compartmentId));
    });
  };
  cloud.broker.connect(bank, firmware);
  const unreachable = new Set(
    residents.filter(({ phone = '' }) => cloud.store.people.optedOut.has(phone)).map(({ id }) => id),
  );
  return {
    siteId,
    bankId,
    config,
    bank,
    desk,
    random,
    manager: managerOf(siteId),
    residents,
    unreachable,
    couriers,
    announced: 0,
    strayed: new Map(),
  };
}

function configOf({
  siteId,
  bankId,
  profile,
  doors,
  scanSeconds,
  hosts,
}: {
  siteId: SiteId;
  bankId: BankId;
  profile: string;
  doors: number;
  scanSeconds: number;
  hosts: Hosts | undefined;
}): BankJson {
  const compartments = Array.from({ length: doors }, (_, i) => ({
    compartmentId: `${String.fromCharCode(65 + Math.floor(i / 10))}${String((i % 10) + 1).padStart(2, '0')}`,
    size: demand.doorSizes[i % demand.doorSizes.length] ?? 'S',
    accessible: i % 7 === 6,
  }));
  const rules = {
    access: 'lockers_v1_access',
    door: 'lockers_v1_door',
    health: 'lockers_v1_health',
    result: 'lockers_v1_result',
  };
  return {
    bankId,
    siteId,
    controllerId: `controller-${bankId}`,
    endpoint: 'simulated',
    port: 8883,
    rules,
    profile,
    doors: compartments,
    doorCycles: {},
    heartbeatSeconds: hosts?.heartbeatSeconds ?? 0, // A storm of mishaps does without: they are many, and decide little.
    scanSeconds,
  };
}

async function registerBank(
  { store }: Cloud,
  { bankId, siteId, controllerId, profile, doors }: BankJson,
): Promise<void> {
  const [site, id] = [siteId as SiteId, bankId as BankId];
  const fixed = doors.map((door) => ({ ...door, compartmentId: door.compartmentId as CompartmentId }));
  await store.registry.banks.create({ ...kept, id, siteId: site, profile, controllerId, doors: fixed, doorCycles: {} });
  for (const door of fixed) {
    await store.doors.register(newDoor({ ...door, bankId: id, siteId: site, profile, doorCycle: 0 }));
  }
}

async function makeResidents(
  cloud: Cloud,
  siteId: SiteId,
  { units, random }: { units: number; random: Random },
): Promise<Resident[]> {
  const residents: Resident[] = [];
  for (let unit = 1; unit <= units; unit++) {
    const heads = random.chance(demand.sharedUnitShare) ? 2 : 1;
    for (let head = 1; head <= heads; head++) {
      const id = `r${unit}-${head}` as ResidentId;
      const isNone = cloud.mishaps.strikes('wrong-number');
      const phone = `${isNone ? 'ext. ' : '+1'}555${siteId.slice(-2)}${String(unit).padStart(4, '0')}${head}`;
      const isReached = !isNone && !cloud.mishaps.strikes('opt-out');
      if (!isReached) cloud.store.people.optedOut.add(phone);
      const emailTopic =
        isReached && random.chance(demand.emailShare) ? `arn:aws:sns:topic:${siteId}-${id}` : undefined;
      if (emailTopic && cloud.mishaps.strikes('email-unconfirmed')) cloud.store.people.unconfirmed.add(emailTopic);
      const resident: Resident = {
        id,
        siteId,
        name: `Unit ${unit} Resident${head}`,
        unit: String(unit),
        phone,
        language: languageTags[unit % languageTags.length] ?? 'en',
        emailTopic,
      };
      await cloud.store.registry.residents.create({ ...kept, ...resident });
      residents.push(resident);
    }
  }
  return residents;
}

async function makeCouriers(cloud: Cloud, siteId: SiteId): Promise<Place['couriers']> {
  const couriers: Place['couriers'] = [];
  for (let i = 1; i <= couriersPerSite; i++) {
    const id = `courier-${i}` as CourierId;
    const [validFromMs, validUntilMs] = [startAtMs, startAtMs + 3_650 * 86_400_000];
    const courier: Courier = {
      id,
      siteId,
      name: `Courier ${i}`,
      phone: `+1666${siteId.slice(-2)}0000${i}`,
      validFromMs,
      validUntilMs,
      revoked: false,
    };
    const code = `C0DE${siteId.slice(-2)}${i}`;
    await cloud.store.registry.couriers.create({ ...kept, ...courier });
    const lookupKey = await cloud.store.secrets.lookupKey(`courier:${siteId}`, code);
    await cloud.store.registry.claimCourierCode(lookupKey, { siteId, courierId: id }, validUntilMs);
    couriers.push({ courier, code });
  }
  return couriers;
}
