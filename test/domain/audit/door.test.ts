import { describe, expect, it } from 'vitest';
import type { Window } from '../../../domain/sensing/window.js';
import { Audited, cellAt, freeDoor, hourMs, occupiedDoor, stayOf, tofAt } from './audited.js';

const baselineOf = (door: Audited, sensor = 'ceiling') => door.known?.sensors[sensor]?.baseline;

describe('what an empty door looks like is learnt', () => {
  it('from the first scan of a door that was never opened', () => {
    const door = new Audited();
    door.scan([tofAt(400)]);
    expect(door.known?.sensors['ceiling']).toMatchObject({ levelLooks: 1, baseline: 400 });
  });

  it('and followed as it moves a little, while the door is certainly empty', () => {
    const door = Audited.known(30);
    for (let i = 0; i < 60; i++) door.scan([tofAt(398)]);
    expect(baselineOf(door)).toBeCloseTo(398, 0);
  });

  it.each<[string, (door: Audited) => void]>([
    ['while a parcel lies there', (door) => (door.door = occupiedDoor())],
    [
      'after a pickup that no sensor saw',
      (door) => (door.door = freeDoor({ stay: stayOf({ state: 'collected', vouched: true }) })),
    ],
    ['while a cycle is not settled', (door) => (door.door = freeDoor({ sums: { ceiling: { d: -4, variance: 1 } } }))],
    ['while the door’s news is on its way', (door) => (door.door = freeDoor({ cycles: { base: 411, mask: 2 } }))],
  ])('not %s', (_, change) => {
    const door = Audited.known(30);
    change(door);
    for (let i = 0; i < 10; i++) door.scan([tofAt(395)], { doorCycle: 412 });
    expect(baselineOf(door)).toBe(400);
  });

  it('never from what nobody knows of: a forgotten envelope on the scales is not weighed away', () => {
    const door = Audited.known(30, freeDoor({ profile: 'load-cell' }));
    for (let i = 0; i < 200; i++) door.scan([cellAt(14)]);
    expect(baselineOf(door, 'floor')).toBe(0);
    expect(door.known?.said).toHaveProperty('phantom');
  });

  it('also by a sensor whose zero moved while something lay there, where the scales beside it see that all is gone', () => {
    const both = { profile: 'tof+load-cell' };
    const door = Audited.known(30, freeDoor(both));
    for (let i = 0; i < 48; i++) door.scan([tofAt(388), cellAt(0)]); // 12 mm: more than half of what a parcel is, and less than one.
    expect(baselineOf(door)).toBeCloseTo(388, 0);
    const sums = { ceiling: { d: -60, variance: 1.2 }, floor: { d: 500, variance: 1 } };
    door.door = occupiedDoor({ ...both, sums });
    const said = [1, 2].flatMap(() => door.said([tofAt(388), cellAt(0)]));
    expect(said).toContain('ghost standing');
  });

  it('not by a look after one in which something was suspected: two that agree make it certain again', () => {
    const door = Audited.known(30);
    door.scan([tofAt(340)]);
    expect(door.known?.suspicion?.cause).toBe('phantom');
    door.scan([tofAt(400)]);
    expect(door.known?.sensors['ceiling']?.levelLooks).toBe(30);
    door.scan([tofAt(400)]);
    expect(door.known?.sensors['ceiling']?.levelLooks).toBe(31);
  });

  it('not of a door that is open', () => {
    const door = Audited.known(30);
    for (let i = 0; i < 10; i++) door.scan([tofAt(397)], { door: 'open' });
    expect(baselineOf(door)).toBe(400);
  });
});

