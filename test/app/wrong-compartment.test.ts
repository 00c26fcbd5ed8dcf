import { describe, expect, it } from 'vitest';
import { brokenLink } from '../../app/api/custody.js';
import { moveOn } from '../../app/moving.js';
import type { Ports } from '../../app/ports.js';
import { sweep } from '../../app/sweep.js';
import { liveStay } from '../../domain/door.js';
import { isOpen } from '../../domain/incident/incident.js';
import type { Authority, BankMessage, Times } from '../../domain/inputs.js';
import type { SitePolicy } from '../../domain/policy.js';
import { crashing } from './crash.js';
import { bankId, House, siteId } from './house.js';

const minuteMs = 60_000;
/** Where a parcel of 60 mm lies, and where nothing does. */
const [full, empty] = [440, 500];
const byKey: Authority = { kind: 'key' };

/** A courier was given A01, half a minute ago. */
async function given(wrongCompartment: SitePolicy['wrongCompartment'] = 'reassign'): Promise<House> {
  const house = await House.open();
  await setPolicy(house, wrongCompartment);
  await house.tell(house.deposit('r1'));
  house.nowMs += minuteMs / 2;
  return house;
}

async function setPolicy({ ports }: House, wrongCompartment: SitePolicy['wrongCompartment']): Promise<void> {
  const site = (await ports.registry.sites.read({ siteId }))!;
  await ports.registry.sites.replace({ ...site, policy: { ...site.policy, wrongCompartment } });
}

/** And it has closed on nothing. */
async function foundEmpty(wrongCompartment?: SitePolicy['wrongCompartment']): Promise<House> {
  const house = await given(wrongCompartment);
  await house.tell(house.closed('A01', empty, empty));
  return house;
}

/** Something comes into a door, under whose right it may be. */
const comes = (house: House, door = 'A03', authority: Authority = byKey, times: Partial<Times> = {}): BankMessage => {
  const closed = house.closed(door, empty, full);
  return { ...closed, authority, times: { ...closed.times, ...times } };
};

const doors = async (house: House): Promise<string[]> =>
  (await house.ports.doors.loadAll(bankId)).map(({ door }) =>
    [door.compartment, door.quarantine, liveStay(door)?.state].filter(Boolean).join(' '),
  );
const openCauses = ({ ports }: House): string[] =>
  ports.incidents.all().flatMap(({ incident }) => (isOpen(incident) ? [incident.cause] : []));
const follows = ['free', 'free', 'occupied stored', 'free'];
const asks = ['held deposit-unverified', 'free', 'quarantined content-unexpected', 'free'];

