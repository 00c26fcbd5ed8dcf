import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sha256 } from '../../../adapters/sdk/sha256.js';
import { Signer } from '../../../adapters/sdk/signer.js';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

describe('a signature', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2015, 7, 30, 12, 36) }));
  afterEach(() => vi.useRealTimers());

  const plain = { method: 'GET', hostname: 'example.amazonaws.com', headers: { host: 'example.amazonaws.com' } };
  const requests = {
    'no body': plain,
    'a path and a query that are escaped': {
      ...plain,
      path: '/topics/%24aws/lockers%2Fv1/é b',
      query: { qos: '1', many: ['b', 'a'], 'a key': 'ü&=' },
    },
    'a body of text': {
      ...plain,
      method: 'POST',
      body: '{"Key":"é"}',
      headers: { ...plain.headers, 'X-Odd': '  a   b ' },
    },
    'a body of bytes': { ...plain, method: 'POST', body: Uint8Array.of(0, 255, 128) },
    'headers that a proxy may change': {
      ...plain,
      headers: { ...plain.headers, 'user-agent': 'u', 'x-amzn-trace-id': 't' },
    },
  };
  const signers = Object.entries(requests).flatMap(([name, request]) =>
    [undefined, 'token'].map((sessionToken) => [name, sessionToken, request] as const),
  );
  it.each(signers)(
    "of a request with %s, and a session's token %s, is the SDK's own",
    async (_, sessionToken, asked) => {
      const settings = { credentials: { ...credentials, sessionToken }, region: 'us-east-1', service: 'service' };
      const ours = await new Signer(settings).signRequest(new HttpRequest(asked));
      const theirs = await new SignatureV4({ ...settings, sha256: Sha256 }).sign(new HttpRequest(asked));
      expect(ours).toEqual(theirs);
      expect(ours.headers['authorization']).toMatch(/Signature=[0-9a-f]{64}$/);
    },
  );
});
