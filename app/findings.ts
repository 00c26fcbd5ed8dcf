import type { Finding } from '../domain/incident/finding.js';
import type { Ports } from './ports.js';
import { raise } from './raise.js';

/** Says what detectors found to its incidents, one after the other, each once by its key: an end follows its beginning. */
export async function tellFindings(ports: Ports, findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) await raise(ports, finding);
}