describe('a parcel that was put into another door than the one that was given', () => {
  it('is asked about by default, and nothing is changed', async () => {
    const house = await foundEmpty('ask');
    await house.tell(comes(house));
    expect(await doors(house)).toEqual(asks);
    expect(house.screens().at(-1)).toBe('confirm-other-door');
  });

  it('is that door’s by policy: the parcel’s row and both custody logs say so, and its code opens that door', async () => {
    const house = await foundEmpty();
    await house.tell(comes(house));
    expect(await doors(house)).toEqual(follows);
    const [parcel] = house.ports.parcels.all();
    expect(parcel).toMatchObject({ state: 'stored', vouched: false, claim: { compartmentId: 'A03' } });
    const rows = async (stayId: string) =>
      (await house.ports.custody.read(stayId as never)).flatMap(({ events }) => events);
    const [left] = parcel!.claim!.movedFrom!;
    expect((await rows(left!.stayId)).at(-1)).toMatchObject({
      ...{ type: 'deposit-cancelled', reason: 'other-door' },
      to: { compartmentId: 'A03', stayId: parcel!.claim!.stayId },
    });
    expect((await rows(parcel!.claim!.stayId))[0]).toMatchObject({
      ...{ type: 'deposit-adopted', residentId: 'resident-1' },
      from: { compartmentId: 'A01', stayId: left!.stayId },
    });
    house.nowMs += minuteMs;
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A03', full, empty));
    expect(house.screens().at(-1)).toBe('collected');
  });

  it('is called off by policy, at once', async () => {
    const house = await foundEmpty('cancel');
    await house.tell(comes(house));
    expect(await doors(house)).toEqual(['free', 'free', 'quarantined content-unexpected', 'free']);
    expect(house.screens().at(-1)).toBe('deposit-cancelled');
    expect(house.ports.parcels.all()[0]).toMatchObject({ state: 'cancelled', claim: { compartmentId: 'A01' } });
  });

  it('is theirs only if it came since their door was given to them', async () => {
    const givenMs = (await foundEmpty()).nowMs - minuteMs / 2;
    for (const [occurredAtMs, expected] of [
      [givenMs, follows],
      [givenMs - 1, asks],
    ] as const) {
      const house = await foundEmpty();
      await house.tell(comes(house, 'A03', byKey, { occurredAtMs }));
      expect(await doors(house)).toEqual(expected);
    }
    const house = await foundEmpty();
    await house.tell(comes(house, 'A03', byKey, { ageKnown: false }));
    expect(await doors(house)).toEqual(asks);
  });

  it('is no other one’s, into whose door somebody only looks while the courier is being asked', async () => {
    const house = await House.open();
    await setPolicy(house, 'reassign');
    await house.tell(comes(house));
    house.nowMs += 60 * minuteMs;
    await house.tell(house.deposit('r1'));
    house.nowMs += minuteMs / 2;
    await house.tell(house.closed('A01', empty, empty));
    await house.tell({ ...house.closed('A03', full, full), authority: byKey });
    expect(await doors(house)).toEqual(asks);
    expect(openCauses(house)).toEqual(['phantom']);
  });

  it('is not that of whoever is given the same door afterwards, and finds it empty too', async () => {
    const house = await foundEmpty('ask');
    await house.tell(comes(house));
    await house.runUntil(house.nowMs + 15 * minuteMs);
    expect(await doors(house)).toEqual(['free', 'free', 'quarantined content-unexpected', 'free']);
    await setPolicy(house, 'reassign');
    await house.tell(house.deposit('r2'));
    house.nowMs += minuteMs / 2;
    await house.tell(house.closed('A01', empty, empty));
    expect(await doors(house)).toEqual(asks);
  });

  it('is theirs until their window is over, of five minutes from the verdict', async () => {
    for (const [afterMs, expected] of [
      [5 * minuteMs, follows],
      [5 * minuteMs + 1, asks],
    ] as const) {
      const house = await foundEmpty();
      house.nowMs += afterMs;
      await house.tell(comes(house));
      expect(await doors(house)).toEqual(expected);
    }
  });
});

it.each([false, true])(
  'a parcel that is taken out again before its door adopts it stays called off, and no door has it; after a crash: %s',
  async (isCrash) => {
    const house = await foundEmpty();
    const { parcels } = house.ports;
    const { change } = parcels;
    parcels.change = async (id, version, changed) => {
      const isChanged = await change.call(parcels, id, version, changed);
      parcels.change = change;
      await house.tell({ ...house.closed('A03', full, empty), authority: byKey });
      if (isCrash) throw new Error('the process ended');
      return isChanged;
    };
    await house.tell(comes(house)).catch(() => undefined);
    for (let minute = 0; minute < 4; minute++) {
      house.nowMs += minuteMs;
      await sweep(house.ports);
    }
    expect(await doors(house)).toEqual(['free', 'free', 'free', 'free']);
    expect(parcels.all()[0]).toMatchObject({ state: 'cancelled' });
    expect(house.screens().at(-1)).toBe('deposit-cancelled');
  },
);

