import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomOf, type Random } from '../../simulator/random.js';
import { FuzzSite, type Sent } from './fuzz-site.js';
import { csvFiles, hostileBodies, hostileHeaders, hostileIds, hostileQueries, spoilt, valueOf } from './fuzz-values.js';
import { LocalRun } from './local-run.js';
import { OpenapiDocument, type Answered, type Operation, type Schema } from './openapi-document.js';

/*
 * Every route of the document that the run serves, with what the document allows, what lies at its bounds, what is wrong,
 * and what nobody should send. Whatever comes in: no 5xx, and every answer is as the document says. The same each time.
 */
let run: LocalRun;
let site: FuzzSite;
let document: OpenapiDocument;

beforeAll(async () => {
  run = await LocalRun.start();
  document = await OpenapiDocument.of(run.served.apiUrl);
  site = await FuzzSite.open(run);
}, 180_000);

afterAll(async () => {
  await site?.close();
  await run?.close();
});

const answers = new Map<string, number>();

/** API Gateway's own answers, which come before any function: of a path that is none, and of too much. */
const isGateways = ({ status, text }: Answered): boolean =>
  (status === 404 && text === '{"message":"Not Found"}') ||
  (status === 413 && text === '{"message":"Request Entity Too Large"}');

async function ask(operation: Operation, sent: Sent): Promise<Answered> {
  const answered = await site.send(operation, sent);
  const { body, ...rest } = sent;
  const told = `${operation.operationId} ${JSON.stringify(rest)} ${String(body).slice(0, 300)} → ${answered.status} ${answered.text.slice(0, 300)}`;
  const mistakes = isGateways(answered) ? [] : document.mistakes(operation, answered);
  expect([told, mistakes]).toEqual([told, []]);
  const key = `${operation.operationId} ${answered.status < 300 ? 'granted' : 'refused'}`;
  answers.set(key, (answers.get(key) ?? 0) + 1);
  const isJson = answered.headers.get('content-type')?.startsWith('application/json');
  if (isJson && answered.status < 300) site.learn(JSON.parse(answered.text) as Record<string, unknown>);
  return answered;
}

const bodySchema = ({ requestBody }: Operation): Schema | undefined => requestBody?.content['application/json']?.schema;

/** What the document allows. */
function lawful(operation: Operation, random: Random, isAtBound: boolean): Sent {
  const schema = bodySchema(operation);
  const making = { random, known: site.known, isAtBound };
  const query = (operation.parameters ?? [])
    .filter((one) => one.in === 'query' && (one.required || random.chance(0.3)) && one.name !== 'cursor')
    .map(({ name, schema }) => `${name}=${encodeURIComponent(queryText(name, valueOf(schema, making)))}`);
  return {
    path: site.pathOf(operation, random),
    ...(query.length > 0 ? { query: query.join('&') } : {}),
    ...(schema ? { body: JSON.stringify(valueOf(schema, making)) } : {}),
  };
}

const queryText = (name: string, value: unknown): string => (name === 'siteId' ? site.siteId : String(value));

/** A lawful request with something that is not. */
function unlawful(operation: Operation, random: Random): Sent {
  const good = lawful(operation, random, false);
  const ids = Object.keys(good.path ?? {});
  const kinds: (() => Sent)[] = [
    () => ({ ...good, headers: random.pick(hostileHeaders) }),
    () => ({ ...good, query: random.pick(hostileQueries) }),
  ];
  const { body } = good;
  if (ids.length > 0)
    kinds.push(() => ({ ...good, path: { ...good.path, [random.pick(ids)]: random.pick(hostileIds) } }));
  if (typeof body === 'string') {
    const spoil = () => ({ ...good, body: JSON.stringify(spoilt(JSON.parse(body), random)) ?? 'undefined' });
    kinds.push(spoil, spoil, spoil, () => ({ ...good, body: random.pick(hostileBodies) }));
  }
  return random.pick(kinds)();
}

/** So many times, every route in turn. */
async function inTurn(times: number, sentTo: (operation: Operation) => Sent): Promise<void> {
  for (let i = 0; i < times; i++) {
    for (const operation of document.operations) await ask(operation, sentTo(operation));
  }
}

