import type { CheckId } from '../../conform/catalogue.js';
import type { WireMessage } from '../../simulator/bank-json.js';
import type { Broken } from './bank-on-the-bench.js';

type Json = Record<string, unknown>;

/** Changes the messages of these types, and leaves the rest as it is. */
const changing =
  (types: string | string[], change: (message: WireMessage) => Json | Json[] | undefined): Broken['up'] =>
  (message) =>
    [types].flat().includes(message.type) ? change(message) : message;
/** Changes the answers to commands of this type; their ids end in it. */
const answering = (type: string, change: (message: WireMessage) => Json | Json[] | undefined): Broken['up'] =>
  changing('command-result', (message) => (String(message['commandId']).endsWith(type) ? change(message) : message));
const without = (message: Json, ...fields: string[]): Json =>
  Object.fromEntries(Object.entries(message).filter(([field]) => !fields.includes(field)));
const isDone = ({ outcome }: Json): boolean => outcome === 'done';
/** Commands get a new id on the way: so the bank knows none of them again, and answers under the one that it was given. */
function forgetful(isForgotten: (command: Json) => boolean): Broken {
  let count = 0;
  const names = new Map<string, unknown>();
  const real = (value: unknown): unknown => names.get(String(value)) ?? value;
  return {
    down: (command) => {
      if (!isForgotten(command)) return command;
      const commandId = `forgotten-${++count}`;
      names.set(commandId, command['commandId']);
      return { ...command, commandId };
    },
    up: (message) => {
      const authority = message['authority'] as Json | undefined;
      const renamed = { ...message, ...(message['commandId'] ? { commandId: real(message['commandId']) } : {}) };
      return authority?.['commandId']
        ? { ...renamed, authority: { ...authority, commandId: real(authority['commandId']) } }
        : renamed;
    },
  };
}
const isOpen = ({ type }: Json): boolean => type === 'open';
const isRestart = ({ type }: Json): boolean => type === 'restart';
const isOther = ({ type }: Json): boolean =>
  ['self-test', 'recalibrate', 'pulse-lock', 'set-debounce'].includes(String(type));
const isMassOpen = ({ reason }: Json): boolean => reason === 'mass-open';
let turns = 0;
const everySecond = (): boolean => turns++ % 2 === 1;

/** Nothing is said a second time. */
function onlyOnce() {
  const said = new Set<string>();
  return (message: WireMessage) => {
    if (said.has(message.messageId)) return undefined;
    said.add(message.messageId);
    return message;
  };
}

