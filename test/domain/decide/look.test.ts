import { describe, expect, it } from 'vitest';
import type { Authority } from '../../../domain/inputs.js';
import { defaultPolicy } from '../../../domain/policy.js';
import type { Window } from '../../../domain/sensing/window.js';
import { beams, curtainWindow } from '../sensing/noise.js';
import { at, command, floor, hourMs, look, minuteMs, startMs, stayId, Story } from '../story.js';

/**
 * Short stories of one stay, told in every order in which their messages may come: a request comes when it was made, a cycle at
 * any time after it. What the record says at the end, and whom it has told what, is that of the story in its order.
 */

type Does = 'puts' | 'takes' | 'looks';
type Request = 'reserve' | 'collect' | 'overdue' | 'take-back' | 'move';
interface Cycle {
  by: 'key' | number;
  does: Does;
}
type Step = Request | Cycle;
const isCycle = (step: Step | undefined): step is Cycle => typeof step === 'object';

const adds = { puts: 1, takes: -1, looks: 0 };
const all: Does[] = ['puts', 'takes', 'looks'];
const profiles = ['tof', 'load-cell', 'curtain', 'tof+curtain'];

/** With so many things in the door: each 60 mm high, and of 900 g. */
function windowsOf(profile: string, things: number): Window[] {
  const scales = { sensor: 'plate', kind: 'load-cell', unit: 'g', intervalMs: 100 };
  const samples = Array.from({ length: 10 }, (_, i) => 900 * things + (i % 2 ? 0.1 : -0.1));
  const seenBy: Record<string, Window[]> = {
    tof: look(floor - 60 * things),
    curtain: [curtainWindow(beams(things > 0 ? 32 : 0))],
    'load-cell': [{ ...scales, samples }],
  };
  return profile.split('+').flatMap((kind) => seenBy[kind] ?? []);
}

/** How many things there were before and after each cycle; undefined where something would be taken from an empty door. */
function factsOf(steps: Step[]): Map<Step, { doorCycle: number; before: number; after: number }> | undefined {
  const facts = new Map<Step, { doorCycle: number; before: number; after: number }>();
  let things = 0;
  for (const step of steps.filter(isCycle)) {
    const before = things;
    things += adds[step.does];
    if (things < 0) return undefined;
    facts.set(step, { doorCycle: facts.size + 1, before, after: things });
  }
  return facts;
}

/** Every order: no cycle comes before a request that was made before it, and nobody collects what is not known to have come. */
function* ordersOf(left: Step[], told: Step[] = []): Generator<Step[]> {
  if (left.length === 0) yield told;
  for (const [i, step] of left.entries()) {
    const before = left.slice(0, i);
    const isHeldUp = isCycle(step)
      ? before.some((one) => !isCycle(one))
      : before.some((one) => isCycle(one) && one.by === 1);
    if (isHeldUp || (!isCycle(step) && before.some((one) => !isCycle(one)))) continue;
    yield* ordersOf([...before, ...left.slice(i + 1)], [...told, step]);
  }
}

function ask(story: Story, request: Request) {
  switch (request) {
    case 'reserve':
      return story.reserve();
    case 'collect':
      return story.collect();
    case 'overdue':
      story.nowMs += 73 * hourMs;
      return story.fires('next-step');
    case 'take-back':
      return story.takeBack();
    case 'move':
      story.askMove();
      return story.step('move-start');
  }
}

/** The bank answers what it is asked with what it sees: what the last cycle left that was heard of. */
function* answers(story: Story, windows: Window[]) {
  for (let asked = 0; asked < defaultPolicy.samplesMax; asked++) {
    const pending = story.door.stay?.sampling;
    if (!pending) return;
    const commandId = `${stayId}-${pending.lease}-sample-${pending.doorCycle}-${pending.asked}`;
    yield story.tell({ type: 'command-result', commandId, outcome: 'done', windows, ...story.fromBank() });
  }
}

