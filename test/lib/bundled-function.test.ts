import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, bundleFile } from '../../lib/bundled-function.js';

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

  it('makes an ESM bundle that runs, takes credentials from the environment only, and loads late what is imported late', () => {
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
    const run = (env: Record<string, string>) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', runner(join(outdir, 'index.mjs'))], {
        env: { AWS_REGION: 'us-east-1', NODE_NO_WARNINGS: '1', ...env },
        encoding: 'utf8',
      });
    const answer = run({ AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' });
    expect(JSON.parse(answer)).toEqual({
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
      late: 'function',
    });
    expect(run({})).toContain('no credentials in the environment');
  });
});

const example = `
import { unused } from './unused.js';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export async function handler() {
  const { accessKeyId, secretAccessKey, sessionToken } = await new DynamoDBClient({}).config.credentials();
  const { SNSClient } = await import('@aws-sdk/client-sns');
  return { credentials: { accessKeyId, secretAccessKey, sessionToken }, late: typeof SNSClient };
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
