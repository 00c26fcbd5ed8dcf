import type {
  Alert,
  Channel,
  Counters,
  DoorCommit,
  DoorStore,
  DueItems,
  IncidentStore,
  LoadedDoor,
  Ports,
} from '../app/ports.js';
import { assert } from '../domain/assert.js';
import { incidentIdOf } from '../domain/ids.js';
import type { Call } from './call.js';
import type { Cloud } from './cloud.js';

/** How long a port call takes, milliseconds: a few as DynamoDB, up to some tens as others. */
const callMs = [2, 30] as const;

/** An injected failure of I/O: what the SDK throws when the answer does not come. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
}

/** Ports whose every call passes through `pause`: there it meets other calls, and mishaps. */
export function pausingPorts(cloud: Cloud, call: Call): Ports {
  const { store } = cloud;
  const through = <T>(run: () => Promise<T>): Promise<T> => pass(cloud, call, run);
  const get = throughMethod(cloud, call);
  const pausing = <Port extends object>(port: Port): Port => new Proxy<Port>(port, { get });
  return {
    doors: pausingDoors(cloud, call),
    parcels: pausing(store.parcels),
    codes: pausing(store.codes),
    evidence: pausing(store.evidence),
    custody: {
      async put(row) {
        await through(async () => {
          await store.custody.put(row);
          cloud.staleness.wrote(`${row.chain}#${row.n}`);
          cloud.witness.custodyPut(call, row);
        });
        call.unmarked.delete(`${row.chain}#${row.n}`); // Only now does the call know that it is marked.
      },
      present: (rows) => through(async () => cloud.staleness.present(rows, await store.custody.present(rows))),
      read: (chain) => through(() => store.custody.read(chain)),
    },
    directory: pausing(store.directory),
    guards: pausing(store.guards),
    opens: pausing(store.opens),
    banks: pausing(store.banks),
    sensors: pausing(store.sensors),
    incidents: pausingIncidents(cloud, call),
    due: pausing<DueItems>({ list: (nowMs, most) => store.due.list(nowMs, most) }),
    alerts: { publish: (alert) => through(() => publishSeen(cloud, call, alert)) },
    commands: pausing(store.commands),
    bankLink: { send: (bankId, command) => through(async () => cloud.broker.sendDown(bankId, command)) },
    timers: {
      create: (timer) => through(async () => cloud.scheduler.create(timer)),
      delete: (name) => through(async () => cloud.scheduler.delete(name)),
    },
    channels: store.channels.map((channel) => ({
      name: channel.name,
      send: (message) => through(() => sendSeen(cloud, call, channel, message)),
    })),
    secrets: pausing(store.secrets),
    digest: store.digest,
    counters: countersSeen(cloud, call),
    clock: cloud.clock,
    pause: (attempt) => pause(cloud, call, cloud.random.between(0, 10 * 2 ** Math.min(attempt, 5))),
  };
}

/** Any method of a port, called as it is, but through `pass`. */
const throughMethod =
  (cloud: Cloud, call: Call) =>
  (port: object, name: string | symbol): unknown => {
    const method: unknown = Reflect.get(port, name);
    assert(typeof method === 'function', `a port has methods only, not ${String(name)}`);
    return (...args: unknown[]) => pass(cloud, call, () => Reflect.apply(method, port, args) as Promise<unknown>);
  };

function pausingDoors(cloud: Cloud, call: Call): DoorStore {
  const { store } = cloud;
  const through = <T>(run: () => Promise<T>): Promise<T> => pass(cloud, call, run);
  return {
    load: (key) => through(() => store.doors.load(key)),
    commit: (commit) => through(() => commitSeen(cloud, call, commit)),
    free: (bankId) => through(async () => cloud.staleness.free(bankId, await store.doors.free(bankId))),
    list: (bankId) => through(() => store.doors.list(bankId)),
    loadAll: (bankId) => through(() => store.doors.loadAll(bankId)),
    register: (door) => through(() => store.doors.register(door)),
    markDue: (key, atMs) => through(() => store.doors.markDue(key, atMs)),
    claimDue: (due, untilMs) => through(() => store.doors.claimDue(due, untilMs)),
    clearDue: (key, version) => through(() => store.doors.clearDue(key, version)),
  };
}

