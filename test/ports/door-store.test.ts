import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoorCommit } from '../../app/ports.js';
import type { Door } from '../../domain/door.js';
import { entryOf, freeDoor, keyOf, occupiedDoor } from './samples.js';
import { startMs, storeKinds, type OpenStores } from './stores.js';

describe.each(storeKinds)('doors in $name', ({ open }) => {
  let opened: OpenStores;
  let banks = 0;
  const newBank = () => `bank-${++banks}`;
  const doors = () => opened.stores.doors;
  beforeAll(async () => void (opened = await open()));
  afterAll(() => opened.close());

  async function registered(door: Door): Promise<Door> {
    expect(await doors().register(door)).toBe(true);
    return door;
  }

  const commit = (door: Door, version: number, change: Partial<DoorCommit> = {}) =>
    doors().commit({ door, version, entry: entryOf(door, version + 1), drop: [], ...change });

  it('a door that nobody registered is not there', async () => {
    expect(await doors().load(keyOf('nowhere'))).toBeUndefined();
  });

  it('a door is registered once, and comes back as it was', async () => {
    const door = await registered(freeDoor(newBank()));
    expect(await doors().register({ ...door, size: 'XL' })).toBe(false);
    expect(await doors().load(door)).toEqual({ door, version: 1, outbox: [] });
  });

  it('what was read of a door is recalled as it was, once', async () => {
    const door = await registered(freeDoor(newBank()));
    expect(doors().recall(door)).toBeUndefined();
    await doors().load(door);
    await doors().load(keyOf('nowhere'));
    expect(doors().recall(door)).toEqual({ door, version: 1, outbox: [] });
    expect(doors().recall(door)).toBeUndefined();
  });

  it('a commit on what was recalled is refused where another was faster', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    await doors().load(keyOf(bank));
    const { version } = doors().recall(keyOf(bank))!;
    expect(await commit(occupiedDoor(bank), 1)).toBe('committed');
    expect(await commit(freeDoor(bank), version)).toBe('conflict');
  });

  it('a commit keeps the state and its entry, and makes the next version', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    const door = occupiedDoor(bank);
    expect(await commit(door, 1)).toBe('committed');
    expect(await doors().load(door)).toEqual({ door, version: 2, outbox: [entryOf(door, 2)] });
  });

  it('what a commit leaves out of the state is gone from it', async () => {
    const bank = newBank();
    await registered({ ...occupiedDoor(bank), compartment: 'quarantined', quarantine: 'missing' });
    const door = freeDoor(bank);
    await commit(door, 1);
    const loaded = await doors().load(door);
    expect(loaded?.door).toEqual(door);
    expect(Object.keys(loaded?.door ?? {})).not.toContain('stay');
    expect(Object.keys(loaded?.door ?? {})).not.toContain('quarantine');
  });

  it('a commit on a door as it was read leaves it as one that writes all of it', async () => {
    const bank = newBank();
    const read = await registered({ ...occupiedDoor(bank), quarantine: 'missing', emptiedAtMs: startMs });
    const { quarantine: _gone, ...kept } = read;
    const door: Door = { ...kept, emptiedAtMs: startMs + 1, requests: ['k1'] };
    await commit(door, 1, { before: read });
    expect(await doors().load(read)).toEqual({ door, version: 2, outbox: [entryOf(door, 2)] });
  });

  it('what its sensors’ words count is kept with it, until it says nothing of them', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    const sensors = { top: { health: 0.7, sigmaFactor: 1.56 }, constructor: { health: 0 } };
    const door = freeDoor(bank, 'A07', { sensors });
    await commit(door, 1);
    expect((await doors().load(door))?.door).toEqual(door);
    await commit(freeDoor(bank), 2);
    expect(Object.keys((await doors().load(door))?.door ?? {})).not.toContain('sensors');
  });

  it('of two commits on one version one wins, and the other changes nothing', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    expect(await commit(occupiedDoor(bank), 1)).toBe('committed');
    expect(await commit(freeDoor(bank, 'A07', { door: 'open' }), 1)).toBe('conflict');
    expect((await doors().load(keyOf(bank)))?.door).toEqual(occupiedDoor(bank));
  });

  it('of twenty commits at once exactly one wins', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    const answers = await Promise.all(Array.from({ length: 20 }, () => commit(occupiedDoor(bank), 1)));
    expect(answers.filter((answer) => answer === 'committed')).toHaveLength(1);
    expect((await doors().load(keyOf(bank)))?.version).toBe(2);
  });

  it('a commit on a door that is not there is a conflict, and makes none', async () => {
    const bank = newBank();
    expect(await commit(occupiedDoor(bank), 1)).toBe('conflict');
    expect(await doors().load(keyOf(bank))).toBeUndefined();
  });

  it('a commit whose answer was lost is found again by its own entry', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    opened.loseNextAnswer();
    await expect(commit(occupiedDoor(bank), 1)).rejects.toThrow('the answer is lost');
    const loaded = await doors().load(keyOf(bank));
    expect(loaded?.version).toBe(2);
    expect(loaded?.outbox.map(({ commit, by }) => ({ commit, by }))).toEqual([
      { commit: 2, by: '5a1c0f3e-8b52-4c6c-8a39-6ad2b4b6b7d2' },
    ]);
    expect(await commit(occupiedDoor(bank), 1)).toBe('conflict');
  });

  it('an entry stays as it was committed until it is dropped', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    const door = occupiedDoor(bank);
    await commit(door, 1);
    await commit(door, 2);
    expect((await doors().load(door))?.outbox).toEqual([entryOf(door, 2), entryOf(door, 3)]);
    await commit(door, 3, { drop: [2] });
    expect((await doors().load(door))?.outbox).toEqual([entryOf(door, 3), entryOf(door, 4)]);
    await commit(door, 4, { drop: [3, 4] });
    expect((await doors().load(door))?.outbox).toEqual([entryOf(door, 5)]);
  });

  it('entries come in the order of their commits, past ten as well', async () => {
    const bank = newBank();
    await registered(freeDoor(bank));
    for (let version = 1; version <= 11; version++) await commit(occupiedDoor(bank), version);
    const commits = (await doors().load(keyOf(bank)))?.outbox.map(({ commit }) => commit);
    expect(commits).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('an entry without a stay, and one whose event leaves fields out, come back as they were', async () => {
    const bank = newBank();
    const door = await registered(freeDoor(bank));
    const entry = { ...entryOf(door, 2), events: [{ type: 'stay-overdue' as const }] };
    delete entry.subject;
    delete entry.inReplyTo;
    await doors().commit({ door, version: 1, entry, drop: [] });
    expect((await doors().load(door))?.outbox).toEqual([entry]);
  });

  it('what a caller does to a door it was given changes nothing that is kept', async () => {
    const door = await registered(occupiedDoor(newBank()));
    const loaded = await doors().load(door);
    try {
      loaded!.door.stay!.requests.push('changed');
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError); // Frozen: that is an answer too.
    }
    door.chain.head = 'changed';
    expect((await doors().load(door))?.door).toEqual(occupiedDoor(door.bankId));
  });

  it('who holds a door from afar comes back as it was, and takes it from those to be offered until nobody does', async () => {
    const bank = newBank();
    const door = await registered(freeDoor(bank));
    const holds = [
      { by: { person: 'ann' }, reason: 'by-person' as const, atMs: startMs },
      { by: { incident: 'i-1' }, reason: 'incident' as const, atMs: startMs + 1 },
    ];
    const held = { ...door, holds, requests: ['k1'], emptiedAtMs: startMs };
    await commit(held, 1);
    expect((await doors().load(door))?.door).toEqual(held);
    expect(await doors().free(keyOf(bank).bankId)).toEqual([]);
    await commit({ ...held, holds: undefined }, 2);
    expect((await doors().load(door))?.door).toEqual({ ...door, requests: ['k1'], emptiedAtMs: startMs });
    expect(await doors().free(keyOf(bank).bankId)).toHaveLength(1);
  });

  it('a door with a worn lock is offered, last and said to be so, and comes back as it was', async () => {
    const bank = newBank();
    const lock = { n: 100, mean: 7.601, squares: 24.75, slow: 14.679, vain: 0.172, isWorn: true } as const;
    await registered(freeDoor(bank, 'B01', { size: 'S', lock }));
    await registered(freeDoor(bank, 'B02', { size: 'XL' }));
    expect(await doors().free(keyOf(bank).bankId)).toEqual([
      { compartmentId: 'B02', size: 'XL', accessible: false },
      { compartmentId: 'B01', size: 'S', accessible: false, isWorn: true },
    ]);
    expect((await doors().load(keyOf(bank, 'B01')))?.door.lock).toEqual(lock);
  });

  it('a door of which a sensor is not believed is offered after the sound ones, and said to be so, until it is believed', async () => {
    const bank = newBank();
    const doubted = await registered(freeDoor(bank, 'B01', { size: 'S', sensors: { floor: { health: 0 } } }));
    await registered(freeDoor(bank, 'B02', { size: 'XL', sensors: { floor: { health: 0.8, sigmaFactor: 1.2 } } }));
    const lock = { n: 100, mean: 7.601, squares: 24.75, slow: 14.679, vain: 0.172, isWorn: true } as const;
    await registered(freeDoor(bank, 'B03', { size: 'S', lock, sensors: { floor: { health: 0.7 } } }));
    const small = { size: 'S', accessible: false } as const;
    expect(await doors().free(keyOf(bank).bankId)).toEqual([
      { compartmentId: 'B02', size: 'XL', accessible: false },
      { compartmentId: 'B01', ...small, isDoubted: true },
      { compartmentId: 'B03', ...small, isWorn: true, isDoubted: true },
    ]);
    await commit({ ...doubted, sensors: undefined }, 1);
    expect((await doors().free(keyOf(bank).bankId))[0]).toEqual({ compartmentId: 'B01', ...small });
  });

  it('a door is offered exactly while it may be, whatever was read of it before each commit', async () => {
    const bank = newBank();
    const free = await registered(freeDoor(bank, 'B01'));
    const lock = { n: 100, mean: 7.601, squares: 24.75, slow: 14.679, vain: 0.172, isWorn: true } as const;
    const held: Door = { ...free, compartment: 'held' };
    const story = [
      { ...free, lock },
      free,
      held,
      { ...held, door: 'open' },
      { ...free, lock },
      { ...free, door: 'open' },
      free,
    ];
    const seen: string[] = [];
    for (const [i, door] of (story as Door[]).entries()) {
      const loaded = await doors().load(keyOf(bank, 'B01'));
      expect(await commit(door, i + 1, { before: loaded!.door })).toBe('committed');
      const offered = await doors().free(keyOf(bank).bankId);
      seen.push(offered.map(({ isWorn }) => (isWorn ? 'worn' : 'sound')).join());
    }
    expect(seen).toEqual(['worn', 'sound', '', '', 'worn', '', 'sound']);
  });

  it('sensors may be called what they like', async () => {
    const named = { t: 1, state: 2, st: 3, constructor: 4, __proto__x: 5, '~t': 6, toString: 7, v: 8, stay: 9 };
    const sums = Object.fromEntries(Object.entries(named).map(([name, d]) => [name, { d, variance: 1e12 }]));
    const door = await registered(freeDoor(newBank(), 'A07', { sums }));
    expect((await doors().load(door))?.door.sums).toEqual(sums);
    expect(await commit({ ...door, sums }, 1)).toBe('committed');
    expect((await doors().load(door))?.door.sums).toEqual(sums);
  });

  it('big and small numbers come back exactly', async () => {
    const cycles = { base: 2 ** 40, mask: 2 ** 48 - 1 };
    const sums = { tof: { d: -0.1 - 0.2, variance: 1.2345678901234567e-9 }, scale: { d: 1e9, variance: 1e12 } };
    const door = await registered(freeDoor(newBank(), 'A07', { cycles, sums }));
    expect((await doors().load(door))?.door).toEqual(door);
  });

  it('only doors that may be offered are listed as free: smallest first, low doors last', async () => {
    const bank = newBank();
    await registered(freeDoor(bank, 'B01', { size: 'L' }));
    await registered(freeDoor(bank, 'B02', { size: 'S', accessible: true }));
    await registered(freeDoor(bank, 'B03', { size: 'S' }));
    await registered(freeDoor(bank, 'B04', { compartment: 'held' }));
    await registered(freeDoor(bank, 'B05', { door: 'open' }));
    await registered(freeDoor(bank, 'B06', { compartment: 'quarantined', quarantine: 'wont-open' }));
    await registered(freeDoor(bank, 'B07', { door: 'unknown', size: 'M' }));
    await registered(freeDoor(newBank(), 'B08'));
    expect(await doors().free(keyOf(bank).bankId)).toEqual([
      { compartmentId: 'B03', size: 'S', accessible: false },
      { compartmentId: 'B02', size: 'S', accessible: true },
      { compartmentId: 'B07', size: 'M', accessible: false },
      { compartmentId: 'B01', size: 'L', accessible: false },
    ]);
  });

  it('a door leaves the free ones with the commit that holds it, and is back with the one that frees it', async () => {
    const bank = newBank();
    const door = await registered(freeDoor(bank));
    const free = async () => (await doors().free(door.bankId)).map(({ compartmentId }) => compartmentId);
    expect(await free()).toEqual(['A07']);
    await commit({ ...door, compartment: 'held' }, 1);
    expect(await free()).toEqual([]);
    await commit(door, 2);
    expect(await free()).toEqual(['A07']);
  });

  it('a bank lists its own doors, whole', async () => {
    const bank = newBank();
    const inside = [freeDoor(bank, 'A01'), occupiedDoor(bank)];
    for (const door of inside) await registered(door);
    await opened.stores.guards.write(keyOf(bank).bankId, { wrongTries: 1, lastAtMs: startMs, version: 0 });
    await opened.stores.evidence.put({ ...keyOf(bank), id: 'cycle-1' }, { before: [], after: [] }, startMs);
    expect(await doors().list(keyOf(bank).bankId)).toEqual(inside);
  });

  it('a bank lists no more of its doors than was asked for, and what they do not have is left out', async () => {
    const { bankId } = keyOf(newBank());
    const [free, occupied] = [freeDoor(bankId, 'A01'), occupiedDoor(bankId)];
    for (const door of [free, occupied]) await registered(door);
    const at = ({ compartmentId }: Door) => ({ bankId, compartmentId });
    expect(await doors().list(bankId, ['size', 'stay'])).toStrictEqual([
      { ...at(free), size: 'M' },
      { ...at(occupied), size: 'M', stay: occupied.stay },
    ]);
    expect(await doors().list(bankId, ['compartmentId', 'siteId'])).toStrictEqual([
      { ...at(free), siteId: free.siteId },
      { ...at(occupied), siteId: occupied.siteId },
    ]);
    expect(await doors().list(bankId, [])).toStrictEqual([at(free), at(occupied)]);
  });

  describe('due', () => {
    const farMs = startMs + 1e9;
    const dueOf = async (bank: string, nowMs = farMs) =>
      (await opened.stores.due.list(nowMs, 1000)).flatMap((item) =>
        item.kind === 'door' && item.bankId === bank ? [keyOf(item.bankId, item.compartmentId)] : [],
      );

    it('an item is due from the instant of its mark on, until it is cleared', async () => {
      const door = await registered(freeDoor(newBank()));
      await doors().markDue(door, startMs + 60_000);
      expect(await dueOf(door.bankId, startMs + 59_999)).toEqual([]);
      expect(await dueOf(door.bankId, startMs + 60_000)).toEqual([keyOf(door.bankId)]);
      await doors().clearDue(door, 1);
      expect(await dueOf(door.bankId)).toEqual([]);
    });

    it('a mark does not make a new version, and survives a commit that has none of its own', async () => {
      const bank = newBank();
      const door = await registered(freeDoor(bank));
      await doors().markDue(door, startMs);
      expect(await commit(occupiedDoor(bank), 1)).toBe('committed');
      expect(await dueOf(bank)).toEqual([keyOf(bank)]);
    });

    it('a commit that nobody retries is due with the commit', async () => {
      const bank = newBank();
      await registered(freeDoor(bank));
      await commit(occupiedDoor(bank), 1, { dueAtMs: startMs + 5 });
      expect(await dueOf(bank, startMs + 4)).toEqual([]);
      expect(await dueOf(bank, startMs + 5)).toEqual([keyOf(bank)]);
    });

    it('a mark is not cleared by somebody who saw an earlier version', async () => {
      const bank = newBank();
      const door = await registered(freeDoor(bank));
      await doors().markDue(door, startMs);
      await commit(occupiedDoor(bank), 1);
      await doors().clearDue(door, 1);
      expect(await dueOf(bank)).toEqual([keyOf(bank)]);
      await doors().clearDue(door, 2);
      expect(await dueOf(bank)).toEqual([]);
    });

    it('is taken up by one sweep of two, and is due again at the end of its time', async () => {
      const bank = newBank();
      const door = await registered(freeDoor(bank));
      await doors().markDue(door, startMs);
      const due = { kind: 'door', ...keyOf(bank), dueAtMs: startMs } as const;
      const both = await Promise.all([
        doors().claimDue(due, startMs + 60_000),
        doors().claimDue(due, startMs + 60_000),
      ]);
      expect(both.sort()).toEqual([false, true]);
      expect(await dueOf(bank, startMs + 59_999)).toEqual([]);
      expect(await dueOf(bank, startMs + 60_000)).toEqual([keyOf(bank)]);
      await doors().clearDue(door, 1);
      expect(await doors().claimDue({ ...due, dueAtMs: startMs + 60_000 }, farMs)).toBe(false);
    });

    it('that nobody has claimed yet is claimed by one of two, and by nobody who read it before', async () => {
      const bank = newBank();
      const door = await registered(freeDoor(bank));
      const read = await doors().load(door);
      expect(read?.dueAtMs).toBeUndefined();
      const claim = () => doors().claimDue({ ...keyOf(bank), dueAtMs: read?.dueAtMs }, startMs + 60_000);
      const both = await Promise.all([claim(), claim()]);
      expect(both.sort()).toEqual([false, true]);
      expect((await doors().load(door))?.dueAtMs).toBe(startMs + 60_000);
      expect(await dueOf(bank, startMs + 60_000)).toEqual([keyOf(bank)]);
      expect(await claim()).toBe(false);
      expect(await doors().claimDue({ ...keyOf('nowhere'), dueAtMs: undefined }, startMs)).toBe(false);
      expect(await dueOf('nowhere')).toEqual([]);
    });

    it('marking a door that is not there makes none', async () => {
      await doors().markDue(keyOf('nowhere'), startMs);
      expect(await dueOf('nowhere')).toEqual([]);
      expect(await doors().load(keyOf('nowhere'))).toBeUndefined();
    });

    it('over all shards the oldest come first, and no more than asked for', async () => {
      const bank = newBank();
      const labels = Array.from({ length: 24 }, (_, i) => `D${i + 10}`);
      for (const label of labels) await registered(freeDoor(bank, label));
      await Promise.all(labels.map((label, i) => doors().markDue(keyOf(bank, label), i + 1)));
      const due = await opened.stores.due.list(farMs, 5);
      expect(due.map((item) => item.kind === 'door' && item.compartmentId)).toEqual([
        ...['D10', 'D11', 'D12', 'D13', 'D14'],
      ]);
      expect(await opened.stores.due.list(3, 50)).toHaveLength(3);
    });
  });
});
