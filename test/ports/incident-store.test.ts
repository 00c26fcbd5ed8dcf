import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentCommit, Owed } from '../../app/ports.js';
import type { BankId, CompartmentId, SiteId } from '../../domain/ids.js';
import { evolveIncident } from '../../domain/incident/evolve.js';
import type { Incident } from '../../domain/incident/incident.js';
import { Case } from '../domain/incident/case.js';
import { startMs, storeKinds, type OpenStores } from './stores.js';

/** As it was raised; told of its door with everything that an item may have to keep. */
const incidentOf = (slot: string, change: Partial<Incident> = {}): Incident => {
  const one = new Case();
  const place = { bankId: 'bank-1' as BankId, compartmentId: 'A07' as CompartmentId, sensor: 'top' };
  one.find('standing', { place, detail: { doorCycle: 412, state: 'x', constructor: 'y' }, evidence: ['cycle-412'] });
  one.act('pulse-lock');
  return { ...one.incident, slot, raisedAtMs: startMs, siteId: 'site-1' as SiteId, ...change };
};

const owed = (notBeforeMs = startMs): Owed => ({
  effect: { kind: 'alert', audience: 'manager', alert: 'step' },
  atMs: startMs,
  tries: 0,
  notBeforeMs,
});

describe.each(storeKinds)('the incident store in $name', ({ open }) => {
  let opened: OpenStores;
  let count = 0;
  const newSlot = () => `slot${String(++count).padStart(12, 'a')}`;
  const incidents = () => opened.stores.incidents;
  beforeAll(async () => void (opened = await open()));
  afterAll(() => opened.close());

  const commit = (incident: Incident, version: number, more: Partial<IncidentCommit> = {}) =>
    incidents().commit({ incident, version, owed: {}, ...more });
  async function kept(change: Partial<Incident> = {}, more: Partial<IncidentCommit> = {}): Promise<Incident> {
    const incident = incidentOf(newSlot(), change);
    expect(await commit(incident, 0, more)).toBe(true);
    return incident;
  }
  const dueOf = async ({ slot }: Incident, nowMs = startMs + 1e9) =>
    (await opened.stores.due.list(nowMs, 1_000)).filter((item) => item.kind === 'incident' && item.slot === slot);

  it('what is committed comes back as it was, by its key and as the latest of its place', async () => {
    const incident = await kept({}, { owed: { '1-0': owed() } });
    const loaded = { incident, version: 1, owed: { '1-0': owed() } };
    expect(await incidents().load(incident)).toEqual(loaded);
    expect(await incidents().latest(incident.slot)).toEqual(loaded);
    expect(await incidents().load({ slot: incident.slot, n: 2 })).toBeUndefined();
    expect(await incidents().latest(newSlot())).toBeUndefined();
  });

  it('a new item is made once, and a change is of the version that was read', async () => {
    const incident = await kept();
    expect(await commit(incident, 0)).toBe(false);
    expect(await commit({ ...incident, state: 'dispatched' }, 1)).toBe(true);
    expect(await commit({ ...incident, state: 'closed' }, 1)).toBe(false);
    expect(await incidents().load(incident)).toMatchObject({ incident: { state: 'dispatched' }, version: 2 });
    expect(await commit(incidentOf(newSlot()), 3)).toBe(false);
  });

  it('a report is the first request’s that has its id, however often that comes', async () => {
    const claim = (reportId: string, madeFrom: string) => incidents().claimReport(reportId, madeFrom, startMs + 1e6);
    const [one, other] = [newSlot(), newSlot()];
    expect(await claim(one, 'this')).toBe(true);
    expect(await claim(one, 'this')).toBe(true);
    expect(await claim(one, 'that')).toBe(false);
    expect(await claim(other, 'that')).toBe(true);
  });

  it('a field that is gone is not kept from before', async () => {
    const incident = await kept({ mutedAtMs: startMs });
    await commit({ ...incident, mutedAtMs: undefined }, 1);
    expect((await incidents().load(incident))?.incident.mutedAtMs).toBeUndefined();
  });

  it('the latest of a place is that of the highest number', async () => {
    const first = await kept();
    for (const n of [2, 3, 10]) expect(await commit({ ...first, n }, 0)).toBe(true);
    expect((await incidents().latest(first.slot))?.incident.n).toBe(10);
    expect((await incidents().load({ slot: first.slot, n: 2 }))?.incident.n).toBe(2);
  });

  describe('what is owed', () => {
    it('is added to by each commit, and goes effect by effect when it is done', async () => {
      const incident = await kept({}, { owed: { '1-0': owed(), '1-1': owed() } });
      await commit(incident, 1, { owed: { '2-0': owed() } });
      await incidents().settle(incident, { done: ['1-1'] });
      expect(Object.keys((await incidents().load(incident))?.owed ?? {}).sort()).toEqual(['1-0', '2-0']);
      await incidents().settle(incident, { done: ['1-1', '1-0'] });
      expect(await incidents().load(incident)).toMatchObject({ version: 2, owed: { '2-0': owed() } });
    });

    it('is due from its instant on, until nothing is owed', async () => {
      const incident = await kept({}, { owed: { '1-0': owed() }, dueAtMs: startMs + 60_000 });
      expect(await dueOf(incident, startMs + 59_999)).toEqual([]);
      const due = { kind: 'incident', slot: incident.slot, n: 1, dueAtMs: startMs + 60_000 };
      expect(await dueOf(incident, startMs + 60_000)).toEqual([due]);
      await incidents().settle(incident, { done: ['1-0'], rest: { version: 1, again: {}, dueAtMs: undefined } });
      expect(await dueOf(incident)).toEqual([]);
    });

    it('what failed is owed with its next instant, and the item is due then', async () => {
      const incident = await kept({}, { owed: { '1-0': owed(), '1-1': owed() }, dueAtMs: startMs });
      const again = { '1-0': { ...owed(startMs + 5), tries: 1 } };
      await incidents().settle(incident, { done: ['1-1'], rest: { version: 1, again, dueAtMs: startMs + 5 } });
      expect((await incidents().load(incident))?.owed).toEqual(again);
      expect(await dueOf(incident)).toMatchObject([{ dueAtMs: startMs + 5 }]);
    });

    it('a commit that came between keeps its own due instant', async () => {
      const incident = await kept({}, { owed: { '1-0': owed() }, dueAtMs: startMs });
      await commit(incident, 1, { owed: { '2-0': owed() }, dueAtMs: startMs + 9 });
      await incidents().settle(incident, { done: ['1-0'], rest: { version: 1, again: {}, dueAtMs: undefined } });
      expect(Object.keys((await incidents().load(incident))?.owed ?? {})).toEqual(['2-0']);
      expect(await dueOf(incident)).toMatchObject([{ dueAtMs: startMs + 9 }]);
    });

    it('what another performance has done does not come back as failed', async () => {
      const incident = await kept({}, { owed: { '1-0': owed() }, dueAtMs: startMs });
      await incidents().settle(incident, { done: ['1-0'] });
      const again = { '1-0': owed(startMs + 5) };
      await incidents().settle(incident, { done: [], rest: { version: 1, again, dueAtMs: startMs + 5 } });
      expect((await incidents().load(incident))?.owed).toEqual({});
    });

    it('is taken up by one sweep of two', async () => {
      const incident = await kept({}, { owed: { '1-0': owed() }, dueAtMs: startMs });
      const due = { kind: 'incident', slot: incident.slot, n: 1, dueAtMs: startMs } as const;
      const both = await Promise.all([1, 2].map(() => incidents().claimDue(due, startMs + 60_000)));
      expect(both.sort()).toEqual([false, true]);
      expect(await dueOf(incident)).toMatchObject([{ dueAtMs: startMs + 60_000 }]);
    });

    it('settling what is not there makes nothing', async () => {
      const key = { slot: newSlot(), n: 1 };
      await incidents().settle(key, { done: ['1-0'], rest: { version: 1, again: {}, dueAtMs: startMs } });
      expect(await incidents().load(key)).toBeUndefined();
    });
  });

  describe('the list of a site', () => {
    const at = async (siteId: string, state: Incident['state'], minutes: number): Promise<string> => {
      const raisedAtMs = startMs + minutes * 60_000;
      return (await kept({ siteId: siteId as SiteId, state, raisedAtMs })).slot;
    };
    const pages = async (siteId: string, limit: number, isOpen?: boolean) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await incidents().list(siteId as SiteId, { limit, cursor, isOpen });
        seen.push(...page.items.map(({ slot }) => slot));
        cursor = page.cursor;
      } while (cursor);
      return seen;
    };

    it('has open ones first, of either the newest first, page by page', async () => {
      const old = await at('site-a', 'resolving', 1);
      const closed = await at('site-a', 'closed', 3);
      const resolved = await at('site-a', 'resolved-remotely', 2);
      const dispatched = await at('site-a', 'dispatched', 4);
      await at('site-b', 'raised', 5);
      expect(await pages('site-a', 3)).toEqual([dispatched, old, closed, resolved]);
      expect(await pages('site-a', 1)).toEqual([dispatched, old, closed, resolved]);
      expect(await pages('site-a', 1, true)).toEqual([dispatched, old]);
      expect(await pages('site-a', 5, false)).toEqual([closed, resolved]);
    });

    it('moves an incident when it ends, and has none of which only the end was heard', async () => {
      const incident = await kept({ siteId: 'site-c' as SiteId, state: 'resolving' });
      expect(await pages('site-c', 5, true)).toEqual([incident.slot]);
      await commit({ ...incident, state: 'resolved-remotely' }, 1);
      expect(await pages('site-c', 5, true)).toEqual([]);
      expect(await pages('site-c', 5)).toEqual([incident.slot]);
      const subject = {
        siteId: 'site-c' as SiteId,
        place: incident.place,
        cause: incident.cause,
        severity: 'P2',
      } as const;
      const slot = newSlot();
      const noted = {
        type: 'end-noted',
        atMs: startMs,
        slot,
        n: 0,
        subject,
        key: 'k',
        occurredAtMs: 1,
        isStale: false,
      } as const;
      expect(await commit(evolveIncident(undefined, noted), 0)).toBe(true);
      expect(await pages('site-c', 5)).toEqual([incident.slot]);
      expect((await incidents().latest(slot))?.incident).toMatchObject({ n: 0, endedAtMs: 1 });
    });
  });
});
