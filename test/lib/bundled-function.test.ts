import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, bundleFile, putBeside } from '../../lib/bundled-function.js';

const root = resolve(import.meta.dirname, '../..');

describe('bundling', () => {
  let dir: string;
  beforeAll(() => {
    mkdirSync(join(root, '.bundles'), { recursive: true });
    dir = mkdtempSync(join(root, '.bundles', 'test-')); // Inside the project, so that its packages are found.
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('says which function is missing, and where it was looked for', () => {
    expect(() => bundle('on-nothing', dir)).toThrow('no such function to bundle: functions/on-nothing.ts');
  });

  it('puts a file of a package beside it, compressed', () => {
    putBeside('node_modules/swagger-ui-dist/swagger-ui.css', dir);
    const packaged = readFileSync(join(root, 'node_modules/swagger-ui-dist/swagger-ui.css'));
    const beside = readFileSync(join(dir, 'swagger-ui.css.br'));
    expect(brotliDecompressSync(beside).equals(packaged)).toBe(true);
    expect(beside.length).toBeLessThan(packaged.length / 5);
  });

  it('makes an ESM bundle that runs, with no source of credentials in it, and loads late what is imported late', () => {
    const source = join(dir, 'example.ts');
    writeFileSync(source, example);
    writeFileSync(join(dir, 'unused.ts'), unused);
    const outdir = join(dir, 'out');
    bundleFile(source, outdir);
    expect(readdirSync(outdir)).toContain('index.mjs');
    const chunks = readdirSync(outdir).map((name) => readFileSync(join(outdir, name), 'utf8'));
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.join()).not.toContain('CreateTopicRule'); // Of a client that only unused code would load.
    expect(chunks.join()).not.toContain('credential_process'); // A word that only the chain of sources has.
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', runner(join(outdir, 'index.mjs'))], {
      env: { NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
    });
    expect(JSON.parse(answer)).toEqual({ atOnce: 'function', late: 'function' });
  });

  describe('asks an endpoint of AWS, or another', () => {
    let file: string;
    beforeAll(() => {
      const source = join(dir, 'endpoint.ts');
      writeFileSync(source, endpoint);
      const outdir = join(dir, 'endpoint');
      bundleFile(source, outdir);
      file = join(outdir, 'index.mjs');
    });
    const asked = (env: NodeJS.ProcessEnv): unknown =>
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', runner(file)], {
          env: { NODE_NO_WARNINGS: '1', ...env },
          encoding: 'utf8',
        }),
      );

    it.each([
      ['us-east-1', 'us-east-1.amazonaws.com', 'data-ats.iot'],
      ['us-gov-west-1', 'us-gov-west-1.amazonaws.com', 'data-ats.iot'],
      ['cn-north-1', 'cn-north-1.amazonaws.com.cn', 'data.ats.iot'],
    ])('of the region %s, each time that a command is sent', (AWS_REGION, domain, iotData) => {
      const hosts = ['dynamodb', iotData, 'scheduler', 'secretsmanager', 'sns'];
      const all = hosts.map((host) => `https://${host}.${domain}`);
      expect(asked({ AWS_REGION })).toEqual(all.flatMap((url) => [url, url]));
    });

    it('that the environment names for all or for one, and passes over a word that is none', () => {
      const AWS_REGION = 'us-east-1';
      const [AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB] = ['http://all:1', 'http://doors:2'];
      const AWS_ENDPOINT_URL_IOT_DATA_PLANE = 'http://banks:3';
      const named = (env: NodeJS.ProcessEnv) =>
        (asked({ AWS_REGION, ...env }) as string[]).filter((_, i) => i % 2 === 0);
      const everywhere = Array<string>(5).fill(AWS_ENDPOINT_URL);
      const each = [AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_IOT_DATA_PLANE, ...everywhere.slice(2)];
      expect(named({ AWS_ENDPOINT_URL })).toEqual(everywhere);
      const both = { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_IOT_DATA_PLANE };
      expect(named(both)).toEqual(each);
      const [doors] = named({ ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
      expect(doors).toBe('https://dynamodb.us-east-1.amazonaws.com');
      expect(named({ ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' })).toEqual(each);
      expect(named({ ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '' })).toEqual(each);
    });

    it('and has nothing that looks for profiles', () => {
      expect(readFileSync(file, 'utf8')).not.toContain('AWS_CONFIG_FILE'); // Where they are kept.
    });
  });

  it('puts the API’s document where on-reader finds it', () => {
    const outdir = join(dir, 'on-reader');
    bundle('on-reader', outdir);
    putBeside('docs/openapi.json', outdir);
    const event = {
      routeKey: 'GET /v1/openapi.json',
      ...{ headers: {}, requestContext: { requestId: 'r', timeEpoch: 0 } },
    };
    const run = `
      const { handler } = await import(${JSON.stringify(join(outdir, 'index.mjs'))});
      process.stdout.write((await handler(${JSON.stringify(event)}, {})).body);
    `;
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', run], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toEqual(JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')));
  });
});

const example = `
import { unused } from './unused.js';
import { dynamodbClient } from '../../adapters/sdk/dynamodb.js';
const settings = { region: 'us-east-1', credentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, maxAttempts: 1 };
export async function handler() {
  const { snsClient } = await import('../../adapters/sdk/sns.js');
  return { atOnce: typeof dynamodbClient(settings).send, late: typeof snsClient(settings).send };
}
`;

/** Which hosts are asked, when a command of each service is sent twice. */
const endpoint = `
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand as Down } from '@aws-sdk/client-iot-data-plane';
import { HttpResponse } from '@smithy/core/protocols';
import { dynamodbClient } from '../../adapters/sdk/dynamodb.js';
import { iotDataClient } from '../../adapters/sdk/iot-data.js';
import { DeleteScheduleCommand, schedulerClient } from '../../adapters/sdk/scheduler.js';
import { GetSecretValueCommand, secretsManagerClient } from '../../adapters/sdk/secrets-manager.js';
import { DeleteTopicCommand, snsClient } from '../../adapters/sdk/sns.js';

const asked = [];
const handle = async ({ protocol, hostname, port }) => {
  asked.push(protocol + '//' + hostname + (port === undefined ? '' : ':' + port));
  return { response: new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.alloc(0) }) };
};
export async function handler() {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const settings = { region: process.env.AWS_REGION, credentials, requestHandler: { handle, metadata: {} }, maxAttempts: 1 };
  for (const [client, command] of [
    [dynamodbClient(settings), new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } })],
    [iotDataClient(settings), new Down({ topic: 'a' })],
    [schedulerClient(settings), new DeleteScheduleCommand({ Name: 'a' })],
    [secretsManagerClient(settings), new GetSecretValueCommand({ SecretId: 'a' })],
    [snsClient(settings), new DeleteTopicCommand({ TopicArn: 'a' })],
  ]) {
    await client.send(command);
    await client.send(command);
  }
  return asked;
}
`;

const unused = `export const unused = () => import('@aws-sdk/client-iot');`;

function runner(file: string) {
  return `
    const { handler } = await import(${JSON.stringify(file)});
    const answer = await handler().catch((error) => String(error));
    process.stdout.write(JSON.stringify(answer));
  `;
}
