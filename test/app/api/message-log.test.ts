import { describe, expect, it } from 'vitest';
import { custodyOf } from '../../../app/api/evidence.js';
import { messageLog } from '../../../app/api/message-log.js';
import { moveParcel } from '../../../app/api/move-parcel.js';
import { reassignParcel } from '../../../app/api/reassign-parcel.js';
import { handleTimer } from '../../../app/handle.js';
import { raise } from '../../../app/raise.js';
import { sweep } from '../../../app/sweep.js';
import type { CompartmentId } from '../../../domain/ids.js';
import { bankId, House, siteId, startMs } from '../house.js';

const phone = '+12025550112';
const second = 1_000;
const hour = 3_600 * second;

async function logOf({ ports, nowMs }: House) {
  const [parcel] = (await ports.parcels.list(siteId, { limit: 1 })).items;
  const log = (await custodyOf(ports, parcel!, { nowMs }))!;
  return messageLog(log, await ports.tellings.read(parcel!.claim!.stayId));
}

async function fireNext(house: House, atMs: number): Promise<void> {
  const [next] = house.ports.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
  house.nowMs = atMs;
  await house.ports.timers.delete(next!.name);
  await handleTimer(house.ports, next!.timer, house.times(), { by: `timer-${atMs}`, isRetried: true });
}

async function changeHouse(house: House, resident: object, policy: object = {}): Promise<void> {
  const { sites, residents } = house.ports.registry;
  const site = (await sites.read({ siteId }))!;
  await sites.replace({ ...site, policy: { ...site.policy, ...policy } });
  await residents.replace({ ...(await residents.read({ siteId, residentId: 'resident-1' as never }))!, ...resident });
}

describe('the messages of a parcel', () => {
  it('are told by kind, channel, when it was decided and when it went out, without text or number', async () => {
    const house = await House.open();
    await changeHouse(house, { email: 'ada@example.com', emailTopic: 'topic-1' });
    house.ports.people.optedOut.add(phone);
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    const about = { message: 'parcel-stored', askedAtMs: startMs, atMs: startMs };
    expect(await logOf(house)).toEqual([
      { ...about, channel: 'email', outcome: 'sent' },
      { ...about, channel: 'sms', outcome: 'opted-out' },
    ]);
  });

  it('are those that an incident at its door had told, too, in the order of time', async () => {
    const house = await House.withParcel();
    house.nowMs += hour;
    const sighting = { status: 'standing', key: 'cycle-9', occurredAtMs: house.nowMs } as const;
    const place = { bankId, compartmentId: 'A01' as CompartmentId };
    await raise(house.ports, { cause: 'left-behind', place, ...sighting });
    await house.runUntil(house.nowMs + 600 * second);
    expect((await logOf(house)).filter(({ channel }) => channel === 'sms')).toEqual([
      { message: 'parcel-stored', channel: 'sms', outcome: 'sent', askedAtMs: startMs, atMs: startMs },
      expect.objectContaining({ message: 'parcel-left-behind', channel: 'sms', outcome: 'sent' }),
    ]);
  });

  it('that cannot be kept are not told a second time', async () => {
    const house = await House.withParcel();
    house.ports.people.take();
    house.ports.tellings.note = () => Promise.reject(new Error('the world failed'));
    const place = { bankId, compartmentId: 'A01' as CompartmentId };
    await raise(house.ports, {
      cause: 'left-behind',
      place,
      status: 'standing',
      key: 'cycle-9',
      occurredAtMs: startMs,
    });
    await house.runUntil(house.nowMs + 3 * hour);
    expect(house.told()).toEqual([`parcel-left-behind ${phone}`]);
    expect(house.ports.counters.counts['telling-not-kept']).toBe(1);
  });

  it('are pending while no channel reaches anybody, and then say that it took another try', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    expect(await logOf(house)).toEqual([{ message: 'parcel-stored', askedAtMs: startMs, outcome: 'pending' }]);
    house.nowMs += 400 * second;
    await sweep(house.ports);
    const again = { askedAtMs: startMs, atMs: startMs + 400 * second, isAgain: true };
    expect(await logOf(house)).toEqual([
      { message: 'parcel-stored', channel: 'email', outcome: 'no-address', ...again },
      { message: 'parcel-stored', channel: 'sms', outcome: 'sent', ...again },
    ]);
  });

  it('say that a reminder waits for the morning, and until when', async () => {
    const house = await House.open();
    await changeHouse(house, {}, { reminderHours: [24] });
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    const atMs = startMs + 30 * hour; // 14:00 UTC on the next day.
    await changeHouse(house, {}, { quietHours: { start: '13:00', end: '16:00' } });
    house.nowMs += 61 * second;
    await fireNext(house, atMs);
    expect((await logOf(house)).at(-1)).toEqual({
      ...{ message: 'reminder', outcome: 'deferred', why: 'quiet-hours' },
      ...{ askedAtMs: atMs, untilMs: Date.UTC(2027, 0, 16, 16) },
    });
  });

  it('of a parcel that was moved, and is another’s then, are those that were told, and none that never was to be', async () => {
    const house = await House.withParcel();
    const { registry, parcels } = house.ports;
    const ada = (await registry.residents.read({ siteId, residentId: 'resident-1' as never }))!;
    await registry.residents.create({ ...ada, id: 'resident-2' as never, unit: '3A', phone: '+12025550113' });
    const parcelId = parcels.all()[0]!.id;
    const who = { siteId, parcelId, actor: 'manager-1', reason: 'r', times: house.times() };
    const site = (await house.ports.directory.site(siteId))!;
    await moveParcel(house.ports, { ...who, site, key: 'k1', requestId: 'api-1' });
    await house.tell(house.closed('A01', 440, 500));
    await house.tell(house.closed('A02', 500, 500));
    const { leaseId = '' } = house.opens().at(-1)!;
    const at = { bankId, compartmentId: 'A02' as CompartmentId, leaseId, times: house.times() };
    await house.tell({ type: 'reopen-requested', messageId: 'm-o', requestId: 'o', ...at });
    await house.tell(house.closed('A02', 500, 440));
    await reassignParcel(house.ports, { ...who, residentId: 'resident-2' as never, key: 'k2', requestId: 'api-2' });
    const bySms = (await logOf(house)).filter(({ channel }) => channel !== 'email');
    expect(bySms.map(({ message, outcome }) => [message, outcome])).toEqual([
      ['parcel-moved', 'sent'],
      ['parcel-stored', 'sent'],
      ['parcel-reassigned', 'sent'],
    ]);
  });

  it('that were cut off and must not come twice are dropped, and it says so', async () => {
    const house = await House.open();
    await changeHouse(house, {}, { reminderHours: [24], quietHours: null });
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    const { put } = house.ports.custody;
    house.ports.custody.put = () => Promise.reject(new Error('the world failed'));
    const channels = house.ports.channels.splice(0); // It never got to them.
    await expect(fireNext(house, startMs + 25 * hour)).rejects.toThrow('the world failed');
    house.ports.custody.put = put;
    house.ports.channels.push(...channels);
    house.nowMs += 400 * second;
    await sweep(house.ports);
    expect((await logOf(house)).at(-1)).toEqual({
      message: 'reminder',
      askedAtMs: startMs + 25 * hour,
      outcome: 'dropped',
    });
  });
});