/** An effect that is marked as done was performed by this call, or is not to be performed any more. */
function pausingIncidents(cloud: Cloud, call: Call): IncidentStore {
  const { store } = cloud;
  const through = <T>(run: () => Promise<T>): Promise<T> => pass(cloud, call, run);
  return {
    latest: (slot) => through(() => store.incidents.latest(slot)),
    load: (key) => through(() => store.incidents.load(key)),
    commit: (commit) =>
      through(async () => {
        if (cloud.mishaps.strikes('conflict')) return false;
        const isCommitted = await store.incidents.commit(commit);
        if (!isCommitted) return false;
        const { incident, version } = commit;
        const id = incidentIdOf(incident);
        cloud.world.log(`incident ${id} v${version + 1} ${incident.place.bankId} ${incident.cause} ${incident.state}`);
        cloud.witness.incidentCommitted(call, commit);
        return true;
      }),
    async settle(key, settled) {
      await through(() => store.incidents.settle(key, settled));
      for (const name of settled.done) call.unmarked.delete(`${incidentIdOf(key)}#${name}`);
    },
    claimDue: (due, untilMs) => through(() => store.incidents.claimDue(due, untilMs)),
    list: (siteId, page) => through(() => store.incidents.list(siteId, page)),
  };
}

/** The call is made a little later, if its function still lives then; and may fail, before or after it took effect. */
async function pass<T>(cloud: Cloud, call: Call, run: () => Promise<T>): Promise<T> {
  const { mishaps, random } = cloud;
  await pause(cloud, call, random.between(...callMs));
  if (mishaps.strikes('hang')) return never();
  const isAfter = random.chance(0.5);
  if (mishaps.strikes('crash')) {
    if (isAfter) await run();
    cloud.kill(call);
    return never();
  }
  if (mishaps.strikes('lost-answer')) {
    if (isAfter) await run();
    throw new LostAnswer(`no answer; the call had ${isAfter ? 'taken' : 'no'} effect`);
  }
  return run();
}

function pause({ world }: Cloud, call: Call, ms: number): Promise<void> {
  return new Promise((resolve) => {
    world.after(ms, () => {
      if (call.isDead) return; // Nothing goes on in a process that has ended.
      world.stir();
      resolve();
    });
  });
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

async function commitSeen(cloud: Cloud, call: Call, commit: DoorCommit): Promise<'committed' | 'conflict'> {
  if (cloud.mishaps.strikes('conflict')) return 'conflict';
  const { doors } = cloud.store;
  const before = (await doors.load(commit.door)) as LoadedDoor;
  const answer = await doors.commit(commit);
  if (answer === 'conflict') return answer;
  cloud.witness.committed(call, before, commit);
  cloud.world.log(
    `commit ${commit.door.bankId}/${commit.door.compartmentId} v${commit.version + 1} ${call.key} ${commit.entry.events.map(({ type }) => type).join(',')} ${commit.entry.custody.hash.slice(0, 12)}`,
  );
  return answer;
}

/** What detectors find is counted, each with its door and cycle: it must be so. */
function countersSeen({ store, witness }: Cloud, call: Call): Counters {
  return {
    count(name, detail) {
      store.counters.count(name, detail);
      if (name === 'finding' && detail) witness.found(call, detail);
    },
  };
}

async function publishSeen(cloud: Cloud, call: Call, alert: Alert): Promise<void> {
  if (cloud.mishaps.strikes('channel-fails'))
    throw new LostAnswer('the topic did not answer, and has published nothing');
  await cloud.store.alerts.publish(alert);
  call.unmarked.add(alert.eventId);
  cloud.witness.alerted(call, alert);
}

async function sendSeen(cloud: Cloud, call: Call, channel: Channel, message: Parameters<Channel['send']>[0]) {
  if (cloud.mishaps.strikes('channel-fails')) return 'failed';
  const outcome = await channel.send(message);
  for (const delivery of cloud.store.people.take()) {
    call.unmarked.add(delivery.eventId);
    cloud.witness.told(call, delivery);
    cloud.onTold(delivery);
  }
  return outcome;
}
