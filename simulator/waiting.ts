import type { DoorCommit } from '../app/ports.js';
import type { DoorEventType } from '../domain/events.js';
import { Deadlines } from './deadlines.js';
import type { Violate } from './violation.js';

const hourMs = 3_600_000;
/**
 * A parcel that lies and waits is spoken of within so many hours, whatever the policy of these stories: steps are at most
 * 24 h apart, quiet hours add 10, one that merges with the next 6, a late schedule 2, and a call that is parked a little.
 */
const spokenOfWithinMs = 44 * hourMs;
/** And it is overdue within so many: by default after 72 h, no policy of these stories says more than 84. */
const overdueWithinMs = 102 * hourMs;

/** Events after which a parcel waits on as before. */
const goesOn: DoorEventType[] = [
  'next-step-postponed',
  'cycle-added',
  'door-left-open',
  'resident-unreachable',
  'space-needed',
  'effect-lapsed',
  'code-reissued',
];

/** A deadline that a person gave comes to be told within so long of it: quiet hours, a late schedule, a parked call. */
const deadlineToldWithinMs = 14 * hourMs;

interface Wait {
  fromMs: number;
  /** Of the deadline that a person gave; 0 for none. Until then the only reminder may be the last one before it. */
  toldByMs: number;
  /** Since the last reminder, or since it waits. */
  quietFromMs: number;
}

/** Whether parcels that nobody touches are reminded of, and become overdue in the end. */
export class Waiting {
  private readonly violate: Violate;
  private readonly deadlines: Deadlines;
  private readonly waits = new Map<string, Wait>();

  constructor(violate: Violate) {
    this.violate = violate;
    this.deadlines = new Deadlines(violate);
  }

  committed(commit: DoorCommit): void {
    const { stay } = commit.door;
    const { entry } = commit;
    if (!stay) return;
    this.deadlines.committed(commit);
    const atMs = entry.committedAtMs;
    const types = entry.events.map(({ type }) => type);
    if (types.every((type) => goesOn.includes(type))) return;
    const wait = this.waits.get(stay.id);
    if (wait) this.check(stay.id, wait, atMs);
    if (stay.state !== 'stored') return void this.waits.delete(stay.id);
    const fromMs = Math.max(atMs, stay.heldUntilMs ?? 0);
    const isReminder = wait && types.includes('reminder-due');
    const toldByMs = stay.extendedUntilMs === undefined ? 0 : stay.extendedUntilMs + deadlineToldWithinMs;
    this.waits.set(stay.id, { fromMs: isReminder ? wait.fromMs : fromMs, quietFromMs: fromMs, toldByMs });
  }

  /** At the end of the story, of what still waits. */
  checkAtRest(nowMs: number): void {
    for (const [stayId, wait] of this.waits) this.check(stayId, wait, nowMs);
  }

  private check(stayId: string, { fromMs, quietFromMs, toldByMs }: Wait, atMs: number): void {
    if (atMs <= toldByMs) return;
    const hours = (ms: number) => `${Math.round(ms / hourMs)} h`;
    if (atMs - quietFromMs > spokenOfWithinMs) {
      this.violate('what waits is reminded of', `${stayId}: nothing was said for ${hours(atMs - quietFromMs)}`);
    }
    if (atMs - fromMs > overdueWithinMs) {
      this.violate('what waits is reminded of', `${stayId}: not overdue after ${hours(atMs - fromMs)}`);
    }
  }
}
