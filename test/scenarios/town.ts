import { memoryEmailTopics } from '../../adapters/memory/email-topics.js';
import type { SentCommand } from '../../adapters/memory/index.js';
import { sweep } from '../../app/sweep.js';
import type { Cause } from '../../domain/exceptions/cause.js';
import { incidentIdOf, type CompartmentId } from '../../domain/ids.js';
import { defaultPolicy, type SitePolicy } from '../../domain/policy.js';
import type { Asynchronous } from '../../simulator/call.js';
import { handlePayload } from '../../simulator/handle-payload.js';
import { randomOf } from '../../simulator/random.js';
import { VirtualBank, type BankJson, type Item, type WireMessage } from '../../simulator/virtual-bank.js';
import { bankId, courierCode, House, siteId } from '../app/house.js';
import { eventOf, person, type Asked, type Reply } from '../functions/api/world.js';
import { bankJson } from '../simulator/bench-bank.js';
import { Records } from './records.js';

const { build: buildOnRequest } = await import('../../functions/on-request.js');

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const box: Item = { id: 'box', thicknessMm: 90, grams: 800 };

/** How the world delivers: each message and timer once; each twice at once; each again when its call is repeated late. */
export type Delivery = 'once' | 'twice' | 'and again ten minutes late';
const lateAfterMs = 10 * minute;
/** Which function takes what the bank says; any other is for that of the doors. */
const lanes: Readonly<Record<string, Asynchronous>> = { access: 'access', health: 'health' };

/** What a scenario may want otherwise. */
export interface Setting {
  profile?: string;
  policy?: Partial<SitePolicy>;
  /** A door that somebody who sits can reach. */
  lowDoor?: string;
  /** Sensors are looked at every hour, and were for so many days before it begins; else never. */
  scannedDays?: number;
}

/** One who may do everything at the site: two of them are two persons. */
export const ann = person('ann', '[operator]');
export const bob = person('bob', '[operator]');

/**
 * A site with a bank that is made of simulated hardware, people in front of it, and the real shell behind it, all in memory.
 * What the bank says goes the whole way in, commands are obeyed by its hardware, timers fire and the sweep runs as time
 * passes; and nothing of it is a stand-in for a decision.
 */
export class Town extends Records {
  readonly bank: VirtualBank;
  /** No command reaches the bank, and none is kept for it. */
  isDeaf = false;
  /** What becomes of a message of the bank: as it is, another, or lost. */
  onTheWay: (message: WireMessage) => WireMessage | undefined = (message) => message;
  private readonly waiting: { atMs: number; fire: () => void | Promise<void> }[] = [];
  private readonly said: { kind: string; message: WireMessage }[] = [];
  private readonly handlers: ReturnType<typeof buildOnRequest>;
  private readonly heardAnswers: string[] = [];
  private obeyed = 0;
  private calls = 0;
  private connections = 0;

  private constructor(
    house: House,
    readonly delivery: Delivery,
    readonly profile: string,
    config: Partial<BankJson>,
  ) {
    super(house);
    this.bank = new VirtualBank({
      config: { ...bankJson, bankId, heartbeatSeconds: 900, ...config },
      random: randomOf('town'),
      now: () => house.nowMs,
      setTimer: (ms, fire) => this.later(ms, fire),
      send: (kind, message) => void this.said.push({ kind, message }),
    });
    const { ports } = house;
    this.handlers = buildOnRequest({ ...ports, emailTopics: memoryEmailTopics() });
  }

  static async open(
    delivery: Delivery,
    { profile = 'tof', policy = {}, lowDoor, scannedDays }: Setting = {},
  ): Promise<Town> {
    const house = await House.open(profile, lowDoor);
    const names = ['A01', 'A02', 'A03', 'A04'] as CompartmentId[];
    const fitted = names.map((compartmentId) => {
      return { compartmentId, size: 'M', accessible: compartmentId === lowDoor } as const;
    });
    const { registry } = house.ports;
    const bank = await registry.banks.read({ bankId });
    await registry.banks.replace({ ...bank!, doors: fitted });
    const site = await registry.sites.read({ siteId });
    await registry.sites.replace({ ...site!, policy: { ...defaultPolicy, ...policy } });
    const town = new Town(house, delivery, profile, {
      ...{ profile, doors: fitted, doorCycles: {} },
      scanSeconds: scannedDays === undefined ? 0 : 3_600,
    });
    await town.connect();
    town.bank.tellStart();
    await town.pass(minute + (scannedDays ?? 0) * day);
    return town;
  }

  // Time.

