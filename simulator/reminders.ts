import type { DoorCommit } from '../app/ports.js';
import type { Violate } from './violation.js';
import type { Store } from './witness.js';

const dayMs = 24 * 3_600_000;

/** When nobody may be reminded: at night, on hold, of what is gone or on its way back, and of a full bank twice a day. */
export class Reminders {
  private readonly store: Store;
  private readonly violate: Violate;
  private readonly collected = new Set<string>();
  private readonly returned = new Set<string>();
  private readonly nudgedAtMs = new Map<string, number>();

  constructor(store: Store, violate: Violate) {
    this.store = store;
    this.violate = violate;
  }

  pickedUp(stayId: string): void {
    this.collected.add(stayId);
  }

  goneBack(stayId: string): void {
    this.returned.add(stayId);
  }

  nudged(stayId: string, atMs: number): void {
    const beforeMs = this.nudgedAtMs.get(stayId);
    this.nudgedAtMs.set(stayId, atMs);
    if (beforeMs === undefined || atMs - beforeMs >= dayMs) return;
    this.violate('room is asked for once a day at most', `${stayId}, again after ${atMs - beforeMs} ms`);
  }

  /** A commit that reminds its stay's resident. */
  committed(commit: DoorCommit): void {
    this.checkWakes(commit);
    const { door, entry } = commit;
    const [stayId, what] = [door.stay?.id ?? '', `${door.stay?.id}, commit ${entry.commit}`];
    if (this.collected.has(stayId)) this.violate('no reminder is claimed after evidence of pickup', what);
    const isTaken = this.returned.has(stayId) || door.stay?.state === 'returning';
    if (isTaken) this.violate('nobody is reminded of what a carrier takes', what);
  }

  /** By the site's clock on the wall and its quiet hours, worked out in another way than the product's. */
  private checkWakes({ door, entry }: DoorCommit): void {
    const { heldUntilMs = 0 } = door.stay ?? {};
    const atMs = entry.committedAtMs;
    const violate = (what: string) =>
      this.violate('nobody is reminded in quiet hours or on hold', `${door.stay?.id}, commit ${entry.commit}: ${what}`);
    if (atMs < heldUntilMs) violate(`held until ${heldUntilMs}`);
    void this.store.registry.sites.read({ siteId: door.siteId }).then((site) => {
      const shown = clockAt(atMs, site?.timeZone ?? 'UTC');
      if (shown >= '22:00' || shown < '08:00') violate(`the clock shows ${shown}`);
    });
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockAt(atMs: number, timeZone: string): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', options);
  clocks.set(timeZone, clock);
  return clock.format(atMs);
}
