import { decide } from '../../domain/decide/index.js';
import type { Decision } from '../../domain/decide/decision.js';
import { newDoor, type Door, type NewDoor } from '../../domain/door.js';
import { evolve } from '../../domain/evolve.js';
import type { Shut } from '../../domain/faults/latch-bounce.js';
import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, SiteId, StayId } from '../../domain/ids.js';
import type { Authority, DoorClosed, DoorInput, MoveStep, Times } from '../../domain/inputs.js';
import { defaultPolicy, type SitePolicy } from '../../domain/policy.js';
import type { Window } from '../../domain/sensing/window.js';
import type { StayState } from '../../domain/stay.js';

/** Told in one door's life: a time-of-flight sensor 500 mm above the floor, a parcel 60 mm high. */
export const bankId = 'bank-1' as BankId;
export const compartmentId = 'A07' as CompartmentId;
export const stayId = 'A07-stay1' as StayId;
export const startMs = 1_800_000_000_000;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

export const floor = 500;
export const parcelTop = 440;
/** Half of the time-of-flight profile's smallest item, 15 mm: the ratio is nought, so no look ever decides. */
export const doubtful = floor - 7.5;

/** Twenty samples about a level: alive, and their mean is the level. */
export const look = (mm: number): Window[] => [
  {
    sensor: 'top',
    kind: 'tof',
    unit: 'mm',
    intervalMs: 50,
    samples: Array.from({ length: 20 }, (_, i) => mm + (i % 2 ? 1 : -1)),
  },
];

export const at = (nowMs: number, occurredAtMs = nowMs): Times => ({
  occurredAtMs,
  receivedAtMs: nowMs,
  nowMs,
  ageKnown: true,
});

export const command = (lease: number): Authority => ({ kind: 'command', commandId: `${stayId}-${lease}-open` });

/** No quiet hours: theirs is a test of its own. */
const wakeful: SitePolicy = { ...defaultPolicy, quietHours: null };

export class Story {
  door: Door;
  residentHeldUntilMs: number | undefined;
  lastShut: Shut | undefined;
  nowMs = startMs;
  cycle = 0;
  requests = 0;

  constructor(
    readonly policy: SitePolicy = wakeful,
    change: Partial<NewDoor> = {},
  ) {
    this.door = newDoor({
      bankId,
      compartmentId,
      siteId: 'site-1' as SiteId,
      size: 'M',
      accessible: false,
      profile: 'tof',
      doorCycle: 0,
      ...change,
    });
  }

  get state(): StayState | undefined {
    return this.door.stay?.state;
  }

  tell(input: DoorInput): Decision {
    const decision = decide(this.door, input, {
      policy: this.policy,
      timeZone: 'UTC',
      residentHeldUntilMs: this.residentHeldUntilMs,
      lastShut: this.lastShut,
    });
    this.door = decision.events.reduce(evolve, this.door);
    return decision;
  }

  fromBank = (times = at(this.nowMs)) => ({ bankId, messageId: `m${++this.requests}`, times });

  reserve(id = stayId): Decision {
    return this.tell({
      type: 'reserve',
      requestId: `r${++this.requests}`,
      messageId: 'm0',
      stayId: id,
      parcelId: 'parcel-1' as ParcelId,
      residentId: 'resident-1' as ResidentId,
      courierId: 'courier-1' as CourierId,
      generation: 1,
      times: at(this.nowMs),
    });
  }

  /** A door cycle: what the sensor saw before and after. */
  closed(from: number, to: number, authority: Authority, times = at(this.nowMs), doorCycle = ++this.cycle): DoorClosed {
    const windows = { before: look(from), after: look(to) };
    return {
      type: 'door-closed',
      compartmentId,
      doorCycle,
      authority,
      openForMs: 9_000,
      ...windows,
      ...this.fromBank(times),
    };
  }

  collect(): Decision {
    const { nowMs } = this;
    const requestId = `r${++this.requests}`;
    return this.tell({
      type: 'collect',
      requestId,
      messageId: 'm0',
      stayId,
      generation: this.door.stay?.generation ?? 0,
      times: at(nowMs),
    });
  }