const operation = (id: string): Operation => {
  const found = document.operations.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`the document has no operation ${id}`);
  return found;
};
const jsonOf = ({ text }: Answered) => JSON.parse(text) as Record<string, unknown>;
const refusal = (answered: Answered) => [answered.status, jsonOf(answered)['code']];

describe('an Idempotency-Key', () => {
  // The run's clock is the machine's, and moves on by what a test adds.
  const inADayMs = Date.now() + 24 * 3_600_000;
  const reasoned = ['quarantineCompartment', 'releaseCompartment', 'reissueCode', 'returnParcel'];
  const bodies: Record<string, [first: object, other: object]> = {
    createResident: [
      { name: 'Ida', unit: '1', phone: '+12025550101' },
      { name: 'Ida', unit: '2', phone: '+12025550101' },
    ],
    createCourier: [{ name: 'Cy' }, { name: 'Dee' }],
    giveCommand: [
      { type: 'sample', compartmentId: 'A05' },
      { type: 'sample', compartmentId: 'A06' },
    ],
    reportIncident: [
      { cause: 'damaged-parcel', bankId: 'good', compartmentId: 'A05' },
      { cause: 'damaged-parcel', bankId: 'good', compartmentId: 'A06' },
    ],
    actOnIncident: [
      { type: 'sample', compartmentId: 'A05' },
      { type: 'self-test', compartmentId: 'A05' },
    ],
    holdParcel: [
      { untilMs: inADayMs, reason: 'away' },
      { untilMs: inADayMs, reason: 'away again' },
    ],
    ...Object.fromEntries(reasoned.map((id) => [id, [{ reason: 'first' }, { reason: 'another' }]])),
  };
  test.each(Object.entries(bodies))(
    'of %s that comes again with another body is a conflict',
    async (id, [first, other]) => {
      const send = (body: object) =>
        ask(operation(id), { path: site.first, headers: { 'idempotency-key': `${id}-1` }, body: JSON.stringify(body) });
      const made = await send(first);
      expect([id, made.status < 300]).toEqual([id, true]);
      expect((await send(first)).status).toBe(200);
      expect(refusal(await send(other))).toEqual([409, 'idempotency-key-reused']);
    },
  );
});

describe('every route answers as the document says', () => {
  const random = randomOf('fuzz');

  test('to what it allows, and grants nearly all of it', async () => {
    await inTurn(8, (one) => lawful(one, random, false));
    const granted = document.operations.filter(({ operationId }) => answers.has(`${operationId} granted`));
    expect(granted.length / document.operations.length).toBeGreaterThan(0.9);
  });

  test('to what lies at the bounds of it', () => inTurn(4, (one) => lawful(one, random, true)));

  test('to what is wrong, and to what nobody should send', () => inTurn(24, (one) => unlawful(one, random)));

  test('to files of residents that spreadsheets and people make', async () => {
    for (const csv of csvFiles) {
      for (const dryRun of [true, false]) {
        await ask(operation('importResidents'), { path: site.first, body: JSON.stringify({ csv, dryRun }) });
      }
    }
  });
});

describe('a cursor', () => {
  const of = (list: string, siteId: string, cursor?: unknown) => {
    const query = `limit=1${typeof cursor === 'string' ? `&cursor=${cursor}` : ''}`;
    return ask(operation(list), { path: { ...site.first, siteId }, query });
  };
  const lists = ['listMembers', 'listResidents', 'listCouriers', 'listParcels', 'listIncidents'];

  test.each(lists)('of %s leads on there, and nowhere else', async (list) => {
    const { cursor } = jsonOf(await of(list, site.siteId));
    expect(cursor).toEqual(expect.stringContaining('.'));
    expect((await of(list, site.siteId, cursor)).status).toBe(200);
    for (const other of lists.filter((one) => one !== list)) {
      expect(refusal(await of(other, site.siteId, cursor))).toEqual([400, 'invalid-cursor']);
    }
    expect(refusal(await of(list, 'elsewhere', cursor))).toEqual([400, 'invalid-cursor']);
    const forged = String(cursor).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    expect(refusal(await of(list, site.siteId, forged))).toEqual([400, 'invalid-cursor']);
  });
});

test('no function has failed', async () => {
  await run.settle();
  expect(await run.counted('api-failed')).toEqual([]);
  expect(await run.failures()).toEqual([]);
});
