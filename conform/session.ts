import { parseTelemetry, type Parsed } from '../domain/telemetry.js';
import type { BankJson, MessageKind } from '../simulator/bank-json.js';
import { mistakesInMessage } from './mistakes.js';
import type { Observed, Time, Wire } from './wire.js';

export type Json = Record<string, unknown>;

/** A message of the bank, read as the cloud reads it. */
export interface Heard {
  readonly atMs: number;
  readonly kind: MessageKind;
  /** Empty where the body is no JSON object with a type. */
  readonly type: string;
  readonly message: Json;
  /** What the cloud would refuse it for; empty: it takes it. */
  readonly refusal: string;
  readonly mistakes: readonly string[];
  /** MQTT's own second delivery (DUP): the bytes of the first. */
  readonly isRedelivery: boolean;
}

/** A command that was sent, and how much had been heard before it. */
export interface Given {
  readonly commandId: string;
  readonly type: string;
  readonly from: number;
}

export interface Sending {
  readonly commandId?: string;
  /** How long it is good for, milliseconds: design README §5 has 20 s for an open. */
  readonly forMs?: number;
  readonly envelope?: Json;
}

const openForMs = 20_000;

/** One bank's conversation: what was heard of it, what it was told, and waiting for it. */
export class Session {
  public readonly heard: Heard[] = [];
  public readonly seen: Observed[] = [];
  /** Every command that was sent, by its id. */
  public readonly given = new Map<string, Given>();
  public readonly listeners: ((seen: Observed, heard: Heard | undefined) => void)[] = [];
  private readonly waiting = new Set<() => void>();
  /** How many payloads went down, whatever was in them. */
  public sentCount = 0;
  private commands = 0;

  public constructor(
    public readonly config: BankJson,
    public readonly wire: Wire,
    public readonly time: Time,
    /** In every id of this run: a bank remembers those of an earlier one. */
    private readonly run: string,
  ) {
    wire.observe((seen) => this.take(seen));
  }

  public send(type: string, fields: Json, { commandId, forMs = openForMs, envelope = {} }: Sending = {}): Given {
    const nowMs = this.time.nowMs();
    const given = { commandId: commandId ?? `${this.run}-${++this.commands}-${type}`, type, from: this.heard.length };
    const times = { issuedAtMs: nowMs, notAfterMs: nowMs + forMs, serverTimeMs: nowMs };
    if (!this.given.has(given.commandId)) this.given.set(given.commandId, given);
    this.sendRaw(JSON.stringify({ ...fields, schema: 1, commandId: given.commandId, type, ...times, ...envelope }));
    return given;
  }

  public sendRaw(payload: string): void {
    this.sentCount++;
    this.wire.send(payload);
  }

  /** A message that came after `from`, or comes within this time. */
  public hear(isIt: (heard: Heard) => boolean, withinMs: number, from = this.heard.length): Promise<Heard | undefined> {
    return this.until(() => this.heard.slice(from).find(isIt), withinMs);
  }

  public answerTo({ commandId, from }: Given, withinMs = 10_000): Promise<Heard | undefined> {
    return this.hear(
      ({ type, message }) => type === 'command-result' && message['commandId'] === commandId,
      withinMs,
      from,
    );
  }

  public until<Found>(look: () => Found | undefined, withinMs: number): Promise<Found | undefined> {
    return new Promise((resolve) => {
      const end = (found: Found | undefined) => {
        this.waiting.delete(again);
        resolve(found);
      };
      const again = () => {
        const found = look();
        if (found !== undefined) end(found);
      };
      this.waiting.add(again);
      this.time.setTimer(withinMs, () => end(look()));
      again();
    });
  }

  public wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.time.setTimer(ms, resolve));
  }

  private take(seen: Observed): void {
    const heard = seen.kind === 'publish' ? this.read(seen) : undefined;
    this.seen.push(seen);
    if (heard) this.heard.push(heard);
    for (const listen of this.listeners) listen(seen, heard);
    for (const again of [...this.waiting]) again();
  }

  /** Undefined: on a topic that is none of the bank's four. */
  private read({ topic, payload, isAgain }: Extract<Observed, { kind: 'publish' }>): Heard | undefined {
    const kind = /([a-z]+)$/.exec(topic)?.[1] ?? '';
    if (!Object.hasOwn(this.config.rules, kind)) return undefined;
    const { bankId } = this.config;
    const atMs = this.time.nowMs();
    const delivery = { body: payload.toString('base64'), bankId, kind, clientId: bankId, receivedAtMs: atMs };
    const parsed = parseTelemetry(delivery, atMs);
    const message = objectIn(payload);
    const type = typeof message['type'] === 'string' ? message['type'] : '';
    const refusal = refusalOf(parsed);
    const mistakes = refusal === '' ? [] : mistakesInMessage(message);
    return { atMs, kind: kind as MessageKind, type, message, refusal, mistakes, isRedelivery: isAgain };
  }
}

/** The cloud leaves a scan's bad windows out and takes the rest: of a bank under test it is a mistake all the same. */
function refusalOf(parsed: Parsed): string {
  if (parsed.kind === 'refused') return parsed.code;
  return parsed.input.type === 'sensor-scan' && parsed.input.unreadable > 0 ? 'unreadable-windows' : '';
}

function objectIn(payload: Buffer): Json {
  try {
    const value = JSON.parse(payload.toString('utf8')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}
