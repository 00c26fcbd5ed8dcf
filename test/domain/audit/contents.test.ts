import { describe, expect, it } from 'vitest';
import type { DoorAudit } from '../../../domain/audit/door.js';
import type { Stay } from '../../../domain/door.js';
import type { Window } from '../../../domain/sensing/window.js';
import { ripple } from '../sensing/noise.js';
import { Audited, cellAt, collectedDoor, freeDoor, hourMs, occupiedDoor, startMs, stayOf, tofAt } from './audited.js';

const collected = stayOf({ state: 'collected' });
const box = [tofAt(340)];
const empty = [tofAt(400)];

describe('a phantom', () => {
  it('is said at the second look and not at the first, with the windows of both', () => {
    const door = Audited.known();
    expect(door.scan(box).findings).toEqual([]);
    const first = door.keys.last;
    const { findings, keepsWindows } = door.scan(box);
    expect(keepsWindows).toBe(true);
    expect(findings).toEqual([
      {
        cause: 'phantom',
        place: { bankId: 'bank-1', compartmentId: 'A07' },
        status: 'standing',
        key: door.keys.last,
        occurredAtMs: door.atMs,
        detail: { doorCycle: 412, llr: expect.closeTo(13.8, 1) as number, doubt: 'one-sensor', owner: 'unknown' },
        evidence: [first, door.keys.last],
      },
    ]);
  });

  it('has an owner whom somebody may know where a cycle of its door came between, or its bank does not count', () => {
    const ownerIn = (door: Audited) =>
      [box, box].flatMap((windows) => door.scan(windows).findings)[0]?.detail?.['owner'];
    const cycled = Audited.known();
    cycled.door = freeDoor({ cycles: { base: 413, mask: 0 } });
    const uncounted = new Audited();
    uncounted.saysCycle = false;
    for (let i = 0; i < 30; i++) uncounted.scan(empty);
    expect([Audited.known(), cycled, uncounted].map(ownerIn)).toEqual(['unknown', undefined, undefined]);
  });

  it('may be theirs for whom the door was to be opened since, though no cycle of it was heard of: its switch may stick', () => {
    const door = Audited.known();
    const leaseEndsAtMs = door.atMs + 1.5 * hourMs;
    door.door = freeDoor({ compartment: 'held', stay: stayOf({ state: 'reserved', leaseEndsAtMs }) });
    expect(door.said(box)).toEqual([]); // The visit's own question.
    door.door = freeDoor({ stay: stayOf({ state: 'cancelled', leaseEndsAtMs }) });
    const found = [1, 2].flatMap(() => door.scan(box).findings);
    expect(found.map(({ cause, detail }) => [cause, detail?.['owner']])).toEqual([['phantom', undefined]]);
  });

  it('that is suspected has its windows kept, and is looked at again at once where the bank counts', () => {
    const door = Audited.known();
    expect(door.scan(box)).toMatchObject({ keepsWindows: true, asksAgain: true });
    const mute = Audited.known();
    mute.saysCycle = false;
    expect(mute.scan(box)).toMatchObject({ keepsWindows: true, asksAgain: false });
  });

  it('is said by the second scan of a bank that does not count, too', () => {
    const door = Audited.known();
    door.saysCycle = false;
    expect([door.said(box), door.said(box)]).toEqual([[], ['phantom standing']]);
  });

  it('was none where the second look is empty', () => {
    const door = Audited.known();
    expect([door.said(box), door.said(empty), door.said(box)]).toEqual([[], [], []]);
  });

  it('is not confirmed by a look in another cycle, nor by the same one', () => {
    const door = Audited.known();
    door.scan(box);
    door.door = freeDoor({ cycles: { base: 413, mask: 0 } });
    expect(door.said(box)).toEqual([]);
    const twice = Audited.known();
    const { next } = twice.scan(box);
    expect(twice.scan(box, {}, { key: next.suspicion?.key ?? '' }).findings).toEqual([]);
  });

  it('waits through a look that says nothing', () => {
    const door = Audited.known();
    expect([door.said(box), door.said([]), door.said(box)]).toEqual([[], [], ['phantom standing']]);
  });

  it('is over when the door is seen to be empty, and not while its sensors cannot say', () => {
    const door = Audited.known();
    door.scan(box);
    door.scan(box);
    expect([door.said([]), door.said(empty), door.said(empty)]).toEqual([[], ['phantom over'], []]);
  });

  it('is over when the record has the parcel: it was given to somebody', () => {
    const door = Audited.known();
    door.scan(box);
    door.scan(box);
    door.door = occupiedDoor();
    expect(door.said(box)).toEqual(['phantom over']);
  });

  it('is said again once a day while it stands: whoever closed the case was wrong', () => {
    const door = Audited.known();
    const said = Array.from({ length: 50 }, () => door.said(box).length);
    expect(said.flatMap((n, i) => (n > 0 ? [i] : []))).toEqual([1, 25, 49]);
  });

  it('is the door’s own to end where the door says it', () => {
    const door = Audited.known();
    door.scan(box);
    door.scan(box);
    door.door = freeDoor({ faults: { phantom: startMs } });
    expect(door.said(empty)).toEqual([]);
    expect(door.known?.said).toBeUndefined();
  });
});

