import { describe, expect, it } from 'vitest';
import type { DoorInput } from '../../../domain/inputs.js';
import { faultsOf, findingOf, type DoorFinding } from '../../../domain/incident/from-door.js';
import { defaultPolicy } from '../../../domain/policy.js';
import { react } from '../../../domain/reactions.js';
import type { OutboxEntry } from '../../../domain/outbox.js';
import {
  at,
  bankId,
  command,
  compartmentId,
  doubtful,
  floor,
  hourMs,
  minuteMs,
  parcelTop,
  stayId,
  Story,
} from '../story.js';

const none = { kind: 'none' } as const;
const key = { kind: 'key' } as const;

/** A door's life, with what each commit says of its faults. */
class Told extends Story {
  findings: DoorFinding[] = [];

  override tell(input: DoorInput) {
    const before = this.door;
    const decision = super.tell(input);
    if (decision.events.length === 0) return decision;
    const { faults, findings } = faultsOf(before, decision.events, this.door, this.nowMs);
    this.door = { ...this.door, faults };
    this.findings.push(...findings);
    return decision;
  }

  found = (): string[] => this.findings.splice(0).map(({ cause, status }) => `${cause} ${status}`);
  jam = () =>
    this.tell({
      type: 'command-result',
      commandId: `${stayId}-${this.door.stay?.leases}-open`,
      outcome: 'failed',
      windows: [],
      ...this.fromBank(),
    });
  ajar = (authority: Parameters<Story['closed']>[2] = command(1)) => {
    const doorCycle = ++this.cycle;
    return this.tell({
      type: 'door-ajar',
      compartmentId,
      doorCycle,
      authority,
      openForMs: minuteMs,
      ...this.fromBank(),
    });
  };
  deposited(): this {
    this.reserve();
    this.tell(this.closed(floor, parcelTop, command(1)));
    this.found();
    return this;
  }
}

describe('of a door that is left open, it is said at whose visit', () => {
  const leftAt = (story: Told) => {
    const { stay, visit } = story.findings.splice(0).find(({ cause }) => cause === 'door-ajar')?.detail ?? {};
    return [stay, visit];
  };

  it('the courier’s who brings a parcel, or the resident’s who fetches it', () => {
    const courier = new Told();
    courier.reserve();
    courier.ajar();
    expect(leftAt(courier)).toEqual([stayId, 'deposit']);
    const resident = new Told().deposited();
    resident.collect();
    resident.ajar(command(2));
    expect(leftAt(resident)).toEqual([stayId, 'pickup']);
  });

  it.each([
    ['a key', key],
    ['nobody’s right', none],
    ['a lease of another stay', { kind: 'command', commandId: 'A07-other-1-open' }],
    ['a lease that was never given', command(3)],
  ] as const)('and nobody’s under %s', (_, authority) => {
    const story = new Told().deposited();
    story.ajar(authority);
    expect(leftAt(story)).toEqual([undefined, undefined]);
  });

  it('and nobody’s where the parcel has become another resident’s since: the stay no longer says who that was', () => {
    const story = new Told().deposited();
    story.collect();
    story.door = { ...story.door, stay: { ...story.door.stay!, othersLeases: 2 } };
    story.ajar(command(2));
    expect(leftAt(story)).toEqual([undefined, undefined]);
  });
});

describe('of a door’s contents', () => {
  it('it is said whose parcel they may be: that of the last stay, live or ended', () => {
    const story = new Told();
    story.reserve();
    const person = { requestId: 'r', stayId, actor: 'kim', reason: 'withdrawn', times: at(story.nowMs) };
    story.tell({ type: 'cancel', ...person });
    story.tell(story.closed(floor, parcelTop, command(1)));
    const { parcelId } = story.door.stay!;
    expect(story.findings).toMatchObject([{ cause: 'phantom', detail: { ofParcel: parcelId } }]);
    const keyed = new Told();
    keyed.tell(keyed.closed(floor, parcelTop, key));
    expect(keyed.findings[0]?.detail).not.toHaveProperty('ofParcel');
  });
});

describe('a courier who has gone', () => {
  it('leaves a door open, which is known: what became of the command is no question of its own', () => {
    const story = new Told();
    story.reserve();
    story.nowMs += minuteMs;
    story.ajar();
    expect(story.found()).toEqual(['door-ajar standing']);
    story.nowMs += 10 * minuteMs;
    story.fires('watch');
    expect(story.found()).toEqual([]);
  });
});

describe('a door that does not open', () => {
  it('for a deposit, a pickup or a carrier is found, and over when it has opened and closed', () => {
    const story = new Told().deposited();
    story.collect();
    story.nowMs += minuteMs;
    story.jam();
    expect(story.found()).toEqual(['wont-open standing']);
    story.nowMs += minuteMs;
    story.collect();
    expect(story.found()).toEqual([]);
    story.tell(story.closed(parcelTop, floor, command(3)));
    expect(story.found()).toEqual(['wont-open over']);
    const empty = new Told();
    empty.reserve();
    empty.jam();
    expect(empty.found()).toEqual(['wont-open standing']);
    const doubted = new Told({ ...defaultPolicy, samplesMax: 0 });
    doubted.reserve();
    doubted.tell(doubted.closed(floor, doubtful, command(1)));
    doubted.atScreen('reopen-requested');
    doubted.found();
    doubted.jam();
    expect(doubted.found()).toEqual(['wont-open standing', 'thin-item standing']); // The lock, and what lies behind it.
    empty.tell(empty.closed(floor, floor, key));
    expect(empty.found()).toEqual(['wont-open over']);
  });
});

