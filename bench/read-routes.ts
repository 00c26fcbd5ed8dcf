import { Agent, request } from 'node:http';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { awsClients } from '../adapters/aws-clients.js';
import { adminOf, type Admin } from '../local/admin.js';
import { synthesize } from '../local/synth.js';
import type { LocalSystem } from '../local/system.js';
import { startBenchSite, type BenchSite } from './bench-site.js';
import { connectQuickBank } from './quick-bank.js';
import { atMost, plain, rounded, type Measured, type Progress } from './report.js';
import { quantile } from './statistics.js';

const limits = { p99OverQuery: 3 } as const;
/** The 99th percentile of 600 is its sixth slowest call, and the slowest of 26 such is mostly chance: of 1,000 it is less so. */
const wholeRounds: Rounds = { warmUp: 60, measured: 1000 };
/** A page of every list is full. */
const rows = 50;
const [siteId, bankId] = ['bench', 'bench-bank'];

interface Rounds {
  readonly warmUp: number;
  readonly measured: number;
}

interface Route {
  readonly operation: string;
  readonly path: string;
}

type Call = () => Promise<void>;

/**
 * Every route that reads, with the rights of a manager and full pages, against one bare query of 50 of the same items by
 * the product's own client: in one run, call by call in turn, each begun when the one before has ended. Held to the limit
 * is the slowest route.
 */
export async function measureReadRoutes(progress: Progress, rounds = wholeRounds): Promise<Measured> {
  const { assembly } = await synthesize();
  const site = await startBenchSite(assembly);
  try {
    progress('fills a site');
    const ids = await fill(site);
    const { system } = site;
    const token = await system.mintToken({ sub: 'bench-manager' });
    const routes = await readRoutes(system, ids);
    const calls = new Map(routes.map(({ operation, path }) => [operation, caller(system, token, path)]));
    progress(`${routes.length} routes, ${rounds.measured} times each, and a query before each`);
    return report(await play(calls, queryOf(system), rounds));
  } finally {
    await site.close();
  }
}

/** One parcel in a door, and what makes pages full. Answers with one id of each kind. */
async function fill(site: BenchSite): Promise<Record<string, string>> {
  const { system } = site;
  const at = `/v1/sites/${siteId}`;
  const admin = adminOf(system, await system.mintToken({ sub: 'bench-operator', groups: ['operator'] }));
  await admin.call('PUT', `${at}/members/bench-manager`, { role: 'manager' });
  await deposit(site);
  for (let n = 0; n < rows; n++) await admin.call('PUT', `${at}/members/member-${n}`, { role: 'viewer' });
  for (let n = 0; n < rows; n++) {
    const who = { name: `Resident ${n}`, unit: `${n}C`, phone: '+12025550113' };
    const { residentId } = await admin.call<{ residentId: string }>('POST', `${at}/residents`, who);
    await admin.call('POST', `${at}/parcels`, { trackingNumber: `TN-${n}`, residentId });
    await admin.call('POST', `${at}/couriers`, { name: `Courier ${n}` });
  }
  return { siteId, bankId, subject: 'member-0', ...(await someIds(admin, at)) };
}

async function someIds(admin: Admin, at: string): Promise<Record<string, string>> {
  const command = { type: 'sample', compartmentId: 'A01' };
  const incident = { cause: 'damaged-parcel', bankId, compartmentId: 'A01' };
  const { commandId = '' } = await admin.call<Record<string, string>>('POST', `/v1/banks/${bankId}/commands`, command);
  const { incidentId = '' } = await admin.call<Record<string, string>>('POST', `${at}/incidents`, incident);
  const stored = await first(admin, `${at}/parcels?state=stored`);
  const { courierId = '' } = await first(admin, `${at}/couriers`);
  const { residentId = '', parcelId = '' } = stored;
  const asked = { reason: 'asked for, and never confirmed' };
  const { openAllId = '' } = await admin.call<Record<string, string>>('POST', `/v1/banks/${bankId}/open-all`, asked);
  return { commandId, incidentId, residentId, parcelId, courierId, openAllId };
}

async function first(admin: Admin, path: string): Promise<Record<string, string>> {
  const { items } = await admin.call<{ items: Record<string, string>[] }>('GET', path);
  if (!items[0]) throw new Error(`${path} is empty`);
  return items[0];
}

