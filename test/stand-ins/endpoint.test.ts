import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { jsonService, ServiceError } from '../../local/stand-ins/service.js';
import { atEnd, startHarness } from './harness.js';

/** The one address behind which every service stands. */
async function startEndpoint() {
  const harness = await startHarness();
  harness.endpoint.register(
    'secretsmanager',
    jsonService({
      GetSecretValue: ({ SecretId }) => {
        if (SecretId === 'breaks') throw new TypeError('a mistake of the stand-in’s own');
        if (SecretId === 'none') throw new ServiceError('ResourceNotFoundException', 'there is none');
        return { Name: SecretId, SecretString: 's' };
      },
    }),
  );
  const client = new SecretsManagerClient(harness.client);
  atEnd(() => client.destroy());
  const read = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
  return { ...harness, sdk: harness.client, read };
}

test('a request goes to the service that its signature is for', async () => {
  const { read } = await startEndpoint();
  expect(await read('one')).toMatchObject({ Name: 'one', SecretString: 's' });
});

test('a service that is not stood for is refused by name, and says which there are', async () => {
  const { sdk } = await startEndpoint();
  const sqs = new SQSClient(sdk);
  atEnd(() => sqs.destroy());
  await expect(sqs.send(new ListQueuesCommand({}))).rejects.toThrow(
    'no local stand-in for the service "sqs"; there is secretsmanager',
  );
});

test('a request without a signature is refused', async () => {
  const { endpoint } = await startEndpoint();
  const answer = await fetch(endpoint.url, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
});

test('an error of AWS’s reaches the SDK by its name; a mistake of ours is a 500, said in the log and not to the caller', async () => {
  const { read, said } = await startEndpoint();
  await expect(read('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'there is none' });
  await expect(read('breaks')).rejects.toMatchObject({ name: 'InternalFailure', message: 'the stand-in failed' });
  expect(said.join()).toContain('a mistake of the stand-in’s own');
});

test('a body over two megabytes is refused', async () => {
  const { read } = await startEndpoint();
  await expect(read('x'.repeat(2 * 1024 * 1024))).rejects.toMatchObject({ name: 'RequestEntityTooLargeException' });
});

test('answers carry the date of the run, so that the SDK signs for it', async () => {
  const { clock, endpoint } = await startEndpoint();
  await clock.advance(48 * 3_600_000);
  const { headers } = await fetch(endpoint.url);
  expect(Math.abs(Date.parse(headers.get('date') ?? '') - clock.nowMs())).toBeLessThan(5_000);
});

test('a caller that is cut off leaves nothing open, and the next one is served', async () => {
  const { clock, endpoint, read } = await startEndpoint();
  const socket = connect(Number(new URL(endpoint.url).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const scope = 'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/secretsmanager/aws4_request';
  socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${scope}\r\nContent-Length: 500\r\n\r\n{"half"`);
  await expect.poll(() => clock.openWork()).toEqual({ call: 1 });
  socket.resetAndDestroy();
  await expect.poll(() => clock.openWork()).toEqual({});
  expect(await read('one')).toMatchObject({ Name: 'one' });
});

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
