/**
 * Everything that is known to go wrong at a locker bank: one name each, in the order of the catalogue, whose numbers they
 * carry from 1 up. What is known of each stands in the file of its section beside this one, its words in `titles/` and `texts/`.
 */
// prettier-ignore
export const causes = [
  // A deposit
  'empty-deposit', 'never-opened', 'courier-gone', 'wrong-compartment', 'two-doors-open', 'parcel-too-big', 'bank-full',
  'occupied-at-allocation', 'double-booked', 'several-parcels', 'wrong-resident', 'door-ajar', 'latch-bounce',
  'deposit-without-session', 'courier-code-shared',
  // Doors and locks
  'wont-open', 'opened-without-command', 'wrong-door-opened', 'door-switch-stuck', 'magnet-off', 'door-flapping',
  'lock-wear', 'opens-at-boot', 'fire-alarm',
  // Contents against records
  'phantom', 'put-back', 'ghost', 'left-behind', 'partial-pickup', 'foreign-object', 'thin-item', 'item-moved',
  'damaged-parcel', 'disputed', 'wrong-occupant', 'temperature', 'dangerous-goods',
  // Time and people
  'not-collected', 'overdue', 'on-hold', 'moved-out', 'unknown-recipient', 'not-registered', 'message-undeliverable',
  'code-lost', 'code-guessing', 'code-stolen', 'mass-open', 'cannot-reach', 'return-left',
  // Sensors
  'sensor-stuck', 'sensor-drift', 'sensor-noisy', 'sensor-silent', 'sensor-spiky', 'sensor-blind', 'sensor-swapped',
  'creep',
  // Controller, network, power, software
  'bank-offline', 'cloud-down', 'messages-out-of-order', 'command-replayed', 'command-unknown', 'power-lost', 'brown-out',
  'boot-loop', 'firmware-update', 'clock-skew', 'config-drift', 'camera-offline', 'ups-battery', 'pms-sync',
  'webhook-failing', 'alert-storm',
  // Found since
  'sensor-untared', 'messages-capped',
] as const;
export type Cause = (typeof causes)[number];