describe('a sensor of the door’s profile', () => {
  it('that is missing in three scans running is silent; and heard again, it is not', () => {
    const door = Audited.known();
    const said = [1, 2, 3, 4, 5].map(() => door.said([]));
    expect(said.flat()).toEqual(['sensor-silent standing']);
    expect(said.findIndex((one) => one.length > 0)).toBeGreaterThanOrEqual(2);
    expect(door.said([tofAt(400)])).toEqual(['sensor-silent over']);
  });

  it('that was never heard is missed under its kind, until one of that kind is heard', () => {
    const door = new Audited(freeDoor({ profile: 'tof+load-cell' }));
    const missing = [1, 2, 3, 4, 5].flatMap(() => door.scan([tofAt(400)]).findings);
    expect(missing).toMatchObject([{ cause: 'sensor-silent', place: { sensor: 'load-cell' }, status: 'standing' }]);
    const found = door.scan([tofAt(400), cellAt(0)]).findings;
    expect(found).toMatchObject([{ cause: 'sensor-silent', place: { sensor: 'load-cell' }, status: 'over' }]);
    expect(Object.keys(door.known?.sensors ?? {}).sort()).toEqual(['ceiling', 'floor']);
  });

  it('in another unit has said nothing', () => {
    const door = Audited.known();
    const said = [1, 2, 3, 4, 5].flatMap(() => door.said([tofAt(400, { unit: 'inch' })]));
    expect(said).toEqual(['sensor-silent standing']);
  });

  it('that is stuck is said to be, once and once a day, and its windows are kept', () => {
    const door = Audited.known();
    const stuck = tofAt(400, { samples: Array<number>(20).fill(400) });
    const audits = Array.from({ length: 30 }, () => door.scan([stuck]));
    const said = audits.flatMap(({ findings }) => findings);
    expect(new Set(said.map(({ cause }) => cause))).toEqual(new Set(['sensor-stuck']));
    expect(said.length).toBeLessThanOrEqual(3);
    expect(said[0]).toMatchObject({ place: { compartmentId: 'A07', sensor: 'ceiling' }, status: 'standing' });
    expect(audits.find(({ findings }) => findings.length > 0)?.keepsWindows).toBe(true);
  });

  it('that nobody said is installed is neither known nor missed', () => {
    const door = Audited.known();
    const radar = { ...tofAt(200), sensor: 'radar', kind: 'radar' };
    expect([1, 2, 3, 4].flatMap(() => door.said([tofAt(400), radar, cellAt(99)]))).toEqual([]);
    expect(Object.keys(door.known?.sensors ?? {})).toEqual(['ceiling']);
  });

  it('whose name came in some scans, beside another of its kind, is missed by nobody; one that was known for a day is', () => {
    const spare = tofAt(400, { sensor: 'spare' });
    const saidOf = (scans: number) => {
      const door = Audited.known();
      for (let i = 0; i < scans; i++) door.scan([tofAt(400), spare]);
      return [1, 2, 3, 4, 5].flatMap(() => door.said([tofAt(400)]));
    };
    expect([saidOf(1), saidOf(23), saidOf(24)]).toEqual([[], [], ['sensor-silent standing']]);
  });

  it('is known by a day of scans also where its door is in use all the while, and so is a beam', () => {
    const saidOf = (profile: string, [first, spare]: [Window, Window], scans: number) => {
      const door = new Audited(occupiedDoor({ profile }));
      for (let i = 0; i < scans; i++) door.scan([first, spare]);
      return [1, 2, 3, 4, 5].flatMap(() => door.said([first])).filter((said) => said.startsWith('sensor-silent'));
    };
    const beam = (sensor: string): Window => ({
      ...{ sensor, kind: 'curtain', unit: 'blocked', intervalMs: 10 },
      samples: Array<number>(32).fill(1),
    });
    const [tofs, beams] = [
      [tofAt(300), tofAt(300, { sensor: 'spare' })],
      [beam('left'), beam('right')],
    ] as const;
    const missed = ['sensor-silent standing'];
    expect([saidOf('tof', [...tofs], 23), saidOf('tof', [...tofs], 24)]).toEqual([[], missed]);
    expect([saidOf('curtain', [...beams], 1), saidOf('curtain', [...beams], 24)]).toEqual([[], missed]);
  });

  it('is remembered by eight names at most, however many are made up', () => {
    const door = Audited.known();
    for (let i = 0; i < 40; i++) door.scan([tofAt(400), tofAt(400, { sensor: `new-${i}` })]);
    expect(Object.keys(door.known?.sensors ?? {})).toEqual(['ceiling', 'new-39']);
    const eight = (name: string) => Array.from({ length: 8 }, (_, i) => tofAt(400, { sensor: `${name}-${i}` }));
    for (let i = 0; i < 30; i++) door.scan(eight('a'));
    door.scan(eight('b'));
    expect(Object.keys(door.known?.sensors ?? {})).toHaveLength(8);
  });

  it('is told of by its first window of a scan', () => {
    const door = Audited.known();
    door.scan([tofAt(400), tofAt(100)]);
    expect(door.known?.sensors['ceiling']?.level).toBe(400);
  });

  it('says nothing of contents while it warms up', () => {
    const door = Audited.known(30, freeDoor({ profile: 'load-cell' }));
    const warming = { poweredForMs: 600_000 };
    const said = [1, 2, 3].flatMap(() => door.scan([cellAt(500)], {}, warming).findings);
    expect(said).toEqual([]);
  });
});

