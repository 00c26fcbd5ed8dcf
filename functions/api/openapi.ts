import * as z from 'zod/mini';
import { compartmentPattern, idPattern } from '../../domain/ids.js';
import { documentOperations } from './document-operations.js';
import { enrolOperations } from './enrol-operations.js';
import type { Operation } from './operation.js';
import { examples } from './openapi-examples.js';
import { etag, ifMatch, ifNoneMatch, notModified } from './openapi-tags.js';
import { problems } from './problems.js';
import { readerOperations } from './reader-operations.js';
import { readingOperations } from './reading-operations.js';
import { requestOperations } from './request-operations.js';
import { subjectPattern } from './request.js';
import { routes, type RouteRow } from './routes.js';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, from the route table and the very schemas that requests are read by. */
export function openapiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const row of routes as readonly RouteRow[]) {
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: operationObject(row) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pigeonhole admin API',
      version: '1',
      description:
        'Instants are Unix milliseconds. A list is read by pages: pass its cursor until there is none. Errors are ' +
        'problem details (RFC 9457) with a stable code. What can be changed is read with an ETag, which a change may name in ' +
        'If-Match, so that nobody undoes what they have not seen. x-roles are the memberships of the site that may call an ' +
        'operation, operator a group of the user pool; what is not yours is a 404. A client’s own token reads with the ' +
        'scope pigeonhole/read, and does all that its role may with pigeonhole/call. Five answers are API Gateway’s own, ' +
        'and no problem details: 401 without a good token, 403 without the scope, 404 of a path or method that is none of ' +
        'these, 413 of more than 10 MB, 429 over the throttle of a route.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Whoever serves this document.' }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      responses: { Problem: problemResponse, NotModified: notModified, ChangedSinceRead: changedSinceRead },
      headers: { ETag: etag },
      securitySchemes: { token },
    },
  };
}

const token: Json = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'An access token of the user pool that the stack makes; npm run token on the local run.',
};

const operations: Record<string, Operation<never>> = {
  ...requestOperations,
  ...enrolOperations,
  ...documentOperations,
  ...readerOperations,
  ...readingOperations,
};

function operationObject(row: RouteRow): Json {
  const operation = operations[row.operation];
  if (!operation) throw new Error(`no file serves the operation ${row.operation}`);
  const { summary, body, needsKey, heedsIfMatch } = operation;
  const parameters = [
    ...[...row.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
    ...queryParameters(operation),
    ...(needsKey ? [idempotencyKey] : []),
    ...(heedsIfMatch ? [ifMatch] : []),
    ...(isReadByTag(row, operation) ? [ifNoneMatch] : []),
  ];
  return {
    operationId: row.operation,
    summary,
    tags: [resourceOf(row.path)],
    ...(row.auth === 'jwt' ? { security: [{ token: [] }], 'x-roles': row.roles } : { security: [] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: json(schemaOf(body()), examplesOf(row.operation)) } } : {}),
    responses: responsesOf(row, operation),
  };
}

const isReadByTag = ({ method }: RouteRow, { hasTag = false }: Operation<never>): boolean => hasTag && method === 'GET';

/** What the last fixed part of the path but an action names: `parcels` of `/v1/sites/{siteId}/parcels/{parcelId}/cancel`. */
function resourceOf(path: string): string {
  const fixed = path
    .split('/')
    .slice(2)
    .filter((part) => !part.startsWith('{'));
  return resources.findLast((resource) => fixed.includes(resource)) ?? 'service';
}
const resources = [
  'exceptions',
  'sites',
  'policy',
  'members',
  'banks',
  'compartments',
  'commands',
  'residents',
  'couriers',
  'parcels',
  'incidents',
  'reports',
];

function responsesOf(row: RouteRow, operation: Operation<never>): Json {
  const { answers, as = [], alsoAs = [], hasTag, heedsIfMatch } = operation;
  const wordsOf = (status: string): string => {
    if (status === '201') return 'Made.';
    return status === '200' && '201' in answers ? 'Made before, by the same request.' : 'Done.';
  };
  const texts = (types: readonly string[]): Json =>
    Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]));
  const contentOf = (schema: Json | undefined): Json => {
    if (as.length > 0) return { content: texts(as) };
    return schema ? { content: { ...json(schema), ...texts(alsoAs) } } : {};
  };
  const good = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: wordsOf(status),
      ...(hasTag ? { headers: { ETag: { $ref: '#/components/headers/ETag' } } } : {}),
      ...contentOf(schema && schemaOf(schema())),
    },
  ]);
  const tagged = {
    ...(isReadByTag(row, operation) ? { 304: { $ref: '#/components/responses/NotModified' } } : {}),
    ...(heedsIfMatch ? { 412: { $ref: '#/components/responses/ChangedSinceRead' } } : {}),
  };
  return { ...(Object.fromEntries(good) as Json), ...tagged, default: { $ref: '#/components/responses/Problem' } };
}

const pathParameter = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  ...wordsOf(name),
  schema: { type: 'string', pattern: (pathPatterns[name] ?? idPattern).source },
});
const pathPatterns: Record<string, RegExp> = { subject: subjectPattern, compartmentId: compartmentPattern };

const wordsOf = (name: string): Json => (name in parameterWords ? { description: parameterWords[name] } : {});
const parameterWords: Record<string, string> = {
  siteId: 'The building.',
  bankId: 'The locker bank: the name of its IoT thing.',
  compartmentId: 'The label of the door.',
  subject: 'The sub of a person’s token, or the client_id of an integration’s.',
  residentId: 'As createResident answered it.',
  parcelId: 'As announceParcel or listParcels answered it.',
  commandId: 'As giveCommand answered it.',
  openAllId: 'As askOpenAll answered it.',
  limit: 'The most items of a page. A page may be shorter and still have a cursor.',
  cursor: 'Of the page before, as it was answered.',
  state: 'Only those in this state.',
  status: 'Only those of this status.',
  unit: 'Only those of this unit; case and spaces do not matter.',
  trackingNumber: 'Of an announced parcel; what a courier brought unannounced has none.',
  part: 'As the page names it: viewer, viewer-style, start or style.',
  fromMs: 'The beginning; 30 days before the end if not given.',
  toMs: 'The end, itself not in it; now if not given.',
  format: 'JSON if not given.',
  fullShareMax: 'The share of the time in which a size may have no free door, for the doors needed; 0.01 if not given.',
  language: 'Of the titles and texts.',
};

function queryParameters({ query }: Operation<never>): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query()) as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...wordsOf(name),
    ...(required.includes(name) ? { required: true } : {}),
    schema,
  }));
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The same key with the same body is once, and answered the same; with another body it is a conflict.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
};

const json = (schema: Json, more: Json = {}): Json => ({ 'application/json': { schema, ...more } });

function examplesOf(operation: string): Json {
  const shown = Object.entries(examples[operation] ?? {}).map(([name, value]) => [name, { value }]);
  return shown.length > 0 ? { examples: Object.fromEntries(shown) } : {};
}

function schemaOf(schema: z.ZodMiniType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as Json;
  return rest;
}

const problemResponse: Json = {
  description: 'Not granted, or failed: see its code.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const changedSinceRead: Json = {
  ...problemResponse,
  description: 'Somebody changed it since, and nothing was done: changed-since-read.',
};

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    detail: { type: 'string' },
    mistakes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    instance: { type: 'string', description: 'Names the request, for whoever looks it up in the log.' },
  },
};
