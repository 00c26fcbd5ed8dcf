import { listSites } from './sites/list-sites.js';
import { readSite } from './sites/read-site.js';
import { readPolicy } from './sites/read-policy.js';
import { listMembers } from './members/list-members.js';
import { readMember } from './members/read-member.js';
import { listBanks } from './banks/list-banks.js';
import { readBank } from './banks/read-bank.js';
import { listCompartments } from './banks/list-compartments.js';
import { listCommands } from './commands/list-commands.js';
import { readCommand } from './commands/read-command.js';
import { listResidents } from './residents/list-residents.js';
import { readResident } from './residents/read-resident.js';
import { listCouriers } from './couriers/list-couriers.js';
import { readCourier } from './couriers/read-courier.js';
import { listParcels } from './parcels/list-parcels.js';
import { readParcel } from './parcels/read-parcel.js';
import { readCustody } from './parcels/read-custody.js';
import { readEvidence } from './parcels/read-evidence.js';
import { listMessages } from './parcels/list-messages.js';
import { listIncidents } from './incidents/list-incidents.js';
import { readIncident } from './incidents/read-incident.js';
import { previewMessages } from './messages/preview-messages.js';
import { reportOperations } from './reports/report-operations.js';
import { reportSensors } from './reports/report-sensors.js';
import { reportCapacity } from './reports/report-capacity.js';
import type { Operation, ReportPorts } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-report serves. */
export const readingOperations = {
  listSites,
  readSite,
  readPolicy,
  listMembers,
  readMember,
  listBanks,
  readBank,
  listCompartments,
  listCommands,
  readCommand,
  listResidents,
  readResident,
  listCouriers,
  readCourier,
  listParcels,
  readParcel,
  readCustody,
  readEvidence,
  listMessages,
  listIncidents,
  readIncident,
  previewMessages,
  reportOperations,
  reportSensors,
  reportCapacity,
} satisfies Record<OperationOf<'on-report'>, Operation<ReportPorts>>;
