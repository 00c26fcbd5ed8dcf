import type { CommandType } from './commands.js';
import { exampleCommandId, exampleEnvelope, type MessageWords } from './messages.js';

const compartmentId = 'A07';
const leaseId = 'A07-k3x9q2-1';
const at = { compartmentId, leaseId };

/** The envelope of every command's example. */
export const exampleCommandEnvelope = {
  schema: 1,
  issuedAtMs: 1_795_000_000_000,
  notAfterMs: 1_795_000_020_000,
  serverTimeMs: 1_795_000_000_040,
};

/** Every command down, with the id of its example. */
export const commandWords: Record<CommandType, MessageWords> = {
  open: {
    summary: 'Let go of the lock of one door.',
    when:
      'When a deposit, a pickup or a re-open is granted, or a person opens a door from afar: then its leaseId is its own commandId. ' +
      'Expires at notAfterMs, the last instant of the first pulse, at most 20 s after it was issued.',
    example: { commandId: exampleCommandId, ...at },
  },
  display: {
    summary: 'Show this on the screen.',
    when: 'In answer to every access message, and to every door-closed of a visit; unasked, with code notice, from a person. Needs no result. Too late for whoever stood there after notAfterMs.',
    example: {
      commandId: 'A07-k3x9q2-1-display-3',
      ...at,
      inReplyTo: exampleEnvelope.messageId,
      code: 'no-parcel',
      lines: ['No parcel detected.', 'Please re-open and deposit.'],
      choices: ['reopen', 'cancel'],
    },
  },
  sample: {
    summary: 'Take one more window of every sensor of this door.',
    when: 'When the windows of a door-closed did not settle the question, or somebody looks from afar; and of every other door that is shut when a deposit’s door closed on nothing, for what came may show there. The result carries the windows.',
    example: { commandId: 'A07-k3x9q2-1-sample-412-1', ...at },
  },
  resend: {
    summary: 'Send the door events from this cycle on, and the result of this command, again.',
    when:
      'When nothing was heard of a lease for 3 min, or a heartbeat shows a door cycle that the cloud lacks. Its commandId is ' +
      'the command that is asked about; after a heartbeat it is the question’s own, and never came.',
    example: { commandId: exampleCommandId, ...at, fromDoorCycle: 412 },
  },
  recalibrate: {
    summary: 'Take the present reading of this door as empty.',
    when: 'By a technician or a playbook, only when emptiness is certain.',
    example: { commandId: 'c-71', compartmentId },
  },
  'self-test': {
    summary: 'Test sensors and locks without moving a door.',
    when: 'By a technician or a playbook: of one door, or without compartmentId of all. Of one door the result carries the windows.',
    example: { commandId: 'c-72', compartmentId },
  },
  'pulse-lock': {
    summary: 'Move the lock once without letting the door go, to free a latch that bounced.',
    when: 'By a technician or a playbook; with a long pulse, where the usual ones were in vain.',
    example: { commandId: 'c-73', compartmentId, pulse: 'long' },
  },
  restart: {
    summary: 'Start the controller, the lock rail or a sensor again.',
    when: 'By a technician or a playbook. A sensor is one of the door that compartmentId names.',
    example: { commandId: 'c-74', compartmentId, what: 'sensor', sensor: 'tof' },
  },
  'set-debounce': {
    summary: 'Believe the switch of this door only when it has said the same for so long.',
    when: 'By a technician or a playbook, of a door whose switch flaps. Kept in flash until the next one.',
    example: { commandId: 'c-75', compartmentId, debounceMs: 1_000 },
  },
};