function tell(profile: string, steps: Step[], order: Step[]) {
  const facts = factsOf(steps)!;
  const story = new Story({ ...defaultPolicy, quietHours: null }, { profile });
  const events: string[] = [];
  const hear = (decision: { events: { type: string }[] }) => events.push(...decision.events.map(({ type }) => type));
  let [last, left] = [0, 0];
  for (const step of order) {
    story.nowMs += 20_000;
    if (!isCycle(step)) {
      hear(ask(story, step));
      continue;
    }
    const { doorCycle, before, after } = facts.get(step)!;
    const authority: Authority = step.by === 'key' ? { kind: 'key' } : command(step.by);
    const times = at(story.nowMs, startMs + doorCycle * 20_000);
    const windows = { before: windowsOf(profile, before), after: windowsOf(profile, after) };
    hear(story.tell({ ...story.closed(0, 0, authority, times, doorCycle), ...windows }));
    if (doorCycle > last) [last, left] = [doorCycle, after];
    for (const decision of answers(story, windowsOf(profile, left))) hear(decision);
  }
  for (let watches = 0; watches < 6; watches++) {
    story.nowMs += 15 * minuteMs;
    hear(story.fires('watch'));
  }
  const { stay, compartment, quarantine, sums } = story.door;
  return {
    events,
    end: { state: stay?.state, compartment, quarantine, sums: Object.values(sums).map(({ d }) => Math.round(d)) },
  };
}

/** What somebody is told, or a case is made of. */
const loud = [
  'deposit-verified',
  'parcel-left-behind',
  'pickup-verified',
  'return-verified',
  'moved-out',
  'parcel-missing',
  'content-unexpected',
];

const nameOf = (steps: Step[]): string =>
  steps
    .map((step) => (isCycle(step) ? `${step.by === 'key' ? 'a key' : `lease ${step.by}`} ${step.does}` : step))
    .join(', ');

const isPossible = (steps: Step[]): boolean => factsOf(steps) !== undefined;
const by = (who: 'key' | number, does: Does): Cycle => ({ by: who, does });
const visits: [Step[], number][] = [
  [['collect'], 2],
  [['overdue', 'take-back'], 2],
  [['move'], 2],
];

/** A visit, and a key's cycle after it. */
const keyAfter = visits.flatMap(([asked, lease]) =>
  all.flatMap((does) =>
    all.map((then): Step[] => ['reserve', by(1, 'puts'), ...asked, by(lease, does), by('key', then)]),
  ),
);

/** A visit between two cycles of keys, and two after it. */
const twoKeys = visits.flatMap(([asked, lease]) =>
  all.flatMap((does) =>
    all.flatMap((one) =>
      all.flatMap((other): Step[][] => [
        ['reserve', by(1, 'puts'), by('key', one), ...asked, by(lease, does), by('key', other)],
        ['reserve', by(1, 'puts'), ...asked, by(lease, does), by('key', one), by('key', other)],
      ]),
    ),
  ),
);

/** A deposit, and a key's cycle before or after it. */
const deposits = all.flatMap((key): Step[][] => [
  ['reserve', by(1, 'puts'), by('key', key)],
  ['reserve', by('key', key), by(1, 'puts')],
]);

const cases = (stories: Step[][]) =>
  stories.filter(isPossible).flatMap((steps) => profiles.map((profile) => [profile, nameOf(steps), steps] as const));

describe.each(cases(keyAfter))('%s: %s', (profile, _, steps) => {
  it('is told as it was, whichever of its cycles is heard of first', () => {
    const inOrder = tell(profile, steps, steps);
    for (const order of ordersOf(steps)) {
      const told = tell(profile, steps, order);
      expect(told.end).toEqual(inOrder.end);
      // Of a parcel that has gone by now, nobody is told first that it is still there.
      expect(inOrder.events).toEqual(expect.arrayContaining(told.events.filter((type) => loud.includes(type))));
    }
  });
});

/**
 * That the end is the same holds of two cycles. With a third one the order may show what no sum tells: a key that took something out after
 * the visit, heard of first, looks like the visit's own doing. Then the next scan tells. But no door is given out with something in it.
 */
describe.each(cases([...keyAfter, ...twoKeys, ...deposits]))('%s: %s', (profile, _, steps) => {
  it('leaves no door free with something in it', () => {
    const left = [...factsOf(steps)!.values()].at(-1)!.after;
    for (const order of ordersOf(steps)) {
      const { end } = tell(profile, steps, order);
      if (left > 0) expect(end.compartment).not.toBe('free');
      if (end.state === 'stored' || end.state === 'overdue') expect(end.compartment).toBe('occupied');
    }
  });
});

