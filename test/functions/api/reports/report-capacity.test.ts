import { csvParse } from 'd3-dsv';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BankId, CompartmentId, ParcelId, ResidentId, SiteId, StayId } from '../../../../domain/ids.js';
import type { OutboxEntry } from '../../../../domain/outbox.js';
import type { Parcel } from '../../../../app/ports.js';
import { bankBody, makeHouse, managerOf, siteWithMembers, startMs, storedParcel, type House } from '../world.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let house: House;
beforeEach(async () => void (house = await makeHouse()));

const report = (query: Record<string, string> = {}, who = house.manager) =>
  house.call(who, 'GET /v1/reports/capacity', { query: { siteId: 'site-1', ...query } });

/** A parcel that lay in a door from one hour to another; `undefined`: it was not kept when it ended. */
const lay = (n: number, from: number, to: number | undefined, compartmentId = 'A01') =>
  house.parcels.create({
    ...{ id: `p${n}` as ParcelId, siteId: 'site-1' as SiteId, residentId: 'r' as ResidentId, announced: true },
    ...{ state: 'collected', createdAtMs: startMs + from * hourMs, vouched: false, rowN: 3, version: 1 },
    storedAtMs: startMs + from * hourMs,
    endedAtMs: to === undefined ? undefined : startMs + to * hourMs,
    claim: {
      ...{ requestId: `q${n}`, bankId: 'bank-1' as BankId, compartmentId },
      ...{ stayId: `${compartmentId}-${n}` as StayId, courierId: 'c', claimedAtMs: startMs + from * hourMs, size: 'S' },
    },
  } as Parcel);

/** The code of the last message that had one. */
async function pickUp(compartmentId: string) {
  const { code } = /(?<code>\d{8})/.exec(house.people.delivered.at(-1)!.text.body)!.groups!;
  await house.tell({ type: 'pickup-requested', requestId: 'r1', code });
  const open = house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command;
  await house.close(compartmentId, open.commandId, 2, [440, 500]);
}

