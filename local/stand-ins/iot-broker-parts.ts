import type { Aedes, Client } from 'aedes';
import type { DeviceSession } from './iot-gate.js';
import type { Counted, IotCounters } from './iot-limits.js';
import type { Presence } from './iot-presence.js';
import type { IotRegistry } from './iot-registry.js';

/** What a device did, for whoever looks over the broker's shoulder. Refused is what closed its connection, or SUBACK 128. */
export type Observed =
  | { kind: 'connect'; clientId: string; protocolVersion: number; isClean: boolean; keepAliveSeconds: number }
  | { kind: 'subscribe'; clientId: string; filter: string; qos: number; isGranted: boolean }
  | { kind: 'publish'; clientId: string; topic: string; qos: number; isAgain: boolean; payload: Buffer }
  | { kind: 'acknowledge'; clientId: string }
  | { kind: 'disconnect'; clientId: string }
  | { kind: 'refused'; clientId: string; reason: Counted; detail: string };

/** The parts that the hooks of aedes work with. */
export interface BrokerParts {
  readonly registry: IotRegistry;
  readonly counters: IotCounters;
  readonly presence: Presence;
  readonly sessions: WeakMap<Client, DeviceSession>;
  /** When the message retained on a topic expires, for those that do; aedes forgets it on the way to a subscriber. */
  readonly retainedExpiry: Map<string, number>;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  readonly observe: (seen: Observed) => void;
  /** Hands a message to the rules: to all of them, or with Basic Ingest to the one that it names. */
  toRules(message: { topic: string; payload: Buffer | string }, sender?: DeviceSession): void;
  isClosing(): boolean;
}

/** The first reason is the cause; those that follow are its consequences. */
export function noteReason(session: DeviceSession | undefined, reason: string): void {
  if (session) session.disconnectReason ??= reason;
}

/** Connected clients by id: public in aedes, and left out of its types. */
export function clientsOf(aedes: Aedes): Record<string, Client> {
  return (aedes as Aedes & { clients: Record<string, Client> }).clients;
}

export function rememberRetainedExpiry({ retainedExpiry }: BrokerParts, topic: string, expiresAtMs?: number): void {
  if (expiresAtMs === undefined) retainedExpiry.delete(topic);
  else retainedExpiry.set(topic, expiresAtMs);
}
