import type { Finding } from '../domain/incident/finding.js';
import type { IncidentKey } from '../domain/ids.js';
import type { IncidentInput } from '../domain/incident/input.js';
import type { IncidentOutcome } from './incidents.js';
import type { Ports } from './ports.js';

/*
 * The way to incidents for functions whose calls hardly ever come to one: all that belongs to them, the catalogue among it,
 * is loaded when something is found for the first time.
 */
export const loadIncidents = () => import('./incidents.js');

/** See `raise` in incidents.ts. */
export const raise = async (ports: Ports, finding: Finding): Promise<IncidentOutcome> =>
  (await loadIncidents()).raise(ports, finding);

/** See `decideAt` in incidents.ts. */
export const decideAt = async (ports: Ports, key: IncidentKey, input: IncidentInput): Promise<IncidentOutcome> =>
  (await loadIncidents()).decideAt(ports, key, input);
