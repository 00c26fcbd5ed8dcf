import { beforeEach, describe, expect, it } from 'vitest';
import { raise } from '../../../app/incidents.js';
import type { Cause } from '../../../domain/exceptions/cause.js';
import { incidentIdOf, type BankId, type CompartmentId } from '../../../domain/ids.js';
import type { Finding } from '../../../domain/incident/finding.js';
import { look } from '../../domain/story.js';
import { bankBody, client, makeHouse, operator, person, storedParcel, type House, type Reply } from './world.js';

const minuteMs = 60_000;
const technician = person('technician-of-site-1');
const refusal = ({ status, body }: Reply) => [status, body['code']];
const items = ({ body }: Reply) => body['items'] as { incidentId: string; cause: string; state: string }[];
const causesIn = (reply: Reply) => items(reply).map(({ cause }) => cause);

let house: House;
let findings = 0;
beforeEach(async () => void (house = await makeHouse()));

async function found(cause: Cause, change: Partial<Finding> = {}): Promise<string> {
  const place = { bankId: 'bank-1' as BankId, compartmentId: 'A01' as CompartmentId };
  const key = `f-${++findings}`;
  const finding = { cause, place, status: 'standing', key, occurredAtMs: house.clock.now, ...change } as const;
  const { incident } = await raise(house, finding);
  house.clock.now += minuteMs;
  return incident ? incidentIdOf(incident) : '';
}
const atBank = { place: { bankId: 'bank-1' as BankId } };

const list = (query: Record<string, string> = {}, who = house.manager) =>
  house.call(who, 'GET /v1/sites/{siteId}/incidents', { path: house.path, query });
const read = (incidentId: string, path: Record<string, string> = house.path) =>
  house.call(operator, 'GET /v1/sites/{siteId}/incidents/{incidentId}', { path: { ...path, incidentId } });
const act = (
  verb: 'actions' | 'dispatch' | 'resolve',
  incidentId: string,
  body: unknown,
  key = 'k1',
  who = technician,
) =>
  house.call(who, `POST /v1/sites/{siteId}/incidents/{incidentId}/${verb}`, {
    path: { ...house.path, incidentId },
    body,
    key,
  });
const report = (body: unknown, key = 'k1') =>
  house.call(technician, 'POST /v1/sites/{siteId}/incidents', { path: house.path, body, key });

describe('a report', () => {
  it('under a key that came before with another is a conflict', async () => {
    const body = { cause: 'damaged-parcel', bankId: 'bank-1', compartmentId: 'A01' };
    expect([(await report(body)).status, (await report(body)).status]).toEqual([201, 200]);
    expect(refusal(await report({ ...body, compartmentId: 'A02' }))).toEqual([409, 'idempotency-key-reused']);
    expect((await report({ ...body, compartmentId: 'A02' }, 'k2')).status).toBe(201);
  });
});

describe('the list of incidents', () => {
  it('has open ones first, of either the newest first', async () => {
    await found('thin-item');
    const done = await found('ghost');
    await found('wont-open');
    await act('resolve', done, { how: 'remotely', note: 'it was there' });
    expect(causesIn(await list())).toEqual(['wont-open', 'thin-item', 'ghost']);
  });

  it('is filtered by state, cause, bank and severity', async () => {
    const done = await found('ghost');
    await found('wont-open');
    await found('bank-offline', atBank);
    await act('resolve', done, { how: 'on-site', note: 'found it' });
    expect(causesIn(await list({ state: 'open' }))).toEqual(['bank-offline', 'wont-open']);
    expect(causesIn(await list({ state: 'resolved-on-site' }))).toEqual(['ghost']);
    expect(causesIn(await list({ state: 'closed' }))).toEqual([]);
    expect(causesIn(await list({ cause: 'wont-open' }))).toEqual(['wont-open']);
    expect(causesIn(await list({ severity: 'P1' }))).toEqual(['ghost']);
    expect(causesIn(await list({ bankId: 'bank-1', severity: 'P2', state: 'resolving' }))).toEqual([
      ...['bank-offline', 'wont-open'],
    ]);
    expect(causesIn(await list({ bankId: 'bank-2' }))).toEqual([]);
    expect(refusal(await list({ state: 'gone' }))).toEqual([400, 'invalid-query']);
  });

  it('is read by pages, whose cursor is of this list', async () => {
    for (const cause of ['thin-item', 'ghost', 'wont-open'] as const) await found(cause);
    const first = await list({ limit: '2' });
    expect(causesIn(first)).toEqual(['wont-open', 'ghost']);
    const cursor = String(first.body['cursor']);
    expect(causesIn(await list({ limit: '2', cursor }))).toEqual(['thin-item']);
    expect(refusal(await list({ limit: '2', cursor, state: 'open' }))).toEqual([400, 'invalid-cursor']);
  });
});