describe('the capacity report', () => {
  it('says that the doors of a bank that is taken out of service are out of use', async () => {
    const outOfUse = async () =>
      ((await report()).body['banks'] as { outOfUse: number }[]).map((bank) => bank.outOfUse);
    expect(await outOfUse()).toEqual([0]);
    const asked = { path: { bankId: 'bank-1' }, body: { reason: 'the house is sold' } };
    await house.call(house.manager, 'POST /v1/banks/{bankId}/retire', asked);
    expect(await outOfUse()).toEqual([2]);
  });

  it('has the doors of a bank that came since it was last asked for', async () => {
    const doors = async () => ((await report()).body['banks'] as { doors: number }[]).map((bank) => bank.doors);
    expect(await doors()).toEqual([2]);
    await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body: bankBody('bank-2') });
    expect(await doors()).toEqual([2, 2]);
  });

  it('says nothing of a bank that a new one has put off the page of banks', async () => {
    await storedParcel(house); // In bank-1.
    const { registry } = house;
    const first = (await registry.banks.read({ bankId: 'bank-1' as BankId }))!;
    for (let i = 0; i < 99; i++) await registry.banks.create({ ...first, id: `bank-0-${i}` as BankId });
    const parcels = async () => {
      const { body } = await report();
      return [body['parcels'], (body['banks'] as unknown[]).length, body['isCutShort']];
    };
    house.clock.now += hourMs;
    expect(await parcels()).toEqual([1, 100, false]);
    await registry.banks.create({ ...first, id: 'bank-0' as BankId });
    expect(await parcels()).toEqual([0, 100, true]);
  });

  it('follows a parcel from its deposit to its pickup', async () => {
    const { compartmentId } = await storedParcel(house);
    house.clock.now += 6 * hourMs;
    expect((await report()).body).toMatchObject({ parcels: 1, dwell: { ended: 0, lying: 1 } });
    house.clock.now += 6 * hourMs;
    await pickUp(compartmentId);
    house.clock.now += 12 * hourMs;
    const { status, body } = await report();
    expect(status).toBe(200);
    // The bank is a day old: two doors, one parcel of half a day in the only small one.
    expect(body).toMatchObject({
      ...{ siteId: 'site-1', toMs: startMs + dayMs, doors: 2, parcels: 1, parcelsPerDoorAndDay: 0.5, endsUnknown: 0 },
      dwell: { ended: 1, lying: 0, meanMs: 12 * hourMs },
      banks: [
        {
          ...{ bankId: 'bank-1', fromMs: startMs, doors: 2, outOfUse: 0, meanTaken: 0.5, mostTaken: 1, fullMinutes: 0 },
          sizes: [
            { size: 'S', doors: 1, parcels: 1, inLargerDoors: 0, fullMinutes: 720 },
            { size: 'M', doors: 1, parcels: 0, inLargerDoors: 0, fullMinutes: 0 },
          ],
        },
      ],
      cleanOut: { overdue: 0, parcels: [] },
      isCutShort: false,
    });
  });

  it('knows what size was asked for, whatever door there was', async () => {
    await storedParcel(house, 'TN1');
    await storedParcel(house, 'TN2'); // The small door is taken.
    house.clock.now += hourMs;
    const [bank] = (await report()).body['banks'] as { sizes: object[] }[];
    expect(bank!.sizes).toMatchObject([
      { size: 'S', parcels: 2, inLargerDoors: 1, mostTaken: 1 },
      { size: 'M', parcels: 0, mostTaken: 1 },
    ]);
  });

  it('lists what is overdue, oldest first, by its door and with nobody’s name', async () => {
    await storedParcel(house, 'TN1');
    house.clock.now += hourMs;
    await storedParcel(house, 'TN2');
    for (const compartmentId of ['A01', 'A02'] as CompartmentId[]) {
      const loaded = (await house.doors.load({ bankId: 'bank-1' as BankId, compartmentId }))!;
      const door = { ...loaded.door, stay: { ...loaded.door.stay!, state: 'overdue' as const } };
      const entry = { commit: loaded.version + 1 } as OutboxEntry;
      await house.doors.commit({ ...loaded, door, drop: [], entry });
    }
    house.clock.now += 80 * hourMs;
    const { body, text } = await report();
    expect(body['cleanOut']).toMatchObject({
      overdue: 2,
      parcels: [
        { bankId: 'bank-1', compartmentId: 'A01', size: 'S', storedAtMs: startMs, forMs: 81 * hourMs },
        { bankId: 'bank-1', compartmentId: 'A02', size: 'M', forMs: 80 * hourMs },
      ],
    });
    for (const word of ['TN1', 'Ada', '12B', house.residentId, '+1555']) expect(text).not.toContain(word);
  });

  it('counts what came before the period as far as it lay in it, and what lies there still however old it is', async () => {
    await storedParcel(house, 'TN2'); // Into A01.
    await lay(1, 0, 36, 'A02');
    house.clock.now += 60 * dayMs;
    const last = async (days: number) => {
      const fromMs = String(house.clock.now - days * dayMs);
      return ((await report({ fromMs })).body['banks'] as { meanTaken: number; parcels: number }[])[0]!;
    };
    expect(await last(1)).toMatchObject({ parcels: 0, meanTaken: 1 });
    const second = await report({ fromMs: String(startMs + dayMs), toMs: String(startMs + 2 * dayMs) });
    expect(second.body).toMatchObject({ parcels: 0, banks: [{ meanTaken: 1.5 }] });
  });

  it('says how many ended at a time that nobody kept', async () => {
    await lay(1, 1, undefined);
    house.clock.now += dayMs;
    expect((await report()).body).toMatchObject({ parcels: 1, endsUnknown: 1, dwell: { ended: 0, lying: 0 } });
  });

  it('is cut short where a site has more than one report reads, and then begins where its parcels do', async () => {
    for (let n = 0; n <= 5_000; n++) await lay(n, n / 10, n / 10 + 1);
    house.clock.now += 21 * dayMs;
    const { body } = await report();
    expect(body).toMatchObject({ isCutShort: true, fromMs: startMs + hourMs / 10 });
  });

  it('has the doors that keep a size from being full for longer than is asked', async () => {
    for (let n = 0; n < 20; n++) await lay(n, n * 24, n * 24 + 24);
    house.clock.now += 20 * dayMs;
    const needed = async (query: Record<string, string>) => {
      const [bank] = (await report(query)).body['banks'] as { sizes: { forecast: { doorsNeeded: number } }[] }[];
      return bank!.sizes[0]!.forecast.doorsNeeded;
    };
    // One a day that lies for a day: P(N ≥ 5) = 0.4 %, P(N ≥ 4) = 1.9 %, P(N ≥ 3) = 8.0 %, P(N ≥ 2) = 26 %.
    expect(await needed({})).toBe(5);
    expect(await needed({ fullShareMax: '0.1' })).toBe(3);
    expect(await needed({ fullShareMax: '0.5' })).toBe(2);
  });

  it.each([
    [{ fullShareMax: '0' }],
    [{ fullShareMax: '0.6' }],
    [{ fullShareMax: 'few' }],
    [{ fromMs: String(startMs), toMs: String(startMs) }],
    [{ format: 'pdf' }],
  ])('refuses %j', async (query) => {
    const { status, body } = await report(query);
    expect([status, body['code']]).toEqual([400, 'invalid-query']);
  });

  it('is of one’s own site', async () => {
    await storedParcel(house);
    await siteWithMembers(house, 'site-2');
    expect((await report({}, managerOf('site-2'))).status).toBe(404);
    expect((await report({ siteId: 'site-2' }, managerOf('site-2'))).body).toMatchObject({ doors: 0, parcels: 0 });
  });

  it('looks at a bank from when it was registered', async () => {
    house.clock.now += 10 * dayMs;
    const body = bankBody('bank-2');
    await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body });
    house.clock.now += dayMs;
    expect((await report()).body['banks']).toMatchObject([
      { bankId: 'bank-1', fromMs: startMs },
      { bankId: 'bank-2', fromMs: startMs + 10 * dayMs },
    ]);
  });
});

