export interface Route {
  /** As the template writes it: `GET /v1/sites/{siteId}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  readonly integrationTimeoutMs: number;
  /** Undefined for an open route. */
  readonly authorizer?: JwtAuthorizer;
  /** Any one of them is enough; none asked for, none looked at. */
  readonly scopes: readonly string[];
  readonly throttle: Throttle;
}

export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Verifies signature, issuer and times. */
  verify(token: string): Promise<{ readonly claims: Record<string, unknown> } | { readonly refused: string }>;
}

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export interface Match {
  readonly route: Route;
  readonly pathParameters: Record<string, string>;
}

interface Compiled {
  readonly route: Route;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** Greater is tried first. */
  readonly rank: string;
}

/**
 * Finds a request's route as API Gateway does: a path in full before one with variables, these before a greedy one, a
 * method before ANY, and `$default` last.
 */
export function routeFinder(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const compiled = routes.filter(({ routeKey }) => routeKey !== '$default').map(compile);
  compiled.sort((a, b) => (a.rank > b.rank ? -1 : 1));
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    for (const { route, method: wanted, pattern, names } of compiled) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const found = pattern.exec(path);
      if (found) return { route, pathParameters: Object.fromEntries(names.map((name, at) => [name, found[at + 1]!])) };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function compile(route: Route): Compiled {
  const [method = '', path = ''] = route.routeKey.split(' ', 2);
  const names: string[] = [];
  const ranks: string[] = [];
  const parts = path.split('/').map((part) => {
    const variable = /^\{([^}+]+)(\+?)\}$/.exec(part);
    ranks.push(!variable ? '2' : variable[2] ? '0' : '1');
    if (!variable) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(variable[1]!);
    return variable[2] ? '(.+)' : '([^/]+)';
  });
  const rank = ranks.join('') + (method === 'ANY' ? '0' : '1');
  return { route, method, names, rank, pattern: new RegExp(`^${parts.join('/')}$`) };
}

/** A token bucket in the run's time: `rate` a second, `burst` at once. */
export function tokenBucket({ ratePerSecond, burst }: Throttle, nowMs: () => number): () => boolean {
  let tokens = burst;
  let filledAtMs = nowMs();
  return () => {
    const now = nowMs();
    tokens = Math.min(burst, tokens + ((now - filledAtMs) / 1000) * ratePerSecond);
    filledAtMs = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
