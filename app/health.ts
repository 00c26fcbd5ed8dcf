import type { PresenceChanged } from '../domain/bank/decision.js';
import type { HealthMessage } from '../domain/inputs.js';
import { handleBank } from './bank.js';
import type { Ports } from './ports.js';
import type { Lane } from './receive.js';

/** How banks are, and what the broker says of their connections: nobody waits for an answer here. */
export type HealthLaneMessage = HealthMessage | PresenceChanged;
export const healthLane: Lane<HealthLaneMessage> = {
  takes: (input): input is HealthLaneMessage => input.type === 'presence-changed' || 'origin' in input,
  handle: handleHealth,
};

export async function handleHealth(ports: Ports, input: HealthLaneMessage): Promise<void> {
  switch (input.type) {
    case 'presence-changed':
      return handleBank(ports, input);
    case 'heartbeat':
    case 'boot':
    case 'power':
      ports.counters.count('health-message', { type: input.type });
      return handleBank(ports, input);
    case 'sensor-scan':
    case 'tamper':
      return ports.counters.count('health-message', { type: input.type });
    default:
      return input satisfies never;
  }
}
