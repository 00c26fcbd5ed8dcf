import type { system as rows } from '../../system.js';
import type { SectionTexts } from '../texts.js';

/** English. */
export const system: SectionTexts<typeof rows> = {
  'bank-offline': {
    meaning: 'A bank has no connection to the cloud.',
    seen: 'The broker tells when its connection ends. Five minutes are a flap. Two hours, at a stretch or in the absences of a day together, are offline; what is shorter shows in its presence only.',
    system:
      'It is one incident of the bank, and those of its doors wait. What the bank has kept is taken in when it returns. Otherwise the manager and a technician are told.',
    person:
      'The manager looks whether the router and the bank have power. A technician switches them off and on by a way of their own, asks the provider, and goes if the bank has not returned six hours later.',
  },
  'cloud-down': {
    meaning: 'A bank is well, but the cloud does not answer it.',
    seen: 'Only the bank can notice, and has nobody to tell.',
    system:
      'In this version doors open by the cloud only, so the screen says that there is no connection. What happens meanwhile is kept and told afterwards.',
    person: 'Nobody goes to the bank: the alarms of the deployment are the operator’s.',
  },
  'messages-out-of-order': {
    meaning: 'Messages of a bank come late, twice, in another order, or not at all.',
    seen: 'Everything has a natural key, and each heartbeat says the last cycle of every door.',
    system: 'What has been decided decides nothing again. What is missing is asked for, by door and cycle.',
    person: 'Nobody goes.',
  },
  'command-replayed': {
    meaning: 'A command reaches a bank too late, or once more.',
    seen: 'The bank keeps the ids of commands, and each command says until when it is good.',
    system: 'The bank refuses it. Commands are never retained, and all of them expire.',
    person: 'Nobody goes.',
  },
  'command-unknown': {
    meaning: 'Nobody knows whether a command was carried out, for no answer came.',
    seen: 'A visit’s watch finds neither a result nor a door event.',
    system:
      'Unknown is not failed: the bank is asked what became of it, and the command is never sent again blindly. A door of which nothing is heard is held.',
    person: 'The manager looks at what else the bank says, and releases the door. Nobody goes for this alone.',
  },
  'power-lost': {
    meaning: 'The mains have failed, and the bank runs on its battery.',
    seen: 'The bank tells when the mains fail, and when they are back.',
    system:
      'No deposit begins; what is inside can be collected. If it lasts, the manager is told, and then a technician. That the bank is away once its battery is empty is no case of its own until a person says that the mains are back.',
    person:
      'Somebody on site looks at the fuse. A technician goes if the mains do not come back while the battery lasts.',
  },
  'brown-out': {
    meaning: 'The voltage dips, as a rule while a lock pulses, and the controller starts anew.',
    seen: 'The controller gives it as the reason of its start, twice within three days. A single dip is one of the mains.',
    system: 'It is watched: after a day a technician is told, and after three days without a dip it is over.',
    person: 'A technician replaces the power supply if it goes on.',
  },
  'boot-loop': {
    meaning: 'A controller starts again and again.',
    seen: 'Its starts within ten minutes are counted.',
    system: 'It is given time to settle, a technician is told, and it is restarted up to three times.',
    person: 'A technician puts the firmware before back, and goes with a spare controller if that fails.',
  },
  'firmware-update': {
    meaning: 'New firmware changes what the sensors say, or does not do what it should.',
    seen: 'A start with another version, after which the sensors’ levels have shifted or tests fail.',
    system:
      'The bank tests itself and is restarted once; then a technician is told. This version updates no firmware by itself.',
    person: 'A technician puts the firmware before back, and goes if the controller does not start any more.',
  },
  'clock-skew': {
    meaning:
      'The clock of a controller is more than ten seconds ahead, so that opens seem to come too late; or more than a minute behind.',
    seen: 'Each heartbeat’s own time is compared with when it arrived; and a bank that calls an open too late which came in time tells of it too.',
    system:
      'Nothing is decided by that clock: ages come from uptimes, and every command says the time. The controller is restarted, which fetches the time: that command is good by a clock that is ahead, too. Then a technician is told.',
    person: 'A technician replaces the clock’s battery if it stays wrong.',
  },
  'config-drift': {
    meaning: 'A bank has other doors than the register: it was moved, rebuilt or set up wrongly.',
    seen: 'Its heartbeats name doors that are not registered, or lack some that are.',
    system: 'The controller is restarted, which reads its configuration; then a technician is told.',
    person: 'A technician compares doors and labels with the register.',
  },
  'camera-offline': {
    meaning: 'A camera at the bank does not answer.',
    seen: 'No camera is connected to the system.',
    system: 'No decision needs one. An incident that a person raises is told to a technician.',
    person: 'A technician restarts the camera, or replaces it.',
  },
  'ups-battery': {
    meaning: 'The backup battery does not last as long as it should.',
    seen: 'Its own test is not connected: somebody hears it beep, or sees the bank go out.',
    system: 'An incident that a person raises is told to a technician.',
    person: 'A technician replaces the battery.',
  },
  'pms-sync': {
    meaning: 'The residents are not brought up to date from the property’s management system.',
    seen: 'No such system is connected in this version: residents are kept through the API.',
    system: 'Nothing changes by itself.',
    person: 'The manager, or an integration, changes residents through the API.',
  },
  'webhook-failing': {
    meaning: 'Another system does not take what it is sent.',
    seen: 'This version sends no webhooks: other systems ask the API.',
    system: 'Nothing.',
    person: 'Nobody goes.',
  },
  'alert-storm': {
    meaning: 'One fault makes many alerts at once.',
    seen: 'It does not come about: one cause at one place is one incident, however often it is seen.',
    system:
      'A bank that is offline mutes its doors. What is seen again is counted in the incident that is open, and told no second time.',
    person: 'Nobody goes.',
  },
};
