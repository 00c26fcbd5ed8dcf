import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandRow, KeptGuard, ParcelClaim, CustodyRow } from '../../app/ports.js';
import type { BankId, CourierId, ResidentId, SiteId, StayId } from '../../domain/ids.js';
import type { Window } from '../../domain/sensing/window.js';
import { BadCursorError } from '../../adapters/cursor.js';
import { newBankState, type BankState } from '../../domain/bank/state.js';
import { bankOf, bankRow, compartment, entryOf, freeDoor, keyOf, parcelOf, siteId, stayId } from './samples.js';
import { startMs, storeKinds, type OpenStores } from './stores.js';

const otherStay = 'B01-ponmlkjihgfedcba' as StayId;

const claimOf = (change: Partial<ParcelClaim> = {}): ParcelClaim => ({
  requestId: '0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11',
  ...keyOf('bank-1'),
  stayId,
  courierId: 'courier-1' as CourierId,
  claimedAtMs: startMs,
  ...change,
});

describe.each(storeKinds)('stores in $name', ({ open }) => {
  let opened: OpenStores;
  let count = 0;
  const fresh = (kind: string) => `${kind}-${++count}`;
  const stores = () => opened.stores;
  beforeAll(async () => void (opened = await open()));
  afterAll(() => opened.close());

  describe('parcels', () => {
    async function created(change = {}) {
      const parcel = parcelOf(fresh('parcel'), change);
      expect(await stores().parcels.create(parcel)).toBe(true);
      return parcel;
    }

    const shown = (parcelId: ReturnType<typeof parcelOf>['id'], n: number, stay = stayId) =>
      stores().parcels.show({
        parcelId,
        stayId: stay,
        residentId: 'resident-1' as ResidentId,
        n,
        state: 'stored',
        vouched: true,
        storedAtMs: startMs + n,
      });

    it('a parcel is created once, and comes back as it was', async () => {
      const parcel = await created();
      expect(await stores().parcels.create({ ...parcel, announced: false })).toBe(false);
      expect(await stores().parcels.read(parcel.id)).toEqual(parcel);
      expect(await stores().parcels.read(parcelOf('nobody').id)).toBeUndefined();
    });

    it('a parcel placed without an announcement is created with its claim', async () => {
      const parcel = await created({ state: 'placing', claim: claimOf(), announced: false, trackingNumber: undefined });
      const { trackingNumber: _none, ...rest } = parcel;
      expect(await stores().parcels.read(parcel.id)).toEqual(rest);
    });

    it('a claim is set on the version that was read, and on no other', async () => {
      const parcel = await created();
      const claim = claimOf();
      expect(await stores().parcels.change(parcel.id, 1, { state: 'placing', claim })).toBe(true);
      expect(
        await stores().parcels.change(parcel.id, 1, { state: 'placing', claim: claimOf({ stayId: otherStay }) }),
      ).toBe(false);
      expect(await stores().parcels.read(parcel.id)).toEqual({ ...parcel, state: 'placing', claim, version: 2 });
    });

    it('a state alone leaves the claim as it is', async () => {
      const parcel = await created({ state: 'placing', claim: claimOf() });
      expect(await stores().parcels.change(parcel.id, 1, { state: 'withdrawn' })).toBe(true);
      expect(await stores().parcels.read(parcel.id)).toEqual({ ...parcel, state: 'withdrawn', version: 2 });
    });

    it('what people read goes forward only, and for the stay that holds the claim only', async () => {
      const parcel = await created({ state: 'placing', claim: claimOf() });
      await shown(parcel.id, 3);
      await shown(parcel.id, 2);
      await shown(parcel.id, 3);
      await shown(parcel.id, 9, otherStay);
      const read = await stores().parcels.read(parcel.id);
      expect(read).toMatchObject({ state: 'stored', rowN: 3, vouched: true, storedAtMs: startMs + 3, version: 2 });
      await shown(parcel.id, 4);
      expect(await stores().parcels.read(parcel.id)).toMatchObject({ rowN: 4, version: 3 });
    });

    it('a row shown meanwhile stops a change on what was read before it', async () => {
      const parcel = await created({ state: 'placing', claim: claimOf() });
      await shown(parcel.id, 2);
      expect(await stores().parcels.change(parcel.id, 1, { state: 'withdrawn' })).toBe(false);
    });

    it('a withdrawn parcel stays so, whatever of its last stay is shown late', async () => {
      const parcel = await created({ state: 'placing', claim: claimOf() });
      await stores().parcels.change(parcel.id, 1, { state: 'withdrawn' });
      await shown(parcel.id, 7);
      expect(await stores().parcels.read(parcel.id)).toMatchObject({ state: 'withdrawn', rowN: 0, version: 2 });
    });

    it('with the next claim the rows count from the beginning', async () => {
      const parcel = await created({ state: 'placing', claim: claimOf() });
      await shown(parcel.id, 7);
      await stores().parcels.change(parcel.id, 2, { state: 'placing', claim: claimOf({ stayId: otherStay }) });
      expect(await stores().parcels.read(parcel.id)).toMatchObject({ rowN: 0, vouched: false, storedAtMs: 0 });
      await shown(parcel.id, 2, otherStay);
      expect(await stores().parcels.read(parcel.id)).toMatchObject({ rowN: 2, state: 'stored' });
    });

    it('a parcel that went unseen says so, and one that was seen to go says nothing', async () => {
      const [seen, unseen] = [await created(), await created()];
      for (const { id: parcelId, version } of [seen, unseen]) {
        await stores().parcels.change(parcelId, version, { state: 'placing', claim: { ...claimOf(), before: ['r0'] } });
      }
      const row = {
        stayId,
        residentId: 'resident-1' as ResidentId,
        n: 3,
        state: 'collected',
        vouched: true,
        storedAtMs: startMs,
      } as const;
      await stores().parcels.show({ ...row, parcelId: seen.id, pickupEvidence: undefined });
      await stores().parcels.show({ ...row, parcelId: unseen.id, pickupEvidence: 'none' });
      expect(await stores().parcels.read(seen.id)).not.toHaveProperty('pickupEvidence');
      expect(await stores().parcels.read(unseen.id)).toMatchObject({
        pickupEvidence: 'none',
        claim: { before: ['r0'] },
      });
    });

    it('a parcel says when its stay ended, until the next claim, and what size was asked for', async () => {
      const parcel = await created({ state: 'placing', claim: { ...claimOf(), size: 'M' } });
      const row = { parcelId: parcel.id, stayId, residentId: parcel.residentId, vouched: false };
      await stores().parcels.show({ ...row, n: 3, state: 'stored', storedAtMs: startMs });
      const read = () => stores().parcels.read(parcel.id);
      expect(await read()).not.toHaveProperty('endedAtMs');
      await stores().parcels.show({ ...row, n: 4, state: 'returned', storedAtMs: startMs, endedAtMs: startMs + 9 });
      expect(await read()).toMatchObject({ endedAtMs: startMs + 9, claim: { size: 'M' } });
      await stores().parcels.change(parcel.id, 3, { state: 'placing', claim: claimOf({ stayId: otherStay }) });
      expect((await read())?.endedAtMs).toBeUndefined();
    });

    it('a parcel becomes another resident’s by its row, on the version that was read, or by what its door shows', async () => {
      const [first, second] = ['resident-1', 'resident-2'] as ResidentId[];
      const parcel = await created({ residentId: first });
      const one = { requestId: 'r1', residentId: second!, fromResidentId: first!, by: 'm', reason: 'r', atMs: startMs };
      const change = { state: 'announced', residentId: second, reassigned: [one] } as const;
      expect(await stores().parcels.change(parcel.id, 2, { ...change, reassigned: [one] })).toBe(false);
      expect(await stores().parcels.change(parcel.id, 1, { ...change, reassigned: [one] })).toBe(true);
      const moved = { ...parcel, residentId: second, reassigned: [one], version: 2 };
      expect(await stores().parcels.read(parcel.id)).toEqual(moved);
      // A claim leaves it as it is; the door that holds it says whose it is from then on, and until when.
      await stores().parcels.change(parcel.id, 2, { state: 'placing', claim: claimOf() });
      const row = { stayId, residentId: first!, n: 2, state: 'stored', vouched: false, storedAtMs: startMs } as const;
      await stores().parcels.show({ ...row, parcelId: parcel.id, extendedUntilMs: startMs + 5, assignedAtMs: 7 });
      const shownAs = { residentId: first, reassigned: [one], extendedUntilMs: startMs + 5, assignedAtMs: 7 };
      expect(await stores().parcels.read(parcel.id)).toMatchObject(shownAs);
      await stores().parcels.show({ ...row, n: 3, parcelId: parcel.id, extendedUntilMs: undefined });
      expect((await stores().parcels.read(parcel.id))?.extendedUntilMs).toBeUndefined();
    });

    it('a parcel is withdrawn with who said so, and keeps that', async () => {
      const parcel = await created({});
      const withdrawn = { requestId: 'r1', by: 'm', reason: 'r', atMs: startMs };
      expect(await stores().parcels.change(parcel.id, 1, { state: 'withdrawn', withdrawn })).toBe(true);
      expect(await stores().parcels.read(parcel.id)).toEqual({ ...parcel, state: 'withdrawn', withdrawn, version: 2 });
    });

    it('showing a parcel that is not there makes none', async () => {
      const { id } = parcelOf(fresh('parcel'));
      await shown(id, 1);
      expect(await stores().parcels.read(id)).toBeUndefined();
    });

    it('a site lists its parcels newest first, by the page, and no other site’s', async () => {
      const inSite = { siteId: fresh('site') as typeof siteId };
      const made = [];
      for (let i = 0; i < 5; i++) made.push(await created({ ...inSite, createdAtMs: startMs + i, claim: claimOf() }));
      await created({ siteId: fresh('site') });
      const first = await stores().parcels.list(inSite.siteId, { limit: 2 });
      expect(first.items).toEqual([made[4], made[3]]);
      const second = await stores().parcels.list(inSite.siteId, { limit: 2, cursor: first.cursor });
      expect(second.items).toEqual([made[2], made[1]]);
      const last = await stores().parcels.list(inSite.siteId, { limit: 2, cursor: second.cursor });
      expect(last).toEqual({ items: [made[0]], cursor: undefined });
    });

    it('a site lists no more of its parcels than was asked for, and what they do not have is left out', async () => {
      const inSite = { siteId: fresh('site') as typeof siteId };
      const at = { ...inSite, createdAtMs: startMs };
      const [claimed, announced] = [
        await created({ ...at, createdAtMs: startMs + 1, claim: claimOf() }),
        await created({ ...at, claim: undefined, announced: true, state: 'announced' }),
      ];
      const first = await stores().parcels.list(inSite.siteId, { limit: 1 }, ['claim', 'state', 'createdAtMs']);
      const { state, claim } = claimed;
      expect(first.items).toStrictEqual([{ ...at, createdAtMs: startMs + 1, id: claimed.id, claim, state }]);
      const { cursor } = first;
      const second = await stores().parcels.list(inSite.siteId, { limit: 1, cursor }, ['claim', 'state']);
      expect(second.items).toStrictEqual([{ ...at, id: announced.id, state: 'announced' }]);
    });

    it('a cursor that nobody gave is an error of its own', async () => {
      const cursor = 'not a cursor';
      await expect(stores().parcels.list(siteId, { limit: 2, cursor })).rejects.toThrow(BadCursorError);
    });
  });

  describe('codes', () => {
    const hourMs = 3_600_000;
    const row = (change = {}) => ({ ...keyOf('bank-1'), stayId, generation: 1, ...change });
    const claim = (key: string, change = {}, forMs = hourMs) =>
      stores().codes.claim(key, row(change), opened.clock.nowMs() + forMs);

    it('a key is claimed for one stay: again is true, another is false', async () => {
      const key = fresh('key');
      expect(await stores().codes.find(key)).toBeUndefined();
      expect(await claim(key)).toBe(true);
      expect(await claim(key)).toBe(true);
      expect(await claim(key, { stayId: otherStay })).toBe(false);
      expect(await stores().codes.find(key)).toEqual(row());
    });

    it('a later generation of the same stay takes the key, and an earlier one does not take it back', async () => {
      const key = fresh('key');
      await claim(key);
      expect(await claim(key, { generation: 3 })).toBe(true);
      expect(await claim(key, { generation: 2 })).toBe(false);
      expect(await stores().codes.find(key)).toEqual(row({ generation: 3 }));
    });

    it('of ten stays at once one has the key', async () => {
      const key = fresh('key');
      const stays = Array.from({ length: 10 }, (_, i) => `A07-stay${i}` as StayId);
      const claimed = await Promise.all(stays.map((one) => claim(key, { stayId: one })));
      expect(claimed.filter(Boolean)).toHaveLength(1);
    });

    it('a key that has run out is nobody’s, and the next stay’s', async () => {
      const key = fresh('key');
      await claim(key, {}, 60_000);
      opened.clock.atMs += 61_000;
      expect(await stores().codes.find(key)).toBeUndefined();
      expect(await claim(key, { stayId: otherStay })).toBe(true);
      expect(await stores().codes.find(key)).toEqual(row({ stayId: otherStay }));
    });
  });

  describe('evidence', () => {
    const window = (change: Partial<Window> = {}): Window => ({
      sensor: 'tof',
      kind: 'tof',
      unit: 'mm',
      samples: Array.from({ length: 20 }, (_, i) => 412.25 + ((i * 7) % 5) / 4),
      intervalMs: 50,
      status: 0,
      signalKcps: Array.from({ length: 20 }, (_, i) => 9_120 + i),
      ambientKcps: 12,
      temperatureC: 21.5,
      ...change,
    });

    it('windows come back sample for sample', async () => {
      const key = { ...keyOf(fresh('bank')), id: 'cycle-412' };
      const windows = {
        before: [window(), window({ sensor: 'scale', kind: 'load-cell', unit: 'g', samples: [-1e9, 0, 0.1, 1e9] })],
        after: [window({ status: [0, 4, 0] }), window({ samples: [] })],
      };
      expect(await stores().evidence.read(key)).toBeUndefined();
      await stores().evidence.put(key, windows, startMs);
      expect(await stores().evidence.read(key)).toEqual(windows);
    });

    it('what was seen stays as it was: a second put under the same key changes nothing', async () => {
      const key = { ...keyOf(fresh('bank')), id: 'cycle-412' };
      await stores().evidence.put(key, { before: [window()], after: [] }, startMs);
      await stores().evidence.put(key, { before: [], after: [window()] }, startMs + 1);
      expect(await stores().evidence.read(key)).toEqual({ before: [window()], after: [] });
    });

    it('as many windows as a message may have fit', async () => {
      const key = { ...keyOf(fresh('bank')), id: 'cycle-413' };
      const full = window({ samples: Array.from({ length: 64 }, (_, i) => Math.sin(i) * 1e9) });
      const windows = { before: Array<Window>(8).fill(full), after: Array<Window>(8).fill(full) };
      await stores().evidence.put(key, windows, startMs);
      expect(await stores().evidence.read(key)).toEqual(windows);
    });
  });

  describe('custody', () => {
    const rowOf = (chain: string, n: number, change: Partial<CustodyRow> = {}): CustodyRow => {
      const { occurredAtMs, committedAtMs, bankId, compartmentId, events } = entryOf(freeDoor('bank-1'), 2);
      const hashes = { previous: 'cd'.repeat(32), hash: 'ab'.repeat(32) };
      const told: CustodyRow['told'] = [{ message: 'parcel-stored', channel: 'sms', outcome: 'sent' }];
      const when = { occurredAtMs, committedAtMs, toldAtMs: committedAtMs + 5, isToldAgain: true } as const;
      return { chain, n, ...hashes, ...when, bankId, compartmentId, events, told, ...change };
    };

    it('a row is the mark that its commit is done', async () => {
      const chain = fresh('chain');
      await stores().custody.put(rowOf(chain, 2));
      const asked = [1, 2, 3].map((n) => ({ chain, n }));
      expect(await stores().custody.present(asked)).toEqual([false, true, false]);
      expect(await stores().custody.present([])).toEqual([]);
    });

    it('a log reads in its own order, past ten as well, whatever order it was written in', async () => {
      const chain = fresh('chain');
      for (const n of [11, 2, 1, 10]) await stores().custody.put(rowOf(chain, n));
      await stores().custody.put(rowOf(`${chain}-other`, 3));
      expect(await stores().custody.read(chain)).toEqual([1, 2, 10, 11].map((n) => rowOf(chain, n)));
    });

    it('a log reads in parts, after any of its rows', async () => {
      const chain = fresh('chain');
      for (const n of [1, 2, 9, 10, 11]) await stores().custody.put(rowOf(chain, n));
      const part = async (afterN: number, limit: number) =>
        (await stores().custody.read(chain, { afterN, limit })).map(({ n }) => n);
      expect(await part(0, 2)).toEqual([1, 2]);
      expect(await part(2, 2)).toEqual([9, 10]);
      expect(await part(9, 5)).toEqual([10, 11]);
      expect(await part(11, 5)).toEqual([]);
      const newest = async (most: number) => (await stores().custody.read(chain, { newest: most })).map(({ n }) => n);
      expect([await newest(2), await newest(9), await newest(5)]).toEqual([
        [10, 11],
        [1, 2, 9, 10, 11],
        [1, 2, 9, 10, 11],
      ]);
    });

    it('the first row of a chain has no row before it', async () => {
      const chain = fresh('chain');
      await stores().custody.put(rowOf(chain, 1, { previous: '', told: [] }));
      expect(await stores().custody.read(chain)).toEqual([rowOf(chain, 1, { previous: '', told: [] })]);
    });

    it('a row that comes twice stays as it was first written', async () => {
      const chain = fresh('chain');
      await stores().custody.put(rowOf(chain, 1));
      await stores().custody.put(rowOf(chain, 1, { told: [] }));
      expect(await stores().custody.read(chain)).toEqual([rowOf(chain, 1)]);
    });

    it('a log never forks: another row in the place of one is a broken invariant', async () => {
      const chain = fresh('chain');
      await stores().custody.put(rowOf(chain, 1));
      await expect(stores().custody.put(rowOf(chain, 1, { hash: 'ef'.repeat(32) }))).rejects.toThrow(/never forks/);
      expect(await stores().custody.read(chain)).toEqual([rowOf(chain, 1)]);
    });
  });

  describe('banks', () => {
    const grown = (bankId: BankId): BankState => ({
      ...newBankState(bankId),
      presence: 'unsure',
      sinceMs: startMs,
      session: { id: '0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11', versionNumber: 17, isConnected: false, atMs: startMs },
      look: Math.ceil(startMs / 60_000) + 5,
      controllerId: 'controller-1',
      boot: { bootCount: 7, seq: 0, atMs: startMs, firmware: '1.4.2', reason: 'power-on' },
      firmwares: ['1.4.1', '1.4.2'],
      starts: { sinceMs: startMs, n: 1 },
      power: { bootCount: 7, seq: 3, atMs: startMs, source: 'battery', batteryPercent: 71.5 },
      clockOffsetMs: -1_250,
      heardAtMs: startMs,
      heard: { bootCount: 7, seq: 42, atMs: startMs - 1_500 },
      // Doors may be called like the short names of the table, or like what every object has.
      doorCycles: { A07: 412, v: 1, st: 2, toString: 3 },
      lacking: { A07: { from: 410, asks: 2 } },
      askedAtMs: startMs,
    });

    it('a bank that was not heard of is at version 0, and nothing is known of it', async () => {
      const { bankId } = keyOf(fresh('bank'));
      for (const read of [stores().banks.load, stores().banks.peek])
        expect(await read(bankId)).toEqual({ state: newBankState(bankId), version: 0 });
    });

    it('comes back as it was written, whole', async () => {
      const { bankId } = keyOf(fresh('bank'));
      expect(await stores().banks.commit({ state: grown(bankId), version: 0 })).toBe(true);
      expect(await stores().banks.load(bankId)).toEqual({ state: grown(bankId), version: 1 });
      const { power: _power, ...onMains } = grown(bankId);
      expect(await stores().banks.commit({ state: { ...onMains, power: undefined }, version: 1 })).toBe(true);
      expect(await stores().banks.load(bankId)).toEqual({ state: onMains, version: 2 });
    });

    it('of two that read the same version one is written', async () => {
      const { bankId } = keyOf(fresh('bank'));
      for (const version of [0, 1]) {
        const one = { state: { ...newBankState(bankId), look: version }, version };
        const written = await Promise.all([1, 2, 3].map(() => stores().banks.commit(one)));
        expect(written.filter(Boolean)).toHaveLength(1);
      }
      expect((await stores().banks.load(bankId)).version).toBe(2);
      expect(await stores().banks.commit({ state: newBankState(bankId), version: 0 })).toBe(false);
    });

    it('is looked up afresh where a minute’s memory will not do', async () => {
      const row = bankRow(fresh('bank'));
      await stores().registry.banks.create(row);
      expect((await stores().directory.bank(row.id))?.controllerId).toBe('controller-1');
      await stores().registry.banks.replace({ ...row, controllerId: 'controller-2' });
      expect((await stores().directory.bank(row.id))?.controllerId).toBe('controller-1');
      expect((await stores().directory.bankNow(row.id))?.controllerId).toBe('controller-2');
    });
  });

  describe('commands', () => {
    const given = (bank: string, n: number, change: Partial<CommandRow> = {}): CommandRow => ({
      ...keyOf(bank),
      commandId: `c-${n}`,
      type: 'restart',
      fields: { what: 'sensor', sensor: 'tof' },
      by: 'ann',
      reason: 'it repeats itself',
      issuedAtMs: startMs + n,
      notAfterMs: startMs + n + 60_000,
      version: 1,
      createdAtMs: startMs + n,
      madeFrom: 'ef'.repeat(32),
      ...change,
    });
    const answer = {
      messageId: 'm1',
      outcome: 'done',
      attempts: 2,
      occurredAtMs: startMs,
      receivedAtMs: startMs + 5,
      hasWindows: false,
    } as const;

    it('one is given once, and comes back as it was', async () => {
      const row = given(fresh('bank'), 1);
      expect(await stores().commands.create(row)).toBe(true);
      expect(await stores().commands.create({ ...row, by: 'bob' })).toBe(false);
      expect(await stores().commands.read(row)).toEqual(row);
      expect(await stores().commands.read({ ...row, commandId: 'c-2' })).toBeUndefined();
      expect(await stores().commands.read({ ...row, bankId: bankOf(fresh('bank')) })).toBeUndefined();
    });

    it('is answered on the version that was read, and on no other', async () => {
      const row = given(fresh('bank'), 1);
      await stores().commands.create(row);
      expect(await stores().commands.replace({ ...row, answer })).toBe(true);
      expect(await stores().commands.replace({ ...row, answer: { ...answer, outcome: 'failed' } })).toBe(false);
      expect(await stores().commands.read(row)).toEqual({ ...row, answer, version: 2 });
    });

    it('those of a bank are listed by the page, the newest first, and those of no other', async () => {
      const [bank, other] = [fresh('bank'), fresh('bank')];
      for (const n of [3, 10, 1, 2]) await stores().commands.create(given(bank, n));
      await stores().commands.create(given(other, 4));
      const ids = (page: { items: CommandRow[] }) => page.items.map(({ commandId }) => commandId);
      const first = await stores().commands.list(bankOf(bank), { limit: 3 });
      expect(ids(first)).toEqual(['c-10', 'c-3', 'c-2']);
      const rest = await stores().commands.list(bankOf(bank), { limit: 3, cursor: first.cursor });
      expect([ids(rest), rest.cursor]).toEqual([['c-1'], undefined]);
      expect(rest.items[0]).toEqual(given(bank, 1));
    });
  });

  describe('guards', () => {
    const guard: KeptGuard = {
      wrongTries: 21,
      lastAtMs: startMs,
      lockedAtMs: startMs - 1,
      keypadCleared: { by: 'ann', reason: 'a child', atMs: startMs - 9 },
      opensStopped: {
        cause: 'wrong-door-opened',
        atMs: startMs,
        by: ['bob', 'eve'],
        scopes: ['person:bob', 'fleet'],
        sightings: [{ cause: 'wrong-door-opened', compartmentId: compartment('A07') }, { cause: 'mass-open' }],
      },
      opensCleared: { by: 'ann', reason: 'walked along', atMs: startMs - 5 },
      stops: ['A07-cycle-412', 'c-1'],
      version: 0,
    };

    it('a bank begins with none, and one comes back as it was, whole', async () => {
      const { bankId } = keyOf(fresh('bank'));
      expect(await stores().guards.read(bankId)).toEqual({ wrongTries: 0, lastAtMs: 0, version: 0 });
      expect(await stores().guards.write(bankId, guard)).toBe(true);
      expect(await stores().guards.read(bankId)).toEqual({ ...guard, version: 1 });
      const { lockedAtMs: _locked, opensStopped: _stopped, ...open } = guard;
      expect(await stores().guards.write(bankId, { ...open, opensStopped: undefined, version: 1 })).toBe(true);
      expect(await stores().guards.read(bankId)).toEqual({ ...open, version: 2 });
    });

    it('of two that read the same one, one is written', async () => {
      const { bankId } = keyOf(fresh('bank'));
      for (const version of [0, 1]) {
        const written = await Promise.all([1, 2, 3].map(() => stores().guards.write(bankId, { ...guard, version })));
        expect(written.filter(Boolean)).toHaveLength(1);
      }
    });
  });

  describe('opens that persons gave', () => {
    const open = (n: number, by = 'ann') => ({ commandId: `c-${n}`, atMs: startMs + n, by });
    const ids = (noted: { commandId: string }[]) => noted.map(({ commandId }) => commandId).sort();

    it('are counted, each once, as many as came after an instant', async () => {
      const scope = fresh('site:s');
      for (const n of [1, 2, 3, 4]) await stores().opens.note(scope, open(n), 0);
      expect(ids(await stores().opens.note(scope, open(2), 0))).toEqual(['c-1', 'c-2', 'c-3', 'c-4']);
      const later = await stores().opens.note(scope, open(5, 'bob'), startMs + 3);
      expect(ids(later)).toEqual(['c-4', 'c-5']);
      expect(later).toContainEqual(open(5, 'bob'));
    });

    it('of one scope are no other’s', async () => {
      const [one, other] = [fresh('person:a'), fresh('person:b')];
      await stores().opens.note(one, open(1), 0);
      expect(ids(await stores().opens.note(other, open(2), 0))).toEqual(['c-2']);
    });

    it('are all counted, however many come at once', async () => {
      const scope = fresh('fleet');
      await Promise.all(Array.from({ length: 12 }, (_, n) => stores().opens.note(scope, open(n), 0)));
      expect(await stores().opens.note(scope, open(99), 0)).toHaveLength(13);
    });

    it('are stopped for a scope until they are cleared, which is remembered', async () => {
      const scope = fresh('fleet');
      expect(await stores().opens.read(scope)).toEqual({ clearedAtMs: 0 });
      const stop = { bankId: bankOf('bank-1'), atMs: startMs };
      await stores().opens.stop(scope, stop);
      expect(await stores().opens.read(scope)).toEqual({ clearedAtMs: 0, stop });
      await stores().opens.clear(scope, startMs + 5);
      expect(await stores().opens.read(scope)).toEqual({ clearedAtMs: startMs + 5 });
      await stores().opens.stop(scope, stop);
      expect(await stores().opens.read(scope)).toEqual({ clearedAtMs: startMs + 5, stop });
    });
  });

  describe('what incidents had people told', () => {
    const telling = (stayId: string, eventId: string, outcome: 'sent' | 'capped' = 'sent') => ({
      ...{ stayId: stayId as StayId, eventId, atMs: startMs },
      told: [{ message: 'door-trouble', channel: 'sms', outcome } as const],
    });

    it('is read by stay, in the order of its keys; told anew, it is what came of that', async () => {
      const [one, other] = [fresh('stay'), fresh('stay')];
      await stores().tellings.note(telling(one, 'inc-1#b'));
      await stores().tellings.note(telling(one, 'inc-1#a', 'capped'));
      await stores().tellings.note(telling(other, 'inc-1#a'));
      await stores().tellings.note(telling(one, 'inc-1#a'));
      expect(await stores().tellings.read(one as StayId)).toEqual([telling(one, 'inc-1#a'), telling(one, 'inc-1#b')]);
      expect(await stores().tellings.read(fresh('stay') as StayId)).toEqual([]);
    });
  });

  describe('messages to people', () => {
    const one = (site: string, person = 'resident r-1', day = 20_458) => ({ siteId: site as SiteId, day, person });
    const take = (of: ReturnType<typeof one>, person: number, site = 1_000) =>
      stores().messageCounts.take(of, { person, site });
    const some = async (n: number, of: (i: number) => Promise<boolean>) => {
      const taken: boolean[] = [];
      for (let i = 0; i < n; i++) taken.push(await of(i));
      return taken.filter(Boolean).length;
    };

    it('are counted for a person, to as many as may be and no further', async () => {
      const site = fresh('site');
      expect(await some(5, () => take(one(site), 3))).toBe(3);
      expect(await take(one(site), 4)).toBe(true); // A message that may go further.
      expect(await take(one(site), 4)).toBe(false);
      expect(await take(one(site, 'resident r-2'), 1)).toBe(true);
    });

    it('are counted for the whole site, to exactly as many as may be, whoever they are for', async () => {
      const site = fresh('site');
      expect(await some(30, (i) => take(one(site, `resident r-${i}`), 5, 13))).toBe(13);
      expect(await some(9, (i) => take(one(site, `resident r-${i}`), 5, 20))).toBe(7);
    });

    it('of one person may be all that the site may have', async () => {
      const site = fresh('site');
      expect(await some(12, () => take(one(site), 11, 10))).toBe(10);
    });

    it('begin anew with a day, and are each site’s own', async () => {
      const [site, other] = [fresh('site'), fresh('site')];
      expect(await take(one(site), 1)).toBe(true);
      expect(await take(one(site), 1)).toBe(false);
      expect(await take(one(site, 'resident r-1', 20_459), 1)).toBe(true);
      expect(await take(one(other), 1)).toBe(true);
    });

    it('that reached nobody are counted no longer, of the person or of the site', async () => {
      const site = fresh('site');
      expect(await some(10, (i) => take(one(site, `resident r-${i % 5}`), 2, 10))).toBe(10);
      for (const person of ['resident r-1', 'resident r-3']) await stores().messageCounts.giveBack(one(site, person));
      expect(await take(one(site, 'resident r-2'), 2, 10)).toBe(false); // Not theirs that was given back.
      expect(await some(5, () => take(one(site, 'resident r-1'), 2, 10))).toBe(1);
      expect(await some(5, () => take(one(site, 'resident r-9'), 2, 10))).toBe(1);
    });

    it('are never too many, however many come at once', async () => {
      const site = fresh('site');
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, i) => take(one(site, `resident ${i % 4}`), 3, 10)),
      );
      expect(taken.filter(Boolean).length).toBeLessThanOrEqual(10);
      expect(taken.filter(Boolean).length).toBeGreaterThan(0);
    });
  });
});
