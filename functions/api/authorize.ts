import type { BankRow, Registry, SiteRow } from '../../app/registry-ports.js';
import { placeOf } from './place.js';
import { problem, type Problem } from './problems.js';
import { apiScopes, type Role, type RouteRow } from './routes.js';

/** Claims as API Gateway hands them over, every one of them text. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Authorized {
  /** A person's `sub`, or a client's id. */
  actor: string;
  role: Role | undefined;
  /** Since when they have it, Unix milliseconds; of an operator 0, for who is one is not kept by the product. */
  roleSinceMs?: number | undefined;
  site?: SiteRow | undefined;
  bank?: BankRow | undefined;
}

/**
 * The one place that says who may call what. An operator is of all sites, by a group of the user pool; everybody else has
 * a membership at the site that the request names, read for every request. Without one the site does not exist: a stranger
 * gets 404 and not 403, and cannot tell another's site from none.
 */
export async function authorize(
  registry: Registry | undefined,
  row: RouteRow,
  { path, claims }: { path: Record<string, string>; claims: Claims | undefined },
): Promise<Authorized | Problem> {
  if (row.auth === 'none') return { actor: '', role: undefined };
  const actor = actorOf(claims);
  if (actor === undefined || claims === undefined) return problem('unauthorized');
  const isOperator = groupsOf(claims).includes('operator');
  const isOfOneSite = row.site === 'in-query' || row.path.includes('{siteId}') || row.path.includes('{bankId}');
  const caller = { actor, isOperator, isInScope: isInScope(row, claims) };
  if (!isOfOneSite) return anywhere(row, caller);
  if (!registry) throw new Error(`${row.operation} is of one site: the function that serves it needs the registry`);
  return atSite(registry, row, path, caller);
}

interface Caller {
  actor: string;
  isOperator: boolean;
  /** Of a client's own token; a person's has no scopes. */
  isInScope: boolean;
}

async function atSite(
  registry: Registry,
  row: RouteRow,
  path: Record<string, string>,
  { actor, isOperator, isInScope }: Caller,
): Promise<Authorized | Problem> {
  const place = await placeOf(registry, path, isOperator ? undefined : actor);
  const role = isOperator ? 'operator' : place?.member?.role;
  if (!place?.site || !role) return problem('not-found');
  if (!row.roles.includes(role)) return problem('forbidden');
  const { site, bank, member } = place;
  const roleSinceMs = isOperator ? 0 : member?.roleSinceMs;
  return isInScope ? { actor, role, roleSinceMs, site, bank } : problem('scope-needed');
}

/** A route of no one site: for operators, or for whoever is a member somewhere, who then sees no more than their own. */
function anywhere(row: RouteRow, { actor, isOperator, isInScope }: Caller): Authorized | Problem {
  if (!isInScope) return problem('scope-needed');
  if (isOperator) return { actor, role: 'operator' };
  return row.roles.some((role) => role !== 'operator') ? { actor, role: undefined } : problem('forbidden');
}

/**
 * Of an access token only: an id token says who somebody is, and not that they want to call this. A client's own token has
 * the client as its subject; for a person's the client is the app that they use, and never who they are.
 */
function actorOf(claims: Claims | undefined): string | undefined {
  if (claims?.['token_use'] !== 'access') return undefined;
  const { sub, client_id: clientId } = claims;
  if (typeof sub === 'string' && sub !== '') return sub;
  return typeof clientId === 'string' && clientId !== '' ? clientId : undefined;
}

/** A client that is its own subject does what its scopes say: one may have been made to read and nothing else. */
function isInScope({ method }: RouteRow, { sub, client_id: clientId, scope }: Claims): boolean {
  if (typeof sub === 'string' && sub !== '' && sub !== clientId) return true;
  const held = typeof scope === 'string' ? scope.split(' ') : [];
  const { server, read, call } = apiScopes;
  return held.includes(`${server}/${call}`) || (method === 'GET' && held.includes(`${server}/${read}`));
}

/**
 * API Gateway writes a list of claims as text: `[operator viewers]`, no quotes, one space between; a single one may come
 * bare. No name of a group has a space in it, and only the outer brackets are the list's own.
 */
function groupsOf(claims: Claims): string[] {
  const groups = claims['cognito:groups'];
  if (typeof groups !== 'string') return [];
  return (/^\[(.*)\]$/s.exec(groups)?.[1] ?? groups).split(' ');
}