/** For each check a bank that fails it, and how it is broken. */
export const brokenBanks: Record<CheckId, [how: string, broken: Broken]> = {
  connects: ['that never comes', { connect: 'never' }],
  protocol: ['that speaks MQTT 3.1', { connect: { protocolVersion: 3 } }],
  'persistent-session': ['that asks for a clean session', { connect: { isClean: true } }],
  'keep-alive': ['without a keep-alive', { connect: { keepAliveSeconds: 0 } }],
  subscribes: ['that subscribes at QoS 0', { subscribe: { qos: 0 } }],
  'subscribes-to-nothing-else': [
    'that listens to all banks',
    { subscribe: { filter: 'lockers/v1/+/commands', isGranted: false } },
  ],
  'subscribes-first': ['that speaks before it listens', { subscribe: 'late' }],
  topics: [
    'that leaves Basic Ingest out',
    { packet: (sent) => ({ ...sent, topic: sent.topic.replace(/^.*lockers_v1_\w+\//, '') }) },
  ],
  'qos-1': ['that sends at QoS 0', { packet: (sent) => ({ ...sent, qos: 0 }) }],
  envelope: ['without a bootCount', { up: (message) => without(message, 'bootCount') }],
  bodies: [
    'that says unit "cm3" of a heartbeat',
    { up: changing('heartbeat', (message) => ({ ...message, doorCycles: 'many' })) },
  ],
  'controller-id': ['that names another controller', { up: (message) => ({ ...message, controllerId: 'other' }) }],
  'message-ids': [
    'that gives all heartbeats one id',
    { up: changing('heartbeat', (message) => ({ ...message, messageId: 'heartbeat' })) },
  ],
  seq: [
    'that loses every heartbeat but the first ones',
    { up: changing('heartbeat', (message) => (everySecond() ? undefined : message)) },
  ],
  'boot-count': [
    'that forgets how often it started',
    { up: (message) => (message.bootCount > 1 ? { ...without(message, 'sentBootCount'), bootCount: 0 } : message) },
  ],
  uptime: [
    'that counts seconds',
    { up: (message) => ({ ...message, uptimeMs: message.uptimeMs / 1000, sentUptimeMs: message.sentUptimeMs / 1000 }) },
  ],
  doors: [
    'that has a door more',
    {
      up: changing('heartbeat', (message) => ({
        ...message,
        doorCycles: { ...(message['doorCycles'] as Json), B09: 1 },
      })),
    },
  ],
  'door-cycles': [
    'that counts openings and closings',
    {
      up: changing(['door-opened', 'door-closed'], (message) => ({
        ...message,
        doorCycle: 2 * Number(message['doorCycle']),
      })),
    },
  ],
  windows: [
    'that weighs in kilograms',
    { up: (message) => JSON.parse(JSON.stringify(message).replaceAll('"unit":"g"', '"unit":"kg"')) as Json },
  ],
  'one-result': [
    'that answers every command twice',
    {
      up: changing('command-result', (message) => [
        message,
        { ...message, messageId: `${message.messageId}-b`, seq: message.seq + 1000 },
      ]),
    },
  ],
  acknowledges: ['that acknowledges nothing', { acknowledges: false }],
  heartbeat: ['that sends heartbeats too seldom', { config: { heartbeatSeconds: 40 } }],
  'heartbeat-doors': [
    'that leaves a door out',
    {
      up: changing('heartbeat', (message) => ({
        ...message,
        doorCycles: without(message['doorCycles'] as Json, 'A02'),
      })),
    },
  ],
  'sensor-scan': [
    'that scans one door',
    { up: changing('sensor-scan', (message) => ({ ...message, doors: { A01: (message['doors'] as Json)['A01'] } })) },
  ],
  'open-opens': [
    'that opens the door beside',
    {
      down: (command) =>
        isOpen(command) && command['compartmentId'] === 'A01' ? { ...command, compartmentId: 'A03' } : command,
    },
  ],
  'open-result': [
    'that says nothing of an open',
    { up: answering('open', (message) => (isDone(message) ? undefined : message)) },
  ],
  'open-while-open': [
    'that says done of a door that stands open',
    {
      up: answering('open', (message) =>
        message['reason'] === 'door-is-open' ? { ...message, outcome: 'done' } : message,
      ),
    },
  ],
  'door-closed': [
    'that gives a closing a cycle of its own',
    { up: changing('door-closed', (message) => ({ ...message, doorCycle: Number(message['doorCycle']) + 1 })) },
  ],
  settled: [
    'that does not wait until the door has settled',
    { up: changing('door-closed', (message) => ({ ...message, closedUptimeMs: message.sentUptimeMs - 500 })) },
  ],
  'windows-before': [
    'that keeps no windows from before',
    { up: changing('door-closed', (message) => ({ ...message, before: [] })) },
  ],
  'pull-measured': [
    'that says every door took it three pulses',
    { up: changing('door-closed', (message) => ({ ...message, attempts: 3 })) },
  ],
  'windows-after': [
    'that looks with one of its sensors',
    { up: changing('door-closed', (message) => ({ ...message, after: (message['after'] as Json[]).slice(0, 1) })) },
  ],
  'open-late': [
    'without a clock',
    { down: (command) => (isOpen(command) && command['notAfterMs'] ? { ...command, notAfterMs: 9e15 } : command) },
  ],
  'open-again': ['that forgets commands', forgetful(isOpen)],
  'open-no-door': [
    'that is silent about doors it has not',
    { up: answering('open', (message) => (message['reason'] === 'no-such-door' ? undefined : message)) },
  ],
  'open-without-expiry': [
    'that obeys an open without an end',
    { down: (command) => (isOpen(command) ? { ...command, notAfterMs: command['notAfterMs'] ?? 9e15 } : command) },
  ],
  sample: [
    'that knows no sample',
    { down: (command) => ({ ...command, type: command['type'] === 'sample' ? 'sam' : command['type'] }) },
  ],
  'sample-windows': [
    'that answers a sample without windows',
    { up: answering('sample', (message) => without(message, 'windows')) },
  ],
  'unknown-fields': [
    'that refuses what it does not know',
    { down: (command) => ('sinceVersion' in command ? { ...command, type: 'strange' } : command) },
  ],
  garbage: ['that stumbles over what is no JSON', { takesNoJunk: true }],
  'resend-events': [
    'that numbers a resend anew',
    (() => {
      const sent = new Set<string>();
      const again = (message: WireMessage) =>
        sent.has(message.messageId)
          ? { ...message, messageId: `${message.messageId}-again` }
          : (sent.add(message.messageId), message);
      return { up: changing(['door-closed', 'door-opened'], again) };
    })(),
  ],
  'resend-result': ['that forgets its results', { up: changing('command-result', onlyOnce()) }],
  'resend-never-came': ['that is silent about what it never heard of', { up: answering('resend', () => undefined) }],
  'resend-then-late': [
    'that obeys what it has called expired',
    forgetful((command) => isOpen(command) && String(command['commandId']).endsWith('resend')),
  ],
  'self-test': ['that ignores a self-test', { up: answering('self-test', () => undefined) }],
  recalibrate: ['that ignores recalibrate', { up: answering('recalibrate', () => undefined) }],
  'pulse-lock': ['that ignores pulse-lock', { up: answering('pulse-lock', () => undefined) }],
  'set-debounce': ['that ignores set-debounce', { up: answering('set-debounce', () => undefined) }],
  'restart-parts': [
    'that starts nothing again but itself',
    { down: (command) => (command['type'] === 'restart' && command['what'] !== 'controller' ? undefined : command) },
  ],
  'others-once': ['that tests, calibrates and pulses as often as it is told', forgetful(isOther)],
  'others-late': [
    'that has no clock for what is no open',
    {
      down: (command) =>
        isOther(command) ? { ...command, notAfterMs: Number(command['notAfterMs']) + 86_400_000 } : command,
    },
  ],
  'others-shut': [
    'whose pulse of the lock lets the door go',
    {
      down: (command) =>
        command['type'] === 'pulse-lock'
          ? [command, { ...command, type: 'open', commandId: `${String(command['commandId'])}-too`, leaseId: 'none-1' }]
          : command,
    },
  ],
  'unknown-command': [
    'that says done to everything',
    { up: answering('play-a-tune', (message) => ({ ...message, outcome: 'done' })) },
  ],
  display: ['with a dark screen', { down: (command) => (command['type'] === 'display' ? undefined : command) }],
  choices: [
    'whose buttons name no lease of ours',
    { up: changing('reopen-requested', (message) => ({ ...message, leaseId: 'another-1' })) },
  ],
  'deposit-requested': [
    'whose keypad drops the code',
    { up: changing('deposit-requested', (message) => ({ ...message, courierCode: '' })) },
  ],
  'pickup-requested': ['whose keypad is silent', { up: changing('pickup-requested', () => undefined) }],
  reconnects: ['that does not come back', { neverBack: true }],
  'keeps-messages': [
    'that throws away what it could not send',
    (() => {
      let hasLost = false;
      return {
        up: changing('door-closed', (message) =>
          message.sentUptimeMs - message.uptimeMs > 4_000 && !hasLost ? void (hasLost = true) : message,
        ),
      };
    })(),
  ],
  'restart-result': ['that restarts without a word', { up: answering('restart', () => undefined) }],
  boot: ['that does not say that it started', { up: changing('boot', () => undefined) }],
  interrupted: [
    'that is silent about an open that was cut short',
    { up: changing('command-result', (message) => (message['reason'] === 'interrupted' ? undefined : message)) },
  ],
  'remembers-commands': ['without flash for commands', forgetfulAfterBoot(isOpen)],
  'restart-once': ['that keeps the id of a restart only in its memory', forgetfulAfterBoot(isRestart)],
  'open-failed': [
    'that gives up after one pulse',
    {
      up: changing('command-result', (message) =>
        message['outcome'] === 'failed' ? { ...message, attempts: 1 } : message,
      ),
    },
  ],
  'ajar-60': ['that does not mind an open door', { up: changing('door-ajar', () => undefined) }],
  'ajar-300': [
    'that minds once',
    { up: changing('door-ajar', (message) => (Number(message['openForMs']) > 100_000 ? undefined : message)) },
  ],
  'mass-open': ['that opens whatever it is told to', { config: { opensPerMinuteMax: undefined } }],
  'mass-open-stands': [
    'that forgets mass opening after a minute',
    (() => {
      let refused = 0;
      return {
        up: changing('command-result', (message) =>
          isMassOpen(message) && refused++ > 0 ? { ...message, outcome: 'done', reason: 'as told' } : message,
        ),
      };
    })(),
  ],
  'mass-open-cleared': [
    'that never opens again',
    (() => {
      let isOver = false;
      return {
        up: changing('command-result', (message) => {
          isOver ||= isMassOpen(message);
          return message;
        }),
        down: (command) => (isOver && isOpen(command) ? { ...command, compartmentId: 'Z99' } : command),
      };
    })(),
  ],
  'key-authority': [
    'that takes a key for nobody',
    {
      up: (message) =>
        (message['authority'] as Json | undefined)?.['kind'] === 'key'
          ? { ...message, authority: { kind: 'none' } }
          : message,
    },
  ],
};

function forgetfulAfterBoot(isForgotten: (command: Json) => boolean): Broken {
  let hasBooted = false;
  const forgets = forgetful((command) => hasBooted && isForgotten(command));
  return {
    ...forgets,
    up: (message, kind) => {
      if (message.type === 'boot') hasBooted = true;
      return forgets.up?.(message, kind);
    },
  };
}