/** Of two things, a beam alone shows the first: where that is not heard of, the second one is in doubt, and its door is held. */
const isSecondUnseen = (profile: string, [, first]: Step[]) =>
  profile === 'curtain' && isCycle(first) && first.by === 'key';
const seenDeposits = cases(deposits).filter(([profile, , steps]) => !isSecondUnseen(profile, steps));

it.each(seenDeposits)('%s: %s: is told as it was, and to nobody where it is gone by then', (profile, _, steps) => {
  const inOrder = tell(profile, steps, steps);
  for (const order of ordersOf(steps)) {
    const { end, events } = tell(profile, steps, order);
    expect(end.state).toBe(inOrder.end.state);
    const isGoneFirst = end.state === 'missing' && order.at(-1) !== steps.at(-1);
    if (isGoneFirst) expect(events).not.toContain('deposit-verified');
  }
});

it('nobody who cannot see a letter says that it has gone: it is stored, though scales that saw it come missed the cycle after', () => {
  const scales = (grams: number): Window[] => windowsOf('load-cell', grams / 900);
  const story = new Story({ ...defaultPolicy, quietHours: null }, { profile: 'tof+load-cell' });
  story.reserve();
  story.nowMs += minuteMs;
  const later = story.closed(floor, floor, { kind: 'key' }, at(story.nowMs, startMs + 40_000), 2);
  story.tell(later);
  const own = story.closed(floor, floor, command(1), at(story.nowMs, startMs + 20_000), 1);
  story.tell({ ...own, before: [...own.before, ...scales(0)], after: [...own.after, ...scales(20)] });
  expect(story.state).toBe('stored');
});

describe('a cycle that is told late takes back nothing that a later one has shown', () => {
  it('of a beam that was seen to be cleared for good, in whatever order the three cycles come', () => {
    const [takes, puts, again] = [by('key', 'takes'), by('key', 'puts'), by('key', 'takes')];
    const steps: Step[] = ['reserve', by(1, 'puts'), 'collect', takes, puts, again];
    const order = [...steps.slice(0, 3), again, takes, puts];
    expect(tell('curtain', steps, order).end.state).toBe('missing');
  });

  const visited = (): Story => {
    const story = new Story();
    story.reserve();
    story.tell(story.closed(floor, floor - 60, command(1)));
    story.collect();
    return story;
  };
  const looksAt = (story: Story) => story.tell(story.closed(floor - 60, floor - 60, command(2), at(story.nowMs), 2));

  it('a parcel that is missing is not left behind', () => {
    const story = visited();
    story.nowMs += 15 * minuteMs;
    story.fires('watch');
    expect(story.state).toBe('stored');
    story.tell(story.closed(floor - 60, floor, { kind: 'key' }, at(story.nowMs), 3));
    expect(story.state).toBe('missing');
    expect(looksAt(story).events.map(({ type }) => type)).toEqual(['cycle-added']);
    expect(story.state).toBe('missing');
  });

  it('of what was left behind its resident is told once', () => {
    const story = visited();
    const last = story.tell(story.closed(floor - 60, floor - 60, command(2), at(story.nowMs), 3));
    expect(last.events.map(({ type }) => type)).toEqual(['parcel-left-behind']);
    expect(looksAt(story).events.map(({ type }) => type)).toEqual(['cycle-added']);
  });

  it('and a further window that shows what a later one left is no word of it', () => {
    const story = new Story();
    story.reserve();
    story.tell(story.closed(floor, floor - 7.5, command(1)));
    story.tell(story.closed(floor - 7.5, floor - 67.5, { kind: 'key' }));
    story.sample(floor - 67.5);
    expect(story.door.stay).toMatchObject({ state: 'deposit-unverified', finding: 'asking' });
    for (const n of [2, 3]) story.sample(floor - 67.5, n);
    expect(story.door.stay).toMatchObject({ state: 'deposit-unverified', finding: 'unclear' });
  });
});
