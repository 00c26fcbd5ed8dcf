/**
 * The one route table. lib/api.ts makes the API Gateway routes from it, the functions find the route's file by its operation,
 * and the OpenAPI document follows. It imports nothing, so that the infrastructure can read it without the product's packages.
 */
export interface RouteRow {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As API Gateway and OpenAPI both write it: '/v1/sites/{siteId}'. */
  readonly path: string;
  /** Its file is functions/api/<resource>/<operation in kebab-case>.ts. */
  readonly operation: string;
  /**
   * Which function serves it: enrolment has one of its own, for its rights on the IoT control plane; so have the
   * documents that are the same for everybody, for their length, and because they need no right at all; the page that
   * draws one of them, which is as long again; and what is read at length and changes nothing, because it needs no right
   * to write.
   */
  readonly function: 'on-request' | 'on-enroll' | 'on-document' | 'on-reader' | 'on-report';
  readonly auth: 'jwt' | 'none';
  /** Where the site is named that it is of, if its path names none. */
  readonly site?: 'in-query';
  /** Who may call it, within the site that its path names; for a route without authorization the list is empty. */
  readonly roles: readonly Role[];
}

/**
 * What a client's own token may be good for, beside its role at a site: reading alone, or all that the role allows. The
 * resource server and its scopes are made from it; people's tokens have neither.
 */
export const apiScopes = { server: 'pigeonhole', read: 'read', call: 'call' } as const;

export type Role = 'operator' | 'manager' | 'technician' | 'viewer' | 'integration';

const everyone = ['operator', 'manager', 'technician', 'viewer', 'integration'] as const;
const managing = ['operator', 'manager'] as const;
/** People who look after parcels, and the building's or a carrier's own system. */
const handling = ['operator', 'manager', 'integration'] as const;
const seeing = ['operator', 'manager', 'viewer', 'integration'] as const;
const installing = ['operator', 'manager', 'technician'] as const;
const watching = ['operator', 'manager', 'technician', 'viewer'] as const;