async function deposit({ system, bank: files, courierCode, unit }: BenchSite): Promise<void> {
  const { clock } = system;
  const bank = await connectQuickBank(files, { nowMs: () => clock.nowMs() });
  const door = await bank.askForDoor(courierCode, unit);
  bank.open(door);
  await bank.shut(door, { id: 'box', thicknessMm: 120, grams: 900 });
  await clock.settled();
  await bank.close();
}

interface Get {
  operationId: string;
  security: unknown[];
  tags: string[];
  parameters?: { in: string; name: string }[];
}

/** Those of the document that ask for a token: the others read nothing but themselves. */
async function readRoutes({ apiUrl }: LocalSystem, ids: Record<string, string>): Promise<Route[]> {
  const { paths } = (await (await fetch(`${apiUrl}/v1/openapi.json`)).json()) as {
    paths: Record<string, { get?: Get }>;
  };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || get.security.length === 0 || get.tags[0] === 'exceptions') return [];
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    const isOfSite = get.parameters?.some((one) => one.in === 'query' && one.name === 'siteId');
    return [{ operation: get.operationId, path: isOfSite ? `${filled}?siteId=${siteId}` : filled }];
  });
}

function caller({ apiUrl }: LocalSystem, token: string, path: string): Call {
  const options = { agent: new Agent({ keepAlive: true }), headers: { authorization: `Bearer ${token}` } };
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(`${apiUrl}${path}`, options, (answer) => {
        const { statusCode } = answer;
        answer
          .resume()
          .once('end', () => (statusCode === 200 ? resolve() : reject(new Error(`${path}: ${statusCode}`))));
      });
      sent.once('error', reject).end();
    });
}

function queryOf({ region, dynamoDbUrl, outputs }: LocalSystem): Call {
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = dynamoDbUrl;
  const table = awsClients({ region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }).dynamodb();
  const asked = {
    TableName: outputs['TableName'],
    IndexName: 'by-site',
    KeyConditionExpression: 'inSite = :site',
    ExpressionAttributeValues: { ':site': { S: siteId } },
    Limit: rows,
  };
  return async () => {
    const { Items = [] } = await table.send(new QueryCommand(asked));
    if (Items.length !== rows) throw new Error(`the query found ${Items.length} items`);
  };
}

interface Times {
  readonly query: number[];
  readonly routes: Map<string, number[]>;
}

async function play(calls: ReadonlyMap<string, Call>, query: Call, rounds: Rounds): Promise<Times> {
  const times: Times = { query: [], routes: new Map([...calls.keys()].map((operation) => [operation, []])) };
  for (let round = -rounds.warmUp; round < rounds.measured; round++) {
    for (const [operation, call] of calls) {
      const [queryMs, callMs] = [await timed(query), await timed(call)];
      if (round < 0) continue;
      times.query.push(queryMs);
      times.routes.get(operation)?.push(callMs);
    }
  }
  return times;
}

async function timed(call: Call): Promise<number> {
  const beganAtMs = performance.now();
  await call();
  return performance.now() - beganAtMs;
}

function report({ query, routes }: Times): Measured {
  const bare = { p50: quantile(query, 0.5), p99: quantile(query, 0.99) };
  const all = [...routes].map(([operation, ms]) => ({ operation, p50: quantile(ms, 0.5), p99: quantile(ms, 0.99) }));
  all.sort((a, b) => b.p99 - a.p99);
  const [slowest] = all;
  const p99OverQuery = (slowest?.p99 ?? NaN) / bare.p99;
  return {
    figures: [
      atMost(`slowest route (${slowest?.operation}), p99 over a query's`, p99OverQuery, {
        max: limits.p99OverQuery,
        unit: '×',
      }),
      plain('a bare query of 50 items', `median ${rounded(bare.p50)}, p99 ${rounded(bare.p99)} ms, of ${query.length}`),
    ],
    details: all.map(
      ({ operation, p50, p99 }) =>
        `${operation}: median ${rounded(p50)} ms (${rounded(p50 / bare.p50)} ×), p99 ${rounded(p99)} ms (${rounded(p99 / bare.p99)} ×)`,
    ),
    json: { p99OverQuery: rounded(p99OverQuery), slowest: slowest?.operation },
  };
}