describe('an incident', () => {
  it('is read with its timeline, its evidence and where its playbook stands', async () => {
    const incidentId = await found('wont-open', { evidence: ['cycle-7'], detail: { doorCycle: 7 } });
    const { status, body } = await read(incidentId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ incidentId, cause: 'wont-open', severity: 'P2', state: 'resolving', sightings: 1, evidence: ['cycle-7'] },
      place: { bankId: 'bank-1', compartmentId: 'A01' },
      playbook: {
        steps: ['pulse-lock', 'restart-lock-rail', 'pulse-lock-again', 'pulse-lock-long', 'what-the-scan-shows'],
        ...{ step: 0, tries: 1, commandId: `i-${incidentId}-0-1`, nextAtMs: house.clock.now + minuteMs },
      },
      timeline: { rows: [{ what: 'incident-raised', detail: { doorCycle: 7 } }, { what: 'step-begun' }], omitted: 0 },
    });
    expect(body).not.toHaveProperty('mutedAtMs');
  });

  it('of another site is not there, to read or to change; nor is one that never was', async () => {
    const incidentId = await found('wont-open');
    await house.call(operator, 'POST /v1/sites', { body: { siteId: 'site-2', name: 'Other' } });
    expect(refusal(await read(incidentId, { siteId: 'site-2' }))).toEqual([404, 'not-found']);
    for (const gone of ['abcdefghijklmnop-1', 'x', 'abcdefghijklmnop-0'])
      expect(refusal(await read(gone))).toEqual([404, 'not-found']);
    const path = { siteId: 'site-2', incidentId };
    for (const verb of ['actions', 'dispatch', 'resolve']) {
      const body = { actions: { type: 'self-test' }, dispatch: {}, resolve: { how: 'remotely', note: 'n' } }[verb];
      const route = `POST /v1/sites/{siteId}/incidents/{incidentId}/${verb}`;
      expect(refusal(await house.call(operator, route, { path, body, key: 'k' }))).toEqual([404, 'not-found']);
    }
  });
});

describe('an action', () => {
  it('is a command like any other, which the incident waits for; its answer stands in the timeline', async () => {
    const incidentId = await found('ghost');
    const given = await act('actions', incidentId, { type: 'sample', compartmentId: 'A01' });
    expect(given.status).toBe(200);
    const { command, playbook } = given.body as { command: { commandId: string }; playbook: { nextAtMs: number } };
    expect(playbook.nextAtMs).toBe(house.clock.now + 10 * minuteMs);
    expect(house.bankLink.sent.at(-1)?.command).toMatchObject({ type: 'sample', commandId: command.commandId });
    await house.tell({ type: 'command-result', commandId: command.commandId, outcome: 'done', windows: look(500) });
    expect((await read(incidentId)).body).toMatchObject({
      acts: [{ commandId: command.commandId, command: 'sample' }],
      evidence: [command.commandId],
      timeline: {
        rows: [
          {},
          {},
          {},
          {
            what: 'action-taken',
            actor: 'technician-of-site-1',
            detail: { command: 'sample', commandId: command.commandId },
          },
          { what: 'outcome-told', detail: { outcome: 'done' } },
        ],
      },
    });
  });

  it('is once a key, and not another one under the same', async () => {
    const incidentId = await found('ghost');
    const sent = () => house.bankLink.sent.filter(({ command }) => command.commandId.startsWith('c-'));
    const first = await act('actions', incidentId, { type: 'self-test', compartmentId: 'A01' });
    await house.tell({
      type: 'command-result',
      commandId: String(sent()[0]?.command.commandId),
      outcome: 'done',
      windows: [],
    });
    const again = await act('actions', incidentId, { type: 'self-test', compartmentId: 'A01' });
    expect([again.status, again.body['acts']]).toEqual([200, first.body['acts']]);
    expect(sent()).toHaveLength(1);
    const other = await act('actions', incidentId, { type: 'restart', what: 'lock-rail' });
    expect(refusal(other)).toEqual([409, 'idempotency-key-reused']);
  });

  it('is refused as the command would be, and of an incident that is over', async () => {
    await storedParcel(house);
    const incidentId = await found('wont-open');
    const open = { type: 'open', compartmentId: 'A01', reason: 'to look' };
    expect(refusal(await act('actions', incidentId, open))).toEqual([409, 'holds-parcel']);
    expect((await read(incidentId)).body['acts']).toEqual([]);
    await act('resolve', incidentId, { how: 'remotely', note: 'n' });
    expect(refusal(await act('actions', incidentId, { type: 'self-test' }, 'k2'))).toEqual([409, 'incident-not-now']);
  });
});

describe('somebody who is sent', () => {
  it('is told what to bring, once; it stands in the incident who sent them', async () => {
    const incidentId = await found('wont-open');
    for (let i = 0; i < 2; i++) {
      const { status, body } = await act('dispatch', incidentId, { note: 'before noon' });
      expect([status, body['state']]).toEqual([200, 'dispatched']);
      expect(body['visit']).toMatchObject({ bring: ['mechanical-key', 'lock', 'tools'], by: 'technician-of-site-1' });
    }
    expect(house.alerts.published).toMatchObject([
      { audience: 'technician', severity: 'P2', siteId: 'site-1', incidentId },
    ]);
  });
});

