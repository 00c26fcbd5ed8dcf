import { randomUUID } from 'node:crypto';
import type { DeviceSession } from './iot-gate.js';
import { SESSION_EXPIRY_MS } from './iot-limits.js';

/** A message that AWS IoT itself publishes when a client comes or goes. */
export interface PresenceMessage {
  readonly topic: string;
  readonly payload: Buffer;
}

interface Life {
  readonly session: DeviceSession;
  readonly sessionIdentifier: string;
  readonly versionNumber: number;
  disconnectedAtMs?: number;
}

/**
 * Lifecycle events as in the AWS IoT developer guide, "Connect/Disconnect events". A connect and its disconnect share
 * identifier and version; the version grows with each connect and starts at 0 again after an hour offline.
 */
export class Presence {
  private readonly lives = new Map<string, Life>();

  public constructor(private readonly nowMs: () => number) {}

  /** Has this client been away for so long that AWS would have dropped its persistent session? */
  public isExpired(clientId: string): boolean {
    const disconnectedAtMs = this.lives.get(clientId)?.disconnectedAtMs;
    return disconnectedAtMs !== undefined && this.nowMs() - disconnectedAtMs >= SESSION_EXPIRY_MS;
  }

  public connected(session: DeviceSession, ipAddress: string): PresenceMessage {
    const { clientId } = session;
    const before = this.lives.get(clientId);
    const versionNumber = before && !this.isExpired(clientId) ? before.versionNumber + 1 : 0;
    const life: Life = { session, sessionIdentifier: randomUUID(), versionNumber };
    this.lives.set(clientId, life);
    return this.message('connected', life, { ipAddress });
  }

  /** Undefined when this connection never was announced as connected. */
  public disconnected(session: DeviceSession, reason: string): PresenceMessage | undefined {
    const life = this.lives.get(session.clientId);
    if (life?.session !== session) return undefined;
    life.disconnectedAtMs = this.nowMs();
    const clientInitiatedDisconnect = reason === 'CLIENT_INITIATED_DISCONNECT';
    return this.message('disconnected', life, { clientInitiatedDisconnect, disconnectReason: reason });
  }

  private message(eventType: 'connected' | 'disconnected', life: Life, more: Record<string, unknown>): PresenceMessage {
    const { session, sessionIdentifier, versionNumber } = life;
    const { clientId, certificateId: principalIdentifier } = session;
    const common = { clientId, timestamp: this.nowMs(), eventType, sessionIdentifier, principalIdentifier };
    const payload = Buffer.from(JSON.stringify({ ...common, ...more, versionNumber }));
    return { topic: `$aws/events/presence/${eventType}/${clientId}`, payload };
  }
}
