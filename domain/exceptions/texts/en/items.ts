import type { Item } from '../../item.js';

/** English: what to bring, as parts of a list. */
export const items: Readonly<Record<Item, string>> = {
  'mechanical-key': 'the key or tool that opens doors by hand',
  lock: 'a spare lock with its latch and cable',
  'door-switch': 'a spare door switch and magnet',
  sensor: 'a spare sensor of the kind that is fitted, with its cable',
  'test-weight': 'a test weight, or a parcel of known size',
  'cleaning-kit': 'a soft cloth and a mild cleaner',
  controller: 'a spare controller, ready to be enrolled',
  'power-supply': 'a spare power supply',
  'backup-battery': 'a new backup battery of the same type',
  'clock-battery': 'a new battery for the clock',
  'network-kit': 'a spare modem or router, and a network cable',
  'wiring-plan': 'the wiring plan, a multimeter and labels',
  tools: 'screwdrivers and pliers',
  'parcel-bag': 'a bag and labels for what is taken out',
  'camera-phone': 'a phone that takes photographs',
  gloves: 'protective gloves and a bag that can be sealed',
  camera: 'a spare camera',
};
