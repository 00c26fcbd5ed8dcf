import type { BankMessage } from '../../domain/inputs.js';
import type { Json } from './json-schema.js';

/** What the document says of a message beyond its schema. */
export interface MessageWords {
  readonly summary: string;
  /** When a bank sends it, or is sent it. */
  readonly when: string;
  /** The type's own fields; the envelope is put around them. */
  readonly example: Json;
}

export type MessageType = BankMessage['type'];

/** The envelope of every example: the bank's third start, an hour ago; said 250 ms after it happened. */
export const exampleEnvelope = {
  schema: 1,
  messageId: 'm3-41',
  controllerId: 'my-bank-controller',
  bootCount: 3,
  seq: 41,
  uptimeMs: 3_600_000,
  sentUptimeMs: 3_600_250,
  atMs: 1_795_000_000_000,
};

export const exampleCommandId = 'A07-k3x9q2-1-open';
const leaseId = 'A07-k3x9q2-1';
const authority = { kind: 'command', commandId: exampleCommandId };

const windowOf = (samples: number[]): Json => ({
  sensor: 'tof',
  kind: 'tof',
  unit: 'mm',
  samples,
  intervalMs: 50,
  status: 0,
  temperatureC: 21.5,
});
const empty = windowOf([
  401, 399, 402, 400, 400, 398, 401, 403, 399, 400, 402, 400, 401, 397, 400, 399, 402, 401, 400, 398,
]);
const full = windowOf([
  281, 279, 280, 283, 278, 280, 281, 280, 277, 282, 280, 279, 281, 280, 284, 279, 280, 281, 278, 280,
]);

/** Every message up. A type that is new in the domain does not compile until it has its words here. */
export const messageWords: Record<MessageType, MessageWords> = {
  'deposit-requested': {
    summary: 'A courier asks for a door.',
    when: 'At once, when a courier has typed a code, a recipient and a size. Answered by a display, and by an open where a door is given.',
    example: {
      requestId: 'r3-7',
      courierCode: 'C0UR1ER8',
      recipient: { unit: '12B' },
      size: 'M',
      dimensionsMm: [300, 200, 150],
    },
  },
  'deposit-confirmed': {
    summary: 'The courier says that the parcel is inside.',
    when: 'At once, when a courier taps the choice "confirm" of a display. Names the lease of that display.',
    example: { requestId: 'r3-8', compartmentId: 'A07', leaseId },
  },
  'deposit-cancelled': {
    summary: 'The courier takes the deposit back.',
    when: 'At once, when a courier taps the choice "cancel" of a display. Names the lease of that display.',
    example: { requestId: 'r3-9', compartmentId: 'A07', leaseId },
  },
  'reopen-requested': {
    summary: 'A courier or a resident wants the same door once more.',
    when: 'At once, when somebody taps the choice "reopen" of a display. Names the lease of that display.',
    example: { requestId: 'r3-10', compartmentId: 'A07', leaseId },
  },
  'pickup-requested': {
    summary: 'A resident enters a pickup code.',
    when: 'At once, when a code has been entered. Answered by a display, and by an open where the code is right.',
    example: { requestId: 'r3-11', code: '12345678' },
  },
  'collection-requested': {
    summary: 'A carrier asks for the parcels that go back.',
    when: 'At once, when a courier has typed a code and asks to take parcels back, and again for each further door: one request opens one door.',
    example: { requestId: 'r3-12', courierCode: 'C0UR1ER8' },
  },
  'door-opened': {
    summary: 'A door is open.',
    when: 'At once, when the door switch says open. Under a command, its command-result goes beside it.',
    example: { compartmentId: 'A07', doorCycle: 412, openedUptimeMs: 3_600_000, authority, attempts: 1 },
  },
  'door-closed': {
    summary: 'A door cycle is over: what the sensors saw before it and after it.',
    when: 'Once the door has been shut for 3 s (settled) and the windows after have been taken. It is enough by itself: it carries all that a verdict needs.',
    example: {
      compartmentId: 'A07',
      doorCycle: 412,
      openedUptimeMs: 3_580_000,
      closedUptimeMs: 3_597_000,
      authority,
      attempts: 1,
      openLatencyMs: 2_150,
      before: [empty],
      after: [full],
    },
  },
  'door-ajar': {
    summary: 'A door has stood open for long.',
    when: 'When a door has been open for 60 s, and again at 5 min.',
    example: { compartmentId: 'A07', doorCycle: 412, authority, openForMs: 60_000 },
  },
  'command-result': {
    summary: 'What became of a command.',
    when: 'Once for every command but display, when it is known. Sent again for a resend that asks about the command.',
    example: { commandId: exampleCommandId, outcome: 'done', attempts: 1 },
  },
  heartbeat: {
    summary: 'The bank lives, and how far each door has counted.',
    when: 'Every heartbeatSeconds of bank.json (900), every door in it.',
    example: { doorCycles: { A01: 87, A07: 412 } },
  },
  'sensor-scan': {
    summary: 'What every sensor sees now.',
    when: 'Every scanSeconds of bank.json (3,600).',
    example: {
      doors: {
        A01: { door: 'closed', doorCycle: 87, windows: [empty] },
        A07: { door: 'open', doorCycle: 412, windows: [] },
      },
    },
  },
  boot: {
    summary: 'The controller has started.',
    when: 'After each start, as soon as there is a connection: after what was kept from before. Where its own supply gave way, the reason is `brown-out`.',
    example: { firmware: 'my-firmware 1.4.2', reason: 'power-cycle' },
  },
  power: {
    summary: 'Where the power comes from.',
    when: 'When the source changes, and after each start that finds it on battery: a start forgets what was said before it.',
    example: { source: 'battery', batteryPercent: 82 },
  },
  tamper: {
    summary: 'Somebody meddles with the cabinet.',
    when: 'When a tamper contact, a vibration or a tilt sensor says so.',
    example: { what: 'service panel opened' },
  },
};
