import type { Delivery } from '../adapters/memory/index.js';
import type { DoorCommit } from '../app/ports.js';
import type { DoorEventType } from '../domain/events.js';
import type { Violate } from './violation.js';

/** What is told of an event. Written a second time here on purpose; what is owed without fail is in `Tellings`. */
const toldOf: Partial<Record<DoorEventType, Delivery['kind']>> = {
  'deposit-found-empty': 'deposit-found-empty',
  'parcel-left-behind': 'parcel-left-behind',
  'reminder-due': 'reminder',
  'stay-overdue': 'parcel-overdue',
  'space-needed': 'space-needed',
  'code-reissued': 'code-reissued',
  'resident-unreachable': 'resident-unreachable',
};

/** Crashes and late messages keep some from being told in time, or at all: more than this share is, under every mishap. */
const toldShareMin = 0.8;
/** A courier puts in what the sensors must see, and nothing befalls the door: more than this share is seen to be there. */
const seenShareMin = 0.9;
/** So many standard deviations below, a share is no accident. */
const deviations = 4;

/** What is promised of most, and cannot be of each: the chance of each is small, so a share that is lacking is a bug. */
export class Promises {
  private readonly violate: Violate;
  private readonly due = new Map<string, Set<string>>();
  private readonly reached = new Set<string>();
  private readonly honest = new Set<string>();
  private readonly seen = new Set<string>();

  constructor(violate: Violate) {
    this.violate = violate;
  }

  committed({ door: { stay }, entry: { custody, events } }: DoorCommit, isUnreachable: boolean): void {
    for (const { type } of events) {
      if (type === 'deposit-verified' && stay) this.seen.add(stay.id);
      const kind = toldOf[type];
      const toManagerOrCourier = type === 'resident-unreachable' || type === 'deposit-found-empty';
      if (!kind || (isUnreachable && !toManagerOrCourier)) continue;
      const due = this.due.get(kind) ?? new Set();
      this.due.set(kind, due.add(`${custody.chain}#${custody.n}|${kind}`));
    }
  }

  told({ eventId, kind }: Delivery): void {
    this.reached.add(`${eventId}|${kind}`);
  }

  /** Something well within the sensors' reach was put into a door that nothing ails. */
  depositedHonestly(stayId: string): void {
    this.honest.add(stayId);
  }

  checkAtRest(): void {
    for (const [kind, due] of this.due) {
      this.check('most of what is due is told', kind, { of: due, kept: this.reached, shareMin: toldShareMin });
    }
    const seen = { of: this.honest, kept: this.seen, shareMin: seenShareMin };
    this.check('most honest deposits are seen', 'deposits', seen);
  }

  private check(
    invariant: 'most of what is due is told' | 'most honest deposits are seen',
    what: string,
    { of, kept, shareMin }: { of: ReadonlySet<string>; kept: ReadonlySet<string>; shareMin: number },
  ): void {
    const count = [...of].filter((one) => kept.has(one)).length;
    const least = shareMin - deviations * Math.sqrt((shareMin * (1 - shareMin)) / of.size);
    if (of.size === 0 || count / of.size >= least) return;
    this.violate(invariant, `${what}: ${count} of ${of.size}`);
  }
}
