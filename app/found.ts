import type { Finding } from '../domain/incident/finding.js';
import type { Ports } from './ports.js';
import type { Call } from './transact.js';

/**
 * Something was found that a person, or a playbook, is to know of. The one way from whatever detects to whatever acts: today
 * it is counted. The same finding again, by its key, is once; so whoever detects may say it again with every retry.
 */
export async function found(ports: Ports, finding: Finding, _call: Call): Promise<void> {
  const { cause, status, key, place } = finding;
  const { bankId, compartmentId, sensor } = place;
  ports.counters.count('finding', {
    ...{ cause, status, bankId, key },
    ...(compartmentId === undefined ? {} : { compartmentId }),
    ...(sensor === undefined ? {} : { sensor }),
  });
}
