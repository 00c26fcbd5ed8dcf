import { describe, expect, it } from 'vitest';
import { adoptParcel, type AdoptionAsked } from '../../../app/api/adopt-parcel.js';
import { brokenLink } from '../../../app/api/custody.js';
import { moveParcel } from '../../../app/api/move-parcel.js';
import { decideByPerson } from '../../../app/api/person.js';
import type { Ports } from '../../../app/ports.js';
import { sweep } from '../../../app/sweep.js';
import { isOpen } from '../../../domain/incident/incident.js';
import type { Authority } from '../../../domain/inputs.js';
import { crashing } from '../crash.js';
import { fetchedMeanwhile } from '../fetched-meanwhile.js';
import { bankId, House, siteId } from '../house.js';

const minuteMs = 60_000;
/** Where a parcel of 60 mm lies, and where nothing does. */
const [full, empty] = [440, 500];
const byKey: Authority = { kind: 'key' };

/** A courier was given A01, which closed on nothing, and something came into A03. Their window is over. */
async function strayed({ trackingNumber }: { trackingNumber?: string } = {}): Promise<House> {
  const house = await House.open();
  if (trackingNumber) await house.announce(trackingNumber);
  await house.tell({ ...house.deposit('r1'), ...(trackingNumber && { recipient: { trackingNumber } }) });
  house.nowMs += minuteMs / 2;
  await house.tell(house.closed('A01', empty, empty));
  await comes(house);
  await house.runUntil(house.nowMs + 20 * minuteMs);
  return house;
}

const comes = (house: House, door = 'A03', authority = byKey) =>
  house.tell({ ...house.closed(door, empty, full), authority });

const parcelOf = (house: House) => house.ports.parcels.all()[0]!;
let calls = 0;
const found = (house: House, change: Partial<AdoptionAsked> = {}, ports: Ports = house.ports) =>
  adoptParcel(ports, {
    ...{ siteId, parcelId: parcelOf(house).id, compartmentId: 'A03' as never, actor: 'mia', key: 'k' },
    ...{ reason: 'the courier says so', times: house.times(), requestId: `api-call-${++calls}`, ...change },
  });
const doors = async (house: House) =>
  (await house.ports.doors.loadAll(bankId)).map(({ door }) => `${door.compartment} ${door.stay?.state ?? ''}`.trim());
const open = ({ ports }: House) =>
  ports.incidents.all().flatMap(({ incident }) => (isOpen(incident) ? [incident] : []));
const refused = { before: ['free cancelled', 'free', 'quarantined', 'free'], not: { refusal: 'not-now' } };
const stored = ['free cancelled', 'free', 'occupied stored', 'free'];

