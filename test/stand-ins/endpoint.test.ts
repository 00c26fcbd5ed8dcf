import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startHarness } from './harness.js';

test('a web page reaches no service: neither with an Origin nor by another name', async () => {
  const { endpoint } = await startHarness();
  let calls = 0;
  endpoint.register('sqs', async () => {
    calls += 1;
    return { status: 200 };
  });
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/sqs/aws4_request, Signature=none';
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(endpoint.url, { method: 'POST', headers: { authorization, ...headers } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusWith({ origin: 'https://example.org' })).toBe(403);
  expect(await statusWith({ host: 'evil.example' })).toBe(403);
  expect(calls).toBe(0);
  expect(await statusWith({})).toBe(200);
  expect(calls).toBe(1);
});
