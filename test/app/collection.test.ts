import { describe, expect, it } from 'vitest';
import { decideByPerson } from '../../app/api/person.js';
import type { Ports } from '../../app/ports.js';
import { sweep } from '../../app/sweep.js';
import type { CompartmentId, StayId } from '../../domain/ids.js';
import { bankId, courierCode, House, siteId } from './house.js';

const hourMs = 3_600_000;
const broken = () => Promise.reject(new Error('the world failed'));

/** Parcels lie in A01, A02, …, each brought an hour after the one before, and all of them overdue. */
async function overdue(parcels: number): Promise<House> {
  const house = await House.open();
  for (let i = 1; i <= parcels; i++) {
    await house.tell(house.deposit(`d${i}`));
    await house.tell(house.closed(`A0${i}`, 500, 440));
    house.nowMs += hourMs;
  }
  house.nowMs += 80 * hourMs;
  for (let i = 1; i <= parcels; i++) await house.becomeOverdue(`A0${i}`);
  return house;
}

const stateAt = async (house: House, compartmentId: string) => (await house.door(compartmentId)).door.stay?.state;
const policyOf = async (house: House, change: object) => {
  const site = (await house.ports.registry.sites.read({ siteId }))!;
  await house.ports.registry.sites.replace({ ...site, policy: { ...site.policy, ...change } });
  house.nowMs += 2 * 60_000; // What a warm function keeps of a site is a minute old at most.
};

describe('a carrier', () => {
  it('is given one door a request, the oldest parcel first, and told how many remain', async () => {
    const house = await overdue(3);
    const opened: unknown[] = [];
    for (const n of [1, 2, 3]) {
      await house.tell(house.collect(`c${n}`));
      opened.push([house.opens().at(-1)?.compartmentId, (house.lines() as string[])[2]]);
      await house.tell(house.closed(`A0${n}`, 440, 500));
      expect(house.screens().at(-1)).toBe('returned');
    }
    expect(opened).toEqual([
      ['A01', '2 more to collect.'],
      ['A02', '1 more to collect.'],
      ['A03', 'It is the last one.'],
    ]);
    await house.tell(house.collect('c4'));
    expect(house.screens().at(-1)).toBe('nothing-to-collect');
    expect(house.opens()).toHaveLength(6);
    expect(house.told().filter((told) => told.startsWith('parcel-returned'))).toHaveLength(3);
    for (const n of [1, 2, 3]) {
      expect((await house.door(`A0${n}`)).door).toMatchObject({ compartment: 'free', stay: { state: 'returned' } });
    }
  });

  it('takes a parcel after which its code is dead and nobody is reminded', async () => {
    const house = await overdue(1);
    const code = house.code();
    await house.tell(house.collect('c1'));
    await house.tell(house.pickup('p1', code));
    expect(house.screens().at(-1)).toBe('being-returned');
    await house.tell(house.closed('A01', 440, 500));
    await house.tell(house.pickup('p2', code));
    expect(house.screens().at(-1)).toBe('unknown-code');
    const { stay } = (await house.door('A01')).door;
    expect(stay?.next.atMs).toBe(0);
    expect(house.told().slice(-2)).toEqual(['parcel-overdue +12025550112', 'parcel-returned +12025550112']);
  });

  it('is sent to the doors that did not open last', async () => {
    const house = await overdue(2);
    await house.tell(house.collect('c1'));
    const { commandId } = house.opens().at(-1)!;
    const failed = { type: 'command-result', bankId, messageId: 'm-f', commandId, outcome: 'failed' } as const;
    await house.tell({ ...failed, windows: [], times: house.times() });
    expect([house.screens().at(-1), await stateAt(house, 'A01')]).toEqual(['return-stuck', 'overdue']);
    const after: unknown[] = [];
    for (const n of [2, 3]) {
      await house.tell(house.collect(`c${n}`));
      after.push(house.opens().at(-1)?.compartmentId);
    }
    expect(after).toEqual(['A02', 'A01']);
  });

  it('who leaves the parcel is told, and it is overdue as before', async () => {
    const house = await overdue(1);
    await house.tell(house.collect('c1'));
    await house.tell(house.closed('A01', 440, 440));
    expect([house.screens().at(-1), await stateAt(house, 'A01')]).toEqual(['not-taken', 'overdue']);
    await house.tell(house.collect('c2'));
    await house.tell(house.closed('A01', 440, 500));
    expect(await stateAt(house, 'A01')).toBe('returned');
  });

  it.each([
    ['typed wrongly', '00000000', 0, 'unknown-courier'],
    ['too late', courierCode, 20_001, 'too-late'],
  ])('whose request is %s gets nothing', async (_, typed, ageMs, refusal) => {
    const house = await overdue(1);
    const asked = house.collect('c1');
    const changed = { ...asked, courierCode: typed, times: house.times(house.nowMs - ageMs) };
    await house.tell(changed);
    expect([house.screens().at(-1), await stateAt(house, 'A01')]).toEqual([refusal, 'overdue']);
  });

  it('gets only what a manager marked where the policy says so', async () => {
    const house = await overdue(1);
    await policyOf(house, { carrierMayCollect: false });
    await house.tell(house.collect('c1'));
    expect(house.screens().at(-1)).toBe('nothing-to-collect');
    const stay = (await house.door('A01')).door.stay!;
    const asked = {
      type: 'return',
      siteId,
      parcelId: stay.parcelId,
      actor: 'm',
      key: 'k',
      reason: 'moved out',
    } as const;
    const marked = await decideByPerson(house.ports, { ...asked, times: house.times(), requestId: 'api-1' });
    expect(marked).toMatchObject({ state: 'overdue' });
    await house.tell(house.collect('c2'));
    expect(await stateAt(house, 'A01')).toBe('returning');
  });
});

