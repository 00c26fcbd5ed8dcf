import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Match } from './http-api-routes.js';

export interface ApiRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: IncomingHttpHeaders;
  readonly sourceIp: string;
  readonly body: Buffer;
}

export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

export interface EventParts {
  readonly apiId: string;
  readonly accountId: string;
  readonly nowMs: number;
  readonly match: Match;
  readonly claims?: Record<string, unknown>;
}

/** The event of payload format 2.0. API Gateway Developer Guide, "AWS Lambda integrations for HTTP APIs". */
export function toEvent(request: ApiRequest, { apiId, accountId, nowMs, match, claims }: EventParts): object {
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, [value].flat().join(',')]));
  const { route, pathParameters } = match;
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: request.rawPath,
    rawQueryString: request.rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(request.rawQueryString === '' ? {} : { queryStringParameters: joined(request.rawQueryString) }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters: decoded(pathParameters) }),
    requestContext: {
      accountId,
      apiId,
      ...(claims === undefined
        ? {}
        : { authorizer: { jwt: { claims: asStrings(claims), scopes: scopesOf(match, claims) } } }),
      domainName: headers.host ?? '',
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: request.rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: clfTime(nowMs),
      timeEpoch: nowMs,
    },
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** What a function's result means: a full answer if it has a status code, else it is the body, as JSON. */
export function toAnswer(payload: string): ApiAnswer {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : payload;
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(body) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = result as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new RangeError('the status code is not one');
  const rows = Object.entries((headers ?? {}) as Record<string, unknown>);
  return {
    statusCode: status,
    headers: Object.fromEntries(rows.map(([name, value]) => [name.toLowerCase(), String(value)])),
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: Buffer.from(typeof body === 'string' ? body : '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

export function answer(statusCode: number, message: string, headers: Record<string, string> = {}): ApiAnswer {
  const body = Buffer.from(JSON.stringify({ message }));
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, cookies: [], body };
}

/** Types that arrive as text; everything else arrives in base64. */
function isText(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|xml)\b)/i.test(contentType);
}

/** Repeated parameters are joined by commas. */
function joined(rawQueryString: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString))
    all[name] = Object.hasOwn(all, name) ? `${all[name]},${value}` : value;
  return all;
}

function decoded(pathParameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(pathParameters).map(([name, value]) => [name, decodeSafely(value)]));
}

function decodeSafely(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Every claim is a string: a number is written out, a list stands in brackets with spaces between. */
function asStrings(claims: Record<string, unknown>): Record<string, string> {
  const rows = Object.entries(claims).map(([name, value]) => {
    if (Array.isArray(value)) return [name, `[${value.join(' ')}]`] as const;
    return [name, typeof value === 'string' ? value : JSON.stringify(value)] as const;
  });
  return Object.fromEntries(rows);
}

function scopesOf({ route }: Match, claims: Record<string, unknown>): string[] | null {
  if (route.scopes.length === 0) return null;
  return typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
}

/** `22/Nov/2026:10:00:00 +0000` */
function clfTime(nowMs: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(nowMs).toUTCString())!;
  return `${day}/${month}/${year}:${time} +0000`;
}
