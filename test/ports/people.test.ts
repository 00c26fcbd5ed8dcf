import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BankId, CourierId, ResidentId, SiteId } from '../../domain/ids.js';
import { bankRow, courierRow, memberRow, residentRow, siteId, siteRow } from './samples.js';
import { storeKinds, type OpenStores } from './stores.js';

describe.each(storeKinds)('who and what there is, in $name', ({ open }) => {
  let opened: OpenStores;
  let count = 0;
  const fresh = (kind: string) => `${kind}-${++count}`;
  const registry = () => opened.stores.registry;
  const directory = () => opened.stores.directory;
  beforeAll(async () => void (opened = await open()));
  afterAll(() => opened.close());

  it('a row is created once, read back, and replaced on its version only', async () => {
    const row = siteRow(fresh('site'));
    expect(await registry().sites.create(row)).toBe(true);
    expect(await registry().sites.create({ ...row, name: 'Another' })).toBe(false);
    expect(await registry().sites.read({ siteId: row.id })).toEqual(row);
    expect(await registry().sites.replace({ ...row, name: 'Renamed' })).toBe(true);
    expect(await registry().sites.replace({ ...row, name: 'Late' })).toBe(false);
    expect(await registry().sites.read({ siteId: row.id })).toEqual({ ...row, name: 'Renamed', version: 2 });
  });

  it('what was never created is neither read nor replaced', async () => {
    const row = residentRow(fresh('resident'));
    expect(await registry().residents.read({ siteId, residentId: row.id })).toBeUndefined();
    expect(await registry().residents.replace(row)).toBe(false);
    expect(await registry().residents.read({ siteId, residentId: row.id })).toBeUndefined();
  });

  it('an id that is a UUID is an id like any other', async () => {
    const id = '0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11';
    const site = siteRow(id);
    const bank = bankRow(fresh('bank'), { siteId: id as SiteId });
    expect(await registry().sites.create(site)).toBe(true);
    expect(await registry().banks.create(bank)).toBe(true);
    expect((await registry().sites.list({ limit: 100 })).items).toContainEqual(site);
    expect((await registry().banks.list(id as SiteId, { limit: 9 })).items).toEqual([bank]);
  });

  it('a site’s banks are named in their order, so many as asked, with the banks that each has near', async () => {
    const site = fresh('site') as SiteId;
    const ids = ['a', 'b', 'c'].map((letter) => `${letter}-${fresh('bank')}` as BankId);
    for (const id of [...ids].reverse()) await registry().banks.create(bankRow(id, { siteId: site, near: [ids[2]!] }));
    expect(await directory().banksOfSite(site, 2)).toEqual(ids.slice(0, 2));
    expect(await directory().banksOfSite(fresh('site') as SiteId, 2)).toEqual([]);
    expect((await directory().bank(ids[0]!))?.near).toEqual([ids[2]]);
  });

  it('a bank keeps its certificate and its door cycles', async () => {
    const certificate = { arn: 'arn:aws:iot:us-east-1:1:cert/ab', pem: '-----BEGIN CERTIFICATE-----\nA\n' };
    const row = bankRow(fresh('bank'), { certificate, doorCycles: { A07: 3, v: 4, state: 5 } });
    await registry().banks.create(row);
    expect(await registry().banks.read({ bankId: row.id })).toEqual(row);
  });

  it('lists go by the page, in the order of ids, and stay within their site', async () => {
    const site = fresh('site') as SiteId;
    const ids = ['a', 'b', 'c'].map((letter) => `${letter}-${fresh('bank')}`);
    for (const id of [...ids].reverse()) await registry().banks.create(bankRow(id, { siteId: site }));
    for (const id of [...ids].reverse()) await registry().couriers.create(courierRow(id, { siteId: site }));
    await registry().banks.create(bankRow(fresh('bank'), { siteId: fresh('site') as SiteId }));
    for (const kind of [registry().banks, registry().couriers]) {
      const first = await kind.list(site, { limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const second = await kind.list(site, { limit: 2, cursor: first.cursor });
      expect(second.items.map(({ id }) => id)).toEqual(ids.slice(2));
      expect(second.cursor).toBeUndefined();
      expect((await kind.list(site, { limit: 3 })).cursor).toBeUndefined(); // A page that ends with the list says so.
    }
  });

  it('a resident is found by their unit, however it is typed, and by the new one after a move', async () => {
    const site = fresh('site') as SiteId;
    const row = residentRow(fresh('resident'), { siteId: site, unit: '4B' });
    const other = residentRow(fresh('resident'), { siteId: site, unit: '4B#2' });
    await registry().residents.create(row);
    await registry().residents.create(other);
    const found = async (unit: string) => (await directory().residentsOfUnit(site, unit)).map(({ id }) => id);
    expect(await found(' 4 b')).toEqual([row.id]);
    expect(await found('4B#2')).toEqual([other.id]);
    expect(await found('4')).toEqual([]);
    await registry().residents.replace({ ...row, unit: '7' });
    expect(await found('4B')).toEqual([]);
    expect(await found('7')).toEqual([row.id]);
  });

  it('a resident who is erased is nowhere any more, and only as they were read', async () => {
    const site = fresh('site') as SiteId;
    const row = residentRow(fresh('resident'), { siteId: site, unit: '4B', email: 'ada@example.com' });
    await registry().residents.create(row);
    await registry().residents.replace({ ...row, unit: '5' });
    expect(await registry().residents.erase(row)).toBe(false); // Changed since it was read.
    expect(await registry().residents.erase({ ...row, unit: '5', version: 2 })).toBe(true);
    expect(await registry().residents.read({ siteId: site, residentId: row.id })).toBeUndefined();
    expect((await registry().residents.list(site, { limit: 10 })).items).toEqual([]);
    expect(await directory().resident(site, row.id)).toBeUndefined();
    expect(await directory().residentsOfUnit(site, '5')).toEqual([]);
    expect(await registry().residents.replace({ ...row, version: 2 })).toBe(false);
    expect(await registry().residents.erase({ ...row, version: 2 })).toBe(false);
  });

  it('the directory reads what the registry keeps', async () => {
    const row = residentRow(fresh('resident'), { email: 'ada@example.com', emailTopic: 'arn:aws:sns:us-east-1:1:t' });
    await registry().residents.create(row);
    expect(await directory().resident(siteId, row.id)).toMatchObject({
      name: 'Ada Lovelace',
      emailTopic: row.emailTopic,
    });
    expect(await directory().resident('elsewhere' as SiteId, row.id)).toBeUndefined();
    expect(await directory().resident(siteId, 'nobody' as ResidentId)).toBeUndefined();
    expect(await directory().courier(siteId, 'nobody' as CourierId)).toBeUndefined();
  });

  it('what the email channel saw is kept of the address that it looked at, and of no other', async () => {
    const row = residentRow(fresh('resident'), { email: 'ada@example.com', emailTopic: 'topic-1' });
    const read = () => registry().residents.read({ siteId, residentId: row.id });
    await registry().residents.create({ ...row, emailState: 'unconfirmed' });
    await directory().noteEmail(row, 'confirmed');
    expect(await read()).toEqual({ ...row, emailState: 'confirmed', version: 2 });
    expect((await directory().resident(siteId, row.id))?.emailState).toBe('confirmed');
    // Whoever read the row before does not write over it.
    expect(await registry().residents.replace({ ...row, unit: '9' })).toBe(false);
    await directory().noteEmail({ ...row, emailTopic: 'topic-2' }, 'lost');
    await directory().noteEmail({ ...row, emailTopic: undefined }, 'lost');
    await directory().noteEmail({ ...row, id: 'nobody' as ResidentId }, 'lost');
    expect(await read()).toMatchObject({ emailState: 'confirmed', version: 2 });
    expect(await registry().residents.read({ siteId, residentId: 'nobody' as ResidentId })).toBeUndefined();
  });

  it('what SMS saw of a number is kept, while the resident has that number', async () => {
    const row = residentRow(fresh('resident'), { phone: '+12025550112' });
    const read = () => registry().residents.read({ siteId, residentId: row.id });
    await registry().residents.create(row);
    await directory().noteSms(row, 'opted-out');
    expect(await read()).toEqual({ ...row, smsState: 'opted-out', version: 2 });
    expect(await registry().residents.replace({ ...row, unit: '9' })).toBe(false);
    await directory().noteSms({ ...row, phone: '+12025550113' }, 'reachable');
    await directory().noteSms({ ...row, phone: undefined }, 'reachable');
    await directory().noteSms({ ...row, id: 'nobody' as ResidentId }, 'reachable');
    expect(await read()).toMatchObject({ smsState: 'opted-out', version: 2 });
    expect(await registry().residents.read({ siteId, residentId: 'nobody' as ResidentId })).toBeUndefined();
  });

  it('a resident keeps what they asked not to get', async () => {
    const row = residentRow(fresh('resident'), { optOuts: ['sms', 'reminders'] });
    await registry().residents.create(row);
    expect((await directory().resident(siteId, row.id))?.optOuts).toEqual(['sms', 'reminders']);
  });

  it('a resident keeps a hold, and a site its language, clocks and manager', async () => {
    const resident = residentRow(fresh('resident'), { holdUntilMs: 1_800_000_000_000, language: 'fr' });
    await registry().residents.create(resident);
    expect(await registry().residents.read({ siteId, residentId: resident.id })).toEqual(resident);
    const manager = { phone: '+15555550100', email: 'max@example.com', emailTopic: 'topic-1' };
    const policy = { ...siteRow().policy, quietHours: null };
    const site = siteRow(fresh('site'), { language: 'es', timeZone: 'America/New_York', manager, policy });
    await registry().sites.create(site);
    expect(await registry().sites.read({ siteId: site.id })).toEqual(site);
    expect(await directory().site(site.id)).toEqual(site);
    expect((await registry().sites.list({ limit: 100 })).items).toContainEqual(site);
  });

  it('a courier is found by the key of their code until it runs out; a key has one courier', async () => {
    const row = courierRow(fresh('courier'));
    const key = fresh('key');
    const expiresAtMs = opened.clock.nowMs() + 60_000;
    await registry().couriers.create(row);
    const claim = (courierId: CourierId) => registry().claimCourierCode(key, { siteId, courierId }, expiresAtMs);
    expect(await directory().courierByCode(key)).toBeUndefined();
    expect(await claim(row.id)).toBe(true);
    expect(await claim(row.id)).toBe(true);
    expect(await claim('another' as CourierId)).toBe(false);
    expect(await directory().courierByCode(key)).toMatchObject({ id: row.id, siteId });
    opened.clock.atMs += 61_000;
    expect(await directory().courierByCode(key)).toBeUndefined();
  });

  it('a site and a bank are believed for a minute; one that was not there is asked for again', async () => {
    const site = siteRow(fresh('site'));
    const bank = bankRow(fresh('bank'));
    expect(await directory().site(site.id)).toBeUndefined();
    expect(await directory().bank(bank.id)).toBeUndefined();
    await registry().sites.create(site);
    await registry().banks.create(bank);
    expect((await directory().site(site.id))?.name).toBe('Rosengarten 4');
    expect((await directory().bank(bank.id))?.siteId).toBe(siteId);
    await registry().sites.replace({ ...site, name: 'Renamed' });
    opened.clock.atMs += 59_999;
    expect((await directory().site(site.id))?.name).toBe('Rosengarten 4');
    opened.clock.atMs += 1;
    expect((await directory().site(site.id))?.name).toBe('Renamed');
    expect((await directory().bank('nowhere' as BankId))?.siteId).toBeUndefined();
  });

  it('a membership is listed by site and by subject, and gone once removed; it may be made anew', async () => {
    const subject = fresh('subject');
    const sites = ['s1', 's2'].map((name) => `${name}-${fresh('site')}` as SiteId);
    for (const id of sites) await registry().members.create(memberRow(subject, { siteId: id }));
    const ofSubject = async () => (await registry().members.ofSubject(subject, { limit: 9 })).items;
    expect((await ofSubject()).map(({ siteId }) => siteId)).toEqual(sites);
    const row = memberRow(subject, { siteId: sites[0]! });
    expect(await registry().members.remove({ ...row, version: 7 })).toBe(false);
    expect(await registry().members.remove(row)).toBe(true);
    expect(await registry().members.read(row)).toBeUndefined();
    expect((await registry().members.list(row.siteId, { limit: 9 })).items).toEqual([]);
    expect((await ofSubject()).map(({ siteId }) => siteId)).toEqual(sites.slice(1));
    expect(await registry().members.remove(row)).toBe(false);
    expect(await registry().members.create({ ...row, role: 'viewer' })).toBe(true);
    expect(await registry().members.read(row)).toEqual({ ...row, role: 'viewer' });
    expect((await registry().members.list(row.siteId, { limit: 9 })).items).toEqual([{ ...row, role: 'viewer' }]);
  });
});
