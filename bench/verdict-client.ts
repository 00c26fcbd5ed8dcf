/**
 * The bank of the latency bench, in a process of its own, so that what it does takes no time of the system's. It is told
 * what to do by the bench, one thing at a time, and answers with what it measured, in milliseconds.
 */
import type { BankFiles } from '../local/mqtt-bank.js';
import { floorTopics } from './floor-assembly.js';
import { connectQuickBank, type QuickBank } from './quick-bank.js';

export interface Setting {
  readonly bank: BankFiles;
  readonly courierCode: string;
  readonly unit: string;
}

/** What it can be asked, and what it answers. */
export interface Asks {
  connect: (setting: Setting) => Promise<void>;
  /** Up to the door that stands open, with nothing in it, or with the parcel still in it. */
  openForDeposit: () => Promise<void>;
  openForPickup: (code: string) => Promise<void>;
  /** From the door-closed on its way to the verdict on the screen. */
  shutOnParcel: () => Promise<number>;
  shutOnNothing: () => Promise<number>;
  /** Two messages at once that the floor only reads for, as a door that opens sends two: its event, and the command's result. */
  openFloor: () => Promise<void>;
  /** From the same bytes on their way to the floor's answer. */
  floor: () => Promise<number>;
  /** A message to oneself. */
  raw: () => Promise<number>;
  close: () => Promise<void>;
}

export type Ask = { [Name in keyof Asks]: { name: Name; args: Parameters<Asks[Name]> } }[keyof Asks];
export type Answer = { result: number | undefined } | { error: string };

const box = { id: 'box', thicknessMm: 120, grams: 900 };
const patienceMs = 10_000;

class Client implements Asks {
  private quick: QuickBank | undefined;
  private setting: Setting | undefined;
  private door = '';
  /** The last door-closed as it went, and when the last message to each topic was written to the socket. */
  private lastClosed = '';
  private readonly sentAtMs = new Map<string, number>();
  private count = 0;

  public async connect(setting: Setting): Promise<void> {
    this.setting = setting;
    this.quick = await connectQuickBank(setting.bank);
    this.quick.client.on('packetsend', (packet) => {
      if (packet.cmd !== 'publish') return;
      this.sentAtMs.set(packet.topic, performance.now());
      if (packet.topic.endsWith('/door')) this.lastClosed = packet.payload.toString();
    });
    await this.quick.client.subscribeAsync(this.topics.answer, { qos: 1 });
  }

  public async openForDeposit(): Promise<void> {
    this.door = await this.bank.askForDoor(this.given.courierCode, this.given.unit);
    this.bank.open(this.door);
  }
  public async openForPickup(code: string): Promise<void> {
    this.door = await this.bank.enterCode(code);
    this.bank.open(this.door);
  }
  public shutOnParcel(): Promise<number> {
    return this.shut(box, 'deposit-verified');
  }
  public shutOnNothing(): Promise<number> {
    return this.shut('nothing', 'collected');
  }

  public async openFloor(): Promise<void> {
    const payload = JSON.stringify({ messageId: 'open', isReadOnly: true });
    await Promise.all([1, 2].map(() => this.bank.client.publishAsync(this.topics.asks, payload, { qos: 1 })));
  }
  public floor(): Promise<number> {
    const messageId = `floor-${this.count++}`;
    const body = { ...(JSON.parse(this.lastClosed || '{}') as object), messageId };
    return this.roundTrip(this.topics.asks, messageId, JSON.stringify(body));
  }
  public raw(): Promise<number> {
    const messageId = `raw-${this.count++}`;
    return this.roundTrip(this.topics.answer, messageId, JSON.stringify({ messageId }));
  }

  public close(): Promise<void> {
    return this.bank.close();
  }

  private async shut(thing: typeof box | 'nothing', expected: string): Promise<number> {
    const { code } = await this.bank.shut(this.door, thing);
    const shownAtMs = performance.now();
    if (code !== expected) throw new Error(`the verdict at ${this.door} was ${code}, and not ${expected}`);
    const { config } = this.given.bank;
    return shownAtMs - this.sentAt(`$aws/rules/${config.rules.door}/lockers/v1/${config.bankId}/door`);
  }

  private roundTrip(topic: string, messageId: string, payload: string): Promise<number> {
    const { client } = this.bank;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited ${patienceMs / 1000} s for ${topic}`)), patienceMs);
      const heard = (from: string, answer: Buffer) => {
        if (from !== this.topics.answer || !answer.includes(messageId)) return;
        const heardAtMs = performance.now();
        clearTimeout(timer);
        client.off('message', heard);
        resolve(heardAtMs - this.sentAt(topic));
      };
      client.on('message', heard);
      client.publish(topic, payload, { qos: 1 });
    });
  }

  private sentAt(topic: string): number {
    const atMs = this.sentAtMs.get(topic);
    if (atMs !== undefined) return atMs;
    throw new Error(`nothing was sent to ${topic}`);
  }

  private get topics() {
    return floorTopics(this.given.bank.config.bankId);
  }
  private get bank(): QuickBank {
    if (this.quick) return this.quick;
    throw new Error('the bank is not connected');
  }
  private get given(): Setting {
    if (this.setting) return this.setting;
    throw new Error('the bank was given nothing');
  }
}

const client = new Client();
process.on('message', (ask: Ask) => {
  const act = client[ask.name].bind(client) as (...args: unknown[]) => Promise<number | void>;
  act(...ask.args)
    .then((result) => send({ result: result ?? undefined }))
    .catch((error: unknown) => send({ error: error instanceof Error ? error.message : String(error) }));
});
process.on('disconnect', () => process.exit(0));

const send = (answer: Answer): void => void process.send?.(answer);
