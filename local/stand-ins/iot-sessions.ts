import type { Aedes, AedesPublishPacket } from 'aedes';
import type { Journal } from '../journal.js';

/** One subscription of a persistent session. */
export interface KeptSubscription {
  readonly clientId: string;
  readonly topic: string;
  readonly qos: 0 | 1;
}

/** One QoS 1 message that a persistent session has not acknowledged. */
export interface KeptMessage {
  readonly key: string;
  readonly clientId: string;
  readonly topic: string;
  /** In base64. */
  readonly payload: string;
  readonly expiresAtMs?: number;
}

export interface SessionJournals {
  readonly subscriptions: Journal<KeptSubscription>;
  readonly queued: Journal<KeptMessage>;
}

/** What of aedes's store in memory is kept beside it. */
interface Store {
  addSubscriptions(client: Named, subscriptions: readonly { topic: string; qos: 0 | 1 }[]): Promise<unknown>;
  removeSubscriptions(client: Named, topics: readonly string[]): Promise<unknown>;
  cleanSubscriptions(client: Named): Promise<unknown>;
  outgoingEnqueue(subscription: { clientId: string }, packet: AedesPublishPacket): Promise<unknown>;
  outgoingEnqueueCombi(subscriptions: readonly { clientId: string }[], packet: AedesPublishPacket): Promise<unknown>;
  outgoingClearMessageId(client: Named, packet: object): Promise<AedesPublishPacket | undefined>;
}

interface Named {
  readonly id: string;
}

/**
 * AWS's broker does not end with a process, so neither may what it holds for a bank: subscriptions and queued messages of
 * persistent sessions are written through as they come, and are there again when the run is started on the same data.
 */
export async function keepSessions(aedes: Aedes, journals: SessionJournals): Promise<void> {
  const { persistence } = aedes as Aedes & { persistence: Store };
  await restore(aedes, persistence, journals);
  wrapSubscriptions(persistence, journals);
  wrapQueue(persistence, journals);
}

async function restore(aedes: Aedes, store: Store, { subscriptions, queued }: SessionJournals): Promise<void> {
  for (const { clientId, topic, qos } of subscriptions.values())
    await store.addSubscriptions({ id: clientId }, [{ topic, qos }]);
  const inside = aedes as Aedes & { counter: number };
  for (const kept of queued.values()) {
    // Counted anew, as a message of this broker: what an expired session has queued is told by the count.
    const packet = packetOf(kept, { brokerId: aedes.id, brokerCounter: (inside.counter += 1) });
    await store.outgoingEnqueue(kept, packet);
    const key = keyOf(kept.clientId, packet);
    queued.set(key, { ...kept, key });
    queued.delete(kept.key);
  }
}

function packetOf({ topic, payload, expiresAtMs }: KeptMessage, counted: { brokerId: string; brokerCounter: number }) {
  const expiry = expiresAtMs === undefined ? {} : { messageExpiry: expiresAtMs };
  const content = { cmd: 'publish', topic, payload: Buffer.from(payload, 'base64'), qos: 1, retain: false, dup: false };
  return { ...content, ...counted, ...expiry } as AedesPublishPacket;
}

function wrapSubscriptions(store: Store, { subscriptions, queued }: SessionJournals): void {
  const { addSubscriptions, removeSubscriptions, cleanSubscriptions } = store;
  const nameOf = (clientId: string, topic: string): string => `${clientId} ${topic}`;
  store.addSubscriptions = (client, added) => {
    for (const { topic, qos } of added)
      subscriptions.set(nameOf(client.id, topic), { clientId: client.id, topic, qos });
    return addSubscriptions.call(store, client, added);
  };
  store.removeSubscriptions = (client, topics) => {
    for (const topic of topics) subscriptions.delete(nameOf(client.id, topic));
    return removeSubscriptions.call(store, client, topics);
  };
  store.cleanSubscriptions = (client) => {
    const mine = ({ clientId }: { clientId: string }): boolean => clientId === client.id;
    for (const { topic } of subscriptions.values().filter(mine)) subscriptions.delete(nameOf(client.id, topic));
    for (const { key } of queued.values().filter(mine)) queued.delete(key);
    return cleanSubscriptions.call(store, client);
  };
}

function wrapQueue(store: Store, { queued }: SessionJournals): void {
  const { outgoingEnqueue, outgoingEnqueueCombi, outgoingClearMessageId } = store;
  const keep = ({ clientId }: { clientId: string }, packet: AedesPublishPacket): void => {
    const { topic, messageExpiry } = packet;
    const key = keyOf(clientId, packet);
    const expiry = messageExpiry === undefined ? {} : { expiresAtMs: messageExpiry };
    queued.set(key, { key, clientId, topic, payload: Buffer.from(packet.payload).toString('base64'), ...expiry });
  };
  store.outgoingEnqueue = (subscription, packet) => {
    keep(subscription, packet);
    return outgoingEnqueue.call(store, subscription, packet);
  };
  store.outgoingEnqueueCombi = (subscribed, packet) => {
    for (const subscription of subscribed) keep(subscription, packet);
    return outgoingEnqueueCombi.call(store, subscribed, packet);
  };
  store.outgoingClearMessageId = async (client, packet) => {
    const cleared = await outgoingClearMessageId.call(store, client, packet);
    if (cleared) queued.delete(keyOf(client.id, cleared));
    return cleared;
  };
}

const keyOf = (clientId: string, { brokerId, brokerCounter }: AedesPublishPacket): string =>
  `${clientId} ${brokerId}/${brokerCounter}`;
