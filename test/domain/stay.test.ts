import { describe, expect, it } from 'vitest';
import type { Decision } from '../../domain/decide/decision.js';
import type { Stay } from '../../domain/door.js';
import type { CompartmentId, ResidentId, StayId } from '../../domain/ids.js';
import { defaultPolicy } from '../../domain/policy.js';
import { endedStates, stateAfter, stayStates, stayTable, type StayInput, type StayState } from '../../domain/stay.js';
import { at, command, compartmentId, doubtful, floor, hourMs, minuteMs, parcelTop, stayId, Story } from './story.js';

/** What the sensor saw before a cycle, by state: the parcel lies there, or nothing does. */
const empty: StayState[] = [
  'reserved',
  'depositing',
  'deposit-unverified',
  'missing',
  'cancelled',
  'collected',
  'returned',
  'moved',
  'written-off',
];
const levelIn = (state: StayState): number => (empty.includes(state) ? floor : parcelTop);

const asking = (story: Story, question: 'deposit' | 'pickup' | 'return' | 'move'): boolean =>
  story.door.stay?.sampling?.question === question;

/** A stay that waits for a further window of a deposit: the table's sample rows start there. */
function askDeposit(story: Story): void {
  if (story.state === 'deposit-unverified') story.tell(story.closed(floor, doubtful, command(1)));
}

