import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { everyLane } from '../../../app/every-lane.js';
import { memoryEmailTopics } from '../../../adapters/memory/email-topics.js';
import { memoryEnrolment } from '../../../adapters/memory/enrolment.js';
import { memoryPorts } from '../../../adapters/memory/index.js';
import { routes } from '../../../functions/api/routes.js';
import type { ApiEvent } from '../../../functions/api/request.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import type { BankMessage } from '../../../domain/inputs.js';
import type { Window } from '../../../domain/sensing/window.js';
import { createDeviceKeyAndCsr } from '../../../local/stand-ins/certificates.js';

// Both files make their handler when they are loaded; these names let them. Nothing here is ever called under them.
for (const name of [
  ...['TABLE_NAME', 'STAGE', 'CODE_SECRET_ARN', 'SCHEDULE_GROUP', 'SCHEDULE_ROLE_ARN', 'ON_SCHEDULE_ARN'],
  ...['RESIDENT_TOPIC_PREFIX', 'SITE_TOPIC_ARN_PREFIX', 'DEVICE_POLICY_NAME'],
]) {
  process.env[name] ??= 'unused';
}
process.env['SMS_MAX_PRICE_USD'] ??= '0.10';
process.env['RULE_NAMES'] ??= '{}';
const { build: buildOnRequest } = await import('../../../functions/on-request.js');
const { build: buildOnEnroll } = await import('../../../functions/on-enroll.js');
const { build: buildOnReader } = await import('../../../functions/on-reader.js');
const { build: buildOnReport } = await import('../../../functions/on-report.js');
const { build: buildOnDocument } = await import('../../../functions/on-document.js');

export const startMs = 1_800_000_000_000;
export const { csrPem } = await createDeviceKeyAndCsr('bank-1');

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** Empty where the answer is no JSON. */
  body: Record<string, unknown>;
  text: string;
}

