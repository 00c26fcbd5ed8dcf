import { leaseIdOf, parseCommandId } from '../domain/ids.js';
import type { DoorCommit } from '../app/ports.js';
import type { DoorEventOf } from '../domain/events.js';
import type { Violate } from './violation.js';
import type { WireAuthority } from './virtual-bank.js';

/** By the contract: the open is good for 20 s at most, and three pulses of 20 s follow. */
const pulsesMs = 60_000;
const leaseMaxMs = 20_000 + pulsesMs;

/** Which right to open was given for which request, and whether doors keep to it. */
export class Leases {
  private readonly violate: Violate;
  private readonly granted = new Map<string, { request: string; endsAtMs: number }>();
  private readonly doorOfRequest = new Map<string, string>();

  constructor(violate: Violate) {
    this.violate = violate;
  }

  grant(requestId: string, { door: { bankId, stay }, entry }: DoorCommit): void {
    if (!stay) return;
    const endsAtMs = Math.min(stay.leaseEndsAtMs, entry.committedAtMs + leaseMaxMs);
    this.granted.set(`${bankId}/${leaseIdOf(stay.id, stay.leases)}`, { request: `${bankId}/${requestId}`, endsAtMs });
  }

  /** A person opens a door from afar. */
  give({ commandId, openNotAfterMs }: DoorEventOf['open-given'], bankId: string): void {
    this.granted.set(`${bankId}/${commandId}`, { request: commandId, endsAtMs: openNotAfterMs + pulsesMs });
  }

  opened(at: { bankId: string; compartmentId: string; nowMs: number }, authority: WireAuthority): void {
    if (authority.kind !== 'command') return;
    const { bankId, compartmentId, nowMs } = at;
    const command = parseCommandId(authority.commandId);
    const right = command ? leaseIdOf(command.stayId, command.lease) : authority.commandId;
    const lease = this.granted.get(`${bankId}/${right}`);
    const what = `${bankId}/${compartmentId} opened under ${authority.commandId}`;
    if (!lease) return this.violate('nothing opens before its commit', what);
    if (nowMs > lease.endsAtMs) {
      this.violate('no door opens after its lease', `${what}, ${nowMs - lease.endsAtMs} ms after its end`);
    }
    const { request } = lease;
    const door = this.doorOfRequest.get(request) ?? compartmentId;
    if (door !== compartmentId) this.violate('one request opens one door', `${request}: ${door} and ${compartmentId}`);
    this.doorOfRequest.set(request, compartmentId);
  }
}
