import type { SiteRow, BankRow } from '../../app/registry-ports.js';
import { authorize } from './authorize.js';
import type { Answer, BasePorts, Operation } from './operation.js';
import { problem, type Problem } from './problems.js';
import { readGiven, readPlace, type ApiEvent } from './request.js';
import { routes, type RouteRow } from './routes.js';

/** A request, from its route to its answer: who may, what is asked, and the route's file. */
export async function serve<P extends BasePorts>(
  ports: P,
  operations: Readonly<Record<string, Operation<P>>>,
  event: ApiEvent,
): Promise<Answer | Problem> {
  const row = rowsByKey.get(event.routeKey);
  const operation = row && operations[row.operation];
  if (!row || !operation) return problem('not-found');
  const place = readPlace(event, row);
  if ('problem' in place) return place;
  const { path } = place;

  const { requestId, timeEpoch, authorizer } = event.requestContext;
  const who = await authorize(ports.registry, row, { path, claims: authorizer?.jwt?.claims });
  if ('problem' in who) return who;
  const given = readGiven(operation, event);
  if ('problem' in given) return given;

  const times = { occurredAtMs: timeEpoch, receivedAtMs: timeEpoch, nowMs: ports.clock.nowMs(), ageKnown: true };
  // Routes of one site have it: authorize has read it, or the request has ended there.
  const { actor, role, roleSinceMs = Infinity, site, bank } = who; // Of whom it is not known, it is too new.
  return operation.handle(ports, {
    requestId,
    times,
    actor,
    role,
    roleSinceMs,
    path,
    ...given,
    encodings: event.headers['accept-encoding'] ?? '',
    accept: event.headers['accept'],
    site: site as SiteRow,
    bank: bank as BankRow,
  });
}

const rowsByKey = new Map<string, RouteRow>(routes.map((row) => [`${row.method} ${row.path}`, row]));