export interface Asked {
  path?: Record<string, string>;
  query?: Record<string, string>;
  /** An object is sent as JSON; a text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  key?: string;
}

type Claims = Record<string, string>;
export const person = (sub: string, groups?: string): Claims => ({
  sub,
  client_id: 'the-app',
  token_use: 'access',
  ...(groups === undefined ? {} : { 'cognito:groups': groups }),
});
export const operator = person('op-1', '[operator]');
/** A client's own token: it is its own subject. */
export const client = (clientId: string, scope = 'pigeonhole/call'): Claims => ({
  ...{ sub: clientId, client_id: clientId, token_use: 'access', scope },
});

/** The API over memory, with a clock that stands still unless it is moved. */
export function makeWorld() {
  const clock = { now: startMs, nowMs: () => clock.now };
  const ports = memoryPorts({ clock });
  const emailTopics = memoryEmailTopics();
  const enrolment = memoryEnrolment();
  const all = { ...ports, emailTopics, enrolment };
  const onRequest = buildOnRequest(all);
  const onEnroll = buildOnEnroll(all);
  const onDocument = buildOnDocument({ counters: ports.counters, clock });
  const readBeside = async (file: string) =>
    brotliCompressSync(file === 'openapi.json' ? readFileSync('docs/openapi.json') : `the viewer's ${file}`);
  const onReader = buildOnReader({ counters: ports.counters, clock, readBeside });
  const onReport = buildOnReport(all);
  const handlers = {
    'on-request': onRequest,
    'on-enroll': onEnroll,
    'on-document': onDocument,
    'on-reader': onReader,
    'on-report': onReport,
  };
  let calls = 0;

  async function call(claims: Claims | undefined, routeKey: string, asked: Asked = {}): Promise<Reply> {
    const served = routes.find(({ method, path }) => `${method} ${path}` === routeKey)?.function;
    const handler = handlers[served ?? 'on-request'];
    const requestId = `request-${++calls}`;
    const event = eventOf(routeKey, { claims, asked, nowMs: clock.now, requestId });
    const result = (await handler(event, {} as never)) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    const isJson = /json/.test(result.headers['content-type'] ?? '');
    const body = isJson ? (JSON.parse(result.body) as Record<string, unknown>) : {};
    return { status: result.statusCode, headers: result.headers, body, text: result.body };
  }
  return { ...all, clock, call, onRequest, onReport };
}

export type World = ReturnType<typeof makeWorld>;

interface EventParts {
  claims: Claims | undefined;
  asked: Asked;
  nowMs: number;
  requestId: string;
}

/** Payload format 2.0, as far as the product looks at it. */
export function eventOf(routeKey: string, { claims, asked, nowMs, requestId }: EventParts): ApiEvent {
  const { path, query, body, key } = asked;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const headers = {
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...asked.headers,
  };
  const authorizer = claims === undefined ? {} : { authorizer: { jwt: { claims } } };
  return {
    routeKey,
    headers,
    ...(path ? { pathParameters: path } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    ...(text === undefined ? {} : { body: text }),
    isBase64Encoded: false,
    requestContext: { requestId, timeEpoch: nowMs, ...authorizer },
  };
}

/** A site with its people: manager, technician, viewer and an integration, by these subjects. */
export async function siteWithMembers(world: World, siteId: string) {
  await world.call(operator, 'POST /v1/sites', { body: { siteId, name: `House ${siteId}` } });
  for (const role of ['manager', 'technician', 'viewer', 'integration']) {
    const path = { siteId, subject: `${role}-of-${siteId}` };
    await world.call(operator, 'PUT /v1/sites/{siteId}/members/{subject}', { path, body: { role } });
  }
}

export const managerOf = (siteId: string) => person(`manager-of-${siteId}`);

export const bankBody = (bankId: string, change: Record<string, unknown> = {}) => ({
  bankId,
  profile: 'tof',
  doors: [
    { compartmentId: 'A01', size: 'S', accessible: true },
    { compartmentId: 'A02', size: 'M', accessible: false },
  ],
  csr: csrPem,
  ...change,
});

/** Twenty samples about a level, alive. */
export const look = (mm: number): Window[] => [
  {
    sensor: 'top',
    kind: 'tof',
    unit: 'mm',
    intervalMs: 50,
    samples: Array.from({ length: 20 }, (_, i) => mm + (i % 2 ? 1 : -1)),
  },
];

/** A house with a bank, a resident and a courier, and what they do. */
export async function makeHouse(siteId = 'site-1') {
  const world = makeWorld();
  await siteWithMembers(world, siteId);
  const manager = managerOf(siteId);
  const path = { siteId };
  await world.call(manager, 'POST /v1/sites/{siteId}/banks', { path, body: bankBody('bank-1') });
  const made = async (route: string, body: unknown) =>
    (await world.call(manager, route, { path, body, key: 'first' })).body as Record<string, string>;
  const { residentId = '' } = await made('POST /v1/sites/{siteId}/residents', {
    name: 'Ada Lovelace',
    unit: '12B',
    phone: '+15550100001',
  });
  const { code = '' } = await made('POST /v1/sites/{siteId}/couriers', { name: 'Cy', phone: '+15550100002' });
  const bankId = 'bank-1' as BankId;
  let messages = 0;
  const tell = (message: object) => {
    const nowMs = world.clock.now;
    const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true };
    const input = { bankId, messageId: `m${++messages}`, times, ...message } as BankMessage;
    return everyLane.handle(world, input, { by: `call-${messages}`, isRetried: true });
  };
  /** A courier asks for a door; answers the last lease's open command. */
  const ask = async (trackingNumber: string) => {
    await tell({
      type: 'deposit-requested',
      requestId: `ask-${trackingNumber}`,
      courierCode: code,
      recipient: { trackingNumber },
      size: 'S',
    });
    return world.bankLink.sent.findLast(({ command }) => command.type === 'open')?.command;
  };
  const close = (compartmentId: string, commandId: string, doorCycle: number, [from, to]: [number, number]) =>
    tell({
      type: 'door-closed',
      compartmentId: compartmentId as CompartmentId,
      doorCycle,
      authority: { kind: 'command', commandId },
      openForMs: 9_000,
      before: look(from),
      after: look(to),
    });
  return { ...world, siteId, path, manager, residentId, courierCode: code, tell, ask, close };
}

export type House = Awaited<ReturnType<typeof makeHouse>>;

/** Announces a parcel and lays it into a door, seen by the sensor. */
export async function storedParcel(house: House, trackingNumber = 'TN1') {
  const { call, manager, path, residentId, ask, close } = house;
  const body = { trackingNumber, residentId };
  const { parcelId } = (await call(manager, 'POST /v1/sites/{siteId}/parcels', { path, body })).body as {
    parcelId: string;
  };
  const open = await ask(trackingNumber);
  await close(open?.compartmentId ?? '', open?.commandId ?? '', 1, [500, 440]);
  return { parcelId, compartmentId: open?.compartmentId ?? '' };
}

export const codeOf = ({ body }: Reply): unknown => body['code'];

/** One call of a port fails until it is mended. */
export function breakPort<Port extends object>(port: Port, call: keyof Port): { mend: () => void } {
  const good = port[call];
  port[call] = (() => Promise.reject(new Error('the world does not answer'))) as never;
  return {
    mend: () => {
      port[call] = good;
    },
  };
}
