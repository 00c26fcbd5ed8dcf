import { beforeEach, describe, expect, it } from 'vitest';
import { raise } from '../../../app/incidents.js';
import type { KnownSensor } from '../../../domain/audit/door-sensors.js';
import type { Mark } from '../../../domain/bank/state.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import { drift } from '../../../domain/sensing/health/drift.js';
import { noisy } from '../../../domain/sensing/health/noisy.js';
import { newState } from '../../../domain/sensing/health/state.js';
import {
  bankBody,
  makeHouse,
  managerOf,
  person,
  siteWithMembers,
  startMs,
  storedParcel,
  type House,
  type Reply,
} from './world.js';

const dayMs = 24 * 3_600_000;
let house: House;
beforeEach(async () => void (house = await makeHouse()));

const report = (query: Record<string, string> = {}, who = house.manager) =>
  house.call(who, 'GET /v1/reports/operations', { query: { siteId: 'site-1', ...query } });
const jam = (key: string, status: 'standing' | 'over' = 'standing') =>
  raise(house, {
    cause: 'wont-open',
    place: { bankId: 'bank-1' as BankId, compartmentId: 'A02' as CompartmentId },
    status,
    key,
    occurredAtMs: house.clock.now,
  });
const counted = ({ body }: Reply) => (body['incidents'] as { all: Record<string, number> }).all;

describe('the operations report', () => {
  it('tells what happened in the last 30 days, with the definition’s parts beside each rate', async () => {
    await storedParcel(house);
    await jam('j1');
    house.clock.now += 60_000;
    await jam('j2', 'over');
    const { status, body } = await report();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      siteId: 'site-1',
      fromMs: house.clock.now - 30 * dayMs,
      toMs: house.clock.now,
      banks: 1,
      deposits: { verified: 1, vouched: 0, unsure: 0, notStored: 0 },
      incidents: {
        byCause: [{ cause: 'wont-open', incidents: 1, undecided: 1, meanMsToResolve: 60_000 }],
        all: { incidents: 1, open: 0, undecided: 1, mendedRemotely: 0, visits: 0 },
      },
      alarms: { raised: 0, endedByThemselves: 0, endedPerBankPerMonth: 0, budgetPerBankPerMonth: 1 },
      staffMinutes: { byParcels: 4, byVisitsSpared: 0, spentOnVisits: 0, saved: 4 },
      isCutShort: false,
    });
    expect(counted({ body } as Reply)).not.toHaveProperty('remoteResolutionRate');
  });

  it('counts an incident in the period in which it was raised, to the millisecond', async () => {
    await jam('j1');
    const at = String(startMs);
    house.clock.now += dayMs;
    expect(counted(await report({ fromMs: at }))).toMatchObject({ incidents: 1 });
    expect(counted(await report({ toMs: at }))).toMatchObject({ incidents: 0 });
    expect(counted(await report({ fromMs: String(startMs + 1) }))).toMatchObject({ incidents: 0 });
  });

  it('is of what has passed: days that are still to come make no rate lower', async () => {
    const [fromMs, toMs] = [house.clock.now - 3 * dayMs, house.clock.now + 60 * dayMs].map(String) as [string, string];
    expect((await report({ fromMs, toMs })).body).toEqual((await report({ fromMs })).body);
    const ahead = await report({ fromMs: toMs, toMs: String(Number(toMs) + dayMs) });
    expect(ahead.body).toMatchObject({ fromMs: Number(toMs), toMs: Number(toMs), deposits: { verified: 0 } });
    expect(ahead.body['alarms']).not.toHaveProperty('endedPerBankPerMonth');
  });

  it('reads past a page of each list', async () => {
    for (let i = 0; i < 120; i++) {
      const body = { trackingNumber: `TN${i}`, residentId: house.residentId };
      await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path: house.path, body });
    }
    house.clock.now += 1; // The end of a period is not in it.
    expect((await report()).body['deposits']).toEqual({ verified: 0, vouched: 0, unsure: 0, notStored: 120 });
  });

  it.each([
    [{ fromMs: String(startMs), toMs: String(startMs) }],
    [{ fromMs: String(startMs - 93 * dayMs), toMs: String(startMs) }],
    [{ fromMs: 'yesterday' }],
    [{ fromMs: '-1' }],
    [{ toMs: '1e300' }],
    [{ days: '30' }],
  ])('refuses %j', async (query) => {
    const { status, body } = await report(query);
    expect([status, body['code']]).toEqual([400, 'invalid-query']);
  });

  it('names its site, and says so where none is named', async () => {
    const { status, body } = await house.call(house.manager, 'GET /v1/reports/operations', {});
    expect([status, body['code'], body['mistakes']]).toEqual([
      400,
      'invalid-query',
      [{ path: 'siteId', message: 'must name a site' }],
    ]);
  });

  it('is of one’s own site: another’s is not there', async () => {
    await siteWithMembers(house, 'site-2');
    await storedParcel(house);
    expect((await report({}, managerOf('site-2'))).status).toBe(404);
    expect((await report({ siteId: 'site-2' })).status).toBe(404);
    expect((await report({ siteId: 'site-2' }, managerOf('site-2'))).body['deposits']).toMatchObject({ verified: 0 });
    expect((await report({}, person('nobody'))).status).toBe(404);
  });
});

