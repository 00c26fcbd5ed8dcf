import { wasToldInVain } from '../domain/guard/opening.js';
import type { CompartmentId } from '../domain/ids.js';
import type { Finding } from '../domain/incident/finding.js';
import { otherDoorOf } from '../domain/incident/incident.js';
import { stopOpens } from './guard.js';
import { openAt } from './incident-at.js';
import type { LoadedDoor, Ports } from './ports.js';

/**
 * One door was told to open and did not, at any pulse; meanwhile another was opened by nobody's right: each lock hangs on the
 * other's terminals. Whichever of the two is found second tells it, as one case at the door that opened, and no door of the bank is
 * opened any more until a person has cleared it. `undefined`: it is what it was found to be.
 */
export async function takenForWrongDoor(ports: Ports, found: Finding): Promise<Finding | undefined> {
  const wrong = found.status === 'standing' ? await wrongDoorIn(ports, found) : undefined;
  const { compartmentId } = wrong?.place ?? {};
  if (!wrong || !compartmentId) return undefined;
  const key = `${compartmentId}-of-${wrong.detail?.['under']}-${wrong.key}`;
  const { occurredAtMs } = wrong;
  await stopOpens(ports, wrong.place.bankId, { cause: 'wrong-door-opened', compartmentId, key, occurredAtMs });
  return wrong;
}

function wrongDoorIn(ports: Ports, found: Finding): Promise<Finding | undefined> | undefined {
  if (found.cause === 'opened-without-command') return openedForAnother(ports, found);
  if (found.cause === 'wont-open') return anotherOpened(ports, found);
  return undefined;
}

const asWrongDoor = (found: Finding, compartmentId: CompartmentId, under: CompartmentId): Finding => ({
  ...found,
  cause: 'wrong-door-opened',
  place: { bankId: found.place.bankId, compartmentId },
  detail: { ...found.detail, under },
});

/** This door was opened by nobody's right: was another one told to in vain? */
async function openedForAnother(ports: Ports, found: Finding): Promise<Finding | undefined> {
  const { bankId, compartmentId } = found.place;
  const openedAtMs = found.detail?.['openedAtMs'];
  if (!compartmentId || typeof openedAtMs !== 'number') return undefined;
  const doors = await ports.doors.loadAll(bankId);
  const told = doors.find(({ door }) => door.compartmentId !== compartmentId && wasToldInVain(door, openedAtMs));
  return told && asWrongDoor(found, compartmentId, told.door.compartmentId);
}

/** This door was told to open in vain: was another one opened by nobody's right meanwhile? */
async function anotherOpened(ports: Ports, found: Finding): Promise<Finding | undefined> {
  const { bankId, compartmentId } = found.place;
  const doors = await ports.doors.loadAll(bankId);
  const told = doors.find(({ door }) => door.compartmentId === compartmentId)?.door;
  const others = doors.filter(({ door }) => door !== told && door.faults?.['opened-without-command'] !== undefined);
  for (const other of told ? others : []) {
    const openings = await openingsOf(ports, other);
    if (told && openings.some((atMs) => wasToldInVain(told, atMs)))
      return asWrongDoor(found, other.door.compartmentId, told.compartmentId);
  }
  return undefined;
}

/** When it was opened by nobody's right: what its case says, and what its last commits have yet to tell it. */
async function openingsOf(ports: Ports, { door, outbox }: LoadedDoor): Promise<number[]> {
  const { bankId, compartmentId } = door;
  const told = outbox.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'opened-without-command' ? [event.openedAtMs] : [])),
  );
  const incident = await openAt(ports, { cause: 'opened-without-command', place: { bankId, compartmentId } });
  const rows = incident?.timeline.rows ?? [];
  return [
    ...told,
    ...rows.flatMap(({ detail }) => (detail?.['openedAtMs'] === undefined ? [] : [Number(detail['openedAtMs'])])),
  ];
}

/** A door that did not open, while it is known which other one opens in its stead. */
export async function isOfWrongDoor(ports: Ports, { cause, status, place }: Finding): Promise<boolean> {
  if (cause !== 'wont-open' || status !== 'standing') return false;
  const { sightings = [] } = (await ports.guards.read(place.bankId)).opensStopped ?? {};
  for (const { cause: of, compartmentId } of sightings) {
    if (of !== 'wrong-door-opened') continue;
    const incident = await openAt(ports, { cause: of, place: { bankId: place.bankId, compartmentId } });
    if (incident && otherDoorOf(incident) === place.compartmentId) return true;
  }
  return false;
}
