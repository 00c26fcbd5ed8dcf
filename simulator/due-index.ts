import type { DueDoor } from '../app/ports.js';
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

  until(nowMs: number, most: number): DueDoor[] {
    const due = [...this.byDoor.values()].filter(({ atMs }) => atMs <= nowMs);
    return due
      .sort((a, b) => a.atMs - b.atMs)
      .slice(0, most)
      .map(({ key, atMs }) => ({ ...key, dueAtMs: atMs }));
  }

  claim(due: DueDoor, untilMs: number): void {
    if (this.byDoor.get(`${due.bankId}/${due.compartmentId}`)?.atMs === due.dueAtMs) this.set(due, untilMs);
  }

  has(nowMs: number): boolean {
    return [...this.byDoor.values()].some(({ atMs }) => atMs <= nowMs);
  }

  get size(): number {
    return this.byDoor.size;
  }
}
