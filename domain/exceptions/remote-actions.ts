import type { Cause } from './cause.js';
import type { RemoteAction } from './situation.js';

/**
 * What a person can try from afar, by cause; of one that is not here, nothing. Read by the catalogue and not by what acts on
 * incidents, so that it stands in a file of its own: no function in whose bundle a courier waits has room for it.
 */
export const remoteActions: Readonly<Partial<Record<Cause, readonly RemoteAction[]>>> = {
  // deposit
  'empty-deposit': ['sample', 'override-verdict'],
  'courier-gone': ['pulse-lock', 'override-verdict'],
  'wrong-compartment': ['sample', 'open', 'quarantine', 'release', 'override-verdict'],
  'bank-full': ['return-parcel'],
  'occupied-at-allocation': ['sample', 'open', 'quarantine', 'release'],
  'wrong-resident': ['open', 'return-parcel', 'override-verdict'],
  'door-ajar': ['pulse-lock', 'open', 'quarantine', 'release'],
  'latch-bounce': ['pulse-lock', 'self-test', 'quarantine', 'release'],
  'deposit-without-session': ['sample', 'open', 'quarantine', 'release'],
  // doors-and-locks
  'wont-open': ['pulse-lock', 'restart', 'self-test', 'open', 'quarantine', 'release'],
  'opened-without-command': ['sample', 'self-test', 'pulse-lock', 'quarantine', 'release', 'override-verdict'],
  'wrong-door-opened': ['self-test', 'quarantine', 'release', 'clear-stop'],
  'door-switch-stuck': ['self-test', 'sample', 'quarantine', 'release'],
  'magnet-off': ['self-test', 'sample', 'quarantine', 'release'],
  'door-flapping': ['self-test', 'set-debounce', 'restart', 'quarantine', 'release'],
  'lock-wear': ['pulse-lock', 'self-test', 'quarantine', 'release'],
  'opens-at-boot': ['self-test', 'clear-stop', 'replace-controller'],
  'fire-alarm': ['open'],
  // contents
  phantom: ['sample', 'open', 'quarantine', 'release', 'override-verdict'],
  'put-back': ['return-parcel', 'override-verdict'],
  ghost: ['sample', 'self-test', 'recalibrate', 'override-verdict'],
  'left-behind': ['sample', 'open', 'quarantine', 'release', 'override-verdict'],
  'foreign-object': ['sample', 'open', 'quarantine', 'release'],
  'thin-item': ['sample', 'recalibrate', 'open', 'override-verdict', 'release'],
  'damaged-parcel': ['return-parcel'],
  disputed: ['sample', 'override-verdict'],
  'wrong-occupant': ['change-resident'],
  temperature: ['open', 'return-parcel'],
  'dangerous-goods': ['quarantine', 'release'],
  // time-and-people
  'not-collected': ['hold-parcel'],
  overdue: ['hold-parcel', 'return-parcel'],
  'on-hold': ['hold-parcel', 'change-resident'],
  'moved-out': ['return-parcel', 'change-resident'],
  'not-registered': ['change-resident'],
  'message-undeliverable': ['change-resident', 'reissue-code'],
  'code-lost': ['reissue-code'],
  'code-guessing': ['unlock-keypad', 'reissue-code'],
  'code-stolen': ['reissue-code', 'override-verdict'],
  'mass-open': ['clear-stop', 'self-test'],
  'cannot-reach': ['change-resident'],
  'messages-capped': ['reissue-code'],
  'return-left': ['return-parcel'],
  // sensors
  'sensor-stuck': ['sample', 'restart', 'self-test', 'quarantine', 'release'],
  'sensor-drift': ['recalibrate', 'sample', 'restart', 'self-test'],
  'sensor-noisy': ['restart', 'sample', 'self-test'],
  'sensor-silent': ['restart', 'sample', 'self-test', 'quarantine', 'release'],
  'sensor-spiky': ['restart', 'sample', 'self-test'],
  'sensor-blind': ['restart', 'sample', 'self-test', 'quarantine', 'release'],
  'sensor-swapped': ['sample', 'self-test', 'quarantine', 'release'],
  'sensor-untared': ['recalibrate', 'sample', 'restart', 'self-test'],
  // system
  'bank-offline': ['replace-controller'],
  'messages-out-of-order': ['resend'],
  'command-unknown': ['resend', 'sample', 'self-test', 'release'],
  'power-lost': ['self-test'],
  'brown-out': ['self-test'],
  'boot-loop': ['restart', 'self-test', 'replace-controller'],
  'firmware-update': ['self-test', 'recalibrate', 'restart', 'replace-controller'],
  'clock-skew': ['restart'],
  'config-drift': ['restart', 'self-test', 'quarantine', 'release'],
  'pms-sync': ['change-resident'],
};
