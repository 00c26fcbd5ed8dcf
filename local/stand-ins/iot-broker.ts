import type { EventEmitter } from 'node:events';
import { Aedes, type AedesPublishPacket, type Client } from 'aedes';
import { openJournal, type Journal } from '../journal.js';
import type { CertificateAuthority } from './certificates.js';
import { certificateRefusal, newSession } from './iot-gate.js';
import { clientsOf, noteReason, rememberRetainedExpiry, type BrokerParts, type Observed } from './iot-broker-parts.js';
import { brokerHooks } from './iot-hooks.js';
import { basicIngestOf, messageRefusal, newCounters, type Counted, type IotCounters } from './iot-limits.js';
import { Presence, type KeptLife, type PresenceMessage } from './iot-presence.js';
import type { IotRegistry } from './iot-registry.js';
import { startRules, type IotRule } from './iot-rules.js';
import { keepSessions, type SessionJournals } from './iot-sessions.js';
import { listenTls, type TlsListener } from './iot-tls.js';

export type { IotRule } from './iot-rules.js';
export type { IotCounters } from './iot-limits.js';
export type { Observed } from './iot-broker-parts.js';

export interface IotBrokerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly authority: CertificateAuthority;
  readonly registry: IotRegistry;
  readonly rules: readonly IotRule[];
  readonly nowMs: () => number;
  readonly log?: (line: string) => void;
  /** Told of everything that devices do. */
  readonly observe?: (seen: Observed) => void;
  /** Where persistent sessions and what is known of every client's last connection outlive the process; in memory when left out. */
  readonly kept?: SessionJournals & { readonly lives: Journal<KeptLife> };
}

export interface PublishOptions {
  readonly qos: 0 | 1;
  /** From now; after that the message is delivered to nobody, wherever it waits. Without it, it does not expire. */
  readonly expirySeconds?: number;
  readonly retain?: boolean;
}

export interface IotBroker {
  readonly port: number;
  /**
   * Publishes as the data plane does: rules look at it too. It is accepted at once and delivered beside.
   * @throws PublishRefused for what AWS IoT would not take.
   */
  publish(topic: string, payload: Buffer, options: PublishOptions): void;
  /** Ends the client's connection, if it has one. Its last will is published. */
  disconnect(clientId: string): void;
  connected(): string[];
  /** How often something was refused or dropped, by reason; what the rules met is counted here too. */
  readonly counters: Readonly<IotCounters>;
  close(): Promise<void>;
}

export class PublishRefused extends Error {
  public constructor(public readonly reason: Counted) {
    super(`the message was refused: ${reason}`);
  }
}

// aedes publishes "forgotten" wills four heartbeats apart, judging by the clock which broker is alive; a clock that jumps
// an hour makes it believe that it died itself, and it would send the wills of clients that are here. So: once in 24 days.
const HEARTBEAT_MS = Math.floor((2 ** 31 - 1) / 4);

/**
 * AWS IoT Core's message broker for MQTT 3.1.1 over mutual TLS on 127.0.0.1: certificates registered with things, IoT
 * policies on everything, topic rules with Basic Ingest, presence events, message expiry, AWS's limits. Not stood for:
 * MQTT 5, WebSocket, shared subscriptions, shadows and jobs, and rate limits; the first five are refused.
 * @throws SyntaxError when a rule's statement cannot be honoured; Error when the port is taken.
 */
export async function startIotBroker(options: IotBrokerOptions): Promise<IotBroker> {
  const { registry, nowMs, log = () => undefined, observe = () => undefined } = options;
  const counters = newCounters();
  const rules = startRules(options.rules, { counters, log });
  let isClosing = false;
  const parts: BrokerParts = {
    registry,
    counters,
    presence: new Presence({ nowMs, lives: options.kept?.lives ?? openJournal(undefined, 'lives') }),
    sessions: new WeakMap(),
    retainedExpiry: new Map(),
    nowMs,
    log,
    observe,
    toRules: ({ topic, payload: body }, sender) => {
      const ingest = basicIngestOf(topic);
      const payload = typeof body === 'string' ? Buffer.from(body) : body;
      const from = { clientId: sender?.clientId ?? 'n/a', principal: sender?.certificateId ?? 'n/a' };
      const message = { topic: ingest?.topic ?? topic, payload, ...from, receivedAtMs: nowMs() };
      if (ingest) rules.ingest(ingest.rule, message);
      else rules.consider(message);
    },
    isClosing: () => isClosing,
  };
  const aedes = await Aedes.createBroker({ heartbeatInterval: HEARTBEAT_MS, ...brokerHooks(parts, () => aedes) });
  const events: EventEmitter = aedes; // Its types leave 'error' out, and without a listener it ends the process.
  events.on('error', (error: Error) => log(`the message broker: ${error.message}`));
  if (options.kept) await keepSessions(aedes, options.kept);
  const announce = announcer(aedes, parts);
  parts.presence.lostWithTheRun().forEach(announce);
  const listener = await listenForDevices(options, parts, aedes);
  announcePresence(aedes, parts, announce);
  registry.onChange(() => dropRefused(aedes, parts));

  return {
    port: listener.port,
    publish: (topic, payload, how) => publishFromCloud(aedes, parts, { topic, payload, ...how }),
    disconnect: (clientId) => drop(clientsOf(aedes)[clientId], parts, 'SERVER_INITIATED_DISCONNECT'),
    connected: () => Object.keys(clientsOf(aedes)),
    counters,
    close: async () => {
      isClosing = true;
      listener.close();
      await new Promise<void>((resolve) => aedes.close(resolve));
    },
  };
}

