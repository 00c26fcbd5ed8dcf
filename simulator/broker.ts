import type { BankCommand } from '../app/ports.js';
import type { Firmware } from './firmware.js';
import type { Mishaps } from './mishaps.js';
import type { Random } from './random.js';
import type { MessageKind, VirtualBank, WireMessage } from './virtual-bank.js';
import type { World } from './world.js';

/** A message on its way, milliseconds: a mobile or home line, the broker, and an asynchronous call. */
const upMs = [20, 150] as const;
const downMs = [20, 150] as const;
const secondMs = 1_000;
const hourMs = 3_600_000;

/** As a topic rule hands a message over. */
export interface Delivered {
  body: string;
  bankId: string;
  kind: string;
  clientId: string;
  principal: string;
  receivedAtMs: number;
}

export interface BrokerOptions {
  world: World;
  random: Random;
  mishaps: Mishaps;
  /** What the rule does: calls a function, some time after the broker has taken the message. */
  onRule(kind: MessageKind, delivered: Delivered, message: WireMessage, id: string): void;
}

interface Expiry {
  keptUntilMs: number;
  sentAtMs: number;
}

/** The MQTT broker and its rules: at least once both ways, in any order, commands gone when they are too late. */
export class Broker {
  private readonly options: BrokerOptions;
  private readonly banks = new Map<string, VirtualBank>();
  private readonly firmwares = new Map<string, Firmware>();
  private count = 0;
  /** Messages by a version of the contract that is not known here, as often as they were handed over. */
  unreadable = 0;

  constructor(options: BrokerOptions) {
    this.options = options;
  }

  connect(bank: VirtualBank, firmware: Firmware): void {
    this.banks.set(bank.bankId, bank);
    this.firmwares.set(bank.bankId, firmware);
  }

  /** From a bank. The acknowledgement may not reach it: then the bank sends it again when it next may. */
  sendUp(bankId: string, kind: MessageKind, message: WireMessage): void {
    const { world, random, mishaps } = this.options;
    const body = Buffer.from(JSON.stringify(message)).toString('base64');
    world.after(random.between(...upMs), () => {
      const delivered = { body, bankId, kind, clientId: bankId, principal: 'cert', receivedAtMs: world.nowMs };
      if (!mishaps.strikes('duplicate')) this.banks.get(bankId)?.acknowledge(message.messageId);
      for (const afterMs of this.waysOf()) {
        world.after(afterMs, () => {
          if (Number(message.schema) !== 1) this.unreadable += 1;
          this.options.onRule(kind, delivered, message, `m${this.count++}`);
        });
      }
    });
  }

  /** To a bank: `messageExpiry`, QoS 1, kept for a bank that is away until it expires. */
  sendDown(bankId: string, command: BankCommand): void {
    const { world, random } = this.options;
    const {
      commandId,
      type,
      compartmentId,
      leaseId,
      issuedAtMs,
      notAfterMs,
      fields,
      keptUntilMs = notAfterMs,
    } = command;
    const fixed = { schema: 1, commandId, type, compartmentId, leaseId, issuedAtMs, notAfterMs };
    const json = JSON.stringify({ ...fields, ...fixed, serverTimeMs: world.nowMs });
    const expiry = { keptUntilMs, sentAtMs: world.nowMs };
    for (const afterMs of this.waysOf()) {
      world.after(afterMs + random.between(...downMs), () => this.handDown(bankId, json, expiry));
    }
  }

  private handDown(bankId: string, json: string, { keptUntilMs, sentAtMs }: Expiry): void {
    const { world } = this.options;
    const bank = this.banks.get(bankId);
    if (!bank || world.nowMs > keptUntilMs) return; // Expired in the broker.
    if (!bank.isOnline) return world.after(secondMs, () => this.handDown(bankId, json, { keptUntilMs, sentAtMs }));
    world.stir();
    this.firmwares.get(bankId)?.hear(sentAtMs);
    bank.onCommand(json);
  }

  /** When the copies of one message come: one, unless a mishap makes it two; soon, unless it is late. */
  private waysOf(): number[] {
    const { random, mishaps } = this.options;
    const ways = [0];
    if (mishaps.strikes('reorder')) ways[0] = random.between(secondMs, 30 * secondMs);
    if (mishaps.strikes('delay')) ways[0] = random.between(60 * secondMs, 2 * hourMs);
    if (mishaps.strikes('duplicate')) ways.push(random.between(0, 5 * secondMs));
    if (mishaps.strikes('duplicate-late')) ways.push(random.between(300 * secondMs, 24 * hourMs));
    return ways;
  }
}
