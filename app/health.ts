import type { PresenceChanged } from '../domain/bank/decision.js';
import type { HealthMessage } from '../domain/inputs.js';
import { tampered } from '../domain/audit/tamper.js';
import { handleBank } from './bank.js';
import { tellFindings } from './findings.js';
import type { Ports } from './ports.js';
import type { Lane } from './receive.js';
import { handleScan } from './scan.js';
import type { Call } from './transact.js';

/** How banks are, and what the broker says of their connections: nobody waits for an answer here. */
export type HealthLaneMessage = HealthMessage | PresenceChanged;
export const healthLane: Lane<HealthLaneMessage> = {
  takes: (input): input is HealthLaneMessage => input.type === 'presence-changed' || 'origin' in input,
  handle: handleHealth,
};

export async function handleHealth(ports: Ports, input: HealthLaneMessage, call: Call): Promise<void> {
  switch (input.type) {
    case 'presence-changed':
      return handleBank(ports, input);
    case 'heartbeat':
    case 'boot':
    case 'power':
      ports.counters.count('health-message', { type: input.type });
      return handleBank(ports, input);
    case 'sensor-scan':
      ports.counters.count('health-message', { type: input.type });
      return handleScan(ports, input, call);
    case 'tamper':
      ports.counters.count('health-message', { type: input.type });
      return tellFindings(ports, [tampered(input)]);
    default:
      return input satisfies never;
  }
}