describe('the capacity report as a page', () => {
  it('needs nothing else and runs nothing, and draws what it says', async () => {
    await storedParcel(house);
    for (let n = 0; n < 20; n++) await lay(n, n, n + 24, 'A02');
    house.clock.now += 8 * dayMs;
    const { status, headers, text } = await report({ format: 'html' });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).toContain('<h1>House site-1: are there doors enough?</h1>');
    expect(text).toContain('24 Dec 2026 to 23 Jan 2027. Made on 23 Jan 2027, 08:00; times are those of UTC.');
    // By day, by doors taken, by size, by how long.
    expect(text.match(/<svg\s/g)).toHaveLength(4);
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|NaN|undefined/);
  });

  it('is in the language of the site, or in the one that is asked for', async () => {
    await storedParcel(house);
    for (let n = 0; n < 20; n++) await lay(n, n, n + 24, 'A02');
    house.clock.now += 80 * hourMs;
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', { path: house.path, body: { language: 'fr' } });
    const french = (await report({ format: 'html' })).text;
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('2 casiers\u202f; 21 colis déposés');
    expect(french).toContain('House site-1\u00a0: y a-t-il assez de casiers\u202f?</h1>');
    const spanish = (await report({ format: 'html', language: 'es' })).text;
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain('House site-1: ¿hay bastantes casillas?</h1>');
    for (const page of [french, spanish]) expect(page).not.toMatch(/\b(the|of|and|door|parcel|undefined)\b/i);
    expect((await report({ format: 'html', language: 'de' })).status).toBe(400);
  });

  it('makes no rate a day of less than a day', async () => {
    await storedParcel(house);
    house.clock.now += 60_000;
    const young = (await report({ format: 'html' })).text;
    expect(young).toContain('1 parcel stored.');
    expect(young).toMatch(/<strong>–<\/strong>\s*parcels per door and day/);
    const rates = (await report({ format: 'csv' })).text.match(/turnover,.*/g);
    expect(rates).toEqual(['turnover,,parcels per door and day', 'turnover,,parcels per door and day']);
    house.clock.now += dayMs - 60_000;
    const old = (await report({ format: 'html' })).text;
    expect(old).toMatch(/1 parcel stored, 0\.50? per door and day\./);
    expect(old).toMatch(/<strong>0\.50?<\/strong>\s*parcels per door and day/);
  });

  it('has no doors that were taken for more than all of the time: minutes are whole, and a period need not be', async () => {
    await storedParcel(house); // In the only S door, as soon as the bank was there.
    house.clock.now += 40_000;
    const { text } = await report({ format: 'html' });
    const shares = [...text.matchAll(/>([\d.]+)\s%</g)].map(([, share]) => Number(share));
    expect(shares).toContain(100);
    expect(Math.max(...shares)).toBe(100);
  });

  it('of a site where nothing came, or that has no bank, says so', async () => {
    const { text } = await report({ format: 'html' });
    expect(text).toContain('Too little is known yet');
    expect(text).toContain('Nothing is overdue.');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    await siteWithMembers(house, 'site-2');
    const none = await report({ siteId: 'site-2', format: 'html' }, managerOf('site-2'));
    expect(none.text).toContain('The site has no bank yet.');
    expect(none.text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('shows names as they are written, whatever is in them', async () => {
    const name = '<script>alert(1)</script>';
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', { path: house.path, body: { name } });
    const { text } = await report({ format: 'html' });
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(1)');
  });
});

it('the capacity report as a table has a figure a line', async () => {
  await storedParcel(house);
  house.clock.now += 12 * hourMs;
  const { headers, text } = await report({ format: 'csv' });
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(text.startsWith('\ufeff')).toBe(true);
  const rows = csvParse(text.slice(1));
  const found = (bank: string, item: string, measure: string) =>
    rows.find((row) => row['bank'] === bank && row['item'] === item && row['measure'] === measure);
  expect(found('', '', 'stored')).toMatchObject({ part: 'site', value: '1', unit: 'parcels' });
  expect(found('bank-1', 'S', 'every door taken')).toMatchObject({ value: '720', unit: 'min' });
  expect(found('bank-1', 'all sizes', 'most taken at once')).toMatchObject({ value: '1', unit: 'doors' });
  expect(found('', '', 'to')!['value']).toBe(new Date(house.clock.now).toISOString());
  expect(rows.every((row) => Object.values(row).length === 6)).toBe(true);
});
