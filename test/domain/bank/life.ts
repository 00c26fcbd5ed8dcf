import { decideBank } from '../../../domain/bank/index.js';
import { evolveBank, type BankDecision, type BankInput, type KnownCycles } from '../../../domain/bank/decision.js';
import { newBankState, type BankState } from '../../../domain/bank/state.js';
import type { BankId } from '../../../domain/ids.js';
import type { Times } from '../../../domain/inputs.js';

export const bankId = 'bank-1' as BankId;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** On a whole minute: 30,000,000 of them since 1970. */
export const startMs = 1_800_000_000_000;

/** One bank's life: what it is told of, and what was counted, set and asked on the way. */
export class BankLife {
  state: BankState = newBankState(bankId);
  nowMs = startMs;
  counts: string[] = [];
  timers: { name: string; atMs: number }[] = [];
  asked: string[] = [];
  writes = 0;

  tell(input: BankInput, known: KnownCycles = {}): BankDecision {
    const decision = decideBank(this.state, input, known);
    this.state = evolveBank(this.state, decision);
    if (decision.change) this.writes += 1;
    this.counts.push(...decision.counts.map(({ name }) => name));
    for (const effect of decision.effects) {
      if (effect.kind === 'create-timer') this.timers.push({ name: effect.name, atMs: effect.atMs });
      else this.asked.push(`${effect.compartmentId} from ${effect.fromDoorCycle}`);
    }
    return decision;
  }

  times = (ageMs = 0, ageKnown = true): Times => ({
    occurredAtMs: this.nowMs - ageMs,
    receivedAtMs: this.nowMs,
    nowMs: this.nowMs,
    ageKnown,
  });

  /** The broker's event of a connection, as of this instant. */
  presence(isConnected: boolean, versionNumber: number, atMs = this.nowMs, id = `session-${versionNumber}`) {
    const session = { id, versionNumber, isConnected, atMs };
    return { type: 'presence-changed', bankId, session, reason: 'CONNECTION_LOST', times: this.times() } as const;
  }
  connect = (version: number, atMs?: number) => this.tell(this.presence(true, version, atMs));
  disconnect = (version: number, atMs?: number) => this.tell(this.presence(false, version, atMs));

  look = (n = this.state.look) => this.tell({ type: 'look', bankId, n, times: this.times() });

  from = ({ bootCount = 1, seq = 1, ageMs = 0, ageKnown = true, controllerId = 'c1', atMs, uptimeMs }: From = {}) => ({
    bankId,
    messageId: `m${bootCount}-${seq}`,
    // It has run since before it was first heard, unless a test says otherwise.
    origin: { controllerId, bootCount, seq, uptimeMs: uptimeMs ?? hourMs + this.nowMs - ageMs - startMs, atMs },
    times: this.times(ageMs, ageKnown),
  });
  heartbeat(from: From = {}, doorCycles: Record<string, number> = {}, known: Record<string, number> = {}) {
    const cycles = Object.fromEntries(Object.entries(known).map(([id, base]) => [id, { base, mask: 0 }]));
    return this.tell({ type: 'heartbeat', ...this.from(from), doorCycles }, cycles);
  }
  boot = (from: From, firmware = '1.0.0', reason = 'power-on') =>
    this.tell({ type: 'boot', ...this.from(from), firmware, reason });
  power = (from: From, source: 'mains' | 'battery', batteryPercent?: number) =>
    this.tell({ type: 'power', ...this.from(from), source, batteryPercent });
}

interface From {
  bootCount?: number;
  seq?: number;
  ageMs?: number;
  ageKnown?: boolean;
  controllerId?: string;
  atMs?: number;
  uptimeMs?: number;
}
