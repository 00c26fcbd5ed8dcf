import type { Cause } from '../../domain/exceptions/cause.js';
import type { Severity } from '../../domain/exceptions/situation.js';
import { parseIncidentId, type BankId, type SiteId } from '../../domain/ids.js';
import { isOpen, type Incident, type IncidentState } from '../../domain/incident/incident.js';
import type { IncidentStore, LoadedIncident, Page, PageOf } from '../ports.js';
import { pageOfPassing } from './passing.js';

/** `open`: raised, resolving or dispatched. */
export interface IncidentFilter {
  state?: IncidentState | 'open' | undefined;
  cause?: Cause | undefined;
  bankId?: BankId | undefined;
  severity?: Severity | undefined;
}

/** An incident of this site; another site's does not exist. */
export async function incidentAt(
  incidents: IncidentStore,
  siteId: SiteId,
  incidentId: string,
): Promise<LoadedIncident | undefined> {
  const key = parseIncidentId(incidentId);
  const loaded = key && (await incidents.load(key));
  return loaded?.incident.siteId === siteId ? loaded : undefined;
}

/** The incidents of a site that pass, open ones first, of either the newest first. Only a page without a cursor is the last. */
export const incidentsOf = (
  incidents: IncidentStore,
  siteId: SiteId,
  filter: IncidentFilter,
  page: PageOf,
): Promise<Page<Incident>> =>
  pageOfPassing(
    (asked) => incidents.list(siteId, { ...asked, isOpen: sideOf(filter.state) }),
    (incident) => passes(incident, filter),
    page,
  );

/** Which end of the list holds a state: only that one is read. */
function sideOf(state: IncidentFilter['state']): boolean | undefined {
  if (state === undefined || state === 'open') return state && true;
  return isOpen({ state });
}

function passes(incident: Incident, { state, cause, bankId, severity }: IncidentFilter): boolean {
  const isInState = state === undefined || state === 'open' || incident.state === state;
  const isOfCause = cause === undefined || incident.cause === cause;
  const isAtBank = bankId === undefined || incident.place.bankId === bankId;
  return isInState && isOfCause && isAtBank && (severity === undefined || incident.severity === severity);
}

/** More open incidents than a wall has room for are read in the list. */
const onWallMax = 100;

/** The open incidents of a bank's doors: in one read, unless a site has more of them than a wall has room for. */
export async function openAt(incidents: IncidentStore, siteId: SiteId, bankId: BankId): Promise<Incident[]> {
  return (await incidentsOf(incidents, siteId, { state: 'open', bankId }, { limit: onWallMax })).items;
}
