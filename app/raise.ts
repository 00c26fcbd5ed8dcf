import { once } from '../domain/once.js';
import type { Finding } from '../domain/incident/finding.js';
import type { IncidentKey } from '../domain/ids.js';
import type { IncidentInput } from '../domain/incident/input.js';
import type { IncidentOutcome, IsAsRead } from './incidents.js';
import type { LoadedIncident, Ports } from './ports.js';

/*
 * The way to incidents for functions whose calls hardly ever come to one: all that belongs to them, the catalogue among it,
 * is loaded when something is found for the first time. Kept, because importing what is loaded takes its time again: in the
 * middle of a simulated story that would disturb its order.
 */
export const loadIncidents = once(() => import('./incidents.js'));

/** See `raise` in incidents.ts. Counted here, where every finding comes by. */
export async function raise(ports: Ports, finding: Finding): Promise<IncidentOutcome> {
  const { cause, status, key, place, detail } = finding;
  const { doorCycle } = detail ?? {};
  ports.counters.count('finding', { cause, status, key, ...place, ...(doorCycle === undefined ? {} : { doorCycle }) });
  return (await loadIncidents()).raise(ports, finding);
}

/** See `report` in incidents.ts. */
export const report = async (ports: Ports, finding: Finding): Promise<IncidentOutcome> =>
  (await loadIncidents()).report(ports, finding);

/** See `performOwed` in perform-incident.ts. */
export const performOwed = async (ports: Ports, incident: LoadedIncident, names: readonly string[]): Promise<number> =>
  (await loadIncidents()).performOwed(ports, incident, names);

/** See `decideAt` in incidents.ts. */
export const decideAt = async (
  ports: Ports,
  key: IncidentKey,
  input: IncidentInput,
  isAsRead?: IsAsRead,
): Promise<IncidentOutcome> => (await loadIncidents()).decideAt(ports, key, input, isAsRead);