/** Each input of the table, played on a door in each state. `undefined`: the input cannot even be made there. */
const play: Record<StayInput, (story: Story, state: StayState) => Decision | undefined> = {
  'deposit cycle, present': (story) => story.tell(story.closed(floor, parcelTop, command(1))),
  'deposit cycle, absent': (story) => story.tell(story.closed(floor, floor, command(1))),
  'deposit cycle, absent, window over': (story) =>
    story.tell(story.closed(floor, floor, command(1), at(story.nowMs, story.nowMs - hourMs))),
  'deposit cycle, undecided': (story) => story.tell(story.closed(floor, doubtful, command(1))),
  'deposit sample, present': (story) => (askDeposit(story), story.sample(parcelTop - 300, undefined, 1)),
  'deposit sample, absent': (story) => (askDeposit(story), story.sample(floor + 30, undefined, 1)),
  'deposit sample, unclear': (story) => {
    askDeposit(story);
    if (!asking(story, 'deposit')) return story.sample(doubtful, 1, 1);
    story.sample(doubtful, 1, 1);
    story.sample(doubtful, 2, 1);
    return story.sample(doubtful, 3, 1);
  },
  'pickup cycle, absent': (story, state) => pickupCycle(story, state, floor),
  'pickup cycle, present': (story, state) => pickupCycle(story, state, parcelTop),
  'pickup cycle, undecided': (story, state) => pickupCycle(story, state, doubtful),
  'pickup sample, absent': (story) => story.sample(floor + 30),
  'pickup sample, present': (story) => story.sample(parcelTop),
  'pickup sample, unclear': (story) => {
    if (!asking(story, 'pickup')) return story.sample(doubtful);
    story.sample(doubtful, 1);
    story.sample(doubtful, 2);
    return story.sample(doubtful, 3);
  },
  'return cycle, absent': (story, state) => returnCycle(story, state, floor),
  'return cycle, present': (story, state) => returnCycle(story, state, parcelTop),
  'return cycle, undecided': (story, state) => returnCycle(story, state, doubtful),
  'return sample, absent': (story) => (askReturn(story), returnSample(story, floor + 30)),
  'return sample, present': (story) => (askReturn(story), returnSample(story, parcelTop)),
  'return sample, unclear': (story) => {
    askReturn(story);
    for (const n of [1, 2]) returnSample(story, doubtful, n);
    return returnSample(story, doubtful, 3);
  },
  'move cycle, absent': (story, state) => moveCycle(story, state, floor),
  'move cycle, present': (story, state) => moveCycle(story, state, parcelTop),
  'move cycle, undecided': (story, state) => moveCycle(story, state, doubtful),
  'move sample, absent': (story, state) => moveSample(story, state, floor + 30),
  'move sample, present': (story, state) => moveSample(story, state, parcelTop),
  'move sample, unclear': (story, state) => {
    for (const n of [1, 2]) moveSample(story, state, doubtful, n);
    return moveSample(story, state, doubtful, 3);
  },
  'other cycle, absent': (story, state) => story.tell(story.closed(levelIn(state), floor, { kind: 'none' })),
  'other cycle, not absent': (story, state) =>
    story.tell(story.closed(levelIn(state), levelIn(state), { kind: 'key' })),
  'deposit confirmed': (story) => {
    askDeposit(story);
    for (const n of [1, 2, 3]) if (asking(story, 'deposit')) story.sample(doubtful, n, 1);
    return story.atScreen('deposit-confirmed');
  },
  'deposit confirmed, in another door': (story) => {
    // A door of which its courier was asked, when nothing had come to this one.
    const to = { compartmentId: 'B02' as CompartmentId, stayId: 'B02-stay2' as StayId, doorCycle: 7 };
    story.tell({ type: 'elsewhere-found', stayId, asks: true, to, times: at(story.nowMs) });
    return story.door.stay?.elsewhere && story.atScreen('deposit-confirmed');
  },
  'deposit cancelled': (story) => story.atScreen('deposit-cancelled'),
  're-open asked': (story) => story.atScreen('reopen-requested'),
  'code entered': (story) => ((story.nowMs += 2 * minuteMs), story.collect()),
  'open came to nothing': (story) =>
    story.tell({
      type: 'command-result',
      commandId: `${stayId}-${story.door.stay?.leases}-open`,
      outcome: 'failed',
      windows: [],
      ...story.fromBank(),
    }),
  'door ajar': (story) => {
    const doorCycle = ++story.cycle;
    const authority = command(1);
    return story.tell({
      type: 'door-ajar',
      compartmentId,
      doorCycle,
      authority,
      openForMs: minuteMs,
      ...story.fromBank(),
    });
  },
  'watch, window running': (story) => story.fires('watch'),
  'watch, window over': (story) => {
    if (story.state === 'deposit-unverified') askDeposit(story);
    story.nowMs += hourMs;
    return story.fires('watch');
  },
  'watch, window over, last absent': (story, state) => {
    // In a visit that is to take it: seen to go, though not under its command.
    if (['collecting', 'returning', 'moving'].includes(state))
      story.tell(story.closed(parcelTop, floor, { kind: 'none' }));
    if (state === 'pickup-unverified') putAndTaken(story);
    story.nowMs += hourMs;
    return story.fires('watch');
  },
  'next step, reminder': (story) => ((story.nowMs += 25 * hourMs), story.fires('next-step')),
  'next step, overdue': (story) => ((story.nowMs += 73 * hourMs), story.fires('next-step')),
  'person says present': (story) => override(story, 'present'),
  'person says present, held door': (story) => {
    if (!endedStates.includes(story.state!)) return undefined; // Its door is its own.
    const holds = [{ by: { incident: 'i-1' }, reason: 'content-unexpected', atMs: story.nowMs } as const];
    story.door = { ...story.door, holds };
    return override(story, 'present');
  },
  'person says unknown': (story) => override(story, 'unknown'),
  'person says unknown, held door': (story) => {
    if (!endedStates.includes(story.state!)) return undefined; // Its door is its own.
    const holds = [{ by: { incident: 'i-1' }, reason: 'content-unclear', atMs: story.nowMs } as const];
    story.door = { ...story.door, holds };
    return override(story, 'unknown');
  },
  'person says absent': (story) => override(story, 'absent'),
  'person says absent, unsure': (story) => {
    if (!story.door.stay || story.door.stay.storedAtMs === 0) return undefined;
    story.door = { ...story.door, stay: { ...story.door.stay, vouched: true, isUnsure: true } };
    return override(story, 'absent');
  },
  'person writes off': (story) => override(story, 'written-off'),
  'person cancels': (story) => story.tell({ ...person(story), type: 'cancel' }),
  'person holds': (story) => story.tell({ ...person(story), type: 'hold', untilMs: story.nowMs + 48 * hourMs }),
  'person extends': (story) => story.tell({ ...person(story), type: 'extend', untilMs: story.nowMs + 100 * hourMs }),
  'person reassigns': (story) =>
    story.tell({ ...person(story), type: 'reassign', residentId: 'another' as ResidentId, generation: 2 }),
  'code re-issued': (story) => story.tell({ ...person(story), type: 'reissue', generation: 2 }),
  'carrier asks to collect': (story) => story.takeBack(),
  'person marks for return': (story) => story.tell({ ...person(story), type: 'return' }),
  'person moves': (story) => story.askMove('move-2'),
  'bank is full': (story) => story.tell({ type: 'nudge', stayId, times: at(story.nowMs) }),
};

