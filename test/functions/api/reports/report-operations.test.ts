import { csvParse } from 'd3-dsv';
import { beforeEach, describe, expect, it } from 'vitest';
import { raise } from '../../../../app/incidents.js';
import type { BankId, CompartmentId, ParcelId } from '../../../../domain/ids.js';
import { makeHouse, storedParcel, type House } from '../world.js';

let house: House;
beforeEach(async () => void (house = await makeHouse()));

const report = (format: string, query: Record<string, string> = {}) =>
  house.call(house.manager, 'GET /v1/reports/operations', { query: { siteId: 'site-1', format, ...query } });

/** A door that would not open, and did again after a minute. */
async function jammed() {
  const place = { bankId: 'bank-1' as BankId, compartmentId: 'A02' as CompartmentId };
  const say = (key: string, status: 'standing' | 'over') =>
    raise(house, { cause: 'wont-open', place, status, key, occurredAtMs: house.clock.now });
  await say('j1', 'standing');
  house.clock.now += 60_000;
  await say('j2', 'over');
  house.clock.now += 1;
}

/** Left open at this visit, and shut a minute later. */
async function leftOpen(doorCycle: number, stay: string, visit: 'deposit' | 'pickup') {
  const place = { bankId: 'bank-1' as BankId, compartmentId: 'A01' as CompartmentId };
  const say = (status: 'standing' | 'over') =>
    raise(house, {
      ...{ cause: 'door-ajar', place, status, key: `${status}-${doorCycle}`, occurredAtMs: house.clock.now },
      detail: { event: 'door-left-open', doorCycle, stay, visit },
    });
  await say('standing');
  house.clock.now += 60_000;
  await say('over');
  house.clock.now += 60_000;
}

it('a parcel of which nobody could say whether it was there was neither seen by sensors nor vouched for: it is stored, and no work of anybody was saved by it', async () => {
  const [, doubtful] = [await storedParcel(house, 'TN1'), await storedParcel(house, 'TN2')];
  const { id: parcelId, claim, ...row } = (await house.parcels.read(doubtful.parcelId as ParcelId))!;
  const shown = { state: 'stored', storedAtMs: row.storedAtMs, residentId: row.residentId, n: row.rowN + 1 } as const;
  await house.parcels.show({ parcelId, stayId: claim!.stayId, ...shown, vouched: true, isUnsure: true });
  house.clock.now += 1;
  const { body } = await report('json');
  expect(body['deposits']).toEqual({ verified: 1, vouched: 0, unsure: 1, notStored: 0 });
  expect(body['staffMinutes']).toMatchObject({ byParcels: 4 });
  expect((await report('html')).text).toContain('<strong>2</strong>parcels stored, in 1 bank');
});

describe('a door that is left open again', () => {
  const doorAjar = async () => {
    const { body } = await report('json');
    return (body['incidents'] as { byCause: { cause: string }[] }).byCause.find(({ cause }) => cause === 'door-ajar');
  };

  /** At cycles 1 and 4; and so often in all it was opened and shut until now. */
  async function leftOpenTwice({ lastCycle }: { lastCycle: number }) {
    const key = { bankId: 'bank-1' as BankId, compartmentId: 'A01' as CompartmentId };
    const { door } = (await house.doors.load(key))!;
    house.doors.list = () => Promise.resolve([{ ...door, cycles: { base: lastCycle, mask: 0 } }]);
    await leftOpen(1, 'A01-stay1', 'deposit');
    await leftOpen(4, 'A01-stay1', 'pickup');
    house.clock.now += 1;
  }

  it('and was shut in time thirty times since counts as seen again, at a door that works', async () => {
    await leftOpenTwice({ lastCycle: 32 });
    expect(await doorAjar()).toMatchObject({ incidents: 2, repeated: 1, repeatsAtWorkingDoors: 1 });
    const { text } = await report('csv');
    expect(text).toContain('door-ajar,of those at a door that works,1,incidents');
  });

  it('and was not used so often since counts as seen again, and no more is said', async () => {
    await leftOpenTwice({ lastCycle: 31 });
    expect(await doorAjar()).toMatchObject({ incidents: 2, repeated: 1, repeatsAtWorkingDoors: 0 });
  });
});

describe('the operations report as a page', () => {
  it('needs nothing else and runs nothing, and draws what went wrong', async () => {
    await storedParcel(house);
    await jammed();
    const { status, headers, text } = await report('html');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).toContain('<h1>House site-1: how the lockers did</h1>');
    expect(text.match(/<svg\s/g)).toHaveLength(1);
    expect(text).toContain('Door will not open: 1 over, not decided yet');
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|NaN|undefined/);
  });

  it('is in the language of the site, or in the one that is asked for, and so are the causes', async () => {
    await storedParcel(house);
    await jammed();
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', { path: house.path, body: { language: 'es' } });
    const spanish = (await report('html')).text;
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain('La puerta no se abre: 1 terminada, sin decidir');
    const french = (await report('html', { language: 'fr' })).text;
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('<td>La porte ne s&#39;ouvre pas</td>');
    for (const page of [french, spanish]) expect(page).not.toMatch(/\b(the|of|and|door|parcel|undefined)\b/i);
  });

  it.each([
    ['en', '1 alarm about sensors. None of them counts as false'],
    ['fr', '1 alerte au sujet de capteurs. Aucune ne compte comme fausse'],
    ['es', '1 alarma sobre sensores. Ninguna cuenta como falsa'],
  ])(
    'in %s says of alarms of which none was false that none was, and not that 0 of them were',
    async (language, said) => {
      const place = { bankId: 'bank-1' as BankId, compartmentId: 'A02' as CompartmentId, sensor: 'top' };
      const at = { key: 's1', occurredAtMs: house.clock.now };
      await raise(house, { cause: 'sensor-drift', place, status: 'standing', ...at });
      house.clock.now += 1;
      const { text } = await report('html', { language });
      expect(text).toContain(said);
      expect(text).toMatch(/1 (per bank and month|par consigne et par mois|por consigna y mes)/);
    },
  );

  it('of a site where nothing happened says so', async () => {
    const { text } = await report('html');
    for (const words of ['No parcel came or was announced.', 'Nothing went wrong.', 'No alarm about a sensor']) {
      expect(text).toContain(words);
    }
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('shows names as they are written, whatever is in them', async () => {
    const name = '"><img src=x onerror=alert(1)>';
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', { path: house.path, body: { name } });
    expect((await report('html')).text).not.toContain('<img');
  });
});

it('the operations report as a table has a figure a line', async () => {
  await storedParcel(house);
  await jammed();
  const { headers, text } = await report('csv');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(text.startsWith('\ufeff')).toBe(true);
  const rows = csvParse(text.slice(1));
  const found = (item: string, measure: string) =>
    rows.find((row) => row['item'] === item && row['measure'] === measure);
  expect(found('', 'seen by the sensors')).toMatchObject({ part: 'deposits', value: '1', unit: 'parcels' });
  expect(found('wont-open', 'raised')).toMatchObject({ part: 'incidents', value: '1' });
  expect(found('wont-open', 'mean time to resolve')).toMatchObject({ value: '1', unit: 'min' });
  expect(found('', 'saved')).toMatchObject({ part: 'staff', value: '4', unit: 'min' });
  expect(rows.every((row) => Object.values(row).length === 5)).toBe(true);
});

it('the operations report knows three formats', async () => {
  expect((await report('json')).body).toMatchObject({ siteId: 'site-1' });
  expect((await report('pdf')).body['code']).toBe('invalid-query');
});
