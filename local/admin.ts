import { randomUUID } from 'node:crypto';

/** Where a running local system listens. */
export interface Addresses {
  readonly apiUrl: string;
  readonly controlUrl: string;
}

export const addressesOf = (port: number, controlPort: number): Addresses => ({
  apiUrl: `http://127.0.0.1:${port}`,
  controlUrl: `http://127.0.0.1:${controlPort}`,
});

/** The API as a person with a token calls it. A refusal throws, with what the API said. */
export interface Admin {
  /** A POST has an Idempotency-Key of its own, unless it is said that this is another try under an earlier one. */
  call<Answer>(method: string, path: string, body?: unknown, idempotencyKey?: string): Promise<Answer>;
}

export const adminOf = ({ apiUrl }: Addresses, token: string): Admin => ({
  async call<Answer>(method: string, path: string, body?: unknown, idempotencyKey: string = randomUUID()) {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey } : {}),
    };
    const response = await reach(`${apiUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  },
});

export const roles = ['operator', 'manager', 'technician', 'viewer', 'integration'] as const;
export type Role = (typeof roles)[number];

/** A token of the local issuer. For any role but the operator's, its subject is made a member of the site first. */
export async function tokenFor(addresses: Addresses, role: Role, siteId: string): Promise<string> {
  if (role === 'operator') return mint(addresses, { sub: 'local-operator', groups: ['operator'] });
  const claims = role === 'integration' ? await clientOf(addresses) : { sub: `local-${role}-${siteId}` };
  const operator = adminOf(addresses, await mint(addresses, { sub: 'local-operator', groups: ['operator'] }));
  await operator.call('PUT', `/v1/sites/${encodeURIComponent(siteId)}/members/${claims.sub}`, { role });
  return mint(addresses, claims);
}

/** As Cognito's client credentials flow has it: the client is its own subject, and has the scope that it was given. */
async function clientOf(addresses: Addresses): Promise<Claims> {
  const { outputs } = JSON.parse(await controlText(addresses, '/addresses')) as { outputs: Record<string, string> };
  const { IntegrationClientId: clientId } = outputs;
  if (clientId === undefined) throw new Error('the stack has no client for integrations');
  return { sub: clientId, clientId, scope: 'pigeonhole/call' };
}

interface Claims {
  readonly sub: string;
  readonly groups?: string[];
  readonly clientId?: string;
  readonly scope?: string;
}

async function mint({ controlUrl }: Addresses, claims: Claims): Promise<string> {
  const response = await reach(`${controlUrl}/token`, { method: 'POST', body: JSON.stringify(claims) });
  const answer = (await response.json()) as { token?: string; error?: string };
  if (!answer.token) throw new Error(`no token: ${answer.error ?? response.status}`);
  return answer.token;
}

/** What a running system's control port serves as text. */
export async function controlText({ controlUrl }: Addresses, path: string): Promise<string> {
  const response = await reach(`${controlUrl}${path}`, {});
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  return response.text();
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new Error(`nothing answers at ${new URL(url).origin}: is the local run up (npm start), on these ports?`);
  }
}
