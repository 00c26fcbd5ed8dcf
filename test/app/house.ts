import { expect } from 'vitest';
import { memoryPorts, type MemoryPorts } from '../../adapters/memory/index.js';
import { announcedIdOf } from '../../app/announced-id.js';
import { everyLane } from '../../app/every-lane.js';
import { handleTimer } from '../../app/handle.js';
import type { Ports } from '../../app/ports.js';
import { newDoor } from '../../domain/door.js';
import type { BankId, CompartmentId, CourierId, ResidentId, SiteId } from '../../domain/ids.js';
import type { Authority, BankMessage, DoorClosed, Times } from '../../domain/inputs.js';
import { defaultPolicy, siteDefaults } from '../../domain/policy.js';
import { look } from '../domain/story.js';

export const bankId = 'bank-1' as BankId;
export const siteId = 'site-1' as SiteId;
export const courierCode = '13572468';
export const startMs = 1_800_000_000_000;

/** One site, one bank of four doors, one resident and one courier, all in memory; the clock is moved by hand. */
export class House {
  nowMs = startMs;
  readonly ports: MemoryPorts;
  private calls = 0;
  private readonly cycles = new Map<string, number>();

  private constructor() {
    this.ports = memoryPorts({ clock: { nowMs: () => this.nowMs } });
  }

  static async open(profile = 'tof', lowDoor = ''): Promise<House> {
    const house = new House();
    const { registry, doors, secrets } = house.ports;
    const row = { createdAtMs: startMs, madeFrom: '', version: 1 };
    await registry.sites.create({ ...row, id: siteId, name: 'Rosewood Court', ...siteDefaults, policy: defaultPolicy });
    await registry.banks.create({
      ...row,
      id: bankId,
      siteId,
      profile,
      controllerId: 'controller-1',
      doors: [],
    } as never);
    const resident = { ...row, id: 'resident-1' as ResidentId, siteId, name: 'Ada', unit: '12B', language: 'en' };
    await registry.residents.create({ ...resident, phone: '+12025550112' });
    const courier = { ...row, id: 'courier-1' as CourierId, siteId, name: 'Chris', phone: '+12025550199' };
    await registry.couriers.create({ ...courier, validFromMs: 0, validUntilMs: startMs * 2, revoked: false });
    const key = await secrets.lookupKey(`courier:${siteId}`, courierCode);
    await registry.claimCourierCode(key, { siteId, courierId: courier.id }, startMs * 2);
    for (const compartmentId of ['A01', 'A02', 'A03', 'A04'] as CompartmentId[]) {
      await doors.register(
        newDoor({
          ...{ bankId, compartmentId, siteId, size: 'M', profile, doorCycle: 0 },
          accessible: compartmentId === lowDoor,
        }),
      );
    }
    return house;
  }

  /** A second bank of the same site, with one door. */
  async anotherBank(id: string): Promise<BankId> {
    const { registry, doors } = this.ports;
    const row = {
      createdAtMs: startMs,
      madeFrom: '',
      version: 1,
      siteId,
      profile: 'tof',
      controllerId: 'c',
      doors: [],
    };
    await registry.banks.create({ ...row, id } as never);
    const door = {
      bankId: id as BankId,
      compartmentId: 'B01' as CompartmentId,
      siteId,
      size: 'M',
      doorCycle: 0,
    } as const;
    await doors.register(newDoor({ ...door, accessible: false, profile: 'tof' }));
    return id as BankId;
  }

  /** A parcel for the resident, made known before it comes. */
  async announce(trackingNumber: string): Promise<void> {
    const { parcels } = this.ports;
    const id = announcedIdOf(this.ports, siteId, trackingNumber);
    const fixed = { id, siteId, residentId: 'resident-1' as ResidentId, trackingNumber, createdAtMs: startMs };
    const row = { announced: true, state: 'announced', vouched: false, storedAtMs: 0, rowN: 0, version: 1 } as const;
    await parcels.create({ ...fixed, ...row });
  }

  times = (occurredAtMs = this.nowMs): Times => ({
    occurredAtMs,
    receivedAtMs: this.nowMs,
    nowMs: this.nowMs,
    ageKnown: true,
  });