describe('nothing is said of contents', () => {
  const silent: [string, (door: Audited) => void][] = [
    [
      'while somebody is at the door',
      (door) => (door.door = occupiedDoor({ compartment: 'held' }, { state: 'depositing' })),
    ],
    [
      'of a door that is held for a doubt',
      (door) => (door.door = freeDoor({ compartment: 'quarantined', quarantine: 'unaccounted' })),
    ],
    ['where the door’s news is on its way', (door) => (door.door = freeDoor({ cycles: { base: 411, mask: 4 } }))],
  ];
  it.each(silent)('%s', (_, change) => {
    const door = Audited.known();
    change(door);
    const said = [1, 2, 3].flatMap(() => door.said(box, { doorCycle: 412 }));
    expect(said).toEqual([]);
  });

  it('of a scan that the record has overtaken: the bank counts less than is decided', () => {
    const door = Audited.known();
    door.door = freeDoor({ cycles: { base: 413, mask: 0 } });
    expect([1, 2, 3].flatMap(() => door.said(box, { doorCycle: 412 }))).toEqual([]);
  });

  it('of a bank that does not count, where its door changed after the look', () => {
    const door = Audited.known();
    door.saysCycle = false;
    door.changedAtMs = door.atMs + 10 * hourMs;
    expect([1, 2, 3].flatMap(() => door.said(box))).toEqual([]);
  });

  it.each(['open', 'unknown'] as const)('of a door that is %s', (said) => {
    const door = Audited.known();
    expect([1, 2].flatMap(() => door.said(box, { door: said }))).toEqual([]);
  });

  it.each([
    ['that is stuck', tofAt(340, { samples: Array<number>(20).fill(340) })],
    ['whose values alternate', tofAt(340, { samples: Array.from({ length: 20 }, (_, i) => (i % 2 ? 150 : 500)) })],
    ['in another unit', tofAt(340, { unit: 'cm' })],
    ['of another kind than is installed', { ...cellAt(800), sensor: 'floor' }],
    ['with errors only', tofAt(340, { samples: Array<number>(20).fill(8190) })],
    ['too short', tofAt(340, { samples: [339, 340, 341] })],
  ])('by a sensor %s', (_, window) => {
    const door = Audited.known();
    const said = [1, 2, 3, 4].flatMap(() => door.scan([window]).findings.map(({ cause }) => cause));
    expect(said.filter((cause) => !cause.startsWith('sensor-'))).toEqual([]);
  });
});

describe('a ghost of the smallest size', () => {
  // 30 mm is what an ultrasonic sensor claims to see come. In warmer air than its empty door was seen in, its level tells no less than
  // 33 mm from nothing: of this sensor a kelvin may move it by 1 mm.
  const echoAt = (mm: number, temperatureC = 26): Window[] => {
    const of = { sensor: 'echo', kind: 'ultrasonic', unit: 'mm', intervalMs: 60, temperatureC };
    return [{ ...of, samples: ripple(mm, 40, 3) }];
  };
  const small = occupiedDoor({ profile: 'ultrasonic', sums: { echo: { d: -30, variance: 2 } } });
  const stored = () => {
    const door = new Audited(freeDoor({ profile: 'ultrasonic' }));
    for (let hour = 0; hour < 30; hour += 1) door.scan(echoAt(400, 20));
    door.door = small;
    for (let hour = 0; hour < 5; hour += 1) expect(door.said(echoAt(370))).toEqual([]);
    return door;
  };
  const saidOf = (door: Audited, levels: number[]) => levels.map((mm) => door.said(echoAt(mm)));

  it('is said at the second look that sees it gone, by what went from one look to the next', () => {
    expect(saidOf(stored(), [400, 400, 400])).toEqual([[], ['ghost standing'], []]);
  });

  it('is not said of what came back, of what fell over, nor of a level that wanders', () => {
    expect(saidOf(stored(), [400, 370, 370]).flat()).toEqual([]);
    expect(saidOf(stored(), [390, 390]).flat()).toEqual([]); // A third of its height is left.
    const wander = Array.from({ length: 30 }, (_, hour) => 371 + hour);
    expect(saidOf(stored(), wander).flat()).toEqual([]);
  });

  it('is not said where the door had a cycle in between: what lies there now is its own question', () => {
    const door = stored();
    door.door = { ...small, cycles: { ...small.cycles, base: small.cycles.base + 1 } };
    expect(saidOf(door, [400, 400]).flat()).toEqual([]);
  });
});