it('a sensor that moved since a look at an open door may have moved with what was put in, though no cycle was counted yet', () => {
  const door = Audited.known(30);
  expect(door.scan([tofAt(340)]).moves).toMatchObject([{ hadCycle: false, moved: true }]);
  door.scan([tofAt(340)], { door: 'open' });
  expect(door.scan([tofAt(400)]).moves).toMatchObject([{ hadCycle: true }]);
});

describe('a door that is said to be open for hours', () => {
  const open = (door: Audited, mm = 400) => door.said([tofAt(mm)], { door: 'open' });

  it('while nothing moves before its sensors has lost its magnet', () => {
    const door = Audited.known();
    expect([open(door), open(door), open(door), open(door)]).toEqual([[], [], ['magnet-off standing'], []]);
    expect(door.said([tofAt(400)])).toEqual(['magnet-off over']);
  });

  it('has it where things move, where it opens anew, or where a person left it ajar', () => {
    const moving = Audited.known();
    expect([400, 340, 400, 320, 400].flatMap((mm) => open(moving, mm))).toEqual([]);
    const busy = Audited.known();
    const cycles = [413, 414, 415, 416].flatMap((doorCycle) => busy.said([tofAt(400)], { door: 'open', doorCycle }));
    expect(cycles).toEqual([]);
    const ajar = Audited.known(30, freeDoor({ door: 'open', faults: { 'door-ajar': 1 }, ajarCycle: 413 }));
    expect([1, 2, 3, 4].flatMap(() => open(ajar))).toEqual([]);
  });

  it('has lost it though its bank tells that it stands ajar, where nobody had a right to open it', () => {
    const forced = Audited.known(30, freeDoor({ door: 'open', faults: { 'opened-without-command': 1 } }));
    expect([1, 2, 3, 4].flatMap(() => open(forced))).toEqual(['magnet-off standing']);
  });

  it('is not judged where its sensors are silent', () => {
    const door = Audited.known();
    const said = [1, 2, 3, 4].flatMap(() => door.scan([], { door: 'open' }).findings.map(({ cause }) => cause));
    expect(said).not.toContain('magnet-off');
  });
});

