import { isAllowed } from './iot-policy.js';
import type { IotRegistry } from './iot-registry.js';
import {
  BASIC_INGEST_PREFIX,
  CLIENT_ID_BYTES_MAX,
  isWithinLimits,
  messageRefusal,
  SUBSCRIPTIONS_MAX,
  type Counted,
} from './iot-limits.js';

/** One connection: who is at the other end, and what was decided for it so far. */
export interface DeviceSession {
  readonly certificateId: string;
  /** Empty until CONNECT. */
  clientId: string;
  thingName?: string;
  /** Why it ends, as AWS names it in the presence event; what is set first stands. */
  disconnectReason?: string;
  /** Packets up to this number of the broker's count belong to an earlier session of this client, which has expired. */
  staleUpTo: number;
  /** What the policies said, as long as the registry is at `decidedAtVersion`. */
  readonly decisions: Map<string, boolean>;
  decidedAtVersion: number;
}

export interface ConnectRequest {
  readonly clientId: string;
  readonly protocolVersion?: number;
  readonly will?: OutgoingMessage;
}

export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: Buffer | string;
  readonly qos?: number;
  readonly retain?: boolean;
}

/** A topic is asked for again and again, so decisions are kept; a device has a handful, and a hostile one fills no memory. */
const DECISIONS_MAX = 256;

export function newSession(certificateId: string): DeviceSession {
  return { certificateId, clientId: '', staleUpTo: 0, decisions: new Map(), decidedAtVersion: -1 };
}

/** Undefined when the certificate may connect. Its signature is checked by TLS; this is about being registered. */
export function certificateRefusal(registry: IotRegistry, certificateId: string): Counted | undefined {
  const certificate = registry.certificate(certificateId);
  if (!certificate) return 'certificate-unknown';
  return certificate.status === 'ACTIVE' ? undefined : 'certificate-inactive';
}

/**
 * Undefined when the device may connect. Stricter than AWS in one thing: the client id must be the name of a thing that
 * has this certificate even where the policy would let any client id in, since every device here is a thing.
 */
export function connectRefusal(
  registry: IotRegistry,
  session: DeviceSession,
  request: ConnectRequest,
): Counted | undefined {
  const { clientId, will } = request;
  if (request.protocolVersion === 3) return 'protocol-version';
  const isAttached = registry.thing(clientId)?.principals.includes(session.certificateId) ?? false;
  if (!isAttached || Buffer.byteLength(clientId) > CLIENT_ID_BYTES_MAX) return 'client-id';
  session.clientId = clientId;
  session.thingName = clientId;
  if (!mayDo(registry, session, 'Connect', registry.arn('client', clientId))) return 'connect-denied';
  if (will && publishRefusal(registry, session, will)) return 'will-denied';
  return certificateRefusal(registry, session.certificateId);
}

/** Undefined when the device may publish this. Anything else closes its connection, as AWS does. */
export function publishRefusal(
  registry: IotRegistry,
  session: DeviceSession,
  message: OutgoingMessage,
): Counted | undefined {
  const { topic, qos, retain = false } = message;
  if (qos === 2) return 'qos-2';
  const refusal = messageRefusal(topic, Buffer.byteLength(message.payload), retain);
  if (refusal) return refusal;
  const resource = registry.arn('topic', topic);
  if (!mayDo(registry, session, 'Publish', resource)) return 'publish-denied';
  return retain && !mayDo(registry, session, 'RetainPublish', resource) ? 'publish-denied' : undefined;
}

/** What to do with a subscription: grant it, answer 128 for it, or close the connection. */
export function judgeSubscription(
  registry: IotRegistry,
  session: DeviceSession,
  { filter, qos, held }: { filter: string; qos: number; held: number },
): { answer: 'granted' } | { answer: 'refused' | 'closed'; reason: Counted } {
  if (qos === 2) return { answer: 'closed', reason: 'qos-2' };
  // AWS has shared subscriptions; this broker has not, and would take one and deliver nothing.
  if (filter.startsWith('$share/')) return { answer: 'refused', reason: 'shared-subscription' };
  if (filter.startsWith(BASIC_INGEST_PREFIX)) return { answer: 'refused', reason: 'topic-reserved' };
  if (!isWithinLimits(filter)) return { answer: 'closed', reason: 'topic-invalid' };
  if (held >= SUBSCRIPTIONS_MAX) return { answer: 'refused', reason: 'subscription-limit' };
  const isGranted = mayDo(registry, session, 'Subscribe', registry.arn('topicfilter', filter));
  return isGranted ? { answer: 'granted' } : { answer: 'refused', reason: 'subscribe-denied' };
}

export function mayReceive(registry: IotRegistry, session: DeviceSession, topic: string): boolean {
  return mayDo(registry, session, 'Receive', registry.arn('topic', topic));
}

function mayDo(registry: IotRegistry, session: DeviceSession, action: string, resource: string): boolean {
  if (session.decidedAtVersion !== registry.version || session.decisions.size >= DECISIONS_MAX) {
    session.decisions.clear();
    session.decidedAtVersion = registry.version;
  }
  const key = `${action} ${resource}`;
  const known = session.decisions.get(key);
  if (known !== undefined) return known;
  const decided = isAllowed(registry.policiesOf(session.certificateId), {
    action: `iot:${action}`,
    resource,
    connection: session,
  });
  session.decisions.set(key, decided);
  return decided;
}
