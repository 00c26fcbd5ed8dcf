import type { ResidentId } from '../../domain/ids.js';
import type { Refusal } from '../../domain/decide/decision.js';
import type { Parcel, Ports } from '../ports.js';
import { takesParcels } from '../records.js';
import type { Registry } from '../registry-ports.js';
import { parcelAt } from './find-parcels.js';
import { decideByPerson, type PersonAsked } from './person.js';
import type { ApiRefusal } from './refusals.js';

type Asked = Omit<PersonAsked, 'type'> & { residentId: ResidentId };

/**
 * A parcel is another resident's of the same site. In a door it waits for them anew, under a new code, and the one before is
 * told that it is not theirs, for they were told that it was; announced, nobody has heard of it yet, and nobody does.
 */
export async function reassignParcel(
  ports: Ports & { registry: Registry },
  asked: Asked,
): Promise<Parcel | { refusal: Refusal | ApiRefusal }> {
  const { siteId, parcelId, residentId, times } = asked;
  const parcel = await parcelAt(ports.parcels, siteId, parcelId);
  // Theirs already, it may be this very request again: nobody asks then whether they take parcels still.
  if (parcel && parcel.residentId !== residentId) {
    const resident = await ports.registry.residents.read({ siteId, residentId });
    if (!resident || !takesParcels(resident, times.nowMs)) return { refusal: 'unknown-resident' };
  }
  return decideByPerson(ports, { ...asked, type: 'reassign' });
}
