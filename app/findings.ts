import type { Finding } from '../domain/incident/finding.js';
import type { Ports } from './ports.js';

/** Says what detectors found, each once by its key: counted for dashboards, by cause and place. */
export async function tellFindings(ports: Ports, findings: readonly Finding[]): Promise<void> {
  for (const { cause, status, place, detail } of findings) {
    const { bankId, compartmentId = '', sensor = '' } = place;
    const doorCycle = detail?.['doorCycle'] ?? '';
    ports.counters.count('finding', { cause, status, bankId, compartmentId, sensor, doorCycle });
  }
}