async function listenForDevices(options: IotBrokerOptions, parts: BrokerParts, aedes: Aedes): Promise<TlsListener> {
  const { registry, counters, sessions, log, observe } = parts;
  return listenTls({
    port: options.port,
    authority: options.authority,
    onRefused: (reason) => {
      counters['tls-refused']++;
      log(`a device was refused at the TLS handshake: ${reason}`);
      observe({ kind: 'refused', clientId: '', reason: 'tls-refused', detail: reason });
    },
    onDevice: (socket, certificateId) => {
      const refusal = certificateRefusal(registry, certificateId);
      if (!refusal) return void sessions.set(aedes.handle(socket), newSession(certificateId));
      counters[refusal]++;
      log(`a device was refused: ${refusal} ${certificateId}`);
      observe({ kind: 'refused', clientId: '', reason: refusal, detail: certificateId });
      socket.destroy();
    },
  });
}

interface CloudMessage extends PublishOptions {
  readonly topic: string;
  readonly payload: Buffer;
}

function publishFromCloud(aedes: Aedes, parts: BrokerParts, message: CloudMessage): void {
  const { topic, payload, qos, expirySeconds, retain = false } = message;
  const refusal = messageRefusal(topic, payload.length, retain);
  if (refusal) {
    parts.counters[refusal]++;
    throw new PublishRefused(refusal);
  }
  if (!basicIngestOf(topic)) {
    const expiry = expirySeconds === undefined ? {} : { messageExpiry: parts.nowMs() + expirySeconds * 1000 };
    const packet: Partial<AedesPublishPacket> = { cmd: 'publish', topic, payload, qos, retain, dup: false, ...expiry };
    if (retain) rememberRetainedExpiry(parts, topic, packet.messageExpiry);
    aedes.publish(packet as AedesPublishPacket, (error) => {
      if (error) parts.log(`a message to ${topic} was not delivered: ${error.message}`);
    });
  }
  parts.toRules(message);
}

type Announce = (message: PresenceMessage | undefined) => void;

function announcer(aedes: Aedes, parts: BrokerParts): Announce {
  return (message) => {
    if (!message || parts.isClosing()) return;
    aedes.publish({ cmd: 'publish', ...message, qos: 1, retain: false, dup: false }, () => undefined);
    parts.toRules(message);
  };
}

function announcePresence(aedes: Aedes, parts: BrokerParts, announce: Announce): void {
  const { presence, sessions } = parts;
  aedes.on('client', (client) => {
    const session = sessions.get(client);
    if (session) announce(presence.connected(session, '127.0.0.1'));
  });
  aedes.on('ack', (_packet, client) => parts.observe({ kind: 'acknowledge', clientId: client.id }));
  aedes.on('keepaliveTimeout', (client) => noteReason(sessions.get(client), 'MQTT_KEEP_ALIVE_TIMEOUT'));
  aedes.on('clientError', (client, error) => {
    // An error with a code is the socket's, and the connection is gone; one without is about what the client sent.
    noteReason(sessions.get(client), 'code' in error ? 'CONNECTION_LOST' : 'CLIENT_ERROR');
  });
  aedes.on('clientDisconnect', (client) => {
    const session = sessions.get(client);
    if (!session) return;
    const hasSaidGoodbye = (client as Client & { _disconnected: boolean })._disconnected;
    const reason = hasSaidGoodbye ? 'CLIENT_INITIATED_DISCONNECT' : (session.disconnectReason ?? 'CONNECTION_LOST');
    parts.observe({ kind: 'disconnect', clientId: session.clientId });
    announce(presence.disconnected(session, reason));
  });
}

/** A certificate that is no longer active ends the connection it made. */
function dropRefused(aedes: Aedes, parts: BrokerParts): void {
  for (const client of Object.values(clientsOf(aedes))) {
    const session = parts.sessions.get(client);
    if (session && certificateRefusal(parts.registry, session.certificateId)) drop(client, parts, 'AUTH_ERROR');
  }
}

function drop(client: Client | undefined, { sessions }: BrokerParts, reason: string): void {
  if (!client) return;
  noteReason(sessions.get(client), reason);
  client.close();
}