  /** So long passes: whatever the bank says and the cloud commands meanwhile is heard, and what is due happens when it is due. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await this.exchange();
    for (let dueMs = this.nextMs(); dueMs <= endMs; dueMs = this.nextMs()) {
      this.house.nowMs = Math.max(this.nowMs, dueMs);
      await this.happen();
      await this.exchange();
    }
    this.house.nowMs = endMs;
  }

  /** Until so long after this instant. */
  passUntil(ms: number): Promise<void> {
    return this.pass(Math.max(0, ms - this.nowMs));
  }

  // What people do at the bank.

  /** The courier asks for a door; answers which one clicks. */
  async asks(asked: { unit?: string; size?: 'S' | 'M' | 'L' } = {}): Promise<string> {
    const { unit = '12B', size = 'M' } = asked;
    return this.clicks(() => void this.bank.requestDeposit({ courierCode, recipient: { unit }, size }));
  }

  /** The resident enters a code, by default the one they were told last. */
  async enters(code = this.house.code()): Promise<string> {
    return this.clicks(() => void this.bank.requestPickup(code));
  }

  /** Which door was told to open by what is done here; none: an empty name. */
  async clicks(act: () => unknown): Promise<string> {
    const before = this.house.opens().length;
    await act();
    await this.pass(second);
    return this.house.opens()[before]?.compartmentId ?? '';
  }

  /** Somebody opens the door that clicks, does something inside, and shuts it; answers what the screen says then. */
  async at(door: string, act: () => void = () => undefined): Promise<string> {
    if (!this.bank.pull(door)) throw new Error(`door ${door} does not open: ${this.bank.screen?.code}`);
    await this.pass(second);
    act();
    await this.pass(8 * second);
    return this.shut(door);
  }

  async shut(door: string): Promise<string> {
    this.bank.close(door);
    await this.pass(5 * second);
    return this.bank.screen?.code ?? '';
  }

  /** A whole deposit; answers the door that holds it. */
  async deposit(...items: Item[]): Promise<string> {
    const door = await this.asks();
    await this.at(door, () => this.bank.place(door, ...items));
    return door;
  }

  /** A whole pickup; answers what the screen says. */
  async pickup(): Promise<string> {
    const door = await this.enters();
    return this.at(door, () => void this.bank.take(door));
  }

  /** What the bank answered to commands, in order: `failed lock-does-not-move`. */
  answers = (): readonly string[] => this.heardAnswers;

  // What befalls its connection.

  async disconnect(): Promise<void> {
    this.bank.unplug();
    await this.presence('disconnected');
  }

  async connect(): Promise<void> {
    this.connections += 1;
    await this.presence('connected');
    this.bank.plug();
  }

  /** No door event of what happens meanwhile arrives; the bank believes that the broker has them. */
  async losing(act: () => Promise<unknown>): Promise<void> {
    this.onTheWay = (message) => (String(message['type']).startsWith('door-') ? undefined : message);
    await act();
    this.onTheWay = (message) => message;
  }

  /** The broker delivers the last command of this type once more. */
  async commandAgain(type: string): Promise<void> {
    const { command } = this.house.ports.bankLink.sent.findLast((one) => one.command.type === type)!;
    this.obey(command);
    await this.exchange();
  }

  // What else can come in.

  /** The bank says something that its firmware would not, or not now. */
  async says(kind: string, message: Record<string, unknown>): Promise<void> {
    const uptimeMs = this.bank.clock.uptimeMs();
    const { bootCount } = this.bank;
    const origin = { controllerId: bankJson.controllerId, bootCount, seq: 5_000 + ++this.calls, uptimeMs };
    const messageId = `said-${this.calls}`;
    this.said.push({
      kind,
      message: { schema: 1, messageId, sentUptimeMs: uptimeMs, ...origin, ...message } as WireMessage,
    });
    await this.exchange();
  }

  /** What the sensors of an empty door show. */
  looks = (mm = 500) => [
    {
      sensor: 'tof',
      kind: 'tof',
      unit: 'mm',
      intervalMs: 50,
      samples: Array.from({ length: 20 }, (_, i) => mm + (i % 3) - 1),
    },
  ];

  /** Somebody asks over the API. */
  async api(who: ReturnType<typeof person>, route: string, asked: Asked = {}): Promise<Reply> {
    const path = { siteId, bankId, ...asked.path };
    const requestId = `api-${++this.calls}`;
    const event = eventOf(route, { claims: who, asked: { ...asked, path }, nowMs: this.nowMs, requestId });
    const { statusCode, headers, body } = (await this.handlers(event, {} as never)) as never as Record<string, never>;
    await this.exchange();
    return {
      status: statusCode!,
      headers: headers!,
      body: JSON.parse(body || '{}') as Reply['body'],
      text: body ?? '',
    };
  }