it('a door that would not open is not over by a cycle that leaves it held for that: nothing else would give it back', () => {
  const story = new Told();
  story.reserve();
  story.jam();
  story.found();
  story.tell(story.closed(floor, floor, command(1)));
  expect([story.door.quarantine, story.found()]).toEqual(['wont-open', []]);
  story.tell(story.closed(floor, floor, key));
  expect([story.door.compartment, story.found()]).toEqual(['free', ['wont-open over']]);
});

describe('a door that stands open', () => {
  it('is found, and over when that cycle closes', () => {
    const story = new Told();
    story.reserve();
    story.ajar();
    expect(story.found()).toEqual(['door-ajar standing']);
    story.tell(story.closed(floor, parcelTop, command(1), at(story.nowMs), story.cycle));
    expect(story.found()).toEqual(['door-ajar over']);
  });
});

describe('a door that nobody may open', () => {
  it('is found when it closes, and over when somebody who may has opened and closed it since', () => {
    const story = new Told().deposited();
    story.tell(story.closed(parcelTop, parcelTop, none));
    expect(story.found()).toEqual(['opened-without-command standing']);
    story.collect();
    story.tell(story.closed(parcelTop, floor, command(2)));
    expect(story.found()).toEqual(['opened-without-command over']);
  });

  it('and from which the parcel is gone is one incident, which ends when nothing is missing any more', () => {
    const story = new Told().deposited();
    story.tell(story.closed(parcelTop, floor, none));
    expect(story.findings).toMatchObject([{ cause: 'opened-without-command', detail: { parcel: 'missing' } }]);
    story.found();
    story.tell(story.closed(floor, floor, key));
    expect(story.found()).toEqual([]);
    const person = { requestId: 'r', stayId, actor: 'kim', reason: 'gone', times: at(story.nowMs) };
    story.tell({ type: 'override', finding: 'written-off', ...person });
    expect(story.found()).toEqual(['opened-without-command over', 'ghost over']); // A scan may have found it gone as well.
  });

  it('is found while it still stands open, and is no door ajar beside that', () => {
    const story = new Told();
    story.ajar(none);
    expect(story.found()).toEqual(['opened-without-command standing']);
  });

  it('by a key is maintenance', () => {
    const story = new Told().deposited();
    story.tell(story.closed(parcelTop, parcelTop, key));
    expect(story.found()).toEqual([]);
  });
});

describe('a latch that does not catch', () => {
  /** A key’s cycle, after which the door springs open and is pushed shut. */
  const bounce = (story: Told): void => {
    story.tell(story.closed(floor, floor, key));
    const doorCycle = ++story.cycle;
    story.lastShut = { doorCycle: doorCycle - 1, atMs: story.nowMs };
    story.tell(story.closed(floor, floor, none, at(story.nowMs + 9_500), doorCycle));
    story.nowMs += hourMs;
  };

  it('is found the second time within a day, and is no door that was forced', () => {
    const story = new Told();
    bounce(story);
    expect(story.found()).toEqual([]);
    bounce(story);
    expect(story.findings).toMatchObject([{ detail: { doorCycle: 4, times: 2 } }]);
    expect(story.found()).toEqual(['latch-bounce standing']);
    expect(story.door.cycles.base).toBe(4); // Both of the cycles that it began by itself are decided.
  });

  it('is over when it has stayed shut after ten visits running, and not before', () => {
    const story = new Told();
    bounce(story);
    bounce(story);
    story.found();
    for (let held = 0; held < 9; held++) story.tell(story.closed(floor, floor, key));
    expect(story.found()).toEqual([]);
    bounce(story); // The count begins anew.
    expect(story.found()).toEqual(['latch-bounce over']);
  });

  it('is forgotten with its repair', () => {
    const story = new Told();
    bounce(story);
    bounce(story);
    story.found();
    const release = { type: 'release-door', by: { person: 'kim' }, isServiced: true, requestId: 'r' } as const;
    story.tell({ ...release, times: at(story.nowMs) });
    expect(story.found()).toEqual(['latch-bounce over']);
    bounce(story); // Pushed too softly, once.
    expect(story.found()).toEqual([]);
  });

  it('does not hide that a parcel is gone', () => {
    const story = new Told().deposited();
    const doorCycle = ++story.cycle;
    story.lastShut = { doorCycle: doorCycle - 1, atMs: story.nowMs };
    story.tell(story.closed(parcelTop, floor, none, at(story.nowMs + 9_500), doorCycle));
    expect(story.found()).toEqual(['ghost standing']);
  });
});