describe('the courier, whose screen asks to re-open the door, is told that the deposit is cancelled', () => {
  /** What happens in the other door once the deposit is called off, before that door is asked to adopt the parcel. */
  const meanwhile = (house: House, happens: () => Promise<unknown>) => {
    const { doors } = house.ports;
    const { commit } = doors;
    doors.commit = async (committed) => {
      const answer = await commit.call(doors, committed);
      if (!committed.entry.events.some(({ type }) => type === 'deposit-cancelled')) return answer;
      doors.commit = commit;
      await happens();
      return answer;
    };
  };

  it('where the parcel is taken out again at once', async () => {
    const house = await foundEmpty();
    meanwhile(house, () => house.tell({ ...house.closed('A03', full, empty), authority: byKey }));
    await house.tell(comes(house));
    expect(await doors(house)).toEqual(['free', 'free', 'free', 'free']);
    expect(house.screens().at(-1)).toBe('deposit-cancelled');
  });

  it('not where nobody stands there any more', async () => {
    const house = await foundEmpty();
    meanwhile(house, async () => {
      await house.tell({ ...house.closed('A03', full, empty), authority: byKey });
      house.nowMs += 2 * minuteMs + 1;
    });
    await house.tell(comes(house));
    expect(house.ports.parcels.all()[0]).toMatchObject({ state: 'cancelled' });
    expect(house.screens().at(-1)).toBe('no-parcel');
  });

  it('nor where the parcel was given another door meanwhile: that door’s screen is theirs', async () => {
    const house = await foundEmpty();
    meanwhile(house, async () => {
      const { parcels } = house.ports;
      const [parcel] = parcels.all();
      const claim = { ...parcel!.claim!, stayId: 'A02-another' as never };
      await parcels.change(parcel!.id, parcel!.version, { state: 'placing', claim });
    });
    await house.tell(comes(house));
    expect(house.screens().at(-1)).toBe('no-parcel');
  });
});

it('an adoption that is performed once more when its door has gone on calls off nothing', async () => {
  const house = await foundEmpty();
  await house.tell(comes(house));
  const [parcel] = house.ports.parcels.all();
  const { compartmentId, stayId, movedFrom } = parcel!.claim!;
  house.nowMs += minuteMs;
  await house.tell(house.pickup('r2', house.code()));
  await house.tell(house.closed('A03', full, empty));
  for (const request of ['r3', 'r4', 'r5']) await house.tell(house.deposit(request));
  expect((await house.door('A03')).door.stay?.state).toBe('reserved');
  const effect = { kind: 'move', step: 'adopt', parcelId: parcel!.id, stayId: movedFrom![0]!.stayId } as const;
  const decides = () => Promise.reject(new Error('nothing is decided'));
  await moveOn(house.ports, { bankId } as never, { ...effect, to: { compartmentId, stayId } }, decides);
  expect((await house.ports.parcels.read(parcel!.id))?.state).toBe('collected');
});

it('a parcel that another request has claimed meanwhile is not stored where it was found', async () => {
  const house = await foundEmpty();
  const { parcels } = house.ports;
  const [parcel] = parcels.all();
  const claim = { ...parcel!.claim!, stayId: 'A02-another' as never };
  await parcels.change(parcel!.id, parcel!.version, { state: 'placing', claim });
  await house.tell(comes(house));
  expect(await doors(house)).toEqual(['free', 'free', asks[2], 'free']);
  expect(parcels.all()[0]?.claim?.stayId).toBe('A02-another');
});

