import * as z from 'zod/mini';
import { causes } from '../../../domain/exceptions/cause.js';
import { severities } from '../../../domain/exceptions/situation.js';
import { incidentIdOf, type CompartmentId, type IncidentId } from '../../../domain/ids.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { id } from '../parts.js';

/** What the wall says of an incident of a compartment. */
export const openIncident = () =>
  z.strictObject({ incidentId: id<IncidentId>(), cause: z.enum(causes), severity: z.enum(severities) });

/** A compartment with what is open of it; nothing where nothing is. */
export function withIncidents<View extends { compartmentId: CompartmentId }>(view: View, open: readonly Incident[]) {
  const own = open.filter(({ place }) => place.compartmentId === view.compartmentId);
  if (own.length === 0) return view;
  const incidents = own.map((one) => ({ incidentId: incidentIdOf(one), cause: one.cause, severity: one.severity }));
  return { ...view, incidents };
}
