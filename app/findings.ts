import type { Finding } from '../domain/incident/finding.js';
import type { Ports } from './ports.js';
import { raise } from './raise.js';

/**
 * Says what detectors found, one after the other, each once by its key: to its incident, and counted for dashboards by cause
 * and place.
 */
export async function tellFindings(ports: Ports, findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) {
    await raise(ports, finding);
    const { cause, status, place, detail } = finding;
    const { bankId, compartmentId = '', sensor = '' } = place;
    const doorCycle = detail?.['doorCycle'] ?? '';
    ports.counters.count('finding', { cause, status, bankId, compartmentId, sensor, doorCycle });
  }
}
