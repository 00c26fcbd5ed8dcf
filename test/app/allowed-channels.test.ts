import { describe, expect, it } from 'vitest';
import { decideByPerson } from '../../app/api/person.js';
import { handleTimer } from '../../app/handle.js';
import type { ResidentRow, SiteRow } from '../../app/registry-ports.js';
import { sweep } from '../../app/sweep.js';
import type { SitePolicy } from '../../domain/policy.js';
import { House, siteId } from './house.js';

const phone = '+12025550112';
const managerPhone = '+12025550100';
const withEmail = { email: 'ada@example.com', emailTopic: 'topic-1' };

interface Changed {
  policy?: Partial<SitePolicy>;
  site?: Partial<SiteRow>;
  resident?: Partial<ResidentRow>;
}

/** A parcel of Ada's was stored at this instant, and she was told; noon, where nothing is said. */
async function houseWith({ policy, site, resident }: Changed, instant = '2027-01-05T12:00Z'): Promise<House> {
  const house = await House.open();
  house.nowMs = Date.parse(instant);
  const { sites, residents } = house.ports.registry;
  const now = (await sites.read({ siteId }))!;
  await sites.replace({ ...now, ...site, policy: { ...now.policy, ...policy } });
  await residents.replace({ ...(await residents.read({ siteId, residentId: 'resident-1' as never }))!, ...resident });
  await house.tell(house.deposit('r1'));
  await house.tell(house.closed('A01', 500, 440));
  return house;
}

let asked = 0;
/** A manager gives new codes, one after the other. */
async function reissue(house: House, times: number): Promise<void> {
  const [parcel] = (await house.ports.parcels.list(siteId, { limit: 1 })).items;
  for (let i = 0; i < times; i++) {
    const id = `ask-${++asked}`;
    const request = { type: 'reissue', siteId, parcelId: parcel!.id, actor: 'ann', key: id, reason: 'lost' } as const;
    expect(await decideByPerson(house.ports, { ...request, requestId: id, times: house.times() })).toMatchObject({
      id: parcel!.id,
    });
  }
}

async function remind(house: House): Promise<void> {
  const [next] = house.ports.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
  house.nowMs = next!.atMs;
  await house.ports.timers.delete(next!.name);
  await handleTimer(house.ports, next!.timer, house.times(), { by: `timer-${++asked}`, isRetried: true });
}

const by = ({ ports }: House, channel: string) =>
  ports.people.delivered.filter((one) => one.channel === channel && one.to !== managerPhone);
const toManager = ({ ports }: House) =>
  ports.people.delivered.filter(({ to }) => to === managerPhone).map(({ kind }) => kind);
const incidents = async ({ ports }: House) => {
  const { items } = await ports.incidents.list(siteId, { limit: 10 });
  return items.map(({ cause, severity, place }) => `${cause} ${severity} ${place.bankId}`);
};
const toldLast = async (house: House) => {
  const stayId = (await house.door('A01')).door.stay!.id;
  return (await house.ports.custody.read(stayId)).at(-1)!.told;
};

