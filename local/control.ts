import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Mishaps } from './mishaps.js';
import type { Clock } from './stand-ins/clock.js';
import type { TokenRequest } from './stand-ins/cognito.js';
import { later, listenOnLoopback, readBody, type ListeningFor } from './stand-ins/http-server.js';
import type { Outbox } from './stand-ins/outbox.js';
import { refusalOfPage } from './stand-ins/page-guard.js';
import { ServiceError } from './stand-ins/service.js';
import type { Notifications } from './stand-ins/sns.js';

export interface ControlOptions {
  readonly clock: Clock;
  readonly mishaps: Mishaps;
  readonly outbox: Outbox;
  readonly notifications: Notifications;
  readonly mintToken: (request: TokenRequest) => Promise<string>;
  /** What devices must trust, in PEM. */
  readonly caPem: string;
  /** The last lines that a function printed, and what its runtime said of its failures. */
  readonly logs: (functionName: string) => readonly string[];
  /** What GET /health tells. */
  readonly health: () => object;
  /** What GET /addresses tells: where everything listens, for programs that look at the run from outside. */
  readonly addresses: () => object;
}

type Body = Record<string, unknown>;
type Answer = { readonly status?: number; readonly json: unknown } | { readonly text: string; readonly type: string };
type Operation = (options: ControlOptions, input: { query: URLSearchParams; body: Body }) => Answer | Promise<Answer>;

const BODY_MAX_BYTES = 64 * 1024;
const ADVANCE_MAX_MS = 366 * 86_400_000;

/** The run's own port: no part of the product. It answers programs on this machine only, never a web page. */
export async function startControl(port: number): Promise<ListeningFor<ControlOptions>> {
  const options = later<ControlOptions>();
  const server = createServer((message, response) => {
    answer(message, options.promise)
      .catch((error: unknown) => refusalOf(error))
      .then((result) => send(response, result))
      .catch(() => response.destroy());
  });
  return { ...(await listenOnLoopback(server, { port, flag: '--control-port' })), serve: options.fulfil };
}

const operations: Record<string, Operation> = {
  'GET /health': ({ health }) => ({ json: health() }),
  'GET /addresses': ({ addresses }) => ({ json: addresses() }),
  'GET /outbox': ({ outbox }, { query }) => ({ json: outbox.all().slice(from(query)) }),
  'GET /logs': ({ logs }, { query }) => {
    const name = query.get('function');
    if (!name) throw new RangeError('say whose: /logs?function=NAME, by the names that GET /health tells');
    return { json: logs(name) };
  },
  'GET /clock': ({ clock }) => ({ json: clockState(clock) }),
  'POST /clock': async ({ clock }, { body }) => {
    const { speed, advanceMs, ...unknown } = body;
    refuseUnknown(unknown);
    const [newSpeed, by] = [optionalNumber(speed, 'speed'), optionalNumber(advanceMs, 'advanceMs')];
    if (by !== undefined && by > ADVANCE_MAX_MS) throw new RangeError(`advanceMs must be at most ${ADVANCE_MAX_MS}`);
    if (newSpeed !== undefined) clock.setSpeed(newSpeed);
    if (by !== undefined) await clock.advance(by);
    return { json: clockState(clock) };
  },
  'GET /mishaps': ({ mishaps }) => ({ json: mishaps.settings }),
  'POST /mishaps': ({ mishaps }, { body }) => {
    mishaps.change(body);
    return { json: mishaps.settings };
  },
  'POST /token': async ({ mintToken }, { body }) => ({ json: { token: await mintToken(toTokenRequest(body)) } }),
  'GET /ca.pem': ({ caPem }) => ({ text: caPem, type: 'application/x-pem-file' }),
  'GET /confirm': ({ notifications }, { query }) => {
    const { email } = notifications.confirm(query.get('topicArn') ?? '', query.get('token') ?? '');
    return { text: `Subscription confirmed: ${email}\n`, type: 'text/plain; charset=utf-8' };
  },
};

async function answer(message: IncomingMessage, ready: Promise<ControlOptions>): Promise<Answer> {
  const { method = 'GET', headers } = message;
  const forbidden = refusalOfPage(headers);
  if (forbidden !== undefined) return refusal(403, forbidden);
  const { pathname, query } = addressOf(message.url);
  const bytes = await readBody(message, BODY_MAX_BYTES);
  if (bytes === 'too-large') return refusal(413, `a body may have ${BODY_MAX_BYTES} bytes`);
  const name = `${method} ${pathname}`;
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) return refusal(404, `there is no ${name}; there is ${Object.keys(operations).join(', ')}`);
  return operation(await ready, { query, body: toBody(bytes) });
}

function addressOf(target = '/'): { pathname: string; query: URLSearchParams } {
  const [pathname = '/', query = ''] = target.split(/\?(.*)/s, 2);
  return { pathname, query: new URLSearchParams(query) };
}

/** How many messages the caller has seen already: an outbox only grows, so it may ask for the rest alone. */
function from(query: URLSearchParams): number {
  const text = query.get('from') ?? '0';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RangeError(`from must be a whole number of messages, was '${text}'`);
}

function toBody(bytes: Buffer): Body {
  if (bytes.length === 0) return {};
  const parsed: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Body;
  throw new RangeError('the body must be a JSON object');
}

function toTokenRequest({ sub, clientId, groups, scope, expiresInSeconds, ...unknown }: Body): TokenRequest {
  refuseUnknown(unknown);
  if (typeof sub !== 'string' || sub === '') throw new RangeError('sub must be given: whom the token is for');
  if (groups !== undefined && !(Array.isArray(groups) && groups.every((one) => typeof one === 'string')))
    throw new RangeError('groups must be a list of names');
  return {
    sub,
    clientId: optionalText(clientId, 'clientId'),
    groups: groups,
    scope: optionalText(scope, 'scope'),
    expiresInSeconds: optionalNumber(expiresInSeconds, 'expiresInSeconds'),
  };
}

function refuseUnknown(unknown: Body): void {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new RangeError(`unknown property "${name}"`);
}

function optionalText(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new RangeError(`${name} must be a text`);
}

function optionalNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new RangeError(`${name} must be a number, was ${JSON.stringify(value)}`);
}

const clockState = (clock: Clock) => ({ nowMs: clock.nowMs(), speed: clock.speed, open: clock.openWork() });

const refusal = (status: number, error: string): Answer => ({ status, json: { error } });

function refusalOf(error: unknown): Answer {
  if (error instanceof RangeError || error instanceof SyntaxError) return refusal(400, error.message);
  if (error instanceof ServiceError) return refusal(error.status, error.message);
  return refusal(500, error instanceof Error ? error.message : String(error));
}

function send(response: ServerResponse, result: Answer): void {
  const isText = 'text' in result;
  response.writeHead(isText ? 200 : (result.status ?? 200), {
    'content-type': isText ? result.type : 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(isText ? result.text : JSON.stringify(result.json));
}
