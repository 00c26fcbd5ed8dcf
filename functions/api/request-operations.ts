import { readHealth } from './service/read-health.js';
import { createSite } from './sites/create-site.js';
import { listSites } from './sites/list-sites.js';
import { readSite } from './sites/read-site.js';
import { changeSite } from './sites/change-site.js';
import { readPolicy } from './sites/read-policy.js';
import { changePolicy } from './sites/change-policy.js';
import { putMember } from './members/put-member.js';
import { removeMember } from './members/remove-member.js';
import { askOpenAll } from './banks/ask-open-all.js';
import { clearOpens } from './banks/clear-opens.js';
import { confirmOpenAll } from './banks/confirm-open-all.js';
import { quarantineCompartment } from './banks/quarantine-compartment.js';
import { readOpenAll } from './banks/read-open-all.js';
import { releaseCompartment } from './banks/release-compartment.js';
import { unlockKeypad } from './banks/unlock-keypad.js';
import { askCommand } from './commands/ask-command.js';
import { giveCommand } from './commands/give-command.js';
import { createResident } from './residents/create-resident.js';
import { importResidents } from './residents/import-residents.js';
import { readResident } from './residents/read-resident.js';
import { changeResident } from './residents/change-resident.js';
import { moveOutResident } from './residents/move-out-resident.js';
import { eraseResident } from './residents/erase-resident.js';
import { createCourier } from './couriers/create-courier.js';
import { revokeCourier } from './couriers/revoke-courier.js';
import { announceParcel } from './parcels/announce-parcel.js';
import { reassignParcel } from './parcels/reassign-parcel.js';
import { moveParcel } from './parcels/move-parcel.js';
import { readParcel } from './parcels/read-parcel.js';
import { reissueCode } from './parcels/reissue-code.js';
import { cancelParcel } from './parcels/cancel-parcel.js';
import { returnParcel } from './parcels/return-parcel.js';
import { overrideVerdict } from './parcels/override-verdict.js';
import { extendParcel } from './parcels/extend-parcel.js';
import { holdParcel } from './parcels/hold-parcel.js';
import { reportIncident } from './incidents/report-incident.js';
import { readIncident } from './incidents/read-incident.js';
import { actOnIncident } from './incidents/act-on-incident.js';
import { dispatchIncident } from './incidents/dispatch-incident.js';
import { resolveIncident } from './incidents/resolve-incident.js';
import type { Operation } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-request serves: a row of the route table without its file, or a file without its row, does not compile. */
export const requestOperations = {
  readHealth,
  createSite,
  listSites,
  readSite,
  changeSite,
  readPolicy,
  changePolicy,
  putMember,
  removeMember,
  quarantineCompartment,
  releaseCompartment,
  unlockKeypad,
  clearOpens,
  askOpenAll,
  readOpenAll,
  confirmOpenAll,
  giveCommand,
  askCommand,
  createResident,
  importResidents,
  readResident,
  changeResident,
  moveOutResident,
  eraseResident,
  createCourier,
  revokeCourier,
  announceParcel,
  readParcel,
  reissueCode,
  cancelParcel,
  returnParcel,
  overrideVerdict,
  holdParcel,
  extendParcel,
  reassignParcel,
  moveParcel,
  reportIncident,
  readIncident,
  actOnIncident,
  dispatchIncident,
  resolveIncident,
} satisfies Record<OperationOf<'on-request'>, Operation>;
