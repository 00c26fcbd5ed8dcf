import type {
  Alert,
  BankCommand,
  Channel,
  Counters,
  CustodyStore,
  DoorCommit,
  DoorStore,
  IncidentStore,
  LoadedDoor,
} from '../app/ports.js';
import { incidentIdOf, type BankId } from '../domain/ids.js';
import type { Call } from './call.js';
import type { Cloud } from './cloud.js';
import { LostAnswer, pass } from './pass.js';

/* The ports through which something takes effect that the witness is told of. */

export function pausingDoors(cloud: Cloud, call: Call): DoorStore {
  const { store } = cloud;
  const through = <T>(run: () => Promise<T>): Promise<T> => pass(cloud, call, run);
  return {
    load: (key) => through(() => store.doors.load(key)),
    recall: (key) => store.doors.recall(key),
    commit: (commit) => through(() => commitSeen(cloud, call, commit)),
    free: (bankId) => through(async () => cloud.staleness.free(bankId, await store.doors.free(bankId))),
    list: (bankId, fields) => through(() => store.doors.list(bankId, fields)),
    loadAll: (bankId) => through(() => store.doors.loadAll(bankId)),
    register: (door) => through(() => store.doors.register(door)),
    markDue: (key, atMs) => through(() => store.doors.markDue(key, atMs)),
    claimDue: (due, untilMs) => through(() => store.doors.claimDue(due, untilMs)),
    clearDue: (key, version) => through(() => store.doors.clearDue(key, version)),
  };
}

/** An effect that is marked as done was performed by this call, or is not to be performed any more. */
export function pausingIncidents(cloud: Cloud, call: Call): IncidentStore {
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
    claimReport: (...report) => through(() => store.incidents.claimReport(...report)),
    list: (siteId, page) => through(() => store.incidents.list(siteId, page)),
  };
}

export function pausingCustody(cloud: Cloud, call: Call): CustodyStore {
  const { custody } = cloud.store;
  return {
    async put(row) {
      await pass(cloud, call, async () => {
        await custody.put(row);
        cloud.staleness.wrote(`${row.chain}#${row.n}`);
        cloud.witness.custodyPut(call, row);
      });
      call.unmarked.delete(`${row.chain}#${row.n}`); // Only now does the call know that it is marked.
    },
    present: (rows) => pass(cloud, call, async () => cloud.staleness.present(rows, await custody.present(rows))),
    read: (chain, part) => pass(cloud, call, () => custody.read(chain, part)),
  };
}

export const pausingChannel = (cloud: Cloud, call: Call, channel: Channel): Channel => ({
  name: channel.name,
  send: (message) => pass(cloud, call, () => sendSeen(cloud, call, channel, message)),
});

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
export function countersSeen({ store, witness }: Cloud, call: Call): Counters {
  return {
    count(name, detail) {
      store.counters.count(name, detail);
      if (name === 'finding' && detail) witness.found(call, detail);
    },
  };
}

export function sendDownSeen({ broker, witness }: Cloud, bankId: BankId, command: BankCommand): void {
  if (command.type === 'display') witness.shown(command);
  broker.sendDown(bankId, command);
}

export async function publishSeen(cloud: Cloud, call: Call, alert: Alert): Promise<void> {
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
