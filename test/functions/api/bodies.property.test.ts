import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routes, type RouteRow } from '../../../functions/api/routes.js';
import { operations } from './operations.js';
import { bankBody, csrPem, makeHouse, operator, type Asked, type House } from './world.js';

/** Bodies that are nearly right: a good one with fields changed, dropped and added, whatever they are. */
const good: Record<string, unknown> = {
  createSite: {
    siteId: 'site-9',
    name: 'House',
    timeZone: 'UTC',
    policy: { quietHours: { start: '22:00', end: '07:00' } },
  },
  changeSite: { name: 'House', language: 'fr', timeZone: 'Europe/Paris', manager: { phone: '+15550100009' } },
  changePolicy: { samplesMax: 3, reminderHours: [24, 48] },
  putMember: { role: 'viewer' },
  createBank: bankBody('bank-9', { doorCycles: { A01: 1 } }),
  replaceController: { controllerId: 'ctl-2', csr: csrPem },
  retireBank: { reason: 'r' },
  reinstateBank: { reason: 'r' },
  createResident: { name: 'Bob', unit: '3A', phone: '+15550100009', email: 'bob@example.com', language: 'fr' },
  changeResident: { unit: '3B', email: 'bob@example.org', phone: null, holdUntilMs: 1_800_000_360_000 },
  moveOutResident: { atMs: 1_800_000_000_000, graceDays: 7 },
  importResidents: { csv: 'name,unit,phone\nBob,3A,+15550100009', dryRun: false },
  createCourier: { name: 'Dee', phone: '+15550100009', validFromMs: 1_800_000_000_000, validForHours: 3 },
  announceParcel: { trackingNumber: 'TN-9', residentId: 'r' },
  reissueCode: { reason: 'r' },
  cancelParcel: { reason: 'r' },
  returnParcel: { reason: 'r' },
  overrideVerdict: { finding: 'present', compartmentId: 'A02', reason: 'r' },
  quarantineCompartment: { reason: 'r' },
  releaseCompartment: { reason: 'r', isEmpty: true },
  unlockKeypad: { reason: 'r' },
  clearOpens: { reason: 'r' },
  askOpenAll: { reason: 'r' },
  confirmOpenAll: { reason: 'r' },
  giveCommand: { type: 'restart', what: 'sensor', sensor: 'tof', compartmentId: 'A01', reason: 'r' },
  holdParcel: { untilMs: 1_800_000_360_000, reason: 'r' },
  extendParcel: { untilMs: 1_800_000_360_000, reason: 'r' },
  reassignParcel: { residentId: 'r', reason: 'r' },
  moveParcel: { compartmentId: 'A02', reason: 'r' },
  reportIncident: { cause: 'damaged-parcel', bankId: 'bank-1', compartmentId: 'A01' },
  actOnIncident: { type: 'restart', what: 'sensor', sensor: 'tof', compartmentId: 'A01', reason: 'r' },
  dispatchIncident: { note: 'r' },
  resolveIncident: { how: 'remotely', note: 'r' },
};

const anything = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', '\u0000', '\ud800', 'a'.repeat(5_000)),
  fc.double(),
);
const nearly = (body: object) =>
  fc
    .record({
      changes: fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(body)), fc.string()), anything, { maxKeys: 3 }),
    })
    .map(({ changes }) => ({ ...body, ...changes }));

const bodies = (operation: string) =>
  fc.oneof(
    nearly(good[operation] as object).map((body) => JSON.stringify(body)),
    anything.map((value) => JSON.stringify(value) ?? 'undefined'),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('{"__proto__":{"siteId":"x"}}', `${'['.repeat(20_000)}`, '{"a":1,"a":2}', '1e999', '\ufeff{}'),
  );
const queries = fc.dictionary(
  fc.oneof(fc.constantFrom('limit', 'cursor', 'state'), fc.string()),
  fc.string({ unit: 'binary' }),
  {
    maxKeys: 3,
  },
);

async function send(house: House, { method, path: template }: RouteRow, asked: Asked) {
  const ids: Record<string, string> = {
    ...house.path,
    bankId: 'bank-1',
    subject: 's',
    residentId: house.residentId,
    parcelId: 'x',
    commandId: 'c-x',
    openAllId: 'x',
    incidentId: 'abcdefghijklmnop-1',
    compartmentId: 'A01',
  };
  const path = Object.fromEntries(Object.entries(ids).filter(([name]) => template.includes(`{${name}}`)));
  return house.call(operator, `${method} ${template}`, { path, key: 'k', ...asked });
}

describe('whatever comes in', () => {
  const writing = (routes as readonly RouteRow[]).filter(({ operation }) => good[operation] !== undefined);

  it('has a good body here for every route that takes one', () => {
    const taking = routes
      .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method))
      .map(({ operation }) => operation)
      .filter((operation) => (operations[operation] as { body?: unknown }).body !== undefined);
    expect(Object.keys(good).sort()).toEqual([...taking].sort());
  });

  it.each(writing.map((row) => [row.operation, row] as const))(
    '%s answers, and never fails',
    async (operation, row) => {
      const house = await makeHouse();
      await fc.assert(
        fc.asyncProperty(bodies(operation), async (body) => {
          const reply = await send(house, row, { body });
          expect(reply.status).toBeLessThan(500);
          if (reply.status >= 400) expect(reply.headers['content-type']).toBe('application/problem+json');
        }),
        { numRuns: 150 },
      );
      expect(house.counters.counts['api-failed'] ?? 0).toBe(0);
      expect(({} as Record<string, unknown>)['siteId']).toBeUndefined();
    },
  );

  it('in a query is answered, and never fails', async () => {
    const house = await makeHouse();
    const reading = (routes as readonly RouteRow[]).filter(({ method }) => method === 'GET');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reading), queries, async (row, query) => {
        expect((await send(house, row, { query })).status).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
  });

  it('in a path or as claims is answered, and never fails', async () => {
    const house = await makeHouse();
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', 'constructor', '..', '%2e', '#', 'SITE'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(routes as readonly RouteRow[])),
        fc.array(text, { minLength: 5, maxLength: 5 }),
        fc.dictionary(fc.constantFrom('sub', 'client_id', 'token_use', 'cognito:groups'), text),
        async (row, [siteId = '', bankId = '', subject = '', residentId = '', parcelId = ''], claims) => {
          const path = { siteId, bankId, subject, residentId, parcelId };
          const route = `${row.method} ${row.path}`;
          expect(
            (await house.call({ token_use: 'access', ...claims }, route, { path, body: {}, key: 'k' })).status,
          ).toBeLessThan(500);
          expect((await house.call(operator, route, { path, body: {}, key: 'k' })).status).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
  });
});
