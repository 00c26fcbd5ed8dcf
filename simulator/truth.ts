import type { CycleTruth, Item } from './virtual-bank.js';

/** How many cycles of a door are remembered: a message of an older one comes too late to be decided on. */
const cyclesMax = 128;

/** What really was in each compartment after each door cycle: nothing that the system is told. */
export class Truth {
  private readonly doors = new Map<string, Map<number, CycleTruth>>();

  keep(bankId: string, cycle: CycleTruth): void {
    const key = `${bankId}/${cycle.compartmentId}`;
    const cycles = this.doors.get(key) ?? new Map<number, CycleTruth>();
    cycles.set(cycle.doorCycle, cycle);
    if (cycles.size > cyclesMax) cycles.delete(cycles.keys().next().value!);
    this.doors.set(key, cycles);
  }

  after(doorKey: string, doorCycle: number): readonly Item[] | undefined {
    return this.doors.get(doorKey)?.get(doorCycle)?.after;
  }
}
