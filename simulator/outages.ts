import type { FaultName } from './faults/index.js';
import type { MishapKind } from './mishaps.js';
import type { Scene } from './scene.js';

const dayMs = 86_400_000;

/** Which fault of a bank each mishap is. */
const outages = [
  ['bank-offline', 'network-away'],
  ['bank-flaps', 'network-flaps'],
  ['power-lost', 'power-cut'],
] as const satisfies readonly (readonly [MishapKind, FaultName])[];

/** What may befall the network and the power of a bank on this day. What it has to say meanwhile waits in its mailbox. */
export function planOutages({ mishaps, place, world }: Scene, midnightMs: number): void {
  const { bank, bankId, random } = place;
  for (const [mishap, fault] of outages) {
    if (!mishaps.strikes(mishap)) continue;
    world.at(midnightMs + random.between(0, dayMs), () => {
      world.log(`${fault} ${bankId}`);
      bank.hardware.strike(fault);
    });
  }
}
