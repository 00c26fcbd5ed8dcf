import { liveStay } from '../../domain/door.js';
import type { ResidentId, SiteId } from '../../domain/ids.js';
import { changeAttemptsMax } from '../attempts.js';
import type { DoorStore, PageOf } from '../ports.js';
import type { EmailTopics, Registry } from '../registry-ports.js';
import { isStale, type IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

interface Asked {
  siteId: SiteId;
  residentId: ResidentId;
}

interface ErasePorts {
  registry: Registry;
  doors: DoorStore;
  emailTopics: EmailTopics;
}

const banksAPage: PageOf = { limit: 100 };

/**
 * Erases a person: name, unit, phone, email and its topic are gone, and what is left of them is an id that parcels and
 * custody logs name, which still verify. Refused while a parcel of theirs lies in a door, because nobody could be told of
 * it any more: it is fetched, or returned, first; then its code is dead as well. Erased before is erased.
 */
export async function eraseResident(
  ports: ErasePorts,
  { siteId, residentId, ifMatch }: Asked & { ifMatch?: IfMatch },
): Promise<{ refusal: ApiRefusal } | undefined> {
  const { residents } = ports.registry;
  let asRead = ifMatch;
  for (let attempt = 1; attempt <= changeAttemptsMax; attempt++) {
    const row = await residents.read({ siteId, residentId });
    if (!row) return undefined;
    if (isStale(asRead, row)) return { refusal: 'changed-since-read' };
    if (await hasParcels(ports, { siteId, residentId })) return { refusal: 'resident-has-parcels' };
    // What goes is not brought back: the version that was read is this call's before anything does.
    if (asRead !== undefined && !(await residents.replace(row))) continue;
    const ours = asRead === undefined ? row : { ...row, version: row.version + 1 };
    asRead = undefined;
    if (ours.emailTopic !== undefined) await ports.emailTopics.remove(ours.emailTopic);
    if (await residents.erase(ours)) return undefined;
  }
  return { refusal: 'changed-meanwhile' };
}

async function hasParcels({ registry, doors }: ErasePorts, { siteId, residentId }: Asked): Promise<boolean> {
  let page = await registry.banks.list(siteId, banksAPage);
  for (;;) {
    for (const { id } of page.items) {
      const stays = (await doors.list(id)).map(liveStay);
      if (stays.some((stay) => stay?.residentId === residentId)) return true;
    }
    if (page.cursor === undefined) return false;
    page = await registry.banks.list(siteId, { ...banksAPage, cursor: page.cursor });
  }
}