/** A cycle under the latest pickup lease; where none was granted, none can come. */
function pickupCycle(story: Story, state: StayState, to: number): Decision | undefined {
  if (['stored', 'overdue', 'missing'].includes(state)) lapse(story);
  if (['returning', 'returned'].includes(state)) return lateCycle(story, state, to, { leases: 3, returns: [3] });
  if (['moving', 'moved'].includes(state)) return lateCycle(story, state, to, { leases: 3, moves: [3] });
  const stay = story.door.stay;
  if (!stay || stay.pickupFrom === 0) return undefined;
  // What lies there before: all of it, or what the state's own cycle left.
  const left: Partial<Record<StayState, number>> =
    to === floor ? {} : { missing: floor, 'pickup-unverified': doubtful };
  const from = left[state] ?? parcelTop;
  return story.tell(story.closed(from, to, command(stay.leases)));
}

/** Half of one may lie there still: another is put to it with the key, and then all is taken by force. */
function putAndTaken(story: Story): void {
  story.tell(story.closed(doubtful, parcelTop, { kind: 'key' }));
  story.tell(story.closed(parcelTop, floor, { kind: 'none' }));
}

/** A cycle under a carrier's lease of which nothing was heard before; where none was granted, none can come. */
function returnCycle(story: Story, state: StayState, to: number): Decision | undefined {
  const stay = story.door.stay;
  const mayCome = !['reserved', 'depositing', 'deposit-unverified', 'cancelled', 'written-off'].includes(state);
  if (!mayCome || !stay) return undefined;
  if (state === 'returning' || state === 'returned') return story.tell(story.closed(parcelTop, to, command(2)));
  // The carrier came before the visit that is running, or that was the last.
  if (state === 'moving' || state === 'moved')
    return lateCycle(story, state, to, { leases: 3, pickupFrom: 2, returns: [2], moves: [3] });
  return lateCycle(story, state, to, { leases: stay.leases + 1, pickupFrom: 2, returns: [2] });
}

/** Under lease 2, after what happened since. */
function lateCycle(story: Story, state: StayState, to: number, change: Partial<Stay>): Decision {
  story.door = { ...story.door, stay: { ...story.door.stay!, ...change } };
  const left: Partial<Record<StayState, number>> =
    to === floor ? {} : { missing: floor, 'pickup-unverified': doubtful };
  return story.tell(story.closed(left[state] ?? parcelTop, to, command(2)));
}

/** A cycle under the lease of the move that is running; of one that is over it is an other cycle. */
const moveCycle = (story: Story, state: StayState, to: number): Decision | undefined =>
  state === 'moving' ? story.tell(story.closed(parcelTop, to, command(2))) : undefined;

function moveSample(story: Story, state: StayState, mm: number, n = 1): Decision | undefined {
  if (state !== 'moving' && story.state !== 'stored') return undefined;
  if (story.state === 'moving' && !asking(story, 'move')) moveCycle(story, state, doubtful);
  return asking(story, 'move') ? story.sample(mm, n) : undefined;
}

/** An answer to what was asked of a return; where nothing was, of one that was never granted. */
const returnSample = (story: Story, mm: number, n = 1): Decision =>
  asking(story, 'return') ? story.sample(mm, n) : story.sample(mm, n, 9);

/** A stay that waits for a further window of a return. */
function askReturn(story: Story): void {
  if (story.state === 'returning') story.tell(story.closed(parcelTop, doubtful, command(2)));
}

/** A pickup lease of which nothing was heard, as stored, overdue and missing stays may have one. */
function lapse(story: Story): void {
  story.door = { ...story.door, stay: { ...story.door.stay!, leases: 2, pickupFrom: 2 } };
}

const person = (story: Story) => ({
  requestId: 'p1',
  stayId,
  actor: 'manager-1',
  reason: 'looked',
  times: at(story.nowMs),
});
const override = (story: Story, finding: 'present' | 'unknown' | 'absent' | 'written-off') =>
  story.tell({ ...person(story), type: 'override', finding });

const policy = { ...defaultPolicy, courierMayVouch: 'always' as const, quietHours: null };

describe.each(Object.keys(stayTable) as StayInput[])('%s', (input) => {
  it.each(stayStates)('in %s does what the table says', (state) => {
    const story = Story.in(state, policy);
    const decision = play[input](story, state);
    const expected = stateAfter(state, input);
    expect({ decides: (decision?.events.length ?? 0) > 0, state: story.state }).toEqual({
      decides: expected !== undefined,
      state: expected ?? state,
    });
  });
});

it('fills every cell of the table, with the letter of a state or none', () => {
  for (const row of Object.values(stayTable)) expect(row).toMatch(/^[RDUSCPLOGVMNKTZW-]{16}$/);
  expect(stayStates).toHaveLength(16);
});
