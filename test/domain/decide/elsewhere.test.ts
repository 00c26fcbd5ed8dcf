import { describe, expect, it } from 'vitest';
import type { Door, Stay } from '../../../domain/door.js';
import type { CompartmentId, CourierId, ParcelId, ResidentId, StayId } from '../../../domain/ids.js';
import { at, command, compartmentId, floor, hourMs, minuteMs, parcelTop, stayId, Story } from '../story.js';

const elsewhere = { compartmentId: 'B02' as CompartmentId, stayId: 'B02-stay2' as StayId, doorCycle: 7 };

/** Given to a courier, and closed on nothing. */
function foundEmpty(change: Partial<Stay> = {}): Story {
  const story = new Story();
  story.reserve();
  story.tell(story.closed(floor, floor, command(1)));
  story.door = { ...story.door, stay: { ...story.door.stay!, ...change } };
  return story;
}

const found = (story: Story, of = stayId) =>
  story.tell({ type: 'elsewhere-found', stayId: of, to: elsewhere, times: at(story.nowMs) });

/** Something came by key, and nobody knows whose it is. */
function withContent(change: Partial<Door> = {}): Story {
  const story = new Story();
  story.tell(story.closed(floor, parcelTop, { kind: 'key' }));
  story.nowMs += minuteMs;
  story.door = { ...story.door, ...change };
  return story;
}

const adopt = (story: Story, person?: { actor: string; reason: string }) =>
  story.tell({
    ...(person && { person, requestId: 'q' }),
    ...{ type: 'adopt', stayId, from: elsewhere, times: at(story.nowMs), generation: 2 },
    ...{ parcelId: 'p' as ParcelId, residentId: 'r' as ResidentId, courierId: 'c' as CourierId },
  });

describe('the door that was given', () => {
  it('is free, and names the door in which it lies', () => {
    const story = foundEmpty();
    expect(found(story).events).toEqual([
      { type: 'deposit-cancelled', reason: 'other-door', leaves: 'free', to: elsewhere },
    ]);
    expect([story.door.compartment, story.state]).toEqual(['free', 'cancelled']);
    expect(found(story).events).toEqual([]);
  });

  it('decides nothing for another stay, for one that waits for a further look, or for one that a person moves to it', () => {
    expect(found(foundEmpty(), 'A07-stay9' as StayId).events).toEqual([]);
    expect(found(foundEmpty({ finding: 'unclear' })).events).toEqual([]);
    expect(found(foundEmpty({ state: 'depositing' })).events).toEqual([]);
    expect(found(foundEmpty({ movedFrom: { ...elsewhere, storedAtMs: 1 } })).events).toEqual([]);
  });

  it('decides nothing where a key’s cycle since may have brought it after all', () => {
    const story = foundEmpty();
    story.tell(story.closed(floor, parcelTop, { kind: 'key' }));
    expect(found(story).events).toEqual([]);
  });
});

describe('the door that was given, whose courier stands there', () => {
  const asks = (story: Story, to = elsewhere) =>
    story.tell({ type: 'elsewhere-found', stayId, asks: true, to, times: at(story.nowMs) });
  const asked = (change: Partial<Stay> = {}): Story => {
    const story = foundEmpty();
    asks(story);
    story.door = { ...story.door, stay: { ...story.door.stay!, ...change } };
    return story;
  };
  const confirms = (story: Story, requestId = 'tap', isOpenedSince?: boolean) =>
    story.tell({
      ...{ type: 'deposit-confirmed', compartmentId, leaseId: `${stayId}-1` },
      ...{ requestId, isOpenedSince, ...story.fromBank() },
    });

  it('has them asked once for each cycle of the other one', () => {
    const story = foundEmpty();
    expect(asks(story).events).toEqual([{ type: 'elsewhere-asked', to: elsewhere }]);
    expect([story.door.compartment, story.state]).toEqual(['held', 'deposit-unverified']);
    expect(asks(story).events).toEqual([]);
    expect(asks(story, { ...elsewhere, doorCycle: 8 }).events).toHaveLength(1);
    expect(asks(story, { ...elsewhere, stayId: 'B03-stay2' as StayId, doorCycle: 8 }).events).toHaveLength(1);
  });

  it('is free once they say so; twice is once', () => {
    const story = asked();
    expect(confirms(story).events).toEqual([
      { type: 'deposit-cancelled', reason: 'other-door', leaves: 'free', requestId: 'tap', to: elsewhere },
    ]);
    expect([story.door.compartment, story.state]).toEqual(['free', 'cancelled']);
    expect(confirms(story)).toEqual({ events: [] });
    expect(confirms(story, 'another')).toEqual({ events: [], refusal: 'not-now' });
  });

  it('is theirs still where the other one was opened since, and that is asked no more', () => {
    const story = asked();
    expect(confirms(story, 'tap', true).events).toEqual([{ type: 'elsewhere-asked', requestId: 'tap' }]);
    expect(story.state).toBe('deposit-unverified');
    expect(confirms(story)).toEqual({ events: [] });
    expect(confirms(story, 'another')).toEqual({ events: [], refusal: 'not-now' });
  });

  it('takes no such word where they were not asked, nor once something is known of it', () => {
    const refused = { events: [], refusal: 'not-now' };
    expect(confirms(foundEmpty())).toEqual(refused);
    expect(confirms(asked({ finding: 'unclear', mayVouch: true }))).toEqual(refused);
    expect(confirms(asked({ state: 'stored' }))).toEqual(refused);
  });

  it('takes it until the window ends, and no longer', () => {
    const story = asked();
    story.nowMs = story.door.stay!.windowEndsAtMs + 1;
    expect(confirms(story)).toEqual({ events: [], refusal: 'too-late' });
    story.nowMs -= 1;
    expect(confirms(story, 'in time').events).toHaveLength(1);
  });
});

