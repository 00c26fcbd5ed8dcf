import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { derivedSecrets } from '../../adapters/crypto/codes.js';
import { rotated } from '../../adapters/crypto/key-ring.js';
import { memoryCounters } from '../../adapters/memory/counters.js';
import { memoryPorts } from '../../adapters/memory/index.js';
import { readCodeSecret } from '../../adapters/secrets/code-secret.js';
import type { Secrets } from '../../app/ports.js';
import type { StayId } from '../../domain/ids.js';
import { Secrets as LocalSecrets, type StoredSecret } from '../../local/stand-ins/secrets.js';
import type { ServiceRequest } from '../../local/stand-ins/service.js';
import { atEnd, inMemory, startHarness } from '../stand-ins/harness.js';
import { stayId } from './samples.js';

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:codes-abcdef';

const now = { at: 1_800_000_000_000, nowMs: () => now.at };

async function openManager(value: string, secretArn = arn) {
  const { endpoint, client } = await startHarness();
  const local = new LocalSecrets(inMemory<StoredSecret>());
  local.add({ name: 'codes', arn, value: { given: value } }, now.at);
  const reads: ServiceRequest[] = [];
  const counters = memoryCounters();
  endpoint.register('secretsmanager', (request: ServiceRequest) => {
    reads.push(request);
    return local.service(request);
  });
  const manager = new SecretsManagerClient(client);
  atEnd(() => manager.destroy());
  const store = (value: string) => local.add({ name: 'codes', arn, value: { given: value } }, now.at);
  return {
    store,
    secrets: derivedSecrets(
      readCodeSecret(async () => manager, secretArn, { clock: now, counters }),
      now,
      counters,
    ),
    counters,
    reads,
  };
}

const memory = (seed: string): Secrets => memoryPorts({ clock: { nowMs: () => 0 }, seed }).secrets;

describe.each([
  { name: 'memory', open: async (seed: string) => memory(seed) },
  { name: 'Secrets Manager', open: async (seed: string) => (await openManager(`a secret of words, ${seed}`)).secrets },
])('secrets in $name', ({ open }) => {
  it('a code follows from its stay and generation, and from nothing else', async () => {
    const [one, again] = [await open('1'), await open('1')];
    const code = await one.pickupCode(stayId, 1);
    expect(code).toMatch(/^\d{8}$/);
    expect(await one.pickupCode(stayId, 1)).toBe(code);
    expect(await again.pickupCode(stayId, 1)).toBe(code);
    expect(await one.pickupCode(stayId, 2)).not.toBe(code);
    expect(await one.pickupCode('B01-ponmlkjihgfedcba' as StayId, 1)).not.toBe(code);
    expect(await (await open('2')).pickupCode(stayId, 1)).not.toBe(code);
  });

  it('a look-up key is of its scope, and does not show the code', async () => {
    const secrets = await open('1');
    const key = await secrets.lookupKey('bank-1', '12345678');
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(await secrets.lookupKey('bank-1', '12345678')).toBe(key);
    expect(await secrets.lookupKey('bank-2', '12345678')).not.toBe(key);
    expect(await secrets.lookupKey('bank-1', '12345679')).not.toBe(key);
  });
});

describe('the secret of Secrets Manager', () => {
  it('is read once for all codes, and not before the first', async () => {
    const { secrets, reads } = await openManager('correct horse battery staple');
    expect(reads).toHaveLength(0);
    expect(await secrets.pickupCode(stayId, 1)).toBe('99943687');
    await secrets.lookupKey('bank-1', '12345678');
    expect(reads).toHaveLength(1);
  });

  it('that was rotated issues by its new key, and knows the one before', async () => {
    const [before, after] = ['correct horse battery staple', 'another horse, battery and staple'];
    const { secrets, store } = await openManager(before);
    const code = await secrets.pickupCode(stayId, 1);
    const row = await secrets.lookupKey('bank-1', code);
    expect(await secrets.others()).toEqual([]);
    store(rotated(before, { secret: after, fromMs: now.at + 15 * 60_000 }));
    now.at += 15 * 60_000;
    expect(await secrets.pickupCode(stayId, 1)).not.toBe(code);
    const [older, ...more] = await secrets.others();
    expect(more).toEqual([]);
    expect(await older!.pickupCode(stayId, 1)).toBe(code);
    expect(await older!.lookupKey('bank-1', code)).toBe(row);
  });

  it('is due for a rotation a year after the last one: each reading counts it, until there is another', async () => {
    const { secrets, store, counters } = await openManager('correct horse battery staple');
    const madeAtMs = now.at;
    const read = async (days: number) => {
      now.at = madeAtMs + days * 86_400_000;
      await secrets.pickupCode(stayId, 1);
      return counters.counts['code-secret-old'] ?? 0;
    };
    expect([await read(0), await read(365)]).toEqual([0, 0]);
    expect([await read(366), await read(367)]).toEqual([1, 2]);
    store('another horse, battery and staple');
    expect([await read(368), await read(369)]).toEqual([2, 2]);
  });

  it('that is not there is an error', async () => {
    const { secrets } = await openManager('correct horse battery staple', `${arn}-other`);
    await expect(secrets.pickupCode(stayId, 1)).rejects.toThrow(/can't find/);
  });
});