describe('a parcel that a named person has found in another door than its own', () => {
  it('is stored there: its resident is told with a code that opens that door, and the incident is over', async () => {
    const house = await strayed();
    expect(await doors(house)).toEqual(refused.before);
    expect(open(house).map(({ cause }) => cause)).toEqual(['wrong-compartment']);
    const screens = house.screens().length;
    expect(await found(house)).toMatchObject({ state: 'stored', vouched: false, claim: { compartmentId: 'A03' } });
    expect(await doors(house)).toEqual(stored);
    expect(open(house)).toEqual([]);
    const { incident } = house.ports.incidents
      .all()
      .find(({ incident: { cause, n } }) => cause === 'wrong-compartment' && n > 0)!;
    expect(incident).toMatchObject({ resolution: { how: 'remotely' } });
    expect(incident.visit).toBeUndefined();
    expect(house.told().at(-1)).toBe('parcel-stored +12025550112');
    expect(house.screens()).toHaveLength(screens); // Nobody stands there any more.
    await house.tell(house.pickup('r2', house.code()));
    expect(house.opens().at(-1)).toMatchObject({ compartmentId: 'A03' });
    await house.tell(house.closed('A03', full, empty));
    expect(house.screens().at(-1)).toBe('collected');
    expect(await doors(house)).toEqual(['free cancelled', 'free', 'free collected', 'free']);
  });

  it('has it in the custody log of that door, whole, who said so, why, and from which stay it comes', async () => {
    const house = await strayed();
    const { stayId: from } = parcelOf(house).claim!;
    await found(house);
    const { claim } = parcelOf(house);
    expect(claim?.movedFrom).toEqual([{ compartmentId: 'A01', stayId: from }]);
    const rows = await house.ports.custody.read(claim!.stayId);
    expect(brokenLink(house.ports.digest, rows)).toBeUndefined();
    expect(rows[0]?.events[0]).toMatchObject({
      ...{ type: 'deposit-adopted', residentId: 'resident-1', courierId: 'courier-1' },
      ...{ from: { compartmentId: 'A01', stayId: from }, person: { actor: 'mia', reason: 'the courier says so' } },
    });
  });

  it('is so once a key, and another request under that key is refused', async () => {
    const house = await strayed();
    const first = await found(house);
    expect(await found(house)).toEqual(first);
    const reused = { refusal: 'idempotency-key-reused' };
    expect(await found(house, { reason: 'another' })).toEqual(reused);
    expect(await found(house, { compartmentId: 'A02' as never })).toEqual(reused);
    const word = { siteId, parcelId: parcelOf(house).id, actor: 'mia', key: 'k', times: house.times(), requestId: 'x' };
    const override = { ...word, type: 'override', finding: 'present', reason: 'the courier says so' } as const;
    expect(await decideByPerson(house.ports, override)).toEqual(reused);
    expect(await found(house, { key: 'k2' })).toEqual(refused.not); // It is stored already.
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A03', full, empty));
    expect(await found(house)).toMatchObject({ state: 'collected' });
    expect(await found(house, { key: 'k2' })).toEqual(refused.not);
    expect(house.told().filter((told) => told.startsWith('parcel-stored'))).toHaveLength(1);
  });

  it('is the first that asks for it where two do at once', async () => {
    const house = await strayed();
    await Promise.all([found(house), found(house, { key: 'k2' })]);
    expect(await doors(house)).toEqual(stored);
    expect(house.told().filter((told) => told.startsWith('parcel-stored'))).toHaveLength(1);
  });

  it('is the same under its key also after it was moved on from there', async () => {
    const house = await strayed();
    await found(house);
    const site = (await house.ports.registry.sites.read({ siteId }))!;
    await moveParcel(house.ports, {
      ...{ site, siteId, parcelId: parcelOf(house).id, compartmentId: 'A02' as never, actor: 'mia', key: 'm' },
      ...{ reason: 'a smaller door', times: house.times(), requestId: 'move-call' },
    });
    await house.tell(house.closed('A03', full, empty));
    await house.tell(house.closed('A02', empty, full));
    expect(await found(house)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A02' } });
  });

  it('is stored in its own door where that is the one that is named', async () => {
    const house = await strayed();
    await comes(house, 'A01');
    expect(await found(house, { compartmentId: 'A01' as never })).toMatchObject({ claim: { compartmentId: 'A01' } });
    expect((await doors(house))[0]).toBe('occupied stored');
  });
});

describe('it is refused, and nothing is changed', () => {
  const unchanged = async (house: House, change: Partial<AdoptionAsked>, refusal: string) => {
    const [before, parcel] = [await doors(house), parcelOf(house)];
    expect(await found(house, change)).toEqual({ refusal });
    expect([await doors(house), parcelOf(house)]).toEqual([before, parcel]);
  };

  it('at another site, of another bank’s door, and as somebody has read it before', async () => {
    const house = await strayed();
    await house.anotherBank('bank-2');
    await unchanged(house, { siteId: 'site-2' as never }, 'not-found');
    await unchanged(house, { compartmentId: 'B01' as never }, 'unknown-compartment');
    await unchanged(house, { ifMatch: [parcelOf(house).version - 1] }, 'changed-since-read');
  });

  it('where that door is held for nothing, or somebody has taken it out again', async () => {
    const house = await strayed();
    await unchanged(house, { compartmentId: 'A02' as never }, 'not-now');
    await house.tell({ ...house.closed('A03', full, empty), authority: byKey });
    await unchanged(house, {}, 'not-now');
  });

  it('where nobody had a right to open that door', async () => {
    const house = await strayed();
    await house.tell({ ...house.closed('A03', full, full), authority: { kind: 'none' } });
    await unchanged(house, {}, 'not-now');
  });

  it('where the courier is being asked at the door that was given, and where it was stored there after all', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', empty, empty));
    await comes(house);
    await unchanged(house, {}, 'not-now');
    await comes(house, 'A01');
    await unchanged(house, {}, 'not-now');
  });

  it('where its courier has brought it anew meanwhile', async () => {
    const house = await strayed({ trackingNumber: 'TN-1' });
    await house.tell({ ...house.deposit('r2'), recipient: { trackingNumber: 'TN-1' } } as never);
    expect(parcelOf(house).state).toBe('placing');
    await unchanged(house, {}, 'not-now');
  });

  it('where another request has claimed it, and came to nothing: whose visit that was, nobody knows', async () => {
    const house = await strayed();
    const { id, version, claim } = parcelOf(house);
    const another = { ...claim!, stayId: 'A02-another' as never };
    await house.ports.parcels.change(id, version, { state: 'placing', claim: another });
    house.nowMs += 2 * minuteMs;
    await unchanged(house, {}, 'not-now');
  });

  it('where what lies there came before its courier was given a door, or under the lease of another visit', async () => {
    const early = await House.open();
    await comes(early);
    early.nowMs += 1;
    await early.tell(early.deposit('r1'));
    await early.tell(early.closed('A01', empty, empty));
    await early.runUntil(early.nowMs + 20 * minuteMs);
    await unchanged(early, {}, 'not-now');

    // Nor does a look into that door make it any younger.
    const looked = await House.open();
    await comes(looked);
    looked.nowMs += 60 * minuteMs;
    await looked.tell(looked.deposit('r1'));
    await looked.tell({ ...looked.closed('A03', full, full), authority: byKey });
    await looked.tell(looked.closed('A01', empty, empty));
    await looked.runUntil(looked.nowMs + 20 * minuteMs);
    await unchanged(looked, {}, 'not-now');

    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const { leaseId } = house.opens().at(-1)!;
    const continued = { bankId, messageId: 'm-c', requestId: 'c', compartmentId: 'A01' as never, leaseId: leaseId! };
    await house.tell({ type: 'deposit-cancelled', ...continued, times: house.times() });
    house.nowMs += 2 * minuteMs;
    await house.tell(house.deposit('r2'));
    await house.tell(house.closed('A02', empty, empty));
    await house.tell(house.closed('A01', empty, full));
    await house.runUntil(house.nowMs + 20 * minuteMs);
    const parcel = house.ports.parcels.all().find(({ claim }) => claim?.compartmentId === 'A02');
    expect((await house.door('A01')).door.quarantine).toBe('content-unexpected');
    expect(await found(house, { parcelId: parcel!.id, compartmentId: 'A01' as never })).toEqual(refused.not);
  });

  it('where a resident could open that door since its courier was given one: they may have put something back, under whatever right', async () => {
    const house = await fetchedMeanwhile();
    await comes(house, 'A01');
    await house.runUntil(house.nowMs + 20 * minuteMs);
    const parcel = house.ports.parcels.all().find(({ claim }) => claim?.compartmentId === 'A02')!;
    expect(parcel.state).toBe('cancelled');
    expect((await house.door('A01')).door.quarantine).toBe('content-unexpected');
    expect(await found(house, { parcelId: parcel.id, compartmentId: 'A01' as never })).toEqual(refused.not);
  });

  it('where nobody is left to be told', async () => {
    const house = await strayed();
    const directory = { ...house.ports.directory, resident: async () => undefined };
    expect(await found(house, {}, { ...house.ports, directory })).toEqual({ refusal: 'unknown-resident' });
  });
});