describe('a door that cycles', () => {
  const cycled = (door: Audited, cycles: number) => {
    const base = door.door.cycles.base + cycles;
    door.door = freeDoor({ cycles: { base, mask: 0 } });
    return door.said([tofAt(400)]);
  };

  it('twelve times in an hour flaps, and is quiet again when it does not', () => {
    const door = Audited.known();
    expect([cycled(door, 11), cycled(door, 12), cycled(door, 30), cycled(door, 8), cycled(door, 3)]).toEqual([
      [],
      ['door-flapping standing'],
      [],
      [],
      ['door-flapping over'],
    ]);
  });

  it('because it was told to does not: only what it was not told to counts', () => {
    const door = Audited.known();
    const { base } = door.door.cycles;
    const told = (cycles: number, leases: number, leaseEndsAtMs = door.atMs + hourMs / 2) => {
      door.door = occupiedDoor({ cycles: { base: base + cycles, mask: 0 } }, { leases, leaseEndsAtMs });
      return door.said([tofAt(300)], { doorCycle: base + cycles });
    };
    expect(told(20, 20)).toEqual([]); // Somebody asks for the same door over and over.
    const leaseEndedAtMs = door.atMs - 2 * hourMs;
    expect(told(32, 20, leaseEndedAtMs)).toEqual(['door-flapping standing']);
  });

  it('nor because it was told to in the stays before, one after the other within the hour', () => {
    const said = (cycles: number, untilMs: number) => {
      const door = Audited.known();
      const { base } = door.door.cycles;
      const leases = { leases: 1, leaseEndsAtMs: door.atMs + hourMs / 2, leasedBefore: { leases: 16, untilMs } };
      door.door = occupiedDoor({ cycles: { base: base + cycles, mask: 0 } }, leases);
      return door.said([tofAt(300)], { doorCycle: base + cycles });
    };
    const { atMs } = Audited.known();
    expect(said(17, atMs + hourMs / 2)).toEqual([]);
    expect(said(17 + 12, atMs + hourMs / 2)).toEqual(['door-flapping standing']);
    expect(said(17, atMs - 2 * hourMs)).toEqual(['door-flapping standing']);
  });

  it('twelve times in twelve hours does not', () => {
    const door = Audited.known();
    door.atMs += 11 * hourMs;
    expect(cycled(door, 12)).toEqual([]);
  });

  it('shows by the bank’s own count, however far it runs ahead of what is decided', () => {
    const door = Audited.known();
    expect(door.said([tofAt(400)], { doorCycle: 900 })).toEqual(['door-flapping standing']);
  });

  it('counts anew after its flash was wiped', () => {
    const door = Audited.known();
    expect(door.said([tofAt(400)], { doorCycle: 0 })).toEqual([]);
    cycled(door, 12);
    // That it counts less than before says nothing of how often it cycled since: what stands is not over.
    expect(door.said([tofAt(400)], { doorCycle: 1 })).toEqual([]);
    expect(door.known?.said).toHaveProperty('door-flapping');
  });

  describe('under the longest debounce', () => {
    const longest = { debounceMs: 1_000 };
    const flaps = (door: Audited, debounce: { debounceMs?: number }) => {
      const base = door.door.cycles.base + 25;
      door.door = freeDoor({ cycles: { base, mask: 0 } });
      return door.scan([tofAt(400)], debounce).findings.map(({ cause, detail }) => [cause, detail?.['why']]);
    };

    it('is its wiring as soon as all of an hour lies under it; that is told once, and with each day’s word', () => {
      const door = Audited.known();
      expect(flaps(door, {})).toEqual([['door-flapping', undefined]]);
      expect(flaps(door, longest)).toEqual([]); // Some of these cycles may have come before it was set.
      const setAtMs = door.atMs;
      door.door = freeDoor({ cycles: { base: door.door.cycles.base + 25, mask: 0 } });
      const [found] = door.scan([tofAt(400)], longest).findings;
      expect(found).toMatchObject({ cause: 'door-flapping', status: 'standing' });
      expect(found?.detail).toMatchObject({ why: 'wiring', cycles: 25, debounceMs: 1_000, debouncedSinceMs: setAtMs });
      for (let hours = 1; hours < 24; hours++) expect(flaps(door, longest)).toEqual([]);
      expect(flaps(door, longest)).toEqual([['door-flapping', 'wiring']]);
    });

    it.each([
      ['a shorter one', { debounceMs: 999 }],
      ['none that its bank tells of', {}],
    ])('shows no wiring with %s', (_, debounce) => {
      const door = Audited.known();
      expect([flaps(door, debounce), flaps(door, debounce), flaps(door, debounce)]).toEqual([
        [['door-flapping', undefined]],
        [],
        [],
      ]);
    });

    it('shows no wiring until it has had it again for a whole hour, where it was set back meanwhile', () => {
      const door = Audited.known();
      for (const debounce of [longest, {}, longest]) flaps(door, debounce);
      expect(door.known?.debouncedSinceMs).toBe(door.atMs);
    });

    it('is over like any other when it is quiet', () => {
      const door = Audited.known();
      flaps(door, {});
      expect(door.said([tofAt(400)], longest)).toEqual(['door-flapping over']);
    });
  });
});