describe('a ghost', () => {
  it('is a parcel of which nothing is seen any more though the door was not opened', () => {
    const door = Audited.known(30, occupiedDoor());
    expect([door.said(box), door.said(empty), door.said(empty)]).toEqual([[], [], ['ghost standing']]);
  });

  it('is over when the parcel is seen again', () => {
    const door = Audited.known(30, occupiedDoor());
    for (const windows of [empty, empty]) door.scan(windows);
    expect(door.said(box)).toEqual(['ghost over']);
  });

  const opened = (change: Partial<Stay> = {}) => {
    const door = Audited.known(30, occupiedDoor());
    for (const windows of [empty, empty]) door.scan(windows);
    const visit = {
      leases: 2,
      pickupFrom: 2,
      leaseEndsAtMs: door.atMs + hourMs / 4,
      storedAtMs: door.atMs + hourMs / 2,
    };
    door.door = occupiedDoor({ cycles: { base: 413, mask: 0 } }, { ...visit, ...change });
    return door;
  };
  const lookedInto = ({ findings }: DoorAudit) => findings.map(({ cause, detail }) => [cause, detail?.['lookedInto']]);

  it('is said again at once when whose it is has opened the door, and nothing is seen of it still', () => {
    const door = opened();
    expect(lookedInto(door.scan(empty))).toEqual([['ghost', 'resident']]);
    const later = Array.from({ length: 24 }, () => lookedInto(door.scan(empty))).flat();
    expect(later).toEqual([['ghost', 'resident']]); // And once a day.
  });

  it.each<[string, Partial<Stay>]>([
    ['a visit under their code left nothing behind, for the lock did not open', { storedAtMs: startMs }],
    ['they are whose it is only since', { assignedAtMs: startMs + 33 * hourMs }],
  ])('is not looked into by whose it is where %s, whatever cycle the door had', (_, change) => {
    const door = opened(change);
    expect(Array.from({ length: 24 }, () => lookedInto(door.scan(empty))).flat()).toEqual([['ghost', undefined]]);
  });

  it('of which its sensors say nothing after that look waits until they do', () => {
    const door = opened();
    expect([lookedInto(door.scan([])), lookedInto(door.scan(empty))]).toEqual([[], [['ghost', 'resident']]]);
  });

  it('is over when its stay is, whatever the sensors can say', () => {
    const door = opened();
    door.door = collectedDoor();
    expect(door.said([])).toEqual(['ghost over']);
  });

  it('is over where another stay has begun, and of that one’s parcel nothing is said yet', () => {
    const door = opened({ fromCycle: 412 });
    expect([door.said(empty), door.said(empty)]).toEqual([['ghost over'], ['ghost standing']]);
  });

  it.each<[string, Parameters<typeof occupiedDoor>]>([
    ['that a courier vouched for, which no sensor saw', [{}, { vouched: true }]],
    ['that this sensor did not see come', [{ sums: {} }, {}]],
    ['that is being fetched', [{}, { state: 'collecting' }]],
  ])('is no parcel %s', (_, change) => {
    const door = Audited.known(30, occupiedDoor(...change));
    expect([1, 2, 3].flatMap(() => door.said(empty))).toEqual([]);
  });
});

