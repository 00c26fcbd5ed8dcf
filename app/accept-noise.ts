import type { Incident } from '../domain/incident/incident.js';
import type { Ports } from './ports.js';

/**
 * The noise of an incident's sensor may become its own: the next scan decides that, and finds the fault to be over. Twice is once. A scan
 * that came between fails this, and it is tried again.
 */
export async function askToAcceptNoise({ sensors }: Pick<Ports, 'sensors'>, { place }: Incident): Promise<void> {
  const { bankId, compartmentId, sensor } = place;
  if (compartmentId === undefined || sensor === undefined) return;
  const loaded = await sensors.load({ bankId, compartmentId });
  if (!loaded) return;
  const door = { ...loaded.door, acceptsNoiseOf: sensor };
  if (!(await sensors.commit({ ...loaded, door }))) throw new Error('a scan has changed the sensors meanwhile');
}