  /** A carrier asks for this door. */
  takeBack(change: Partial<Extract<DoorInput, { type: 'take-back' }>> = {}): Decision {
    return this.tell({
      type: 'take-back',
      requestId: `r${++this.requests}`,
      messageId: 'm0',
      stayId,
      lease: (this.door.stay?.leases ?? 0) + 1,
      courierId: 'courier-2' as CourierId,
      remaining: 0,
      times: at(this.nowMs),
      ...change,
    });
  }

  /** A named person wants it in another door. */
  askMove(requestId = 'move-1'): Decision {
    const to = { compartmentId: 'A08' as CompartmentId, stayId: 'A08-stay2' as StayId };
    const who = { actor: 'manager-1', reason: 'needs the door' };
    return this.tell({ type: 'move', requestId, stayId, ...who, to, times: at(this.nowMs) });
  }

  step(type: MoveStep['type'], moveId = 'move-1', reason?: MoveStep['reason']): Decision {
    return this.tell({ type, moveId, stayId: this.door.stay?.id ?? stayId, reason, times: at(this.nowMs) });
  }

  sample(mm: number, n = this.door.stay?.sampling?.asked ?? 1, lease = this.door.stay?.leases ?? 1): Decision {
    const commandId = `${stayId}-${lease}-sample-${this.door.stay?.sampling?.doorCycle ?? this.cycle}-${n}`;
    return this.tell({ type: 'command-result', commandId, outcome: 'done', windows: look(mm), ...this.fromBank() });
  }

  atScreen(type: 'deposit-confirmed' | 'deposit-cancelled' | 'reopen-requested', times = at(this.nowMs)): Decision {
    const requestId = `r${++this.requests}`;
    return this.tell({
      type,
      requestId,
      compartmentId,
      leaseId: `${stayId}-${this.door.stay?.leases}`,
      ...this.fromBank(times),
    });
  }

  fires(type: 'watch' | 'next-step', n?: number): Decision {
    const pending = type === 'watch' ? this.door.stay?.watch.n : this.door.stay?.next.n;
    return this.tell({ type, stayId, n: n ?? pending ?? 1, times: at(this.nowMs) });
  }

  /** One door, told up to this state by the shortest way. */
  static in(state: StayState, policy?: SitePolicy): Story {
    const story = new Story(policy);
    ways[state](story);
    if (story.state !== state) throw new Error(`the way to ${state} leads to ${story.state}`);
    story.nowMs += minuteMs;
    return story;
  }
}

const ways: Record<StayState, (story: Story) => void> = {
  reserved: (story) => story.reserve(),
  depositing: (story) => {
    ways['deposit-unverified'](story);
    story.atScreen('reopen-requested');
  },
  'deposit-unverified': (story) => {
    story.reserve();
    story.tell(story.closed(floor, floor, command(1)));
  },
  stored: (story) => {
    story.reserve();
    story.tell(story.closed(floor, parcelTop, command(1)));
  },
  collecting: (story) => {
    ways.stored(story);
    story.collect();
  },
  'pickup-unverified': (story) => {
    ways.collecting(story);
    story.tell(story.closed(parcelTop, doubtful, command(2)));
  },
  'left-behind': (story) => {
    ways.collecting(story);
    story.tell(story.closed(parcelTop, parcelTop, command(2)));
  },
  overdue: (story) => {
    ways.stored(story);
    story.nowMs += 73 * hourMs;
    story.fires('next-step');
  },
  returning: (story) => {
    ways.overdue(story);
    story.takeBack();
  },
  moving: (story) => {
    ways.stored(story);
    story.askMove();
    story.step('move-start');
  },
  moved: (story) => {
    ways.moving(story);
    story.tell(story.closed(parcelTop, floor, command(2)));
  },
  returned: (story) => {
    ways.returning(story);
    story.tell(story.closed(parcelTop, floor, command(2)));
  },
  missing: (story) => {
    ways.stored(story);
    story.tell(story.closed(parcelTop, floor, { kind: 'none' }));
  },
  cancelled: (story) => {
    ways['deposit-unverified'](story);
    story.atScreen('deposit-cancelled');
  },
  collected: (story) => {
    ways.collecting(story);
    story.tell(story.closed(parcelTop, floor, command(2)));
  },
  'written-off': (story) => {
    ways.missing(story);
    story.tell({
      type: 'override',
      requestId: 'w',
      stayId,
      actor: 'manager-1',
      reason: 'searched',
      finding: 'written-off',
      times: at(story.nowMs),
    });
  },
};