describe('a collection request', () => {
  it.each(['one after the other', 'at once'])('that comes three times, %s, opens one door', async (how) => {
    const house = await overdue(3);
    const calls = [1, 2, 3].map(() => () => house.tell(house.collect('c1')));
    if (how === 'at once') await Promise.all(calls.map((call) => call()));
    else for (const call of calls) await call();
    const states = await Promise.all(['A01', 'A02', 'A03'].map((door) => stateAt(house, door)));
    expect(states).toEqual(['returning', 'overdue', 'overdue']);
    expect(new Set(house.opens().map(({ commandId }) => commandId)).size).toBe(4);
  });

  it('that comes again a day later, delivered as if it were new, opens neither its door nor another', async () => {
    const house = await overdue(2);
    const first = house.collect('c1');
    await house.tell(first);
    await house.tell(house.closed('A01', 440, 440)); // Not taken: the door could be opened again.
    house.nowMs += 24 * hourMs;
    const opens = house.opens().length;
    await house.tell({ ...first, times: house.times() });
    expect(house.opens()).toHaveLength(opens);
  });

  it('that comes again when its door has forgotten it, after ten others, opens nothing', async () => {
    const house = await overdue(1);
    const first = house.collect('c1');
    await house.tell(first);
    await house.tell(house.closed('A01', 440, 440));
    for (let n = 2; n <= 11; n++) {
      await house.tell(house.collect(`c${n}`));
      await house.tell(house.closed('A01', 440, 440));
    }
    expect((await house.door('A01')).door.stay).toMatchObject({ leases: 12, returns: [5, 6, 7, 8, 9, 10, 11, 12] });
    await house.tell({ ...first, times: house.times() });
    expect(house.opens()).toHaveLength(12);
    expect(house.screens().at(-1)).toBe('door-taken');
  });

  it('whose call died after its claim opens the door that it claimed when it is tried again', async () => {
    const house = await overdue(2);
    const first = house.collect('c1');
    const dead: Ports = { ...house.ports, doors: { ...house.ports.doors, commit: broken } };
    await expect(house.tell(first, { by: 'a', ports: dead })).rejects.toThrow();
    house.nowMs += 1_000;
    await house.tell(first, { by: 'a' });
    expect(house.opens().at(-1)?.compartmentId).toBe('A01');
    expect(await stateAt(house, 'A02')).toBe('overdue');
  });

  it('does not take a door that its resident opened meanwhile', async () => {
    const house = await overdue(1);
    const code = house.code();
    const load: Ports['doors']['load'] = async (key) => {
      const loaded = await house.ports.doors.load(key);
      await house.tell(house.pickup('p1', code)); // Between the look and the commit.
      return loaded;
    };
    await house.tell(house.collect('c1'), { ports: { ...house.ports, doors: { ...house.ports.doors, load } } });
    expect(await stateAt(house, 'A01')).toBe('collecting');
    expect(house.opens().filter(({ commandId }) => commandId.endsWith('-3-open'))).toEqual([]);
  });

  it('tells the resident that the parcel went back although the call that saw it died', async () => {
    const house = await overdue(1);
    await house.tell(house.collect('c1'));
    await house.tellWhileMute(house.closed('A01', 440, 500));
    house.nowMs += hourMs;
    await sweep(house.ports);
    await sweep(house.ports);
    expect(house.told().at(-1)).toBe('parcel-returned +12025550112');
    expect(house.told().filter((told) => told.startsWith('parcel-returned'))).toHaveLength(1);
  });
});

