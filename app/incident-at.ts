import { slotTextOf, type Finding } from '../domain/incident/finding.js';
import { isOpen, type Incident } from '../domain/incident/incident.js';
import type { Ports } from './ports.js';

type Place = Pick<Finding, 'cause' | 'place'>;

/** The last case of a cause at a place; an open one only where it is asked for so. */
export const latestAt = async (ports: Ports, at: Place): Promise<Incident | undefined> =>
  (await ports.incidents.latest(ports.digest.id(slotTextOf(at))))?.incident;

export async function openAt(ports: Ports, at: Place): Promise<Incident | undefined> {
  const incident = await latestAt(ports, at);
  return incident && isOpen(incident) ? incident : undefined;
}
