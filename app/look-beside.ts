import { isVisited } from '../domain/audit/record.js';
import { lastDecided } from '../domain/cycles.js';
import type { Door, Stay } from '../domain/door.js';
import { besideCommandIdOf } from '../domain/ids.js';
import type { Ports } from './ports.js';
import { sampleOf } from './sample.js';

/** So many doors at most are looked at: a bank has one line, and the courier's screen is on it. A choice. */
const doorsMost = 32;

/**
 * A deposit's door closed on nothing, and the courier was told. Should its sensors hang on another door's wires, what they
 * did not see shows there: so every other door that is shut and that nobody stands at is looked at, the free ones first, for
 * it is with those that an exchange goes unnoticed. Asked once for each cycle: a bank takes no command twice.
 */
export async function lookBeside(
  ports: Pick<Ports, 'bankLink' | 'clock'>,
  { bankId, compartmentId, stay, cycles }: Door & { stay: Stay },
  doors: readonly Door[],
): Promise<void> {
  const others = doors.filter((door) => door.compartmentId !== compartmentId && mayBeLookedAt(door));
  const inOrder = [...others.filter(isFree), ...others.filter((door) => !isFree(door))].slice(0, doorsMost);
  const beside = { stayId: stay.id, doorCycle: lastDecided(cycles) };
  const ask = ({ compartmentId: at }: Door) =>
    ports.bankLink.send(bankId, sampleOf(ports, at, besideCommandIdOf(at, beside)));
  await Promise.all(inOrder.map(ask));
}

const mayBeLookedAt = (door: Door): boolean => door.door !== 'open' && !isVisited(door);
const isFree = ({ compartment }: Door): boolean => compartment === 'free';
