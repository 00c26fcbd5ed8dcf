import { beforeEach, describe, expect, it } from 'vitest';
import { memoryPorts, type MemoryPorts } from '../../adapters/memory/index.js';
import { everyLane } from '../../app/every-lane.js';
import { handleTimer } from '../../app/handle.js';
import { takeUp } from '../../app/parked.js';
import type { Ports } from '../../app/ports.js';
import { receive } from '../../app/receive.js';
import { newDoor } from '../../domain/door.js';
import type { BankId, CompartmentId, CourierId, ResidentId, SiteId } from '../../domain/ids.js';
import { defaultPolicy, siteDefaults } from '../../domain/policy.js';
import type { MessageKind, WireMessage } from '../../simulator/bank-json.js';
import { randomOf } from '../../simulator/random.js';
import { VirtualBank } from '../../simulator/virtual-bank.js';
import { World } from '../../simulator/world.js';
import { bankJson, box } from '../simulator/bench-bank.js';

const bankId = bankJson.bankId as BankId;
const siteId = bankJson.siteId as SiteId;
const minuteMs = 60_000;
const courierCode = '13572468';

/** A virtual bank before the cloud in memory; the wire between them may lose what the bank says. */
class Town {
  readonly world = new World();
  readonly ports: MemoryPorts = memoryPorts({ clock: { nowMs: () => this.world.nowMs } });
  readonly bank: VirtualBank;
  isLost: (message: WireMessage) => boolean = () => false;
  private readonly wire: { kind: MessageKind; message: WireMessage }[] = [];
  private calls = 0;

  constructor() {
    this.bank = new VirtualBank({
      config: { ...bankJson, doorCycles: {} },
      random: randomOf('town'),
      now: () => this.world.nowMs,
      setTimer: (ms, fn) => this.world.after(ms, fn),
      send: (kind, message) => {
        this.bank.acknowledge(message.messageId);
        if (!this.isLost(message)) this.wire.push({ kind, message });
      },
    });
  }

  static async open(): Promise<Town> {
    const town = new Town();
    const { registry, doors, secrets } = town.ports;
    const row = { createdAtMs: 0, madeFrom: '', version: 1 };
    await registry.sites.create({ ...row, id: siteId, name: 'Rosewood Court', ...siteDefaults, policy: defaultPolicy });
    const bank = { ...row, id: bankId, siteId, profile: 'tof', controllerId: 'controller-1', doorCycles: {} };
    await registry.banks.create({ ...bank, doors: [] });
    const resident = { ...row, id: 'resident-1' as ResidentId, siteId, name: 'Ada', unit: '12B', language: 'en' };
    await registry.residents.create({ ...resident, phone: '+12025550112' });
    const courier = { ...row, id: 'courier-1' as CourierId, siteId, name: 'Chris', revoked: false };
    await registry.couriers.create({ ...courier, validFromMs: 0, validUntilMs: 9e15 });
    const key = await secrets.lookupKey(`courier:${siteId}`, courierCode);
    await registry.claimCourierCode(key, { siteId, courierId: courier.id }, 9e15);
    for (const { compartmentId, size } of bankJson.doors) {
      const id = compartmentId as CompartmentId;
      const fixed = { bankId, compartmentId: id, siteId, size, accessible: false, profile: 'tof', doorCycle: 0 };
      await doors.register(newDoor(fixed));
    }
    return town;
  }

  deliveryOf(kind: MessageKind, message: WireMessage) {
    const body = Buffer.from(JSON.stringify(message)).toString('base64');
    return { body, bankId, kind, clientId: bankId, principal: '', receivedAtMs: this.world.nowMs };
  }

  call = () => ({ by: `call-${++this.calls}`, isRetried: true });

  hand = (delivery: unknown, ports: Ports = this.ports) =>
    receive(ports, delivery, this.call(), { nowMs: this.world.nowMs, isAnswered: true, lane: everyLane });

