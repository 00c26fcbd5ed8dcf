import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { openJournal, type Journal } from '../../local/journal.js';
import { Secrets, secretSuffix, type SecretConfig, type StoredSecret } from '../../local/stand-ins/secrets.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { atEnd, inMemory, startHarness } from './harness.js';

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${secretSuffix(name)}`;

async function startSecrets(values: Record<string, SecretConfig['value']>, kept: Journal<StoredSecret> = inMemory()) {
  const { clock, endpoint, client } = await startHarness();
  const secrets = new Secrets(kept);
  for (const [name, value] of Object.entries(values)) secrets.add({ name, arn: arnOf(name), value }, clock.nowMs());
  endpoint.register('secretsmanager', secrets.service);
  const manager = new SecretsManagerClient(client);
  atEnd(() => manager.destroy());
  const read = (SecretId: string) => manager.send(new GetSecretValueCommand({ SecretId }));
  return { manager, read };
}

test('a generated secret has the length and the characters that the template asks for, and is read by ARN or name', async () => {
  const { read } = await startSecrets({ codes: { generate: { PasswordLength: 64, ExcludePunctuation: true } } });
  const byArn = await read(arnOf('codes'));
  expect(byArn).toMatchObject({ ARN: arnOf('codes'), Name: 'codes', VersionStages: ['AWSCURRENT'] });
  expect(byArn.SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
  expect((await read('codes')).SecretString).toBe(byArn.SecretString);
});

test('every kind of character that may come does come', async () => {
  const rules = { PasswordLength: 4, ExcludeCharacters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|' };
  for (let round = 0; round < 20; round++) {
    const { read } = await startSecrets({ short: { generate: rules } });
    const { SecretString = '' } = await read('short');
    expect([...SecretString].sort().join('')).toMatch(/^[0-9][A-Z][a-z][}~]$/);
  }
});

test('a generated value goes into the template that stands beside it', async () => {
  const generate = { SecretStringTemplate: '{"user":"admin"}', GenerateStringKey: 'password' };
  const { read } = await startSecrets({ login: { generate } });
  const value = JSON.parse((await read('login')).SecretString ?? '') as Record<string, string>;
  expect(value.user).toBe('admin');
  expect(value.password).toHaveLength(32);
});

test('a generated secret is the same after a restart, and a given one follows the template', async () => {
  const directory = temporaryDirectory();
  const keep = () => openJournal<StoredSecret>(directory, 'secrets');
  const before = await startSecrets({ codes: { generate: {} }, given: { given: 'one' } }, keep());
  const made = (await before.read('codes')).SecretString;
  const after = await startSecrets({ codes: { generate: {} }, given: { given: 'two' } }, keep());
  expect((await after.read('codes')).SecretString).toBe(made);
  expect((await after.read('given')).SecretString).toBe('two');
});

test('an unknown secret is not found, and an unknown operation says so', async () => {
  const { manager, read } = await startSecrets({});
  await expect(read('codes')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(manager.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