// prettier-ignore
export const routes = [
  { method: 'GET', path: '/v1/health', operation: 'readHealth', function: 'on-request', auth: 'none', roles: [] },
  { method: 'GET', path: '/v1/openapi.json', operation: 'readOpenapi', function: 'on-reader', auth: 'none', roles: [] },
  { method: 'GET', path: '/docs', operation: 'readDocs', function: 'on-reader', auth: 'none', roles: [] },
  { method: 'GET', path: '/docs/{part}', operation: 'readDocsPart', function: 'on-reader', auth: 'none', roles: [] },
  { method: 'GET', path: '/v1/exceptions', operation: 'listExceptions', function: 'on-document', auth: 'jwt', roles: everyone },

  { method: 'POST', path: '/v1/sites', operation: 'createSite', function: 'on-request', auth: 'jwt', roles: ['operator'] },
  { method: 'GET', path: '/v1/sites', operation: 'listSites', function: 'on-report', auth: 'jwt', roles: everyone },
  { method: 'GET', path: '/v1/sites/{siteId}', operation: 'readSite', function: 'on-report', auth: 'jwt', roles: everyone },
  { method: 'PATCH', path: '/v1/sites/{siteId}', operation: 'changeSite', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'GET', path: '/v1/sites/{siteId}/policy', operation: 'readPolicy', function: 'on-report', auth: 'jwt', roles: everyone },
  { method: 'PATCH', path: '/v1/sites/{siteId}/policy', operation: 'changePolicy', function: 'on-request', auth: 'jwt', roles: managing },

  { method: 'GET', path: '/v1/sites/{siteId}/members', operation: 'listMembers', function: 'on-report', auth: 'jwt', roles: managing },
  { method: 'GET', path: '/v1/sites/{siteId}/members/{subject}', operation: 'readMember', function: 'on-report', auth: 'jwt', roles: managing },
  { method: 'PUT', path: '/v1/sites/{siteId}/members/{subject}', operation: 'putMember', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'DELETE', path: '/v1/sites/{siteId}/members/{subject}', operation: 'removeMember', function: 'on-request', auth: 'jwt', roles: managing },

  { method: 'POST', path: '/v1/sites/{siteId}/banks', operation: 'createBank', function: 'on-enroll', auth: 'jwt', roles: installing },
  { method: 'GET', path: '/v1/sites/{siteId}/banks', operation: 'listBanks', function: 'on-report', auth: 'jwt', roles: everyone },
  { method: 'GET', path: '/v1/banks/{bankId}', operation: 'readBank', function: 'on-report', auth: 'jwt', roles: everyone },
  { method: 'POST', path: '/v1/banks/{bankId}/controller', operation: 'replaceController', function: 'on-enroll', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/banks/{bankId}/retire', operation: 'retireBank', function: 'on-enroll', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/banks/{bankId}/reinstate', operation: 'reinstateBank', function: 'on-enroll', auth: 'jwt', roles: managing },
  { method: 'GET', path: '/v1/banks/{bankId}/compartments', operation: 'listCompartments', function: 'on-report', auth: 'jwt', roles: everyone },

  { method: 'POST', path: '/v1/banks/{bankId}/compartments/{compartmentId}/quarantine', operation: 'quarantineCompartment', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/banks/{bankId}/compartments/{compartmentId}/release', operation: 'releaseCompartment', function: 'on-request', auth: 'jwt', roles: installing },

  { method: 'POST', path: '/v1/banks/{bankId}/keypad/unlock', operation: 'unlockKeypad', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/banks/{bankId}/opens/clear', operation: 'clearOpens', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/banks/{bankId}/open-all', operation: 'askOpenAll', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'GET', path: '/v1/banks/{bankId}/open-all/{openAllId}', operation: 'readOpenAll', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/banks/{bankId}/open-all/{openAllId}/confirm', operation: 'confirmOpenAll', function: 'on-request', auth: 'jwt', roles: managing },

  { method: 'POST', path: '/v1/banks/{bankId}/commands', operation: 'giveCommand', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'GET', path: '/v1/banks/{bankId}/commands', operation: 'listCommands', function: 'on-report', auth: 'jwt', roles: installing },
  { method: 'GET', path: '/v1/banks/{bankId}/commands/{commandId}', operation: 'readCommand', function: 'on-report', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/banks/{bankId}/commands/{commandId}/ask', operation: 'askCommand', function: 'on-request', auth: 'jwt', roles: installing },

  { method: 'POST', path: '/v1/sites/{siteId}/residents', operation: 'createResident', function: 'on-request', auth: 'jwt', roles: handling },
  { method: 'POST', path: '/v1/sites/{siteId}/residents/import', operation: 'importResidents', function: 'on-request', auth: 'jwt', roles: handling },
  { method: 'GET', path: '/v1/sites/{siteId}/residents', operation: 'listResidents', function: 'on-report', auth: 'jwt', roles: handling },
  { method: 'GET', path: '/v1/sites/{siteId}/residents/{residentId}', operation: 'readResident', function: 'on-report', auth: 'jwt', roles: handling },
  { method: 'PATCH', path: '/v1/sites/{siteId}/residents/{residentId}', operation: 'changeResident', function: 'on-request', auth: 'jwt', roles: handling },
  { method: 'POST', path: '/v1/sites/{siteId}/residents/{residentId}/move-out', operation: 'moveOutResident', function: 'on-request', auth: 'jwt', roles: handling },
  { method: 'DELETE', path: '/v1/sites/{siteId}/residents/{residentId}', operation: 'eraseResident', function: 'on-request', auth: 'jwt', roles: managing },

  { method: 'POST', path: '/v1/sites/{siteId}/couriers', operation: 'createCourier', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'GET', path: '/v1/sites/{siteId}/couriers', operation: 'listCouriers', function: 'on-report', auth: 'jwt', roles: managing },
  { method: 'GET', path: '/v1/sites/{siteId}/couriers/{courierId}', operation: 'readCourier', function: 'on-report', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/couriers/{courierId}/revoke', operation: 'revokeCourier', function: 'on-request', auth: 'jwt', roles: managing },

  { method: 'POST', path: '/v1/sites/{siteId}/parcels', operation: 'announceParcel', function: 'on-request', auth: 'jwt', roles: handling },
  { method: 'GET', path: '/v1/sites/{siteId}/parcels', operation: 'listParcels', function: 'on-report', auth: 'jwt', roles: seeing },
  { method: 'GET', path: '/v1/sites/{siteId}/parcels/{parcelId}', operation: 'readParcel', function: 'on-report', auth: 'jwt', roles: seeing },
  { method: 'GET', path: '/v1/sites/{siteId}/parcels/{parcelId}/custody', operation: 'readCustody', function: 'on-report', auth: 'jwt', roles: watching },
  { method: 'GET', path: '/v1/sites/{siteId}/parcels/{parcelId}/evidence', operation: 'readEvidence', function: 'on-report', auth: 'jwt', roles: watching },
  { method: 'GET', path: '/v1/sites/{siteId}/parcels/{parcelId}/messages', operation: 'listMessages', function: 'on-report', auth: 'jwt', roles: watching },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/code', operation: 'reissueCode', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/cancel', operation: 'cancelParcel', function: 'on-request', auth: 'jwt', roles: handling },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/return', operation: 'returnParcel', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/override', operation: 'overrideVerdict', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/hold', operation: 'holdParcel', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/extend', operation: 'extendParcel', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/reassign', operation: 'reassignParcel', function: 'on-request', auth: 'jwt', roles: managing },
  { method: 'POST', path: '/v1/sites/{siteId}/parcels/{parcelId}/move', operation: 'moveParcel', function: 'on-request', auth: 'jwt', roles: managing },

  { method: 'POST', path: '/v1/sites/{siteId}/incidents', operation: 'reportIncident', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'GET', path: '/v1/sites/{siteId}/incidents', operation: 'listIncidents', function: 'on-report', auth: 'jwt', roles: watching },
  { method: 'GET', path: '/v1/sites/{siteId}/incidents/{incidentId}', operation: 'readIncident', function: 'on-report', auth: 'jwt', roles: watching },
  { method: 'POST', path: '/v1/sites/{siteId}/incidents/{incidentId}/actions', operation: 'actOnIncident', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/sites/{siteId}/incidents/{incidentId}/dispatch', operation: 'dispatchIncident', function: 'on-request', auth: 'jwt', roles: installing },
  { method: 'POST', path: '/v1/sites/{siteId}/incidents/{incidentId}/resolve', operation: 'resolveIncident', function: 'on-request', auth: 'jwt', roles: installing },

  { method: 'GET', path: '/v1/messages/preview', operation: 'previewMessages', function: 'on-report', auth: 'jwt', site: 'in-query', roles: everyone },

  { method: 'GET', path: '/v1/reports/operations', operation: 'reportOperations', function: 'on-report', auth: 'jwt', site: 'in-query', roles: watching },
  { method: 'GET', path: '/v1/reports/sensors', operation: 'reportSensors', function: 'on-report', auth: 'jwt', site: 'in-query', roles: watching },
  { method: 'GET', path: '/v1/reports/capacity', operation: 'reportCapacity', function: 'on-report', auth: 'jwt', site: 'in-query', roles: watching },
] as const satisfies readonly RouteRow[];

type Row = (typeof routes)[number];
/** The operations that a function serves. */
export type OperationOf<Served extends RouteRow['function']> = Extract<Row, { function: Served }>['operation'];