describe('the sensors report', () => {
  const sensors = (query: Record<string, string> = {}, who = house.manager) =>
    house.call(who, 'GET /v1/reports/sensors', { query: { siteId: 'site-1', ...query } });
  const known = (change: Partial<KnownSensor> = {}): KnownSensor => ({ ...newState(startMs), kind: 'tof', ...change });
  const keep = (compartmentId: string, kept: Record<string, KnownSensor>) =>
    house.sensors.commit({
      version: 0,
      door: {
        bankId: 'bank-1' as BankId,
        compartmentId: compartmentId as CompartmentId,
        mark: { atMs: startMs } as Mark,
        doorCycle: 0,
        door: 'closed',
        sensors: kept,
      },
    });

  it('has every sensor of every bank, the most doubtful first, with what is known of it', async () => {
    await keep('A01', { top: known({ level: 500, baseline: 499, levelLooks: 30, noiseLooks: 24 }) });
    await keep('A02', { top: known({ faults: 16 | 4 }) }); // Drifting and noisy.
    const { status, body } = await sensors();
    expect([status, body]).toEqual([
      200,
      {
        items: [
          {
            bankId: 'bank-1',
            falseAlarmsPerBankPerMonthMax: 1,
            wiresInDoubt: [],
            sensors: [
              {
                ...{ compartmentId: 'A02', sensor: 'top', kind: 'tof', faults: ['noisy', 'drift'] },
                ...{
                  score: expect.closeTo(noisy.trust * drift.trust, 10) as number,
                  isCommissioned: false,
                  heardAtMs: startMs,
                  smallestChange: 15,
                },
              },
              {
                ...{ compartmentId: 'A01', sensor: 'top', kind: 'tof', score: 1, faults: [], isCommissioned: true },
                ...{ heardAtMs: startMs, level: 500, emptyLevel: 499, smallestChange: 15 },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('says which doors say nothing because their wires are in doubt, and since when: no incident does', async () => {
    for (const name of ['A01', 'A02']) await keep(name, { top: known() });
    const swaps = { 'A02/top': { of: 'A01' as CompartmentId, llr: 7.7541, sinceMs: startMs - dayMs } };
    const { state, version } = await house.banks.load('bank-1' as BankId);
    const scan = { bootCount: 1, seq: 1, atMs: startMs, swaps };
    await house.banks.commit({ state: { ...state, scan }, version });
    expect((await sensors()).body['items']).toMatchObject([
      {
        wiresInDoubt: [{ compartmentId: 'A02', sensor: 'top', of: 'A01', sinceMs: startMs - dayMs }],
        sensors: [
          { compartmentId: 'A01', score: 0, faults: [] },
          { compartmentId: 'A02', score: 0, faults: [] },
        ],
      },
    ]);
  });

  it('of a bank that has sent no scan knows none', async () => {
    expect((await sensors()).body['items']).toMatchObject([{ bankId: 'bank-1', sensors: [] }]);
  });

  it('comes by pages of banks, whose cursors are of this list alone', async () => {
    const path = house.path;
    await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path, body: bankBody('bank-2') });
    const first = (await sensors({ limit: '1' })).body;
    expect(first['items']).toMatchObject([{ bankId: 'bank-1' }]);
    const cursor = String(first['cursor']);
    expect((await sensors({ limit: '1', cursor })).body['items']).toMatchObject([{ bankId: 'bank-2' }]);
    const banks = await house.call(house.manager, 'GET /v1/sites/{siteId}/banks', { path, query: { cursor } });
    expect(banks.body['code']).toBe('invalid-cursor');
    expect((await sensors({ limit: '21' })).status).toBe(400);
  });

  it('is of one’s own site', async () => {
    await siteWithMembers(house, 'site-2');
    expect((await sensors({}, managerOf('site-2'))).status).toBe(404);
  });
});
