import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { openJournal, type Journal } from '../../local/journal.js';
import { openUserPool, type StoredKey } from '../../local/stand-ins/cognito.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { inMemory, startHarness } from './harness.js';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
const config = { id: 'us-east-1_pool', issuer, clientIds: ['people', 'integration'], groups: ['operator'] };

async function openPool(keys: Journal<StoredKey> = inMemory<StoredKey>()) {
  const { clock } = await startHarness();
  return { clock, pool: await openUserPool(config, { keys, clock }) };
}

test('an access token says what Cognito says: client_id and no aud, groups, token_use', async () => {
  const { clock, pool } = await openPool();
  const token = await pool.mintToken({ sub: 'user-1', groups: ['operator'], expiresInSeconds: 600 });
  const claims = decodeJwt(token);
  expect(claims).toMatchObject({
    iss: issuer,
    sub: 'user-1',
    client_id: 'people',
    token_use: 'access',
    'cognito:groups': ['operator'],
  });
  expect(claims).not.toHaveProperty('aud');
  expect(claims.exp! - claims.iat!).toBe(600);
  expect(Math.abs(claims.iat! * 1000 - clock.nowMs())).toBeLessThan(2_000);
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256' });
});

test('the published key set verifies it, and so does the pool, in the time of the run', async () => {
  const { clock, pool } = await openPool();
  await clock.advance(72 * 3_600_000);
  const token = await pool.mintToken({ sub: 'user-1', clientId: 'integration' });
  const currentDate = new Date(clock.nowMs());
  const keySet = createLocalJWKSet({ keys: [...pool.jwks.keys] });
  await expect(jwtVerify(token, keySet, { issuer, currentDate })).resolves.toBeDefined();
  expect(await pool.verify(token)).toMatchObject({ claims: { client_id: 'integration' } });
  await clock.advance(3_601_000);
  expect(await pool.verify(token)).toMatchObject({ refused: expect.stringContaining('exp') as string });
});

test('another key, another issuer and another algorithm are refused', async () => {
  const { pool } = await openPool();
  const stranger = (await openPool()).pool;
  const foreign = await stranger.mintToken({ sub: 'user-1' });
  expect(await pool.verify(foreign)).toHaveProperty('refused');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${foreign.split('.')[1]}.`;
  expect(await pool.verify(unsigned)).toHaveProperty('refused');
  expect(await pool.verify('not a token')).toHaveProperty('refused');
});

test('a token of another pool is refused, even where the key is the same', async () => {
  const keys = inMemory<StoredKey>();
  const { clock, pool } = await openPool(keys);
  const other = await openUserPool({ ...config, issuer: `${issuer}2` }, { keys, clock });
  expect(await pool.verify(await other.mintToken({ sub: 'user-1' }))).toHaveProperty('refused');
});

test('tokens outlive the process', async () => {
  const directory = temporaryDirectory();
  const before = await openPool(openJournal<StoredKey>(directory, 'keys'));
  const token = await before.pool.mintToken({ sub: 'user-1' });
  const after = await openPool(openJournal<StoredKey>(directory, 'keys'));
  expect(await after.pool.verify(token)).toHaveProperty('claims');
});

test('a client, a group and a life that the pool does not have are refused', async () => {
  const { pool } = await openPool();
  await expect(pool.mintToken({ sub: 'u', clientId: 'other' })).rejects.toThrow('clientId must be one of people');
  await expect(pool.mintToken({ sub: 'u', groups: ['owner'] })).rejects.toThrow('no group "owner"');
  await expect(pool.mintToken({ sub: 'u', expiresInSeconds: 0 })).rejects.toThrow(RangeError);
});
