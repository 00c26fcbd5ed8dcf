import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildFailure } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlesOf, bytesOf, isUnlimited, kilobytesMax, type Bundle } from '../../bench/assets.js';
import { neverAsked } from '../../lib/bundled-function.js';
import { synthesize } from '../../local/synth.js';

/*
 * Every function as it would be deployed: what CDK bundled, run by Node with the environment of the stack. The one stand-in is
 * an AWS that knows nothing: it answers whatever it is asked with an empty object.
 */

const claims = { sub: 'somebody', token_use: 'access', client_id: 'app', 'cognito:groups': '[operator]' };
const request = (routeKey: string, more = {}) => ({
  ...{ routeKey, headers: { 'content-type': 'application/json' }, isBase64Encoded: false, ...more },
  requestContext: { requestId: 'r', timeEpoch: 0, authorizer: { jwt: { claims } } },
});
const ofNoSite = { pathParameters: { siteId: 'nowhere' } };
const parked = { Records: [{ messageId: 'm', body: '{}', attributes: { SentTimestamp: '0' } }] };
const taken = { result: { batchItemFailures: [] }, counted: ['parked-unreadable'] };
const refused = { result: null, counted: ['message-refused'] };

/** By function: an event that asks as little as there is to ask, and what comes of it. */
const calls: Record<string, { event: unknown; comes: object }> = {
  'on-telemetry-access': { event: {}, comes: refused },
  'on-telemetry-rest': { event: {}, comes: refused },
  'on-health': { event: {}, comes: refused },
  'on-schedule': { event: {}, comes: { result: null, counted: ['schedule-refused'] } },
  'on-sweep': { event: {}, comes: { result: { performed: 0, failed: 0 } } },
  'on-parked': { event: parked, comes: taken },
  'on-request': { event: request('POST /v1/sites', { body: '{}' }), comes: { result: { statusCode: 400 } } },
  'on-report': { event: request('GET /v1/sites/{siteId}', ofNoSite), comes: { result: { statusCode: 404 } } },
  'on-enroll': { event: request('POST /v1/sites/{siteId}/banks', ofNoSite), comes: { result: { statusCode: 404 } } },
  'on-document': { event: request('GET /v1/exceptions'), comes: { result: { statusCode: 200 } } },
  'on-reader': { event: request('GET /v1/openapi.json'), comes: { result: { statusCode: 200 } } },
};

describe('the functions as they are deployed', () => {
  let aws: Server;
  let bundles: Bundle[];
  beforeAll(async () => {
    aws = createServer((_asked, answer) => answer.end('{}')).listen(0, '127.0.0.1');
    await once(aws, 'listening');
    const { assembly } = await synthesize();
    bundles = bundlesOf(assembly, `http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
  }, 120_000);
  afterAll(() => void aws.close());

  it('are these', () => {
    expect(bundles.map(({ name }) => name).sort()).toEqual(Object.keys(calls).sort());
  });

  it('are small enough to start quickly', () => {
    const kilobytes = bundles.map(({ name, directory }) => [name, bytesOf(directory) / 1000] as const);
    expect(kilobytes.filter(([name, size]) => !isUnlimited(name) && size > kilobytesMax)).toEqual([]);
  });

  it.each(Object.entries(calls))(
    '%s has all that it imports, loads it, and answers',
    async (name, { event, comes }) => {
      const bundle = bundles.find((one) => one.name === name)!;
      expect(await lacking(bundle)).toEqual([]);
      expect(await call(bundle, event)).toMatchObject(comes);
    },
  );
});

interface Called {
  result: unknown;
  /** The counters that it printed. */
  counted: string[];
}

async function call({ directory, environment }: Bundle, event: unknown): Promise<Called> {
  return alone(directory, async (copy) => {
    const args = ['--input-type=module', '-e', runner, copy, JSON.stringify(event)];
    const env = { ...environment, NODE_NO_WARNINGS: '1' };
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: copy, env });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { counter?: string; result?: unknown });
    return { result: lines.at(-1)!.result, counted: lines.flatMap(({ counter = [] }) => counter) };
  });
}

/** What it imports and does not have: packages that were left outside, also where they are only imported late. */
const lacking = ({ directory }: Bundle): Promise<string[]> =>
  alone(directory, async (copy) => {
    const bundled = { bundle: true, write: false, platform: 'node', format: 'esm', external: neverAsked } as const;
    const silent = { logLevel: 'silent', outdir: join(copy, 'never-written') } as const;
    const read = build({ ...bundled, ...silent, absWorkingDir: copy, entryPoints: ['index.mjs'] });
    return read.then(
      () => [],
      ({ errors }: BuildFailure) => errors.map(({ text }) => text),
    );
  });

/** Does something with a bundle away from the project, where no package is found that the bundle does not have. */
async function alone<T>(directory: string, use: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'pigeonhole-test-'));
  try {
    cpSync(directory, copy, { recursive: true });
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** What is imported late is imported too: a call that asks little would not. */
const runner = `
  import { readdirSync } from 'node:fs';
  const [directory, event] = process.argv.slice(1);
  const { handler } = await import(directory + '/index.mjs');
  for (const file of readdirSync(directory)) if (file.endsWith('.mjs')) await import(directory + '/' + file);
  const result = await handler(JSON.parse(event), { awsRequestId: 'r', getRemainingTimeInMillis: () => 10_000 });
  process.stdout.write(JSON.stringify({ result: result ?? null }), () => process.exit());
`;
