/** The name of what an example shows, and a body that may be sent. */
type Examples = Readonly<Record<string, object>>;

const reason = (said: string): Examples => ({ reason: { reason: said } });

/** 1 December 2026, noon in UTC. */
const untilMs = Date.UTC(2026, 11, 1, 12);

/** Where the request of a controller's key stands, as OpenSSL writes it (`req -new`). */
const csr = '-----BEGIN CERTIFICATE REQUEST-----\nMIHb0000\n-----END CERTIFICATE REQUEST-----\n';

const commands: Examples = {
  'open a door': { type: 'open', compartmentId: 'A07', reason: 'its resident stands there without a code' },
  'pulse a lock that jams': { type: 'pulse-lock', compartmentId: 'A07' },
  'look into a door once more': { type: 'sample', compartmentId: 'A07' },
  'set a sensor to its new zero, with its door empty': { type: 'recalibrate', compartmentId: 'A07' },
  'start the controller anew': { type: 'restart', what: 'controller', reason: 'it answers nothing any more' },
  'say something on the screen': { type: 'display', lines: ['Back in service at noon.'] },
};

/** Bodies to begin from, by operation: for people who try the API by hand. None of them is of anybody. */
export const examples: Readonly<Record<string, Examples>> = {
  createSite: {
    'a building': { siteId: 'maple-court', name: 'Maple Court', language: 'en', timeZone: 'America/New_York' },
  },
  changeSite: { 'its language': { language: 'fr' } },
  changePolicy: {
    'reminded twice, and not at night': {
      ...{ reminderHours: [24, 48], overdueHours: 72 },
      quietHours: { start: '21:00', end: '08:00' },
    },
    'a courier’s word counts where sensors cannot tell': { courierMayVouch: 'always' },
  },
  putMember: { 'a technician': { role: 'technician' } },
  createBank: {
    'two doors with one sensor each': {
      ...{ bankId: 'maple-1', profile: 'tof' },
      doors: [
        { compartmentId: 'A01', size: 'S', accessible: true },
        { compartmentId: 'A02', size: 'M', accessible: false },
      ],
      csr,
    },
  },
  replaceController: {
    'the spare one': {
      controllerId: 'maple-1-spare',
      csr,
    },
  },
  retireBank: reason('the house is sold'),
  reinstateBank: reason('it stays after all'),
  quarantineCompartment: reason('its lens is dirty'),
  releaseCompartment: {
    'with what lay in it taken out': { reason: 'emptied and cleaned', isEmpty: true },
    'with a new lock': { reason: 'lock replaced', isServiced: true },
  },
  unlockKeypad: reason('a child played with it'),
  clearOpens: reason('the fitter tried every door'),
  askOpenAll: reason('the house is evacuated'),
  confirmOpenAll: reason('seen on site'),
  giveCommand: commands,
  actOnIncident: commands,
  createResident: {
    'by phone': { name: 'Ada Byron', unit: '12B', phone: '+12025550112' },
    'by email, a low door first': { name: 'Ada Byron', unit: '12B', email: 'ada@example.com', needsLowDoor: true },
  },
  importResidents: {
    'look first': { csv: 'name,unit,phone\nAda Byron,12B,+12025550112\nGrace Murray,7A,+12025550107\n', dryRun: true },
  },
  changeResident: {
    'away until': { holdUntilMs: untilMs },
    'another phone': { phone: '+12025550113' },
  },
  moveOutResident: { 'with two weeks of grace': { atMs: untilMs, graceDays: 14 } },
  createCourier: { 'for a month': { name: 'Chris of Swift Parcels', phone: '+12025550199', validForHours: 720 } },
  announceParcel: { 'on its way': { trackingNumber: 'SP-100200300', residentId: 'qji7tsrqyt7z4gwe' } },
  reissueCode: reason('the resident has lost it'),
  cancelParcel: reason('the courier took it along'),
  returnParcel: reason('refused by the resident'),
  overrideVerdict: {
    'it is there': { finding: 'present', reason: 'seen by the caretaker' },
    'it lies in another door of the bank': { finding: 'present', compartmentId: 'A09', reason: 'its courier says so' },
    'nobody can tell': { finding: 'unknown', reason: 'neither courier nor resident answers' },
    'it is gone': { finding: 'written-off', reason: 'searched for in vain' },
  },
  holdParcel: { 'until the resident is back': { untilMs, reason: 'on holiday' } },
  extendParcel: { 'some days more': { untilMs, reason: 'comes on Tuesday' } },
  reassignParcel: { 'to who it is for': { residentId: 'qji7tsrqyt7z4gwe', reason: 'wrong unit on the label' } },
  moveParcel: {
    'to the next that fits': { reason: 'its door is to be repaired' },
    'to a door that is named': { compartmentId: 'A09', reason: 'a low door for this resident' },
  },
  reportIncident: { 'a damaged parcel': { cause: 'damaged-parcel', bankId: 'maple-1', compartmentId: 'A07' } },
  dispatchIncident: { 'with a note': { note: 'the caretaker lets you in' } },
  resolveIncident: { 'mended on site': { how: 'on-site', note: 'latch replaced' } },
};
