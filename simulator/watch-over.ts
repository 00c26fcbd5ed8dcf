import { addressesIn } from './addresses.js';
import { isBelowSensors } from './bank-sensors.js';
import type { Cloud } from './cloud.js';
import { isExpected } from './expected-errors.js';
import { Invariants } from './invariants.js';
import type { Place } from './town.js';

/** The invariants, with all that is true of the town: what lies in its doors, who is reached where, what is broken. */
export function watchOver(cloud: Cloud, places: Place[]): Invariants {
  const invariants = new Invariants({
    store: cloud.store,
    nowMs: () => cloud.world.nowMs,
    keyOfParked: (by) => cloud.keyOfParked.get(by),
    contentsOf: (bankId, compartmentId) => bankOf(places, bankId).bank.contents(compartmentId),
    isBelowSensors: (bankId, items) => isBelowSensors(bankOf(places, bankId).config.profile, items),
    addressesOf: addressesIn(places),
    isUnreachable: (siteId, residentId) =>
      places.some((place) => place.siteId === siteId && place.unreachable.has(residentId)),
    isExpected,
    faultsOf: (bankId, compartmentId) => bankOf(places, bankId).bank.hardware.historyOf(compartmentId),
  });
  cloud.witness = invariants;
  return invariants;
}

const bankOf = (places: Place[], bankId: string): Place => {
  const place = places.find((candidate) => candidate.bankId === bankId);
  if (!place) throw new Error(`there is no bank ${bankId}`);
  return place;
};
