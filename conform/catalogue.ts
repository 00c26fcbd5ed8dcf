/** Everything that is looked at, scene by scene, and what is expected: the one list of it. */
export const catalogue = {
  connect: {
    connects: 'connects over TLS with its own certificate, and its client id is the bankId of bank.json',
    protocol: 'speaks MQTT 3.1.1',
    'persistent-session': 'asks for a persistent session (clean session = false)',
    'keep-alive': 'has a keep-alive of 1 to 1200 s',
    subscribes: 'subscribes to lockers/v1/{bankId}/commands at QoS 1',
    'subscribes-to-nothing-else': 'subscribes to no other topic',
    'subscribes-first': 'subscribes before it publishes anything',
  },
  throughout: {
    topics: 'publishes on its own four topics only, through Basic Ingest with the rules of bank.json, never retained',
    'qos-1': 'publishes at QoS 1',
    envelope:
      'sends JSON objects of at most 128 KB with a whole envelope: schema 1, messageId, controllerId, bootCount, seq, uptimeMs, sentUptimeMs',
    bodies: 'sends only messages of the contract, on their topics, every field as the schemas say',
    'controller-id': 'names the controllerId of bank.json',
    'message-ids':
      'gives each message an id of its own, and sends it unchanged when it sends it again (but for sentUptimeMs and sentBootCount)',
    seq: 'numbers the messages of a boot by one, each once, and loses none',
    'boot-count': 'never counts its starts backwards',
    uptime:
      'counts uptimes in milliseconds at the pace of time, sentUptimeMs anew at each sending and not before uptimeMs',
    doors: 'names only doors of bank.json',
    'door-cycles':
      'counts each door’s cycles by one, on from doorCycles of bank.json or from what its flash has counted further',
    windows:
      'sends windows of the kinds of its profile, in their units, of enough samples to say anything (5 of a tof)',
    'one-result': 'answers a command once, and the same when asked again',
    acknowledges: 'acknowledges the commands that it is sent (PUBACK)',
  },
  heartbeat: {
    heartbeat: 'sends a heartbeat every heartbeatSeconds of bank.json',
    'heartbeat-doors': 'says in it the last cycle of every door of bank.json',
  },
  scan: { 'sensor-scan': 'sends a sensor-scan every scanSeconds of bank.json, with every door' },
  open: {
    'open-opens': 'lets go of the door, and says door-opened at once, under this command',
    'open-result': 'answers the open: done, with 1 to 3 attempts',
    'open-while-open': 'answers an open for a door that stands open: refused',
    'door-closed': 'says door-closed, of the same cycle, authority and opening as its door-opened',
    settled: 'says it when the door has settled: 3 s after it closed, and within 15 s',
    'windows-before': 'sends at least one window before of each sensor kind of its profile',
    'windows-after': 'sends at least one window after of each sensor kind of its profile',
    'pull-measured': 'says in door-closed again at which pulse, and how long after the first one, the door opened',
  },
  refusals: {
    'open-late': 'answers an open past its notAfterMs: expired, and does not open',
    'open-again': 'answers a command that it was given before: refused, reason duplicate, and does not open',
    'open-no-door': 'answers an open for a door that it has not: refused',
    'open-without-expiry': 'does not obey an open without notAfterMs: expired or refused',
  },
  sample: {
    sample: 'answers a sample within 10 s: done',
    'sample-windows': 'sends in it a window of each sensor kind of its profile',
    'unknown-fields': 'passes over fields that it does not know',
    garbage: 'lives on after what is no command, and answers the next one',
  },
  resend: {
    'resend-events': 'sends the door’s events from that cycle on again, as they were',
    'resend-result': 'sends the command’s result again, as it was',
    'resend-never-came': 'answers a resend for a command that never came: expired',
    'resend-then-late': 'refuses that command when it comes after all',
  },
  others: {
    'self-test': 'answers self-test within 60 s: done, refused or failed',
    recalibrate: 'answers recalibrate within 60 s: done, refused or failed',
    'pulse-lock': 'answers pulse-lock within 60 s: done, refused or failed',
    'set-debounce': 'answers set-debounce within 60 s: done, refused or failed',
    'restart-parts': 'answers restart of the lock rail and of a sensor within 60 s: done, refused or failed',
    'others-once': 'answers each of the first four that it was given before: refused',
    'others-late': 'answers each of them past its notAfterMs: expired, where it knows it at all',
    'others-shut': 'opens no door for any of them',
    'unknown-command': 'answers a command of a type that it does not know: refused',
  },
  screen: {
    display: 'shows the lines of a display',
    choices:
      'offers its choices, and sends the request of the one tapped, with compartmentId, leaseId and a requestId of its own',
    'deposit-requested': 'sends deposit-requested as a courier types',
    'pickup-requested': 'sends pickup-requested as a resident types',
  },
  offline: {
    reconnects: 'connects again within 90 s, with its persistent session or a new subscription',
    'keeps-messages': 'keeps what happens while it is away, and sends it when it is back',
  },
  restart: {
    'restart-result': 'answers restart of the controller: done',
    boot: 'sends boot after it, within 180 s, with bootCount one more and seq from 0 again',
    interrupted: 'answers a resend for an open that the restart cut short: expired',
    'remembers-commands': 'still refuses a command that it was given before the restart',
    'restart-once': 'does not start again when the restart itself comes a second time',
  },
  jammed: { 'open-failed': 'lets go three times for 20 s, then answers: failed, 3 attempts, after 58 to 70 s' },
  ajar: {
    'ajar-60': 'says door-ajar when a door has been open for 60 s',
    'ajar-300': 'says door-ajar again when it has been open for 5 min (with --long)',
  },
  key: { 'key-authority': 'says authority key when a door is opened with a mechanical key' },
  'mass-open': {
    'mass-open':
      'obeys as many opens within a minute as opensPerMinuteMax of bank.json says, and answers the next: refused, reason mass-open',
    'mass-open-stands': 'answers so a minute later too (with --long)',
    'mass-open-cleared': 'obeys again when its controller has started',
  },
} as const;

type Catalogue = typeof catalogue;
export type SceneName = keyof Catalogue;
export type CheckId = { [Scene in SceneName]: keyof Catalogue[Scene] }[SceneName];

export interface Check {
  readonly scene: SceneName;
  readonly id: CheckId;
  readonly expected: string;
}

export const checks: readonly Check[] = Object.entries(catalogue).flatMap(([scene, rows]) =>
  Object.entries(rows).map(([id, expected]) => ({
    scene: scene as SceneName,
    id: id as CheckId,
    expected,
  })),
);