  /** One message, as one call; `ports` may be ones that fail. */
  tell(
    message: BankMessage,
    { by = `call-${++this.calls}`, ports = this.ports }: { by?: string; ports?: Ports } = {},
  ): Promise<void> {
    const fresh = { ...message, times: { ...message.times, receivedAtMs: this.nowMs, nowMs: this.nowMs } };
    return everyLane.handle(ports, fresh, { by, isRetried: true });
  }

  /** While no channel reaches anybody: the call fails, and what it owes is owed. */
  async tellWhileMute(message: BankMessage, by?: string): Promise<void> {
    const send = () => Promise.reject(new Error('the world failed'));
    const channels = this.ports.channels.map((channel) => ({ ...channel, send }));
    await expect(this.tell(message, { by, ports: { ...this.ports, channels } })).rejects.toThrow('reached nobody');
  }

  deposit = (requestId: string): BankMessage => ({
    type: 'deposit-requested',
    bankId,
    messageId: `m-${requestId}`,
    times: this.times(),
    requestId,
    courierCode,
    recipient: { unit: '12B' },
    size: 'M',
  });

  collect = (requestId: string): BankMessage => ({
    type: 'collection-requested',
    bankId,
    messageId: `m-${requestId}`,
    times: this.times(),
    requestId,
    courierCode,
  });

  pickup = (requestId: string, code: string): BankMessage => ({
    type: 'pickup-requested',
    bankId,
    messageId: `m-${requestId}`,
    times: this.times(),
    requestId,
    code,
  });

  closed(compartmentId: string, from: number, to: number): DoorClosed {
    const commandId = this.opens().findLast((command) => command.compartmentId === compartmentId)?.commandId ?? 'none';
    const authority: Authority = { kind: 'command', commandId };
    const doorCycle = (this.cycles.get(compartmentId) ?? 0) + 1; // Each door counts its own.
    this.cycles.set(compartmentId, doorCycle);
    const messageId = `m-closed-${compartmentId}-${doorCycle}`;
    const windows = { before: look(from), after: look(to) };
    const door = { compartmentId: compartmentId as CompartmentId, doorCycle, authority, openForMs: 8_000 };
    return { type: 'door-closed', bankId, messageId, times: this.times(), ...door, ...windows };
  }

  /** Time goes by, and every timer fires when it is due. */
  async runUntil(untilMs: number): Promise<void> {
    while (this.nowMs < untilMs) {
      this.nowMs = Math.min(untilMs, this.nowMs + 60_000);
      for (const { timer, atMs } of this.ports.timers.due(this.nowMs)) {
        const times = { ...this.times(atMs), ageKnown: true };
        await handleTimer(this.ports, timer, times, { by: `timer-${++this.calls}`, isRetried: true });
      }
    }
  }

  sent = (type: string) =>
    this.ports.bankLink.sent.map(({ command }) => command).filter((command) => command.type === type);
  /** The screen's last lines. */
  lines = () => this.sent('display').at(-1)?.fields['lines'];

  /** A parcel's ladder comes to its end: it is overdue. */
  async becomeOverdue(compartmentId: string): Promise<void> {
    const { door } = await this.door(compartmentId);
    const { id: stayId, next } = door.stay!;
    const timer = { kind: 'next-step', bankId, compartmentId: door.compartmentId, stayId, n: next.n } as const;
    await handleTimer(this.ports, timer, this.times(), { by: `overdue-${stayId}`, isRetried: true });
  }

  opens = () => this.sent('open');
  screens = () => this.sent('display').map(({ fields }) => fields['code']);
  told = () => this.ports.people.delivered.map(({ kind, to }) => `${kind} ${to}`);
  code = () => /\b\d{8}\b/.exec(this.ports.people.delivered.at(-1)?.text.body ?? '')?.[0] ?? '';
  door = async (compartmentId: string) => {
    const loaded = await this.ports.doors.load({ bankId, compartmentId: compartmentId as CompartmentId });
    if (!loaded) throw new Error(`no door ${compartmentId}`);
    return loaded;
  };

  /** A parcel lies in A01, and its resident was told. */
  static async withParcel(): Promise<House> {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    return house;
  }
}