  /** A person reports what no software sees. */
  async report(cause: string, compartmentId?: string): Promise<Reply> {
    const body = { cause, bankId, ...(compartmentId ? { compartmentId } : {}) };
    const asked = { body, key: `report-${cause}` };
    if (this.delivery !== 'once') await this.api(ann, 'POST /v1/sites/{siteId}/incidents', asked);
    return this.api(ann, 'POST /v1/sites/{siteId}/incidents', asked);
  }

  /** A person says that it is mended. */
  async resolve(cause: Cause, how: 'remotely' | 'on-site' = 'remotely'): Promise<Reply> {
    const path = { incidentId: incidentIdOf(this.incident(cause)) };
    const body = { how, note: 'looked after' };
    return this.api(ann, 'POST /v1/sites/{siteId}/incidents/{incidentId}/resolve', { path, body });
  }

  /** Whatever was said is heard, and whatever was commanded is obeyed, until neither has anything more. */
  private async exchange(): Promise<void> {
    const { ports } = this.house;
    for (let heard = 0; heard < 1_000; heard++) {
      const [one] = this.said.splice(0, 1);
      if (one) await this.take(one);
      const commands = this.bank.isOnline ? ports.bankLink.sent.slice(this.obeyed) : [];
      this.obeyed += commands.length;
      for (const { command } of commands.filter(({ bankId: to }) => to === bankId)) {
        for (let i = 0; i < this.copies && !this.isDeaf; i++) this.obey(command);
      }
      if (!one && commands.length === 0) return;
    }
    throw new Error('the bank and the cloud talk without end');
  }

  private obey({ fields, ...fixed }: SentCommand['command']): void {
    this.bank.onCommand(JSON.stringify({ ...fields, ...fixed, schema: 1, serverTimeMs: this.nowMs }));
  }

  private async take({ kind, message: said }: { kind: string; message: WireMessage }): Promise<void> {
    this.bank.acknowledge(said.messageId);
    const message = this.onTheWay(said);
    if (!message) return;
    if (kind === 'result') this.heardAnswers.push([message['outcome'], message['reason']].filter(Boolean).join(' '));
    const body = Buffer.from(JSON.stringify(message)).toString('base64');
    await this.deliver(lanes[kind] ?? 'rest', {
      body,
      bankId,
      kind,
      clientId: bankId,
      principal: 'p',
      receivedAtMs: this.nowMs,
    });
  }

  private async presence(presence: 'connected' | 'disconnected'): Promise<void> {
    const event = {
      sessionIdentifier: `s-${this.connections}`,
      versionNumber: this.connections,
      timestamp: this.nowMs,
    };
    const body = Buffer.from(JSON.stringify(event)).toString('base64');
    await this.deliver('health', { presence, bankId, body, receivedAtMs: this.nowMs });
  }

  /** Called as the deployed functions are: each call has a name of its own, which a late repetition keeps. */
  private async deliver(name: Asynchronous, payload: unknown): Promise<void> {
    const { ports } = this.house;
    const handled = (by: string) => handlePayload(ports, { name, payload }, { by, isRetried: true }, this.nowMs);
    const by = `call-${++this.calls}`;
    await handled(by);
    if (this.delivery === 'twice') await handled(`${by}-double`);
    if (this.delivery === 'and again ten minutes late') this.later(lateAfterMs, () => handled(by));
  }

  private get copies(): number {
    return this.delivery === 'twice' ? 2 : 1;
  }

  private later(ms: number, fire: () => void | Promise<void>): void {
    this.waiting.push({ atMs: this.nowMs + ms, fire });
  }

  /** When something is due next: at the bank, of the cloud's timers, or of what the sweep looks for once a minute. */
  private nextMs(): number {
    const { timers, due } = this.house.ports;
    const sweepAtMs = due.size() > 0 ? (Math.floor(this.nowMs / minute) + 1) * minute : Infinity;
    const bankAtMs = this.waiting.reduce((soonest, { atMs }) => Math.min(soonest, atMs), Infinity);
    return Math.min(bankAtMs, timers.nextAtMs() ?? Infinity, sweepAtMs);
  }

  private async happen(): Promise<void> {
    const due = this.waiting.filter(({ atMs }) => atMs <= this.nowMs).sort((a, b) => a.atMs - b.atMs)[0];
    if (due) {
      this.waiting.splice(this.waiting.indexOf(due), 1);
      return void (await due.fire());
    }
    const { ports } = this.house;
    for (const { timer, atMs } of ports.timers.due(this.nowMs))
      await this.deliver('schedule', { timer, scheduledTime: new Date(atMs).toISOString() });
    if (this.nowMs % minute === 0) await sweep(ports);
  }
}

export { courierCode, siteId };
