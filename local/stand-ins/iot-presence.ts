import { randomUUID } from 'node:crypto';
import type { Journal } from '../journal.js';
import type { DeviceSession } from './iot-gate.js';
import { SESSION_EXPIRY_MS } from './iot-limits.js';

/** A message that AWS IoT itself publishes when a client comes or goes. */
export interface PresenceMessage {
  readonly topic: string;
  readonly payload: Buffer;
}

/** The last connection of a client, as it is kept across a restart. */
export interface KeptLife {
  readonly clientId: string;
  readonly certificateId: string;
  readonly sessionIdentifier: string;
  readonly versionNumber: number;
  readonly disconnectedAtMs?: number;
}

export interface PresenceOptions {
  readonly nowMs: () => number;
  readonly lives: Journal<KeptLife>;
}

/**
 * Lifecycle events as in the AWS IoT developer guide, "Connect/Disconnect events". A connect and its disconnect share
 * identifier and version; the version grows with each connect and starts at 0 again after an hour offline.
 */
export class Presence {
  /** Which connection a client's life is about; none of those that an earlier run had. */
  private readonly current = new Map<string, DeviceSession>();

  public constructor(private readonly options: PresenceOptions) {}

  /** Has this client been away for so long that AWS would have dropped its persistent session? */
  public isExpired(clientId: string): boolean {
    const disconnectedAtMs = this.options.lives.get(clientId)?.disconnectedAtMs;
    return disconnectedAtMs !== undefined && this.options.nowMs() - disconnectedAtMs >= SESSION_EXPIRY_MS;
  }

  public connected(session: DeviceSession, ipAddress: string): PresenceMessage {
    const { clientId, certificateId } = session;
    const before = this.options.lives.get(clientId);
    const versionNumber = before && !this.isExpired(clientId) ? before.versionNumber + 1 : 0;
    const life: KeptLife = { clientId, certificateId, sessionIdentifier: randomUUID(), versionNumber };
    this.current.set(clientId, session);
    this.options.lives.set(clientId, life);
    return this.message('connected', life, { ipAddress });
  }

  /** Undefined when this connection never was announced as connected. */
  public disconnected(session: DeviceSession, reason: string): PresenceMessage | undefined {
    const life = this.options.lives.get(session.clientId);
    if (!life || this.current.get(session.clientId) !== session) return undefined;
    return this.end(life, reason);
  }

  /** Whom an earlier run left connected: their connections broke with it, and nobody has said so yet. */
  public lostWithTheRun(): PresenceMessage[] {
    const open = this.options.lives.values().filter(({ disconnectedAtMs }) => disconnectedAtMs === undefined);
    return open.map((life) => this.end(life, 'CONNECTION_LOST'));
  }

  private end(life: KeptLife, reason: string): PresenceMessage {
    this.options.lives.set(life.clientId, { ...life, disconnectedAtMs: this.options.nowMs() });
    const clientInitiatedDisconnect = reason === 'CLIENT_INITIATED_DISCONNECT';
    return this.message('disconnected', life, { clientInitiatedDisconnect, disconnectReason: reason });
  }

  private message(
    eventType: 'connected' | 'disconnected',
    { clientId, certificateId: principalIdentifier, sessionIdentifier, versionNumber }: KeptLife,
    more: Record<string, unknown>,
  ): PresenceMessage {
    const common = { clientId, timestamp: this.options.nowMs(), eventType, sessionIdentifier, principalIdentifier };
    const payload = Buffer.from(JSON.stringify({ ...common, ...more, versionNumber }));
    return { topic: `$aws/events/presence/${eventType}/${clientId}`, payload };
  }
}
