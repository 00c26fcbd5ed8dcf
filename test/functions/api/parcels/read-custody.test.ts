import { beforeEach, describe, expect, it } from 'vitest';
import type { CustodyRow } from '../../../../app/ports.js';
import { hashOfRow } from '../../../../simulator/custody-hash.js';
import { makeHouse, storedParcel, type House } from '../world.js';

const route = 'GET /v1/sites/{siteId}/parcels/{parcelId}/custody';
const rowsInAll = 2_500;

let house: House;
let parcelId: string;
let kept: CustodyRow[];
/** A parcel behind a door that swings for days: its log goes on, sealed by the simulator's own hand. */
beforeEach(async () => {
  house = await makeHouse();
  ({ parcelId } = await storedParcel(house));
  const { load } = house.doors;
  const { door } = (await load({ bankId: 'bank-1' as never, compartmentId: 'A01' as never }))!;
  kept = await house.custody.read(door.chain.id);
  while (kept.length < rowsInAll) {
    const before = kept.at(-1)!;
    const next = { ...before, n: before.n + 1, previous: before.hash, told: [] };
    kept.push({ ...next, hash: hashOfRow(next) });
  }
  house.custody.read = async (_chain, part) =>
    part && 'afterN' in part ? kept.filter(({ n }) => n > part.afterN).slice(0, part.limit) : kept;
  const chain = { ...door.chain, n: rowsInAll, head: kept.at(-1)!.hash };
  house.doors.load = async (key) => {
    const loaded = await load(key);
    return loaded && { ...loaded, door: { ...loaded.door, chain } };
  };
});

const read = async (query: Record<string, string> = {}, of = route) =>
  (await house.call(house.manager, of, { path: { ...house.path, parcelId }, query })).body;
/** What of the log an answer shows. */
const shown = ({ state, broken, nextAfterN, head, rows }: Record<string, unknown>) => {
  const ns = (rows as { n: number }[]).map(({ n }) => n);
  return [state, broken, ns[0], ns.at(-1), ns.length, nextAfterN, (head as { n: number } | undefined)?.n];
};

describe('a custody log that is long', () => {
  it('is read whole by nobody, whatever is asked of its parcel: its door swings, and a manager acts all the same', async () => {
    const asked: unknown[] = [];
    const { read: readLog } = house.custody;
    house.custody.read = (chain, part) => {
      asked.push(part);
      return readLog(chain, part);
    };
    const path = { ...house.path, parcelId };
    for (const [verb, more] of [
      ['code', {}],
      ['move', {}],
      ['override', { finding: 'present' }],
    ] as const) {
      const body = { reason: 'its door swings', ...more };
      await house.call(house.manager, `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`, { path, body, key: verb });
    }
    await read({}, 'GET /v1/sites/{siteId}/parcels/{parcelId}/messages');
    expect(asked.length).toBeGreaterThan(3);
    expect(asked).not.toContain(undefined);
  });

  it('is read a thousand rows at a time; the last part knows what its door knows', async () => {
    expect(shown(await read())).toEqual(['holds', undefined, 1, 1_000, 1_000, 1_000, undefined]);
    expect(shown(await read({ afterN: '1000' }))).toEqual(['holds', undefined, 1_001, 2_000, 1_000, 2_000, undefined]);
    expect(shown(await read({ afterN: '2000' }))).toEqual(['holds', undefined, 2_001, 2_500, 500, undefined, 2_500]);
    expect(shown(await read({ afterN: '1500' }))).toEqual(['holds', undefined, 1_501, 2_500, 1_000, undefined, 2_500]);
    expect(shown(await read({ afterN: '2500' }))).toEqual(['holds', undefined, undefined, undefined, 0, undefined, 2_500]); // prettier-ignore
    expect(await read({ afterN: '-1' })).toMatchObject({ code: 'invalid-query' });
  });

  it('is broken in the part where it was changed, also at its first row, and where rows are missing at its end', async () => {
    const [first] = kept.splice(1_000, 1);
    expect(await read()).toMatchObject({ state: 'holds', nextAfterN: 1_000 });
    expect(await read({ afterN: '1000' })).toMatchObject({ broken: { n: 1_001, why: 'missing' } });
    kept.splice(1_000, 0, { ...first!, previous: 'ab'.repeat(32) });
    expect(await read({ afterN: '1000' })).toMatchObject({ broken: { n: 1_001, why: 'previous-does-not-match' } });
    expect(await read({ afterN: '2000' })).toMatchObject({ state: 'holds' });
    kept.splice(2_400);
    house.clock.now += 16 * 60_000;
    expect(await read({ afterN: '2000' })).toMatchObject({ broken: { n: 2_401, why: 'missing' } });
  });

  it('does not hold after a row that is not there: what came before it may have been changed', async () => {
    kept.splice(999, 1);
    const missing = { n: 1_000, why: 'missing' };
    expect(await read()).toMatchObject({ state: 'broken', broken: missing });
    expect(await read({ afterN: '1000' })).toMatchObject({ state: 'broken', broken: missing, rows: [] });
    expect(await read({ afterN: '99999' })).toMatchObject({ state: 'broken', broken: { n: 99_999, why: 'missing' } });
  });

  it('holds where a commit comes while it is read: the door was read before it', async () => {
    const { load } = house.doors;
    let reads = 0;
    house.doors.load = async (key) => {
      const loaded = (await load(key))!;
      const before = kept.at(-2)!;
      const chain = { ...loaded.door.chain, n: before.n, head: before.hash };
      return ++reads === 1 ? { ...loaded, door: { ...loaded.door, chain } } : loaded;
    };
    expect(shown(await read({ afterN: '2000' }))).toEqual(['holds', undefined, 2_001, 2_500, 500, undefined, 2_500]);
    // A row that the door never knew of was put there by somebody else.
    const last = kept.at(-1)!;
    const forged = { ...last, n: last.n + 1, previous: last.hash };
    kept.push({ ...forged, hash: hashOfRow(forged) });
    expect(await read({ afterN: '2000' })).toMatchObject({ broken: { n: 2_501, why: 'not-the-last' } });
  });

  it('is whole in the evidence, and judged there as one', async () => {
    const evidence = 'GET /v1/sites/{siteId}/parcels/{parcelId}/evidence';
    const whole = async () => (await read({}, evidence))['custody'] as Record<string, unknown>;
    expect(shown(await whole())).toEqual(['holds', undefined, 1, 2_500, 2_500, undefined, 2_500]);
    kept[1_234] = { ...kept[1_234]!, occurredAtMs: 1 };
    expect(await whole()).toMatchObject({ state: 'broken', broken: { n: 1_235, why: 'content-does-not-match' } });
  });
});