  /** Time passes; what the bank says is taken, and what it is told it hears. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.world.nowMs + ms;
    while (this.world.nowMs < untilMs) {
      await this.world.runUntil(Math.min(untilMs, this.world.nowMs + 500));
      for (const { kind, message } of this.wire.splice(0)) await this.hand(this.deliveryOf(kind, message));
      for (const { command } of this.ports.bankLink.take()) {
        const { fields, ...envelope } = command;
        this.bank.onCommand({ schema: 1, serverTimeMs: this.world.nowMs, ...envelope, ...fields });
        this.told.push(command.type === 'display' ? `display ${String(fields['code'])}` : command.type);
      }
    }
  }
  readonly told: string[] = [];

  async deposit(): Promise<string> {
    this.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'S' });
    await this.pass(2_000);
    const door = this.bank.screen?.compartmentId ?? '';
    if (!this.bank.pull(door)) throw new Error(`door ${door} did not open: ${this.bank.screen?.code}`);
    await this.pass(5_000);
    this.bank.place(door, box);
    this.bank.close(door);
    await this.pass(10_000);
    return door;
  }

  presence(presence: 'connected' | 'disconnected', versionNumber: number, clientId: string = bankId) {
    const event = { clientId, timestamp: this.world.nowMs, eventType: presence, versionNumber };
    const body = Buffer.from(JSON.stringify({ ...event, sessionIdentifier: `s${versionNumber}` })).toString('base64');
    return { body, presence, bankId: clientId, receivedAtMs: this.world.nowMs };
  }

  heartbeat = () => this.health({ type: 'heartbeat', doorCycles: this.bank.doorCycles() });
  private seq = 1_000;
  async health(body: { type: string; [field: string]: unknown }, change: Partial<WireMessage> = {}): Promise<void> {
    const seq = this.seq++;
    const uptimes = { uptimeMs: this.world.nowMs, sentUptimeMs: this.world.nowMs };
    const message = { schema: 1, messageId: `h-${seq}`, controllerId: 'controller-1', bootCount: 1, seq, ...uptimes };
    await this.hand(this.deliveryOf('health', { ...message, ...body, ...change } as WireMessage));
  }

  state = async () => (await this.ports.banks.load(bankId)).state;
  stay = async (compartmentId: string) =>
    (await this.ports.doors.load({ bankId, compartmentId: compartmentId as CompartmentId }))?.door.stay?.state;
  counts = (name: string) => this.ports.counters.counts[name] ?? 0;
}

let town: Town;
beforeEach(async () => void (town = await Town.open()));

describe('what was lost on the way', () => {
  it('is found by the next heartbeat, asked for, and decided', async () => {
    town.isLost = ({ type }) => type === 'door-closed';
    const door = await town.deposit();
    expect(await town.stay(door)).toBe('reserved');
    town.isLost = () => false;
    await town.heartbeat();
    await town.pass(2_000);
    expect(town.told).toContain('resend');
    expect(await town.stay(door)).toBe('stored');
    expect(town.ports.people.delivered.map(({ kind }) => kind)).toEqual(['parcel-stored']);
    expect(town.counts('result-of-no-command')).toBe(0);

    await town.pass(15 * minuteMs);
    await town.heartbeat();
    await town.pass(2_000);
    expect(town.told.filter((type) => type === 'resend')).toHaveLength(1);
    expect((await town.state()).lacking).toEqual({});
  });

  it('is asked for under the same id when the call that asked did not end', async () => {
    town.isLost = ({ type }) => type === 'door-closed';
    await town.deposit();
    const sent: string[] = [];
    const send: Ports['bankLink']['send'] = async (_bank, { commandId }) => void sent.push(commandId);
    const bankLink: Ports['bankLink'] = { ...town.ports.bankLink, send };
    const broken = { ...town.ports, bankLink, banks: { ...town.ports.banks, commit: () => Promise.reject(lost) } };
    const lost = new Error('the answer is lost');
    const doorCycles = town.bank.doorCycles();
    const body = {
      type: 'heartbeat',
      bootCount: 1,
      seq: 50,
      messageId: 'h-50',
      schema: 1,
      controllerId: 'controller-1',
    };
    const delivery = town.deliveryOf('health', { ...body, doorCycles, uptimeMs: 1, sentUptimeMs: 1 } as WireMessage);
    await expect(town.hand(delivery, broken)).rejects.toThrow('the answer is lost');
    await town.hand(delivery, { ...town.ports, bankLink });
    expect(sent).toEqual(['A01-resend-1-1-50', 'A01-resend-1-1-50']);
    expect(town.counts('door-cycles-lacking')).toBe(1); // Counted once it is written down.
  });

  it('of before a reboot is decided, though nobody knows when it was, and nobody stands there', async () => {
    town.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'S' });
    await town.pass(2_000);
    const door = town.bank.screen?.compartmentId ?? '';
    town.bank.pull(door);
    await town.pass(1_000);
    town.bank.unplug();
    town.bank.place(door, box);
    town.bank.close(door);
    await town.pass(10_000);
    town.bank.reboot();
    await town.pass(30_000);
    town.bank.requestPickup('12345678'); // Somebody taps while it is away; and then it starts once more.
    town.bank.reboot();
    town.bank.plug();
    await town.pass(2_000);
    expect(await town.stay(door)).toBe('stored');
    expect(town.told.filter((line) => line.startsWith('display'))).toEqual([
      'display door-open',
      'display unknown-code',
    ]);
    expect((await town.state()).boot).toMatchObject({ bootCount: 3, firmware: 'virtual-1' });
    expect(town.counts('boot-of-unknown-age')).toBe(1);
  });
});

describe('a connection', () => {
  it('that ends and stays away is looked at after five minutes and after two hours, and its return is noted', async () => {
    await town.hand(town.presence('connected', 1));
    await town.hand(town.presence('disconnected', 1));
    await town.hand(town.presence('disconnected', 1));
    const looks: number[] = [];
    const startMs = town.world.nowMs;
    for (const untilMs of [6 * minuteMs, 121 * minuteMs, 300 * minuteMs]) {
      await town.world.runUntil(startMs + untilMs);
      for (const { timer, atMs } of town.ports.timers.due(town.world.nowMs)) {
        if (timer.kind === 'look') looks.push(Math.floor((atMs - startMs) / minuteMs));
        const times = { occurredAtMs: atMs, receivedAtMs: atMs, nowMs: town.world.nowMs, ageKnown: true };
        await handleTimer(town.ports, timer, times, town.call());
      }
    }
    expect(looks).toEqual([5, 120]);
    expect((await town.state()).presence).toBe('offline');
    await town.hand(town.presence('connected', 2));
    expect((await town.state()).presence).toBe('online');
    expect(['bank-disconnected', 'bank-away', 'bank-offline', 'bank-returned'].map(town.counts)).toEqual([1, 1, 1, 1]);
  });

  it('of what is no bank of ours is counted, and that is all', async () => {
    await town.hand(town.presence('disconnected', 1, 'laptop'));
    expect(town.counts('presence-of-no-bank')).toBe(1);
    expect(town.ports.timers.pending()).toEqual([]);
  });

  it.each([
    ['without a version', { body: Buffer.from('{"sessionIdentifier":"s","timestamp":1}').toString('base64') }],
    ['that is no JSON', { body: 'AAAA' }],
    ['that is no base64', { body: '%%%' }],
    ['of a client with a slash', { bankId: 'a/b' }],
    ['of another kind', { presence: 'subscribed' }],
  ])('told of by an event %s is counted as unreadable, and no call fails', async (_what, change) => {
    await town.hand({ ...town.presence('connected', 1), ...change });
    expect(town.counts('message-refused')).toBe(1);
  });

  it('told of by a parked event is taken up like any other, from the function’s envelope and from the rule’s', async () => {
    const requestPayload = town.presence('connected', 1);
    const body = JSON.stringify({ requestContext: { requestId: 'r1' }, requestPayload });
    const inTime = { attempt: 'run-1', isLate: () => false };
    expect(await takeUp(town.ports, [{ id: '1', body, sentAtMs: 0 }], inTime)).toEqual([]);
    expect((await town.state()).presence).toBe('online');
    const { body: base64OriginalPayload } = town.presence('disconnected', 1);
    const topic = `$aws/events/presence/disconnected/${bankId}`;
    const ofRule = JSON.stringify({ topic, clientId: 'n/a', base64OriginalPayload });
    expect(await takeUp(town.ports, [{ id: '2', body: ofRule, sentAtMs: 0 }], inTime)).toEqual([]);
    expect((await town.state()).presence).toBe('unsure');
  });
});

describe('a bank on battery power', () => {
  it('takes no deposit and says why, gives out what is in it, and takes deposits again on mains', async () => {
    const door = await town.deposit();
    town.bank.runOn('battery', 90);
    await town.pass(1_000);
    town.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'S' });
    await town.pass(1_000);
    expect(town.bank.screen).toMatchObject({
      code: 'on-battery',
      lines: ['No deposits now: the power is out.', 'Parcels can still be collected.'],
    });
    const code = /\b\d{8}\b/.exec(town.ports.people.delivered[0]?.text.body ?? '')?.[0] ?? '';
    town.bank.requestPickup(code);
    await town.pass(1_000);
    expect(town.bank.screen).toMatchObject({ code: 'pickup-open', compartmentId: door });
    town.bank.runOn('mains');
    await town.pass(1_000);
    town.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'S' });
    await town.pass(1_000);
    expect(town.bank.screen?.code).toBe('door-open');
  });

  it('a request that was granted before the mains failed goes on', async () => {
    town.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'S' });
    await town.pass(1_000);
    town.bank.runOn('battery');
    await town.pass(1_000);
    town.bank.pull('A01');
    town.bank.place('A01', box);
    town.bank.close('A01');
    await town.pass(10_000);
    expect(await town.stay('A01')).toBe('stored');
  });
});

describe('messages of another controller', () => {
  const replace = async (controllerId: string) => {
    const row = await town.ports.registry.banks.read({ bankId });
    if (row) await town.ports.registry.banks.replace({ ...row, controllerId });
  };

  it('are refused and counted: a drawer full of the old one’s is not this bank’s', async () => {
    await town.hand(town.presence('connected', 1)); // The directory now believes in the old one for a minute.
    await replace('controller-2');
    await town.world.runUntil(town.world.nowMs + minuteMs);
    await town.health({ type: 'power', source: 'battery' });
    expect(town.counts('message-refused')).toBe(1);
    expect((await town.state()).power).toBeUndefined();
  });

  it('are taken at once from the new one, though a minute’s memory knows another', async () => {
    await town.health({ type: 'boot', firmware: '1.0.0', reason: 'power-on' });
    await replace('controller-2');
    await town.health({ type: 'boot', firmware: '2.0.0', reason: 'power-on' }, { controllerId: 'controller-2' });
    expect(await town.state()).toMatchObject({ controllerId: 'controller-2', boot: { firmware: '2.0.0' } });
    expect(town.counts('message-refused')).toBe(0);
  });

  it('do not take the bank back from the new one, though a minute’s memory lets them in', async () => {
    await replace('controller-2');
    await town.health({ type: 'boot', firmware: '2.0.0', reason: 'power-on' }, { controllerId: 'controller-2' });
    const remembered = { ...town.ports.directory, bank: async () => ({ ...bankJson, id: bankId, siteId }) };
    const ports: Ports = { ...town.ports, directory: remembered };
    const old = { schema: 1, messageId: 'old-1', controllerId: 'controller-1', bootCount: 57, seq: 9, uptimeMs: 1 };
    const message = { ...old, sentUptimeMs: 1, type: 'power', source: 'battery' } as WireMessage;
    await town.hand(town.deliveryOf('health', message), ports);
    expect(await town.state()).toMatchObject({ controllerId: 'controller-2', boot: { firmware: '2.0.0' } });
    expect((await town.state()).power).toBeUndefined();
    expect(town.counts('message-refused')).toBe(1);
  });

  it('at the screen are answered: whoever stands there is not left waiting', async () => {
    await replace('controller-2');
    town.bank.requestPickup('12345678');
    await town.pass(1_000);
    expect(town.told).toEqual(['display not-understood']);
  });
});

it('two heartbeats at once that both change the bank both end, and are written one after the other', async () => {
  await Promise.all([town.heartbeat(), town.health({ type: 'power', source: 'battery' }), town.heartbeat()]);
  expect((await town.state()).power?.source).toBe('battery');
  expect((await town.state()).heardAtMs).toBe(town.world.nowMs);
});