describe('what lies in a door, or does not', () => {
  it('something without a record is a phantom, until the door is seen to be empty', () => {
    const story = new Told();
    story.tell(story.closed(floor, parcelTop, key));
    expect(story.found()).toEqual(['phantom standing']);
    story.tell(story.closed(parcelTop, floor, key));
    expect(story.found()).toEqual(['phantom over']);
  });

  it('a parcel that went under a key is a ghost, until a person says that it is there', () => {
    const story = new Told().deposited();
    story.tell(story.closed(parcelTop, floor, key));
    expect(story.found()).toEqual(['ghost standing']);
    const person = { requestId: 'r', stayId, actor: 'kim', reason: 'found', times: at(story.nowMs) };
    story.tell({ type: 'override', finding: 'present', ...person });
    expect(story.found()).toEqual(['ghost over']);
  });

  it('a deposit that no sensor could tell of and nobody confirmed is a thin item, until it is seen or gone', () => {
    const story = new Told();
    story.reserve();
    story.tell(story.closed(floor, doubtful, command(1)));
    for (const n of [1, 2, 3]) story.sample(doubtful, n);
    story.nowMs += hourMs;
    story.fires('watch');
    expect(story.found()).toEqual(['thin-item standing']);
    story.tell(story.closed(doubtful, parcelTop, command(1)));
    expect(story.found()).toEqual(['thin-item over']);
  });

  it('a deposit of which nothing was heard is a command of unknown outcome, until its cycle comes', () => {
    const story = new Told();
    story.reserve();
    story.nowMs += hourMs;
    story.fires('watch');
    expect(story.found()).toEqual(['command-unknown standing']);
    story.tell(story.closed(floor, parcelTop, command(1), at(story.nowMs, story.nowMs - hourMs)));
    expect(story.found()).toEqual(['command-unknown over']);
  });

  it('what was left behind is no fault of the door: it is stored again, and reminded of', () => {
    const story = new Told().deposited();
    story.collect();
    story.tell(story.closed(parcelTop, parcelTop + 20, command(2)));
    expect(story.found()).toEqual([]);
    story.nowMs += hourMs;
    story.fires('watch');
    expect(story.found()).toEqual([]);
    expect(story.door.stay?.state).toBe('stored');
  });
});

it('an uneventful life finds nothing and keeps nothing', () => {
  const story = new Told().deposited();
  story.nowMs += hourMs;
  story.collect();
  story.tell(story.closed(parcelTop, floor, command(2)));
  expect(story.findings).toEqual([]);
  expect(story.door.faults).toBeUndefined();
});

it('an end is later than its beginning, though the call that decided it began before', () => {
  const story = new Told();
  story.reserve();
  story.ajar();
  story.nowMs -= 10_000;
  story.tell(story.closed(floor, parcelTop, command(1), at(story.nowMs), story.cycle));
  const [stands, over] = story.findings;
  expect(over?.atMs).toBeGreaterThan(stands?.atMs ?? Infinity);
});

it('a finding is named for the custody row of its commit, and raised whether or not a stay is there', () => {
  const entry = {
    ...{ commit: 2, by: 'c', bankId, compartmentId, siteId: 's', committedAtMs: 5, occurredAtMs: 4, events: [] },
    custody: { chain: 'bank-1.A07', n: 3, previous: '', hash: '' },
    findings: [{ cause: 'phantom', status: 'standing', atMs: 5 }],
  } as unknown as OutboxEntry;
  const finding = {
    cause: 'phantom',
    status: 'standing',
    place: { bankId, compartmentId },
    key: 'bank-1.A07-3',
    occurredAtMs: 5,
  };
  expect(findingOf(entry, entry.findings![0]!)).toEqual(finding);
  expect(react(entry)).toEqual([{ kind: 'finding', finding }]);
});

describe('what a scan has raised, and a named person settles', () => {
  const person = (story: Story, finding: 'absent' | 'written-off') =>
    story.tell({
      ...{ type: 'override', requestId: finding, stayId, actor: 'manager-1', reason: 'searched', finding },
      times: at(story.nowMs),
    });

  it('a parcel that is not seen any more is missing while it is searched for, and its case is over with it', () => {
    const story = new Told().deposited();
    story.found();
    person(story, 'absent');
    expect(story.found()).not.toContain('ghost over');
    person(story, 'written-off');
    expect(story.found()).toContain('ghost over');
  });

  it('what lies in a door after its parcel was collected is that parcel, or a part of it: whatever the scan took it to be is over', () => {
    const story = new Told().deposited();
    story.collect();
    story.tell(story.closed(parcelTop, floor, command(2)));
    const holds = [{ by: { incident: 'i-1' }, reason: 'content-unexpected', atMs: story.nowMs } as const];
    story.door = { ...story.door, holds };
    story.found();
    const word = { requestId: 'r', stayId, actor: 'manager-1', reason: 'it is theirs', times: at(story.nowMs) };
    story.tell({ type: 'override', finding: 'present', ...word });
    expect(story.state).toBe('stored');
    expect(story.found()).toEqual(expect.arrayContaining(['left-behind over', 'foreign-object over', 'phantom over']));
  });
});
