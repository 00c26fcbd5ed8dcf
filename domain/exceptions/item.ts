/** What a person may have to take along to a visit. The words for people stand in `texts/`, by language. */
export const items = [
  'mechanical-key',
  'lock',
  'door-switch',
  'sensor',
  'test-weight',
  'cleaning-kit',
  'controller',
  'power-supply',
  'backup-battery',
  'clock-battery',
  'network-kit',
  'wiring-plan',
  'tools',
  'parcel-bag',
  'camera-phone',
  'gloves',
  'camera',
] as const;
export type Item = (typeof items)[number];
