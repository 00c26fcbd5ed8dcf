import type { z } from 'zod/mini';
import type { IfMatch } from '../../app/api/if-match.js';
import { compartmentPattern, idPattern } from '../../domain/ids.js';
import type { Operation } from './operation.js';
import { problem, type Mistake, type Problem } from './problems.js';
import type { RouteRow } from './routes.js';
import { readIfMatch } from './tag.js';

/** What API Gateway hands over (payload format 2.0), as far as it is looked at. Header names come in lower case. */
export interface ApiEvent {
  routeKey: string;
  headers: Record<string, string | undefined>;
  pathParameters?: Record<string, string | undefined> | undefined;
  queryStringParameters?: Record<string, string | undefined> | undefined;
  body?: string | undefined;
  isBase64Encoded: boolean;
  requestContext: {
    requestId: string;
    timeEpoch: number;
    authorizer?: { jwt?: { claims?: Record<string, unknown> } } | undefined;
  };
}

const bodyBytesMax = 64 * 1024;
const mistakesShown = 20;

/** Tokens name people by a UUID and clients by a word; other issuers add a few marks. */
export const subjectPattern = /^[A-Za-z0-9][A-Za-z0-9_.:@|+=-]{0,127}$/;

const pathPatterns: Record<string, RegExp> = { subject: subjectPattern, compartmentId: compartmentPattern };

/** The ids in a path, or undefined where one of them can name nothing. */
function readPath(event: ApiEvent): Record<string, string> | undefined {
  const given = Object.entries(event.pathParameters ?? {});
  const isSane = given.every(([name, value]) => (pathPatterns[name] ?? idPattern).test(value ?? ''));
  return isSane ? (Object.fromEntries(given) as Record<string, string>) : undefined;
}

/** What a request is about: the ids in its path, and the site that its query names where the path has none. */
export function readPlace(event: ApiEvent, { site }: RouteRow): { path: Record<string, string> } | Problem {
  const path = readPath(event);
  if (!path) return problem('not-found');
  if (site !== 'in-query') return { path };
  const siteId = event.queryStringParameters?.['siteId'];
  if (siteId !== undefined && idPattern.test(siteId)) return { path: { ...path, siteId } };
  return problem('invalid-query', { mistakes: [{ path: 'siteId', message: 'must name a site' }] });
}

export interface Given {
  body: unknown;
  query: unknown;
  key: string;
  ifMatch: IfMatch;
}

/** What an operation takes: body, query, Idempotency-Key and If-Match, parsed, or the first thing that is wrong. */
export function readGiven<P>(operation: Operation<P>, event: ApiEvent): Given | Problem {
  const query = readQuery(operation.query?.(), event);
  if ('problem' in query) return query;
  const body = operation.body ? readBody(operation.body(), event) : { value: undefined };
  if ('problem' in body) return body;
  const key = event.headers['idempotency-key'] ?? '';
  if (operation.needsKey && !/^[\x21-\x7e]{1,128}$/.test(key)) return problem('idempotency-key-needed');
  const read = readIfMatch(operation.heedsIfMatch ? event.headers['if-match'] : undefined);
  if (read === 'malformed') return problem('malformed-if-match');
  return { body: body.value, query: query.value, key, ...read };
}

type Read = { value: unknown } | Problem;

function readQuery(schema: z.ZodMiniType | undefined, { queryStringParameters: given = {} }: ApiEvent): Read {
  if (schema) return parse(schema, given, 'invalid-query');
  if (Object.keys(given).length === 0) return { value: undefined };
  return problem('invalid-query', { mistakes: [{ path: '', message: 'this operation takes no query parameter' }] });
}

function readBody(schema: z.ZodMiniType, { headers, body = '', isBase64Encoded }: ApiEvent): Read {
  // Before it is decoded: base64 takes four characters for three bytes.
  const bytes = isBase64Encoded ? Math.floor((body.length * 3) / 4) - 2 : Buffer.byteLength(body);
  if (bytes > bodyBytesMax) return problem('body-too-large');
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return problem('wrong-content-type');
  const parsed = parseJson(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body);
  return parsed === undefined ? problem('malformed-json') : parse(schema, parsed.value, 'invalid-body');
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function parse(schema: z.ZodMiniType, given: unknown, code: 'invalid-query' | 'invalid-body'): Read {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const known = Object.keys((schema.def as { shape?: object }).shape ?? {});
  const mistakes = worthSaying(parsed.error.issues).slice(0, mistakesShown);
  return problem(code, { mistakes: mistakes.map((one) => toMistake(one, known)) });
}

/** zod measures a text as well where a list should stand: its length is not what is wrong with it. */
function worthSaying(issues: readonly Issue[]): Issue[] {
  const ofAnotherType = new Set(issues.filter(isOfType).map(pathOf));
  return issues.filter((one) => isOfType(one) || !ofAnotherType.has(pathOf(one)));
}

const isOfType = ({ code }: Issue): boolean => code === 'invalid_type';

/** Where, and what may stand there, in the schema's words; what was given is not told back, for it may be personal. */
const toMistake = (issue: Issue, known: readonly string[]): Mistake => ({
  path: pathOf(issue).slice(0, 120),
  message: messageOf({ ...issue, known: issue.path.length === 0 ? known : [] }),
});

/** A key that is refused was given too: what it stands in is named. */
const pathOf = ({ code, path }: Issue): string =>
  (code === 'invalid_key' ? path.slice(0, -1) : path).map(String).join('.');

/** What an issue of zod may hold, by its code. */
interface Issue {
  path: PropertyKey[];
  code?: string | undefined;
  message: string;
  expected?: unknown;
  values?: readonly unknown[];
  options?: readonly unknown[];
  origin?: string;
  minimum?: unknown;
  maximum?: unknown;
  /** The properties that there are where it is, if that is at the top. */
  known?: readonly string[];
}

function messageOf({ code, known = [], ...issue }: Issue): string {
  const { values = issue.options, origin = '' } = issue; // Of a literal or a list of words, and of a body's type.
  const unit = { string: ' characters', array: ' entries' }[origin] ?? '';
  switch (code) {
    case 'custom':
      return issue.message;
    case 'unrecognized_keys':
      return `has a property that is not known here${known.length > 0 ? `: known are ${known.join(', ')}` : ''}`;
    case 'invalid_type':
      return `must be of type ${String(issue.expected)}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${unit}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${unit}`;
    default:
      return values ? `must be one of ${values.join(', ')}` : `is refused: ${String(code).replaceAll('_', ' ')}`;
  }
}