describe('a full bank', () => {
  /** Four parcels in four doors, the first two of them overdue; and a second bank of one free door. */
  async function full(near?: string[]): Promise<House> {
    const house = await overdue(2);
    for (const n of [3, 4]) {
      await house.tell(house.deposit(`d${n}`));
      await house.tell(house.closed(`A0${n}`, 500, 440));
    }
    const { registry, doors } = house.ports;
    const row = { createdAtMs: 0, madeFrom: '', version: 1, siteId, profile: 'tof', controllerId: 'c', doors: [] };
    for (const id of ['bank-2', 'bank-3']) {
      await registry.banks.create({ ...row, id, doorCycles: {} } as never);
      const { door } = await house.door('A01');
      const fresh = {
        ...door,
        bankId: id,
        compartmentId: 'B01' as CompartmentId,
        compartment: 'free',
        stay: undefined,
      };
      await doors.register({ ...fresh, size: id === 'bank-2' ? 'S' : 'M' } as never);
    }
    const bank = (await registry.banks.read({ bankId }))!;
    if (near) await registry.banks.replace({ ...bank, near: near as never });
    house.nowMs += 2 * 60_000;
    return house;
  }

  it('names the nearest bank that has a fitting free door', async () => {
    const house = await full();
    await house.tell(house.deposit('x'));
    expect(house.screens().at(-1)).toBe('bank-full');
    expect(house.lines()).toEqual([
      'No door of this size is free here.',
      'The nearest bank with a free door is',
      'bank-3', // That of bank-2 is too small.
    ]);
  });

  it.each([
    [['bank-3', 'bank-2'], 'bank-3'],
    [['bank-2', 'nowhere', 'bank-1', 'bank-3'], 'bank-3'],
    [['a', 'b', 'c', 'bank-3'], undefined],
    [[], undefined],
  ])('looks at three others in its own order: %j', async (near, named) => {
    const house = await full(near);
    await house.tell(house.deposit('x'));
    expect((house.lines() as string[])[2]).toBe(named);
    if (!named) expect((house.lines() as string[])[1]).toBe('Please try a larger size, or later.');
  });

  it('sends nobody to a bank that is taken out of service, all of whose doors are free', async () => {
    const house = await full();
    const { banks } = house.ports.registry;
    const retirement = { by: 'ann', reason: 'the house is sold', askedAtMs: house.nowMs };
    await banks.replace({ ...(await banks.read({ bankId: 'bank-3' as never }))!, retirement });
    await house.tell(house.deposit('x'));
    expect((house.lines() as string[])[1]).toBe('Please try a larger size, or later.');
  });

  it('asks the residents of its overdue parcels for room, once a day each, however many find no door', async () => {
    const house = await full();
    const asked = () => house.told().filter((told) => told.startsWith('space-needed')).length;
    await Promise.all([house.tell(house.deposit('x')), house.tell(house.deposit('y')), house.tell(house.deposit('z'))]);
    expect(asked()).toBe(2);
    house.nowMs += 23 * hourMs;
    await house.tell(house.deposit('w'));
    expect(asked()).toBe(2);
    house.nowMs += hourMs;
    await house.tell(house.deposit('v'));
    expect(asked()).toBe(4);
  });

  it('asks nobody of whom there is evidence of pickup, nobody for what fits no door, and nobody against the policy', async () => {
    const house = await full();
    const asked = () => house.told().filter((told) => told.startsWith('space-needed')).length;
    const tooLarge = { ...house.deposit('x'), dimensionsMm: [2_000, 10, 10] } as never;
    await house.tell(tooLarge);
    expect(asked()).toBe(0);
    await policyOf(house, { nudgeOverdueWhenFull: false });
    await house.tell(house.deposit('y'));
    expect(asked()).toBe(0);
    await policyOf(house, { nudgeOverdueWhenFull: true });
    const { stay } = (await house.door('A01')).door;
    await house.tell(house.pickup('p', await house.ports.secrets.pickupCode(stay?.id as StayId, 1)));
    await house.tell(house.closed('A01', 440, 440));
    await house.tell(house.deposit('z'));
    expect(asked()).toBe(1);
  });

  it('has answered before it asks: what fails then is counted, and fails nothing', async () => {
    const house = await full();
    const timersDead: Ports = { ...house.ports, doors: { ...house.ports.doors, list: broken } };
    await house.tell(house.deposit('x'), { ports: timersDead });
    expect(house.screens().at(-1)).toBe('bank-full');
  });
});