it('another courier cannot claim the parcel while it is being stored where it was found', async () => {
  const house = await strayed({ trackingNumber: 'TN-1' });
  const { doors: store } = house.ports;
  const { commit } = store;
  store.commit = async (committed) => {
    store.commit = commit;
    await house.tell({ ...house.deposit('r2'), recipient: { trackingNumber: 'TN-1' } } as never);
    return commit.call(store, committed);
  };
  expect(await found(house)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A03' } });
  expect(await doors(house)).toEqual(stored);
});

/** The record was to follow by policy; something befell A03 between the two commits: called off, its claim names A03. */
async function overtaken(befalls: (house: House) => Promise<void>): Promise<House> {
  const house = await House.open();
  const site = (await house.ports.registry.sites.read({ siteId }))!;
  await house.ports.registry.sites.replace({ ...site, policy: { ...site.policy, wrongCompartment: 'reassign' } });
  await house.tell(house.deposit('r1'));
  house.nowMs += minuteMs / 2;
  await comes(house);
  house.nowMs += minuteMs / 2;
  const { parcels } = house.ports;
  const { change } = parcels;
  parcels.change = async (...args) => {
    const isChanged = await change.apply(parcels, args);
    parcels.change = change;
    await befalls(house);
    return isChanged;
  };
  await house.tell(house.closed('A01', empty, empty));
  expect(await doors(house)).toEqual(refused.before);
  expect(parcelOf(house)).toMatchObject({ state: 'cancelled', claim: { compartmentId: 'A03' } });
  return house;
}

const lookedInto = (house: House) => house.tell({ ...house.closed('A03', full, full), authority: byKey });

it('is stored where the site’s policy would have stored it, had that door not been open just then', async () => {
  const house = await overtaken(async (at) => {
    const [compartmentId, openForMs] = ['A03' as never, minuteMs];
    const ajar = { type: 'door-ajar', bankId, messageId: 'm-ajar', compartmentId, doorCycle: 2, openForMs } as const;
    await at.tell({ ...ajar, authority: byKey, times: at.times() });
  });
  await lookedInto(house);
  expect(await found(house)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A03' } });
});

it('is not what lies there since a resident could open that door, though its claim has named that door before', async () => {
  const house = await overtaken(lookedInto);
  const { id: parcelId } = parcelOf(house);
  house.nowMs += minuteMs;
  await house.tell({ ...house.closed('A03', full, empty), authority: byKey });
  expect((await doors(house))[2]).toBe('free');
  for (const door of ['A01', 'A02', 'A03']) {
    house.nowMs += minuteMs;
    await house.tell(house.deposit(`to-${door}`));
    await house.tell(house.closed(door, empty, full));
  }
  await house.tell(house.pickup('r2', house.code()));
  expect(house.opens().at(-1)).toMatchObject({ compartmentId: 'A03' });
  await house.tell(house.closed('A03', full, empty));
  house.nowMs += minuteMs;
  await comes(house);
  expect((await doors(house))[2]).toBe('quarantined collected');
  expect(await found(house, { parcelId })).toEqual(refused.not);
});

describe('a call that has ended on its way to another door', () => {
  /** Its claim is that door's already. */
  async function halfWay(): Promise<House> {
    const house = await strayed();
    await house.tell({ ...house.closed('A04', empty, full), authority: byKey });
    const doors: Ports['doors'] = { ...house.ports.doors, load: house.ports.doors.load.bind(house.ports.doors) };
    doors.commit = () => Promise.reject(new Error('the call ends'));
    await expect(found(house, { compartmentId: 'A04' as never }, { ...house.ports, doors })).rejects.toThrow();
    expect(parcelOf(house)).toMatchObject({ state: 'cancelled', claim: { compartmentId: 'A04' } });
    return house;
  }

  it('keeps the parcel from another for a minute, which then stores it as what was to come to the first door', async () => {
    const house = await halfWay();
    house.nowMs += minuteMs - 1;
    expect(await found(house, { key: 'k2' })).toEqual(refused.not);
    house.nowMs += 1;
    expect(await found(house, { key: 'k2' })).toMatchObject({ state: 'stored', claim: { compartmentId: 'A03' } });
    const { claim } = parcelOf(house);
    expect(claim?.movedFrom).toMatchObject([{ compartmentId: 'A01' }]);
    const [row] = await house.ports.custody.read(claim!.stayId);
    expect(row?.events[0]).toMatchObject({ type: 'deposit-adopted', from: { compartmentId: 'A01' } });
  });

  it('leaves its own door one in which it can be found', async () => {
    const house = await halfWay();
    await comes(house, 'A01');
    house.nowMs += minuteMs;
    const inOwn = { compartmentId: 'A01' as never, key: 'k2' };
    expect(await found(house, inOwn)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A01' } });
    expect((await doors(house))[0]).toBe('occupied stored');
    expect(await found(house, inOwn)).toMatchObject({ state: 'stored' });
  });
});

describe('a crash at any call of the world', () => {
  const quietly = (run: Promise<unknown>) => run.catch(() => undefined);
  const settle = async (house: House) => {
    for (let minute = 0; minute < 4; minute++) {
      house.nowMs += minuteMs;
      await sweep(house.ports);
    }
  };
  const countOf = async () => {
    const house = await strayed();
    const { ports, calls: made } = crashing(house.ports, 0, 'before');
    await found(house, {}, ports);
    return made();
  };

  it.each([1, 2])(
    'asked again with what was read before, after %i such calls, is answered as the first would have been',
    async (calls) => {
      for (let nth = 1; nth <= (await countOf()); nth++) {
        const house = await strayed();
        const ifMatch = [parcelOf(house).version];
        for (let call = 0; call < calls; call++)
          await quietly(found(house, { ifMatch }, crashing(house.ports, nth, 'after').ports));
        expect([nth, await found(house, { ifMatch })]).toMatchObject([nth, { claim: { compartmentId: 'A03' } }]);
      }
    },
  );

  it('asked again with what was read before is refused where somebody else came between', async () => {
    const nths = Array.from({ length: await countOf() }, (_, i) => i + 1);
    for (const nth of nths) {
      const house = await strayed();
      const ifMatch = [parcelOf(house).version];
      await quietly(found(house, { ifMatch }, crashing(house.ports, nth, 'after').ports));
      const { id, version, state, claim } = parcelOf(house);
      if (claim?.compartmentId !== 'A03' || state !== 'cancelled') continue;
      await house.ports.parcels.change(id, version, { state, residentId: 'resident-1' as never });
      if ((await doors(house))[2] !== 'quarantined') continue; // It was stored by then.
      expect(await found(house, { ifMatch })).toEqual({ refusal: 'changed-since-read' });
      expect(await found(house)).toMatchObject({ state: 'stored' });
    }
    expect.hasAssertions();
  });

  it('asked again at once, by the same key or another: the parcel lies in that door, and the resident knows', async () => {
    const count = await countOf();
    expect(count).toBeGreaterThan(15);
    for (const key of ['k', 'k2']) {
      for (let nth = 1; nth <= count; nth++) {
        for (const when of ['before', 'after'] as const) {
          const house = await strayed();
          await quietly(found(house, {}, crashing(house.ports, nth, when).ports));
          house.nowMs += 2_000;
          await found(house, { key });
          await settle(house);
          expect([when, nth, await doors(house)]).toEqual([when, nth, stored]);
          expect(parcelOf(house)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A03' } });
          expect(house.told().filter((told) => told.startsWith('parcel-stored')).length).toBeGreaterThan(0);
          const { stayId } = parcelOf(house).claim!;
          expect(brokenLink(house.ports.digest, await house.ports.custody.read(stayId))).toBeUndefined();
          expect(open(house)).toEqual([]);
        }
      }
    }
  });

  it('never asked again: it is stored there whole, or it is called off as before, and can be stored there later', async () => {
    const count = await countOf();
    for (let nth = 1; nth <= count; nth++) {
      for (const when of ['before', 'after'] as const) {
        const house = await strayed();
        await quietly(found(house, {}, crashing(house.ports, nth, when).ports));
        await settle(house);
        const { state } = parcelOf(house);
        expect([when, nth, await doors(house)]).toEqual([when, nth, state === 'stored' ? stored : refused.before]);
        if (state !== 'stored') expect(await found(house, { key: 'k2' })).toMatchObject({ state: 'stored' });
        expect(await doors(house)).toEqual(stored);
      }
    }
  });
});
