import { readBank } from './banks/read-bank.js';
import { listBanks } from './banks/list-banks.js';
import { listCompartments } from './banks/list-compartments.js';
import { listCommands } from './commands/list-commands.js';
import { readCommand } from './commands/read-command.js';
import { listCouriers } from './couriers/list-couriers.js';
import { readCourier } from './couriers/read-courier.js';
import { listMembers } from './members/list-members.js';
import { readMember } from './members/read-member.js';
import { listIncidents } from './incidents/list-incidents.js';
import { previewMessages } from './messages/preview-messages.js';
import { listMessages } from './parcels/list-messages.js';
import { listParcels } from './parcels/list-parcels.js';
import { readCustody } from './parcels/read-custody.js';
import { readEvidence } from './parcels/read-evidence.js';
import { reportCapacity } from './reports/report-capacity.js';
import { reportOperations } from './reports/report-operations.js';
import { reportSensors } from './reports/report-sensors.js';
import { listResidents } from './residents/list-residents.js';
import type { Operation, ReportPorts } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-report serves. */
export const readingOperations = {
  readBank,
  listBanks,
  listCompartments,
  listCommands,
  readCommand,
  listMembers,
  readMember,
  listCouriers,
  readCourier,
  listResidents,
  listParcels,
  listIncidents,
  previewMessages,
  readCustody,
  readEvidence,
  listMessages,
  reportOperations,
  reportSensors,
  reportCapacity,
} satisfies Record<OperationOf<'on-report'>, Operation<ReportPorts>>;
