import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { createLocalJWKSet, errors, exportJWK, importPKCS8, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import { createPublicKey } from 'node:crypto';
import type { Journal } from '../journal.js';
import type { Clock } from './clock.js';

export interface TokenRequest {
  readonly sub: string;
  /** The app client; the pool's first where left out. */
  readonly clientId?: string;
  readonly groups?: readonly string[];
  /** Scopes, space between. */
  readonly scope?: string;
  readonly expiresInSeconds?: number;
}

export interface UserPoolConfig {
  readonly id: string;
  /** What tokens say in `iss`: the template's provider URL, though the keys are here. */
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly groups: readonly string[];
}

export interface UserPool {
  readonly config: UserPoolConfig;
  readonly jwks: { readonly keys: readonly JWK[] };
  /** An access token as Cognito gives: `client_id` and no `aud`, groups, `token_use`. */
  mintToken(request: TokenRequest): Promise<string>;
  /** The claims of a token that this pool signed and that holds now, or why it is refused. */
  verify(token: string): Promise<{ readonly claims: JWTPayload } | { readonly refused: string }>;
}

export interface StoredKey {
  readonly privateKey: string;
}

const LIFE_SECONDS = 3_600;
const LIFE_MAX_SECONDS = 86_400; // Cognito's own limit for access tokens.

/** A local RS256 issuer in place of a Cognito user pool. Its key is made at the first start and kept. */
export async function openUserPool(
  config: UserPoolConfig,
  { keys, clock }: { keys: Journal<StoredKey>; clock: Clock },
): Promise<UserPool> {
  const pem = keys.get(config.id)?.privateKey ?? (await makeKey());
  keys.set(config.id, { privateKey: pem });
  const kid = `${config.id}-1`;
  const publicJwk = { ...(await exportJWK(createPublicKey(pem))), kid, alg: 'RS256', use: 'sig' };
  const jwks = { keys: [publicJwk] };
  const keySet = createLocalJWKSet(jwks);
  const privateKey = await importPKCS8(pem, 'RS256');

  return {
    config,
    jwks,
    async mintToken(request) {
      const issuedAt = Math.floor(clock.nowMs() / 1000);
      return new SignJWT(claimsOf(config, request))
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(config.issuer)
        .setSubject(request.sub)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifeOf(request))
        .setJti(randomUUID())
        .sign(privateKey);
    },
    async verify(token) {
      try {
        const currentDate = new Date(clock.nowMs());
        const { payload } = await jwtVerify(token, keySet, {
          issuer: config.issuer,
          algorithms: ['RS256'],
          currentDate,
        });
        if (payload.exp === undefined) return { refused: 'the token has no exp' };
        return { claims: payload };
      } catch (error) {
        if (error instanceof errors.JOSEError) return { refused: error.message };
        throw error;
      }
    },
  };
}

function claimsOf(
  config: UserPoolConfig,
  { clientId = config.clientIds[0], groups = [], scope }: TokenRequest,
): JWTPayload {
  if (clientId === undefined || !config.clientIds.includes(clientId))
    throw new RangeError(`clientId must be one of ${config.clientIds.join(', ')}, was ${clientId}`);
  const unknown = groups.find((group) => !config.groups.includes(group));
  if (unknown !== undefined)
    throw new RangeError(`the user pool has no group "${unknown}"; it has ${config.groups.join(', ') || 'none'}`);
  return {
    client_id: clientId,
    token_use: 'access',
    scope: scope ?? 'aws.cognito.signin.user.admin',
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
  };
}

function lifeOf({ expiresInSeconds = LIFE_SECONDS }: TokenRequest): number {
  if (expiresInSeconds > 0 && expiresInSeconds <= LIFE_MAX_SECONDS) return expiresInSeconds;
  throw new RangeError(`expiresInSeconds must be 1 to ${LIFE_MAX_SECONDS}, was ${expiresInSeconds}`);
}

async function makeKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