describe('a resolution', () => {
  it('says how, who and why, and is once', async () => {
    const incidentId = await found('wont-open');
    for (let i = 0; i < 2; i++) {
      const { status, body } = await act('resolve', incidentId, { how: 'on-site', note: 'new lock' });
      expect([status, body['state']]).toEqual([200, 'resolved-on-site']);
      expect(body['resolution']).toMatchObject({
        how: 'on-site',
        by: 'person',
        actor: 'technician-of-site-1',
        note: 'new lock',
      });
    }
    const other = await act('resolve', incidentId, { how: 'remotely', note: 'no' });
    expect(refusal(other)).toEqual([409, 'incident-not-now']);
    expect(refusal(await act('dispatch', incidentId, {}))).toEqual([409, 'incident-not-now']);
  });

  it.each([{}, { how: 'by-magic', note: 'n' }, { how: 'remotely' }, { how: 'remotely', note: '' }])(
    'is asked for in full: not %j',
    async (body) => {
      expect(refusal(await act('resolve', await found('wont-open'), body))).toEqual([400, 'invalid-body']);
    },
  );

  it('that was wrong is followed by a repeat, and counts as repeated', async () => {
    const incidentId = await found('wont-open');
    await act('resolve', incidentId, { how: 'remotely', note: 'mended' });
    house.clock.now += minuteMs;
    const next = await found('wont-open');
    expect((await read(next)).body).toMatchObject({ state: 'resolving', repeatOf: incidentId });
    expect((await read(incidentId)).body).toMatchObject({ state: 'closed', repeatedBy: next });
  });
});

describe('what a person reports', () => {
  it('raises an incident of a cause that only people see, once a key', async () => {
    const body = { cause: 'damaged-parcel', bankId: 'bank-1', compartmentId: 'A01' };
    const made = await report(body);
    expect([made.status, made.body['cause'], made.body['severity']]).toEqual([201, 'damaged-parcel', 'P3']);
    const again = await report(body);
    expect([again.status, again.body['incidentId']]).toEqual([200, made.body['incidentId']]);
    house.clock.now += 2 * 60 * minuteMs;
    const seenAgain = await report(body, 'k2');
    expect([seenAgain.status, seenAgain.body['sightings']]).toEqual([200, 2]);
  });

  it.each([
    [{ cause: 'empty-deposit', bankId: 'bank-1', compartmentId: 'A01' }, 409, 'not-reportable'],
    [{ cause: 'damaged-parcel', bankId: 'bank-1' }, 409, 'not-reportable'],
    [{ cause: 'mass-open', bankId: 'bank-1', compartmentId: 'A01' }, 409, 'not-reportable'],
    [{ cause: 'damaged-parcel', bankId: 'bank-1', compartmentId: 'Z99' }, 409, 'unknown-compartment'],
    [{ cause: 'damaged-parcel', bankId: 'nowhere', compartmentId: 'A01' }, 404, 'not-found'],
    [{ cause: 'aliens', bankId: 'bank-1' }, 400, 'invalid-body'],
  ])('of %j is %d %s', async (body, status, code) => {
    expect(refusal(await report(body))).toEqual([status, code]);
  });
});

describe('the wall', () => {
  const wall = async (who = house.manager) => {
    const { body } = await house.call(who, 'GET /v1/banks/{bankId}/compartments', { path: { bankId: 'bank-1' } });
    return (body['compartments'] as { compartmentId: string; incidents?: unknown[] }[]).map((one) => one.incidents);
  };

  it('names what is open of each compartment, and nothing that is over', async () => {
    const incidentId = await found('wont-open');
    await found('bank-offline', atBank);
    expect(await wall()).toEqual([[{ incidentId, cause: 'wont-open', severity: 'P2' }], undefined]);
    await act('resolve', incidentId, { how: 'remotely', note: 'n' });
    expect(await wall()).toEqual([undefined, undefined]);
  });

  it('names what is open of its bank, however much is open elsewhere at the site since', async () => {
    const incidentId = await found('wont-open');
    await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body: bankBody('bank-2') });
    for (let i = 0; i < 120; i++) {
      const sensor = `s${i}`;
      await found('sensor-stuck', {
        place: { bankId: 'bank-2' as BankId, compartmentId: 'A01' as CompartmentId, sensor },
      });
    }
    expect(items(await list({ state: 'open', limit: '100' })).map(({ cause }) => cause)).not.toContain('wont-open');
    expect(await wall()).toEqual([[{ incidentId, cause: 'wont-open', severity: 'P2' }], undefined]);
  });

  it('names none to another system, which may not read incidents', async () => {
    await found('wont-open');
    const { body } = await house.call(client('integration-of-site-1'), 'GET /v1/banks/{bankId}/compartments', {
      path: { bankId: 'bank-1' },
    });
    expect(JSON.stringify(body)).not.toContain('wont-open');
    expect((body['compartments'] as unknown[]).length).toBe(2);
  });
});
