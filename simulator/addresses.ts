import type { RecipientsOptions } from './recipients.js';
import type { Place } from './town.js';

/** By which addresses the people of these places were ever to be reached, from what the town was built with. */
export function addressesIn(places: readonly Place[]): RecipientsOptions['addressesOf'] {
  return (siteId, role, id) => {
    const place = places.find((candidate) => candidate.siteId === siteId);
    if (!place) return [];
    if (role === 'manager') return given(place.manager.phone, place.manager.emailTopic);
    if (role === 'courier') return given(place.couriers.find(({ courier }) => courier.id === id)?.courier.phone);
    const resident = place.residents.find((candidate) => candidate.id === id);
    return given(resident?.phone, resident?.emailTopic);
  };
}

const given = (...addresses: (string | undefined)[]): string[] => addresses.filter((address) => address !== undefined);