describe('whose that is, is asked where it is not plain', () => {
  it('for the door was opened by nobody’s right', async () => {
    const house = await foundEmpty();
    await house.tell(comes(house, 'A03', { kind: 'none' }));
    expect(await doors(house)).toEqual(asks);
  });

  it('for two couriers’ doors were found empty', async () => {
    const house = await foundEmpty();
    await house.tell(house.deposit('r2'));
    await house.tell(house.closed('A02', empty, empty));
    await house.tell(comes(house));
    expect(await doors(house)).toEqual([asks[0], asks[0], asks[2], 'free']);
  });

  it('for another courier has a door open', async () => {
    const house = await foundEmpty();
    await house.tell(house.deposit('r2'));
    await house.tell(comes(house));
    expect(await doors(house)).toEqual([asks[0], 'held reserved', asks[2], 'free']);
  });

  it('for something lies in two doors', async () => {
    const house = await foundEmpty('ask');
    await house.tell(comes(house, 'A02'));
    await setPolicy(house, 'reassign');
    house.nowMs += 2 * minuteMs; // A site's policy is kept for a while.
    await house.tell(comes(house));
    expect(await doors(house)).toEqual([asks[0], asks[2], asks[2], 'free']);
  });

  it('for it came under the lease of another deposit, that was called off while its door stood open', async () => {
    const house = await given();
    const { leaseId } = house.opens().at(-1)!;
    const continued = { bankId, messageId: 'm-c', requestId: 'c', compartmentId: 'A01' as never, leaseId: leaseId! };
    await house.tell({ type: 'deposit-cancelled', ...continued, times: house.times() });
    house.nowMs += 2 * minuteMs;
    await house.tell(house.deposit('r2'));
    house.nowMs += minuteMs / 2;
    await house.tell(house.closed('A02', empty, empty));
    await house.tell(house.closed('A01', empty, full));
    expect(await doors(house)).toEqual([asks[2], asks[0], 'free', 'free']);
    expect(openCauses(house)).toEqual(['phantom']); // Of the deposit that was called off, and its courier is asked.
  });

  it('for a resident could open that door meanwhile, and may have put something back', async () => {
    const house = await House.withParcel();
    await setPolicy(house, 'reassign');
    house.nowMs += minuteMs;
    await house.tell(house.deposit('r2'));
    expect(house.opens().at(-1)?.compartmentId).toBe('A02');
    await house.tell(house.pickup('r3', house.code()));
    await house.tell(house.closed('A01', full, empty));
    house.nowMs += minuteMs / 2;
    await house.tell(house.closed('A02', empty, empty));
    await house.tell(house.closed('A01', empty, full));
    expect(await doors(house)).toEqual([asks[2], asks[0], 'free', 'free']);
    expect(openCauses(house)).toEqual(['phantom']);
  });
});

describe('a crash at any call of the world', () => {
  const quietly = (run: Promise<unknown>) => run.then(() => false).catch(() => true);
  const tellBy = (house: House, message: BankMessage, ports?: Ports) => house.tell(message, { by: 'c1', ports });

  /** All but the message that is heard of last. */
  async function beforeTheLast(last: 'A01' | 'A03'): Promise<{ house: House; message: BankMessage }> {
    if (last === 'A03') {
      const house = await foundEmpty();
      return { house, message: comes(house) };
    }
    const house = await given();
    await house.tell(comes(house));
    return { house, message: { ...house.closed('A01', empty, empty), doorCycle: 1 } }; // Its own first: none is unheard of.
  }

  it.each(['A01', 'A03'] as const)('%s heard of last, and told again: the parcel lies in one door', async (last) => {
    const counted = await beforeTheLast(last);
    const { ports, calls } = crashing(counted.house.ports, 0, 'before');
    await tellBy(counted.house, counted.message, ports);
    expect(calls()).toBeGreaterThan(30);
    for (let nth = 1; nth <= calls(); nth++) {
      for (const when of ['before', 'after'] as const) {
        const { house, message } = await beforeTheLast(last);
        await quietly(tellBy(house, message, crashing(house.ports, nth, when).ports));
        house.nowMs += 2_000;
        await quietly(tellBy(house, message));
        for (let minute = 0; minute < 4; minute++) {
          house.nowMs += minuteMs;
          await sweep(house.ports);
        }
        await expectFollowed(house, `${when} call ${nth}`);
      }
    }
  });

  async function expectFollowed(house: House, at: string): Promise<void> {
    expect([at, await doors(house)]).toEqual([at, follows]);
    const [parcel] = house.ports.parcels.all();
    expect(parcel).toMatchObject({ state: 'stored', claim: { compartmentId: 'A03' } });
    expect(house.told().filter((told) => told.startsWith('parcel-stored')).length).toBeGreaterThan(0);
    const open = house.ports.incidents.all().filter(({ incident }) => isOpen(incident));
    expect([at, open.map(({ incident }) => incident.cause)]).toEqual([at, []]);
    for (const { door } of await house.ports.doors.loadAll(bankId)) {
      const rows = await house.ports.custody.read(door.chain.id);
      expect(brokenLink(house.ports.digest, rows, { n: door.chain.n, hash: door.chain.head })).toBeUndefined();
    }
  }
});