describe('the door in which it lies', () => {
  it('has it stored from now on, seen and under no lease; twice is once', () => {
    const story = withContent();
    const [event] = adopt(story).events;
    expect(event).toMatchObject({ type: 'deposit-adopted', storedAtMs: story.nowMs, from: elsewhere });
    expect(event).toMatchObject({ nextAtMs: story.nowMs + 24 * hourMs });
    expect([story.door.compartment, story.door.quarantine]).toEqual(['occupied', undefined]);
    expect(story.door.stay).toMatchObject({ id: stayId, state: 'stored', vouched: false, leases: 0, generation: 2 });
    expect(story.door.stay?.movedFrom).toBeUndefined();
    expect(story.door.chain).toEqual({ id: stayId, n: 0, head: '' });
    expect(adopt(story).events).toEqual([]);
  });

  it('tells a named person that it does not lie there, and says under whose name it is stored', () => {
    const mia = { actor: 'mia', reason: 'the courier says so' };
    expect(adopt(new Story(), mia)).toEqual({ events: [], refusal: 'not-now' });
    expect(adopt(new Story())).toEqual({ events: [] });
    const story = withContent();
    expect(adopt(story, mia).events).toMatchObject([{ type: 'deposit-adopted', person: mia, requestId: 'q' }]);
    expect(adopt(story, mia)).toEqual({ events: [] });
  });

  it('is fetched from there like any other', () => {
    const story = withContent();
    adopt(story);
    story.tell({
      ...{ type: 'collect', requestId: 'q', messageId: 'm', stayId, generation: 2, times: at(story.nowMs) },
    });
    story.tell(story.closed(parcelTop, floor, command(1)));
    expect([story.state, story.door.compartment]).toEqual(['collected', 'free']);
  });

  it('has it stored once, whatever comes into it after it was fetched', () => {
    const story = withContent();
    adopt(story);
    story.tell({
      ...{ type: 'collect', requestId: 'q', messageId: 'm', stayId, generation: 2, times: at(story.nowMs) },
    });
    story.tell(story.closed(parcelTop, floor, command(1)));
    story.tell(story.closed(floor, parcelTop, { kind: 'key' }));
    expect(adopt(story).events).toEqual([]);
  });

  it('does not after another cycle than that in which it was found, before or since', () => {
    const cycles = (doorCycle: number) => {
      const story = withContent();
      const [kept, from] = [{ parcelId: 'p' as ParcelId, residentId: 'r' as ResidentId }, elsewhere];
      const who = { ...kept, courierId: 'c' as CourierId, generation: 2, requestId: 'tap' };
      const decision = story.tell({ type: 'adopt', stayId, from, doorCycle, ...who, times: at(story.nowMs) });
      return decision.events.map((event) => event.type === 'deposit-adopted' && event.doorCycle);
    };
    expect([0, 1, 2].map(cycles)).toEqual([[], [1], []]);
  });

  const kept = (reason: 'by-person' | 'content-unexpected') => [{ by: { person: 'ann' }, reason, atMs: 1 }];
  it.each<[string, Partial<Door>]>([
    ['stands open', { door: 'open' }],
    ['is held for something else', { quarantine: 'content-unclear' }],
    ['was opened by nobody’s right', { faults: { 'opened-without-command': 1 } }],
    ['is kept by a person', { holds: kept('by-person') }],
  ])('does not, where it %s', (_, change) => {
    expect(adopt(withContent(change)).events).toEqual([]);
  });

  it('does, where its own incident holds it for what came', () => {
    expect(adopt(withContent({ holds: kept('content-unexpected') })).events).toHaveLength(1);
  });

  it('does not, where a stay lives in it', () => {
    const story = foundEmpty();
    story.door = { ...story.door, compartment: 'quarantined', quarantine: 'content-unexpected' };
    expect(adopt(story).events).toEqual([]);
  });
});
