import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routes, type RouteRow } from '../../../functions/api/routes.js';
import { problems } from '../../../functions/api/problems.js';
import type { Operation as Served } from '../../../functions/api/operation.js';
import { examples } from '../../../functions/api/openapi-examples.js';
import { openapiDocument } from '../../../functions/api/openapi.js';
import { operations } from './operations.js';
import { makeWorld } from './world.js';

interface Operation {
  operationId: string;
  security: unknown[];
  'x-roles'?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Record<string, unknown> }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
}

const served = async () => (await makeWorld().call(undefined, 'GET /v1/openapi.json')).body as unknown as Document;
const table = routes as readonly RouteRow[];
const bodies = operations as Record<string, Pick<Served, 'body'>>;

describe('the OpenAPI document', () => {
  it('is the one in docs: after a change of a route or schema, run this test with -u and look at what it says', async () => {
    await expect(`${JSON.stringify(openapiDocument(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi.json');
  });

  it('has every route of the table and no other, with its roles', async () => {
    const { openapi, paths } = await served();
    expect(openapi).toBe('3.1.0');
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, security, 'x-roles': roles = [] }]) => {
        return `${method.toUpperCase()} ${path} ${operationId} ${security.length > 0 ? 'jwt' : 'none'} ${roles.join()}`;
      }),
    );
    const rows = table.map((row) => `${row.method} ${row.path} ${row.operation} ${row.auth} ${row.roles.join()}`);
    expect(listed.sort()).toEqual(rows.sort());
  });

  it('names every variable of a path, and asks for a key where one is needed', async () => {
    const { paths } = await served();
    for (const [path, methods] of Object.entries(paths)) {
      const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [], operationId } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === 'path');
        expect([operationId, inPath.map(({ name }) => name)]).toEqual([operationId, variables]);
        expect(inPath.every(({ required }) => required === true)).toBe(true);
      }
    }
    const keyed = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .filter(({ parameters = [] }) => parameters.some(({ name }) => name === 'Idempotency-Key'))
      .map(({ operationId }) => operationId);
    expect(keyed.sort()).toEqual([
      ...[
        'actOnIncident',
        'askOpenAll',
        'cancelParcel',
        'createCourier',
        'createResident',
        'extendParcel',
        'giveCommand',
        'holdParcel',
        'moveParcel',
      ],
      ...[
        'overrideVerdict',
        'quarantineCompartment',
        'reassignParcel',
        'reissueCode',
        'releaseCompartment',
        'reportIncident',
      ],
      ...['returnParcel'],
    ]);
  });

  it('refuses unknown properties in every body, and says what each answer holds', async () => {
    const { paths } = await served();
    for (const { requestBody, responses, operationId } of Object.values(paths).flatMap((methods) =>
      Object.values(methods),
    )) {
      const schema = requestBody?.content['application/json']?.schema;
      const variants = schema ? ((schema['oneOf'] as (typeof schema)[] | undefined) ?? [schema]) : [];
      for (const one of variants) expect([operationId, one['additionalProperties']]).toEqual([operationId, false]);
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      expect(good.length).toBeGreaterThan(0);
      for (const [status, { content }] of good) expect(content !== undefined).toBe(status !== '204');
      expect(responses['default']).toEqual({ $ref: '#/components/responses/Problem' });
    }
  });

  it('shows of every body what may be sent', async () => {
    const { paths } = await served();
    const all = Object.values(paths).flatMap((methods) => Object.values(methods));
    const withBody = all.filter(({ requestBody }) => requestBody).map(({ operationId }) => operationId);
    expect(Object.keys(examples).sort()).toEqual(withBody.sort());
  });

  it.each(Object.entries(examples))('%s takes its examples', (operation, shown) => {
    const { body } = bodies[operation]!;
    for (const [name, example] of Object.entries(shown))
      expect([name, body?.().safeParse(example).error?.issues ?? []]).toEqual([name, []]);
  });

  it('says which answers are no problem details, because API Gateway gives them before any function is called', async () => {
    const { info } = openapiDocument() as { info: { description: string } };
    for (const status of [401, 403, 404, 413, 429]) expect(info.description).toContain(`${status} `);
  });

  it('lists every code that a problem can have', async () => {
    const { components } = await served();
    expect(components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problems));
  });
});

describe('the route table', () => {
  const folders = [
    ...[
      'service',
      'docs',
      'sites',
      'members',
      'banks',
      'commands',
      'residents',
      'couriers',
      'parcels',
      'exceptions',
      'messages',
      'incidents',
      'reports',
    ],
  ];
  const kebab = (operation: string) => operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

  it.each(table.map(({ operation }) => operation))('has a file of its own for %s', (operation) => {
    expect(operations).toHaveProperty(operation);
    const files = folders.filter((folder) => existsSync(`functions/api/${folder}/${kebab(operation)}.ts`));
    expect(files).toHaveLength(1);
  });

  it('has no operation without a row', () => {
    expect(Object.keys(operations).sort()).toEqual(table.map(({ operation }) => operation).sort());
  });
});
