/**
 * What each field of the wire means, with its unit: by its name, or by `<message>.<name>` where a message means something
 * of its own by it. The document's test asks for a field that is not here.
 */
export const fieldWords: Record<string, string> = {
  // The envelope up.
  schema: 'The version of this contract.',
  type: 'Which message this is.',
  messageId: 'Unique among this bank’s messages; the same however often the message is sent.',
  controllerId: 'The controllerId of bank.json: messages of another controller are refused.',
  bootCount: 'How often this controller has started: kept in flash, one more at each start. That of the happening.',
  seq: 'Numbers this boot’s messages, from 0, by one.',
  uptimeMs: 'Milliseconds since the start of the controller, when it happened.',
  sentUptimeMs: 'Milliseconds since the start of the controller, when it is sent: again at each sending.',
  sentBootCount: 'The boot in which it is sent, where that is not bootCount: a message that was kept over a restart.',
  atMs: 'The bank’s own wall clock, Unix milliseconds: compared with the cloud’s for people to see; nothing is decided by it.',
  compartmentId: 'The door’s label, as in bank.json.',

  // Requests.
  requestId: 'One per tap sequence at the screen. The same again is the same request.',
  courierCode: 'What the courier typed.',
  recipient: 'Exactly one of trackingNumber, unit and residentId.',
  trackingNumber: 'Of a parcel that was announced, or of one that was not.',
  unit: 'Of the house, as it stands at the door bell.',
  residentId: 'Of the list that a display offered (residents).',
  size: 'The smallest door that the courier thinks will do.',
  dimensionsMm: 'Length, width and height in millimetres, in any order, where the bank measures them.',
  leaseId: 'The right to open this door that is meant.',
  'deposit-confirmed.leaseId': 'The lease of the display whose choice was tapped.',
  'deposit-cancelled.leaseId': 'The lease of the display whose choice was tapped.',
  'reopen-requested.leaseId': 'The lease of the display whose choice was tapped.',
  code: 'As entered. A pickup code is eight digits; anything else is a wrong try.',

  // Doors.
  doorCycle:
    'Which opening of this door it was: counts by one per door, kept in flash, goes on from doorCycles of bank.json.',
  authority: 'Under whose right the door was opened: a command’s, a mechanical key’s, or nobody’s.',
  kind: 'Which of these it is.',
  commandId: 'The command it is about, letter by letter. Opaque to the bank.',
  openedUptimeMs:
    'Milliseconds since the start of the controller, when the door opened; 0 where it opened before the last start.',
  closedUptimeMs: 'Likewise, when it closed: not before openedUptimeMs.',
  attempts: 'How many pulses of the lock it took, from 1.',
  openLatencyMs:
    'Milliseconds from the beginning of the first pulse to the opening, where a command opened the door: a lock that wears takes longer.',
  before: 'The last windows taken while the door was shut.',
  after: 'Windows taken after it had settled.',
  openForMs: 'How long the door has been open, milliseconds.',
  outcome: 'done; refused: will not be done; failed: was tried in vain; expired: came too late, or never came.',
  reason:
    'In a word. Two are read by the cloud: of duplicate the first answer counts; after mass-open it opens no door of this bank until a person has cleared it.',
  'boot.reason': 'Why it started, in a word.',
  windows: 'What the sensors of the door see.',

  // Windows.
  sensor: 'Tells the sensors of one door apart; always the same for the same sensor.',
  'restart.sensor': 'Which one, where what is sensor.',
  'window.kind':
    'The kind of sensor: tof, load-cell, ultrasonic, curtain. An unknown kind says nothing, and is kept as evidence.',
  'window.unit': 'mm for distances, g for weights, blocked (0 or 1) for curtains.',
  samples: 'In unit, as the sensor gave them, neither smoothed nor rounded. At most 64.',
  intervalMs: 'Milliseconds between two samples.',
  status: 'The sensor’s range status, of the window or of each sample; 0 is good.',
  signalKcps: 'Return rate of a time-of-flight sensor, thousands of counts a second.',
  ambientKcps: 'Its ambient rate, thousands of counts a second.',
  temperatureC: 'At the sensor, degrees Celsius.',
  referenceV: 'The load cell’s excitation, volts.',

  // Health.
  doorCycles: 'The last cycle of every door.',
  doors: 'By door.',
  door: 'open, closed or unknown.',
  'sensor-scan.doorCycle':
    'How far this door has counted when its sensors look: what they see is what that opening left behind.',
  firmware: 'Name and version.',
  source: 'Where the power comes from.',
  batteryPercent: 'Charge of the battery, per cent.',
  what: 'What was seen, in a few words.',
  'restart.what': 'What is to start again.',

  // Commands.
  'command.schema': 'The version of this contract.',
  'command.commandId': 'Names the command: the same id is the same command, and is done once. Opaque to the bank.',
  'command.leaseId':
    'The right under which this is asked. The choices of a display go back under the display’s own. Opaque to the bank.',
  issuedAtMs: 'When it was first given, the cloud’s clock, Unix milliseconds.',
  notAfterMs: 'The last instant at which it may be begun, the cloud’s clock, Unix milliseconds.',
  serverTimeMs: 'The cloud’s clock when it was sent, Unix milliseconds: a bank sets its own by it.',
  inReplyTo: 'The messageId that this answers; absent where nobody asked.',
  'display.code':
    'What is shown, for banks that have texts or sounds of their own. An unknown code is shown by its lines.',
  lines: 'What is shown, in order.',
  choices:
    'Buttons to offer: reopen sends reopen-requested, confirm deposit-confirmed, cancel deposit-cancelled, collect a new collection-requested.',
  residents: 'Several recipients to choose from: the one tapped goes into a new deposit-requested as residentId.',
  label: 'What the button says: a masked name.',
  pulse:
    'usual, and without it: the pulse that the lock is always given. long: for as long as its maker allows, 5 s at most.',
  debounceMs: 'So long, in milliseconds, a door’s switch must say the same before it is believed.',
  'sensor-scan.debounceMs': 'Likewise, as it is set now: where it was set from afar, and the bank says so.',
  fromDoorCycle: 'The first door cycle that the cloud lacks.',
};
