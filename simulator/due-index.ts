import type { DoorKey } from '../domain/ids.js';

/** The sparse index of what the sweep shall look at: the stand-in for a query, which would read every door. */
export class DueIndex {
  private readonly byDoor = new Map<string, { key: DoorKey; atMs: number }>();

  set({ bankId, compartmentId }: DoorKey, atMs: number): void {
    this.byDoor.set(`${bankId}/${compartmentId}`, { key: { bankId, compartmentId }, atMs });
  }

  delete({ bankId, compartmentId }: DoorKey): void {
    this.byDoor.delete(`${bankId}/${compartmentId}`);
  }

  until(nowMs: number, most: number): DoorKey[] {
    const due = [...this.byDoor.values()].filter(({ atMs }) => atMs <= nowMs);
    return due
      .sort((a, b) => a.atMs - b.atMs)
      .slice(0, most)
      .map(({ key }) => key);
  }

  has(nowMs: number): boolean {
    return [...this.byDoor.values()].some(({ atMs }) => atMs <= nowMs);
  }

  get size(): number {
    return this.byDoor.size;
  }
}
