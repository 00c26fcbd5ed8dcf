import { decideExpiredInTime } from './clock.js';
import { nothingNew, type BankDecision, type BankInput, type KnownCycles } from './decision.js';
import { decideHeartbeat } from './heartbeat.js';
import { decideLook, decidePresence } from './presence.js';
import { decideScanned, decideWiresSuspected } from './scan.js';
import { decideBoot, decidePower } from './start.js';
import { withFindings } from '../incident/from-bank.js';
import type { BankState } from './state.js';

/**
 * Which decision answers which input of a bank, with what it says of the bank's faults. `known` is for a heartbeat: what the
 * cloud has of the doors it was read for.
 */
export function decideBank(state: BankState, input: BankInput, known: KnownCycles = {}): BankDecision {
  return withFindings(state, input, decide(state, input, known));
}

function decide(state: BankState, input: BankInput, known: KnownCycles): BankDecision {
  switch (input.type) {
    case 'presence-changed':
      return decidePresence(state, input);
    case 'look':
      return decideLook(state, input);
    case 'boot':
      return decideBoot(state, input);
    case 'power':
      return decidePower(state, input);
    case 'heartbeat':
      return decideHeartbeat(state, input, known);
    case 'scanned':
      return decideScanned(state, input);
    case 'wires-suspected':
      return decideWiresSuspected(state, input);
    case 'expired-in-time':
      return decideExpiredInTime(input);
    default:
      return (input satisfies never) || nothingNew;
  }
}
