import type { Aedes, AedesOptions, AedesPublishPacket, Client, ConnectPacket } from 'aedes';
import { clientsOf, noteReason, rememberRetainedExpiry, type BrokerParts } from './iot-broker-parts.js';
import { connectRefusal, judgeSubscription, mayReceive, publishRefusal, type DeviceSession } from './iot-gate.js';
import { BASIC_INGEST_PREFIX, type Counted } from './iot-limits.js';

type Hooks = Pick<AedesOptions, 'preConnect' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'>;

/** What aedes has and leaves out of its types. */
interface Inside {
  readonly counter: number;
  readonly persistence: { cleanSubscriptions(client: { id: string }): Promise<void> };
}

/** Where aedes asks, the gate answers as AWS would. `aedes` is called later than this, when the broker exists. */
export function brokerHooks(parts: BrokerParts, aedes: () => Aedes): Hooks {
  const { registry, counters, sessions } = parts;

  const close = (session: DeviceSession | undefined, reason: Counted, awsReason: string, detail = ''): Error => {
    counters[reason]++;
    parts.observe({ kind: 'refused', clientId: session?.clientId ?? '', reason, detail });
    noteReason(session, awsReason);
    parts.log(`the connection of ${session?.clientId || 'a device'} was closed: ${reason}`);
    return new Error(reason);
  };

  return {
    preConnect: (client, packet, callback) => {
      const session = sessions.get(client);
      const refusal = session ? connectRefusal(registry, session, packet) : 'certificate-unknown';
      if (!session || refusal) {
        // AWS hangs up without a CONNACK.
        callback(close(session, refusal ?? 'certificate-unknown', 'AUTH_ERROR', packet.clientId), false);
        return;
      }
      const previous = clientsOf(aedes())[packet.clientId];
      if (previous) noteReason(sessions.get(previous), 'DUPLICATE_CLIENTID');
      if (packet.protocolVersion === 5) counters['protocol-version']++; // aedes answers with a CONNACK that says so.
      observeConnect(parts, packet);
      if (packet.clean !== false || !parts.presence.isExpired(packet.clientId)) callback(null, true);
      else void forgetSession(parts, aedes(), session).then(() => callback(null, true));
    },

    authorizePublish: (client, packet, callback) => {
      const session = client ? sessions.get(client) : undefined;
      if (parts.isClosing() || !session) return callback(new Error('the broker is closing'));
      const refusal = publishRefusal(registry, session, packet);
      if (refusal) return callback(close(session, refusal, awsReasonOf(refusal), packet.topic));
      if (packet.retain) rememberRetainedExpiry(parts, packet.topic);
      // Observer and rules first, and the rules keep what they take: a kill in between leaves the message with them or
      // with its sender.
      const { topic, qos, dup: isAgain, payload } = packet;
      parts.observe({
        kind: 'publish',
        clientId: session.clientId,
        topic,
        qos,
        isAgain,
        payload: Buffer.from(payload),
      });
      parts.toRules(packet, session);
      callback(null); // Writes the PUBACK: accepted, whatever becomes of the rules' actions.
    },

    authorizeSubscribe: (client, subscription, callback) => {
      const session = sessions.get(client);
      if (!session) return callback(new Error('no session'));
      const { topic: filter, qos } = subscription;
      const { subscriptions } = client as Client & { subscriptions: Record<string, unknown> };
      const held = Object.keys(subscriptions).length;
      const judged = judgeSubscription(registry, session, { filter, qos, held });
      const isGranted = judged.answer === 'granted';
      parts.observe({ kind: 'subscribe', clientId: session.clientId, filter, qos, isGranted });
      if (isGranted) return callback(null, subscription);
      if (judged.answer === 'closed') return callback(close(session, judged.reason, 'CLIENT_ERROR', filter));
      counters[judged.reason]++;
      parts.log(`${session.clientId} may not subscribe to ${filter}: ${judged.reason}`);
      callback(null, null); // SUBACK with 128.
    },

    authorizeForward: (client, packet) => {
      const session = sessions.get(client);
      const reason = session ? reasonToDrop(parts, session, client, packet) : 'receive-denied';
      if (!reason) return packet;
      if (reason !== 'retained-by-wildcard') counters[reason]++;
      return null;
    },
  };
}

function observeConnect({ observe }: BrokerParts, packet: ConnectPacket): void {
  const { clientId, protocolVersion = 4, clean: isClean = true, keepalive: keepAliveSeconds = 0 } = packet;
  observe({ kind: 'connect', clientId, protocolVersion, isClean, keepAliveSeconds });
}

/** Looked at when a message is about to be sent, live or from the queue of a persistent session. */
function reasonToDrop(
  parts: BrokerParts,
  session: DeviceSession,
  client: Client,
  packet: AedesPublishPacket,
): Counted | 'retained-by-wildcard' | undefined {
  const { topic } = packet;
  const isFromStore = packet.retain && !packet.brokerId; // Sent because of a SUBSCRIBE; a live one names its broker.
  const expiresAtMs = isFromStore ? parts.retainedExpiry.get(topic) : packet.messageExpiry;
  if (expiresAtMs !== undefined && parts.nowMs() >= expiresAtMs) return 'message-expired';
  if (packet.brokerCounter <= session.staleUpTo && !isFromStore) return 'session-expired';
  if (topic.startsWith(BASIC_INGEST_PREFIX)) return 'topic-reserved';
  if (!mayReceive(parts.registry, session, topic)) return 'receive-denied';
  // AWS sends what is retained to a subscription that names its topic, and never to one with a wildcard.
  const { subscriptions } = client as Client & { subscriptions: Record<string, unknown> };
  return isFromStore && !subscriptions[topic] ? 'retained-by-wildcard' : undefined;
}

/** After an hour offline AWS keeps neither the subscriptions nor the queue; what is queued is dropped on its way out. */
async function forgetSession(parts: BrokerParts, aedes: Aedes, session: DeviceSession): Promise<void> {
  const { counter, persistence } = aedes as Aedes & Inside;
  session.staleUpTo = counter;
  try {
    await persistence.cleanSubscriptions({ id: session.clientId });
  } catch (error) {
    parts.log(`the expired session of ${session.clientId} could not be forgotten: ${String(error)}`);
  }
}

/** Limits and QoS 2 are the client's mistake; everything else is a lack of permission. */
function awsReasonOf(refusal: Counted): string {
  return refusal === 'publish-denied' || refusal === 'topic-reserved' ? 'AUTH_ERROR' : 'CLIENT_ERROR';
}