describe('after a pickup', () => {
  it('what is seen in the free door was left behind, and is of that stay', () => {
    const door = Audited.known(30, collectedDoor());
    door.scan(box);
    const [finding] = door.scan(box).findings;
    expect(finding).toMatchObject({ cause: 'left-behind', detail: { stay: collected.id } });
  });

  it('what comes to a door that was seen to be empty since was left by nobody whose parcel lay there: its owner is unknown', () => {
    const door = Audited.known(30, collectedDoor());
    expect(door.said(empty)).toEqual([]);
    door.scan(box);
    const [finding] = door.scan(box).findings;
    expect(finding).toMatchObject({ cause: 'phantom', detail: { stay: collected.id, owner: 'unknown' } });
  });

  it('what another cycle may have brought is a phantom', () => {
    const sums = { ceiling: { d: -8, variance: 1 } };
    const door = Audited.known(30, freeDoor({ stay: collected, sums }));
    expect([door.said(box), door.said(box)].flat()).toEqual(['phantom standing']);
  });

  it('what is surely less than any parcel is rubbish, where scales can say so', () => {
    const scales = collectedDoor({ profile: 'load-cell' });
    const said = (grams: number) => {
      const door = Audited.known(30, scales);
      return [door.said([cellAt(grams)]), door.said([cellAt(grams)])].flat();
    };
    expect(said(18)).toEqual(['foreign-object standing']); // 23 g at most.
    expect(said(28)).toEqual(['left-behind standing']); // 33 g at most: it may be an envelope.
    const seenEmpty = Audited.known(30, scales);
    const later = [0, 18, 18].flatMap((grams) => seenEmpty.said([cellAt(grams)]));
    expect(later).toEqual(['foreign-object standing']); // Whenever it came.
  });

  it('to a distance sensor whatever it sees is as large as a parcel', () => {
    const door = Audited.known(30, collectedDoor());
    expect([door.said([tofAt(386)]), door.said([tofAt(386)])].flat()).toEqual(['left-behind standing']);
  });

  it('one cause is one incident: a second look that weighs it otherwise does not say another', () => {
    const door = Audited.known(30, freeDoor({ stay: collected, profile: 'load-cell' }));
    const said = [18, 18, 26, 26].flatMap((grams) => door.said([cellAt(grams)]));
    expect(said).toEqual(['foreign-object standing']);
  });
});

describe('a door switch that is stuck', () => {
  /** The door was to be opened between two scans, and no cycle came of it. */
  const opened = (door: Audited, change: Parameters<typeof occupiedDoor>[1]) =>
    stayOf({ leaseEndsAtMs: door.atMs + hourMs / 2, ...change });

  it('shows where a door was to be opened, has not cycled, and holds something else', () => {
    const door = Audited.known();
    const stay = opened(door, { state: 'cancelled' });
    door.door = freeDoor({ compartment: 'quarantined', quarantine: 'wont-open', stay });
    expect([door.said(box), door.said(box)]).toEqual([[], ['door-switch-stuck standing']]);
  });

  it('explains a parcel that was fetched: no ghost is said beside it', () => {
    const door = Audited.known(30, occupiedDoor());
    door.scan(box);
    door.door = occupiedDoor({}, { leaseEndsAtMs: door.atMs + hourMs / 2, pickupFrom: 2, leases: 2 });
    const said = [1, 2, 3, 4].flatMap(() => door.said(empty));
    expect(said).toEqual(['door-switch-stuck standing']);
  });

  it('is over when a cycle of the door is heard of', () => {
    const door = Audited.known();
    const stay = opened(door, { state: 'cancelled' });
    door.door = freeDoor({ compartment: 'quarantined', quarantine: 'wont-open', stay });
    door.scan(box);
    door.scan(box);
    door.door = freeDoor({ cycles: { base: 413, mask: 0 }, stay });
    expect(door.said(empty)).toEqual(['door-switch-stuck over']);
  });

  it('is not said where the door was seen open, nor of a bank that does not count, nor where nothing moved', () => {
    const quarantined = (door: Audited) =>
      freeDoor({ compartment: 'quarantined', quarantine: 'wont-open', stay: opened(door, { state: 'cancelled' }) });
    const wasOpen = Audited.known();
    wasOpen.scan(empty, { door: 'open' });
    wasOpen.door = quarantined(wasOpen);
    const mute = Audited.known();
    mute.saysCycle = false;
    mute.door = quarantined(mute);
    const still = Audited.known();
    still.door = quarantined(still);
    expect([1, 2].flatMap(() => wasOpen.said(box))).toEqual([]);
    expect([1, 2].flatMap(() => mute.said(box))).toEqual([]);
    expect([1, 2].flatMap(() => still.said(empty))).toEqual([]);
  });

  it('is not said by a sensor that was silent at the look before: what it saw last was before the cycle', () => {
    const door = Audited.known(30, occupiedDoor());
    door.scan(box);
    const lease = { leaseEndsAtMs: door.atMs + 1.5 * hourMs, pickupFrom: 2, leases: 2 };
    door.door = occupiedDoor({ cycles: { base: 413, mask: 0 } }, lease);
    const said = [[], empty, empty, empty].flatMap((windows) => door.said(windows));
    expect(said).toEqual(['ghost standing']);
  });

  it('is not said where the second look finds the sensors where they were', () => {
    const door = Audited.known();
    const stay = opened(door, { state: 'cancelled' });
    door.door = freeDoor({ compartment: 'quarantined', quarantine: 'wont-open', stay });
    expect([door.said(box), door.said(empty), door.said(empty)]).toEqual([[], [], []]);
  });
});