describe('a day’s caps', () => {
  it('end a storm of new codes: SMS to the cap, email to twice that, then the manager, once a parcel', async () => {
    const house = await houseWith({
      policy: { residentMessagesPerDayMax: 5 },
      site: { manager: { phone: managerPhone } },
      resident: withEmail,
    });
    await reissue(house, 4);
    expect([by(house, 'sms').length, by(house, 'email').length]).toEqual([5, 5]); // The deposit's own, and four.
    expect(await incidents(house)).toEqual([]);
    await reissue(house, 16);
    expect([by(house, 'sms').length, by(house, 'email').length]).toEqual([5, 10]);
    expect(toManager(house)).toEqual(['resident-unreachable']);
  });

  it('are an incident of the bank, once a day, that its manager is alerted of', async () => {
    const house = await houseWith({ policy: { residentMessagesPerDayMax: 3 }, resident: withEmail });
    await reissue(house, 9);
    expect(await incidents(house)).toEqual(['messages-capped P2 bank-1']);
    expect(house.ports.alerts.published.map(({ audience }) => audience)).toEqual(['manager']);
    const { counts, details } = house.ports.counters;
    expect(counts['message-capped']).toBe(7); // Of ten messages, the first three went everywhere.
    expect(details['message-capped']).toEqual({ message: 'code-reissued', siteId, bankId: 'bank-1' });
  });

  it('stand in the custody log: what went by email alone, and what went by nothing', async () => {
    const house = await houseWith({ policy: { residentMessagesPerDayMax: 3 }, resident: withEmail });
    await reissue(house, 3);
    expect(await toldLast(house)).toEqual([
      { message: 'code-reissued', channel: 'email', outcome: 'sent' },
      { message: 'code-reissued', channel: 'sms', outcome: 'capped' },
    ]);
    await reissue(house, 3);
    const rows = await house.ports.custody.read((await house.door('A01')).door.stay!.id);
    expect(rows.flatMap(({ told }) => told).filter(({ outcome }) => outcome === 'capped')).toContainEqual({
      message: 'code-reissued',
      channel: 'email',
      outcome: 'capped',
    });
  });

  it('keep a reminder back first: nobody is told of it in its place, and no incident comes of it', async () => {
    const house = await houseWith(
      { policy: { residentMessagesPerDayMax: 3, reminderHours: [6] }, site: { manager: { phone: managerPhone } } },
      '2027-01-05T10:00Z',
    );
    await reissue(house, 1); // The second of three: as many as reminders have.
    await remind(house);
    expect(by(house, 'sms').map(({ kind }) => kind)).toEqual(['parcel-stored', 'code-reissued']);
    expect(await toldLast(house)).toEqual([{ message: 'reminder', channel: 'none', outcome: 'capped' }]);
    expect([toManager(house), await incidents(house)]).toEqual([[], []]);
    await reissue(house, 1);
    expect(by(house, 'sms')).toHaveLength(3);
  });

  it('hold for the whole site, whoever the messages are for', async () => {
    const house = await houseWith({ policy: { siteMessagesPerDayMax: 10, residentMessagesPerDayMax: 500 } });
    await reissue(house, 14);
    expect(by(house, 'sms')).toHaveLength(10);
    expect(await incidents(house)).toEqual(['messages-capped P2 bank-1']);
  });

  it('are not used up by a channel that is away for hours: when it is back, SMS goes out', async () => {
    const house = await houseWith({ policy: { residentMessagesPerDayMax: 3 } });
    const channels = house.ports.channels.splice(0);
    house.ports.channels.push(
      ...channels.map((channel) => ({ ...channel, send: () => Promise.reject(new Error('away')) })),
    );
    await expect(reissue(house, 1)).rejects.toThrow('reached nobody');
    for (let tries = 0; tries < 8; tries++) {
      house.nowMs += 61 * 60_000;
      await sweep(house.ports);
    }
    expect(house.ports.counters.counts['nobody-told']).toBe(9);
    house.ports.channels.splice(0, channels.length, ...channels);
    house.nowMs += 61 * 60_000;
    await sweep(house.ports);
    expect(by(house, 'sms').map(({ kind }) => kind)).toEqual(['parcel-stored', 'code-reissued']);
    expect(await incidents(house)).toEqual([]);
  });

  it('begin anew at the site’s midnight', async () => {
    const changed = { policy: { residentMessagesPerDayMax: 3 }, site: { timeZone: 'Europe/Berlin' } };
    const house = await houseWith(changed, '2027-01-05T22:58Z');
    await reissue(house, 4);
    expect(by(house, 'sms')).toHaveLength(3);
    house.nowMs = Date.parse('2027-01-05T23:00Z');
    await reissue(house, 1);
    expect(by(house, 'sms')).toHaveLength(4);
  });

  it('leave the code that holds told, where it was told at all: a capped one is the last of its line', async () => {
    const house = await houseWith({ policy: { residentMessagesPerDayMax: 3 } });
    await reissue(house, 2);
    await house.tell(house.pickup('r2', house.code()));
    expect(house.screens().at(-1)).toBe('pickup-open');
  });
});

describe('what people asked not to get', () => {
  it('is not sent, and the rest is', async () => {
    const house = await houseWith({ resident: { ...withEmail, optOuts: ['sms'] } });
    expect(by(house, 'sms')).toEqual([]);
    expect(await toldLast(house)).toEqual([
      { message: 'parcel-stored', channel: 'email', outcome: 'sent' },
      { message: 'parcel-stored', channel: 'sms', outcome: 'declined' },
    ]);
  });

  it('may be everything: then the manager is told of the parcel', async () => {
    const house = await houseWith({
      site: { manager: { phone: managerPhone } },
      resident: { ...withEmail, optOuts: ['email', 'sms'] },
    });
    expect([by(house, 'sms'), by(house, 'email')]).toEqual([[], []]);
    expect(toManager(house)).toEqual(['resident-unreachable']);
  });

  it('may be reminders alone: none comes, nobody is told instead, and that it is overdue is told', async () => {
    const house = await houseWith({
      policy: { reminderHours: [24], overdueHours: 48 },
      site: { manager: { phone: managerPhone } },
      resident: { optOuts: ['reminders'] },
    });
    await remind(house);
    expect(await toldLast(house)).toEqual([{ message: 'reminder', channel: 'none', outcome: 'declined' }]);
    expect(toManager(house)).toEqual([]);
    await remind(house);
    expect(by(house, 'sms').map(({ kind }) => kind)).toEqual(['parcel-stored', 'parcel-overdue']);
  });
});

describe('a number that answered STOP', () => {
  const rowOf = ({ ports }: House) => ports.registry.residents.read({ siteId, residentId: 'resident-1' as never });

  it('is remembered as lost to SMS, email goes on, and a START is seen with the next message', async () => {
    const house = await houseWith({ resident: withEmail });
    expect(await rowOf(house)).not.toHaveProperty('smsState'); // Nothing is written while all is well.
    house.ports.people.optedOut.add(phone);
    await reissue(house, 1);
    expect(await rowOf(house)).toMatchObject({ smsState: 'opted-out' });
    expect(house.ports.counters.counts['sms-lost']).toBe(1);
    expect([by(house, 'sms').length, by(house, 'email').length]).toEqual([1, 2]);
    await reissue(house, 1);
    expect(house.ports.counters.counts['sms-lost']).toBe(1);
    house.ports.people.optedOut.delete(phone);
    await reissue(house, 1);
    expect(await rowOf(house)).toMatchObject({ smsState: 'reachable' });
    expect(by(house, 'sms')).toHaveLength(2);
  });
});
