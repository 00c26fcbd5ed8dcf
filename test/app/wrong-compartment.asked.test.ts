import { describe, expect, it } from 'vitest';
import { brokenLink } from '../../app/api/custody.js';
import type { Ports } from '../../app/ports.js';
import { sweep } from '../../app/sweep.js';
import { liveStay } from '../../domain/door.js';
import type { StayId } from '../../domain/ids.js';
import { isOpen } from '../../domain/incident/incident.js';
import type { Authority, BankMessage, DoorClosed, LeaseRequest } from '../../domain/inputs.js';
import type { SitePolicy } from '../../domain/policy.js';
import { crashing } from './crash.js';
import { fetchedMeanwhile } from './fetched-meanwhile.js';
import { bankId, House, siteId } from './house.js';

const minuteMs = 60_000;
/** Where a parcel of 60 mm lies, and where nothing does. */
const [full, empty] = [440, 500];
const byKey: Authority = { kind: 'key' };
const none: Authority = { kind: 'none' };

/** A courier was given A01, half a minute ago. */
async function given(policy: Partial<SitePolicy> = {}): Promise<House> {
  const house = await House.open();
  const site = (await house.ports.registry.sites.read({ siteId }))!;
  await house.ports.registry.sites.replace({ ...site, policy: { ...site.policy, ...policy } });
  await house.tell(house.deposit('r1'));
  house.nowMs += minuteMs / 2;
  return house;
}

const cycle = (house: House, door: string, levels: [number, number], authority: Authority = byKey): DoorClosed => ({
  ...house.closed(door, ...levels),
  authority,
});
const comes = (house: House, door = 'A03', authority: Authority = byKey) =>
  house.tell(cycle(house, door, [empty, full], authority));

/** It closed on nothing, and something came into A03: they are asked. */
async function asked(policy: Partial<SitePolicy> = {}): Promise<House> {
  const house = await given(policy);
  await house.tell(house.closed('A01', empty, empty));
  await comes(house);
  expect(house.screens().at(-1)).toBe('confirm-other-door');
  return house;
}

const tap = (
  house: House,
  type: LeaseRequest['type'] = 'deposit-confirmed',
  change: Partial<LeaseRequest> = {},
): LeaseRequest => {
  const { leaseId = '' } = house.sent('display').findLast(({ compartmentId }) => compartmentId === 'A01')!;
  const door = { compartmentId: 'A01' as never, leaseId };
  return { type, bankId, messageId: 'm-tap', requestId: 'tap', ...door, times: house.times(), ...change };
};

const doors = async (house: House): Promise<string[]> =>
  (await house.ports.doors.loadAll(bankId)).map(({ door }) =>
    [door.compartment, door.quarantine, liveStay(door)?.state].filter(Boolean).join(' '),
  );
const asking = ['held deposit-unverified', 'free', 'quarantined content-unexpected', 'free'];
const stored = ['free', 'free', 'occupied stored', 'free'];
const calledOff = ['free', 'free', 'quarantined content-unexpected', 'free'];

const parcelOf = ({ ports }: House) => ports.parcels.all()[0]!;
const eventsOf = async ({ ports }: House, stayId: StayId) =>
  (await ports.custody.read(stayId)).flatMap(({ events }) => events);
const openCauses = ({ ports }: House): string[] =>
  ports.incidents.all().flatMap(({ incident }) => (isOpen(incident) ? [incident.cause] : []));
const storedTold = (house: House) => house.told().filter((told) => told.startsWith('parcel-stored'));
const wasAsked = (house: House) => house.screens().includes('confirm-other-door');

describe('a courier whose door closed on nothing, while something came into another one', () => {
  it.each(['A01', 'A03'])('is asked whether it went there, %s heard of last', async (last) => {
    const house = await given();
    const own = { ...house.closed('A01', empty, empty) };
    if (last === 'A01') await comes(house);
    await house.tell(own);
    if (last === 'A03') await comes(house);
    expect(house.sent('display').at(-1)).toMatchObject({
      compartmentId: 'A01',
      fields: { code: 'confirm-other-door', choices: ['confirm', 'reopen', 'cancel'] },
    });
    expect(house.lines()).toEqual(['No parcel detected.', 'Did it go into door A03?']);
    expect(await doors(house)).toEqual(asking);
    expect(storedTold(house)).toEqual([]);
    const { id } = (await house.door('A01')).door.stay!;
    expect((await eventsOf(house, id)).at(-1)).toMatchObject({
      type: 'elsewhere-asked',
      to: { compartmentId: 'A03', doorCycle: 1 },
    });
  });

  it('says so: it is stored there, the screen and its resident know, and both custody logs say who said it', async () => {
    const house = await asked();
    const { id: left } = (await house.door('A01')).door.stay!;
    await house.tell(tap(house));
    expect(await doors(house)).toEqual(stored);
    expect(house.sent('display').at(-1)).toMatchObject({
      compartmentId: 'A03',
      fields: { code: 'deposit-verified', inReplyTo: 'm-tap' },
    });
    const parcel = parcelOf(house);
    expect(parcel).toMatchObject({ state: 'stored', vouched: false, claim: { compartmentId: 'A03' } });
    expect(parcel.claim).not.toHaveProperty('doorCycle');
    expect((await eventsOf(house, left)).at(-1)).toMatchObject({
      ...{ type: 'deposit-cancelled', reason: 'other-door', requestId: 'tap', leaves: 'free' },
      to: { compartmentId: 'A03', stayId: parcel.claim!.stayId },
    });
    const [adopted] = await eventsOf(house, parcel.claim!.stayId);
    expect(adopted).toMatchObject({
      ...{ type: 'deposit-adopted', requestId: 'tap', courierId: 'courier-1', residentId: 'resident-1' },
      ...{ doorCycle: 1, from: { compartmentId: 'A01', stayId: left } },
    });
    expect(adopted).not.toHaveProperty('person');
    for (const stayId of [left, parcel.claim!.stayId])
      expect(brokenLink(house.ports.digest, await house.ports.custody.read(stayId))).toBeUndefined();
    expect(storedTold(house)).toHaveLength(1);
    expect(openCauses(house)).toEqual([]);
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A03', full, empty));
    expect(house.screens().at(-1)).toBe('collected');
    expect(await doors(house)).toEqual(['free', 'free', 'free', 'free']);
  });

  it('says so once, however often and in however many calls that comes', async () => {
    const house = await asked();
    const message = tap(house);
    await Promise.all([house.tell(message, { by: 'c1' }), house.tell(message, { by: 'c2' })]);
    await house.tell(message);
    house.nowMs += 60 * minuteMs;
    await house.tell(message, { by: 'c1' });
    expect(await doors(house)).toEqual(stored);
    expect(storedTold(house)).toHaveLength(1);
    await house.tell(tap(house, 'deposit-confirmed', { requestId: 'another' }));
    expect(house.screens().at(-1)).toBe('not-now');
    expect(await doors(house)).toEqual(stored);
  });

  it('has their own door opened again: of the other one nothing is said, and no earlier answer counts', async () => {
    const house = await asked();
    house.nowMs += 1_000;
    const before = tap(house);
    await house.tell(tap(house, 'reopen-requested', { requestId: 'open' }));
    expect(house.screens().at(-1)).toBe('reopened');
    await house.tell(before);
    expect(house.screens().at(-1)).toBe('not-now');
    house.nowMs += 1_000;
    await house.tell(house.closed('A01', empty, empty));
    await house.tell(tap(house, 'deposit-confirmed', { requestId: 'again' }));
    expect(house.screens().at(-1)).toBe('not-now');
    expect(await doors(house)).toEqual(asking);
    await house.tell(tap(house, 'reopen-requested', { requestId: 'open-2' }));
    await house.tell(house.closed('A01', empty, full));
    expect((await doors(house))[0]).toBe('occupied stored');
  });

  it('calls it off: what lies there is what it was found to be', async () => {
    const house = await asked();
    await house.tell(tap(house, 'deposit-cancelled'));
    expect(await doors(house)).toEqual(calledOff);
    expect(parcelOf(house)).toMatchObject({ state: 'cancelled', claim: { compartmentId: 'A01' } });
    expect(openCauses(house)).toEqual(['wrong-compartment']);
  });

  it('has gone, or saw no question: the window ends it as before', async () => {
    const house = await asked();
    await house.runUntil(house.nowMs + 20 * minuteMs);
    expect(await doors(house)).toEqual(calledOff);
    expect(openCauses(house)).toEqual(['wrong-compartment']);
    expect(house.told()).toContain('deposit-found-empty +12025550199');
    await house.tell(tap(house));
    expect(house.screens().at(-1)).toBe('not-now');
    expect(await doors(house)).toEqual(calledOff);
  });

  it('is asked once for one cycle of that door, and anew for the next that brings something', async () => {
    const house = await given();
    const own = house.closed('A01', empty, empty);
    await house.tell(own, { by: 'c1' });
    await comes(house);
    await house.tell(own, { by: 'c1' });
    await house.tell(own);
    const questions = () => house.screens().filter((code) => code === 'confirm-other-door').length;
    expect(questions()).toBe(1);
    for (const levels of [
      [full, empty],
      [empty, full],
    ] as [number, number][]) {
      house.nowMs += 1_000;
      await house.tell(cycle(house, 'A03', levels));
    }
    expect(questions()).toBe(2);
    await house.tell(tap(house));
    expect(await doors(house)).toEqual(stored);
    const [adopted] = await eventsOf(house, parcelOf(house).claim!.stayId);
    expect(adopted).toMatchObject({ type: 'deposit-adopted', doorCycle: 3 });
  });
});

describe('what is said too late changes nothing', () => {
  it('20 seconds after it was tapped', async () => {
    for (const [afterMs, expected] of [
      [20_000, stored],
      [20_001, asking],
    ] as const) {
      const house = await asked();
      const message = tap(house);
      house.nowMs += afterMs;
      await house.tell(message);
      expect(await doors(house)).toEqual(expected);
      if (expected === asking) expect(house.screens().at(-1)).toBe('too-late');
    }
  });

  it('after the window, five minutes from the verdict, though its watch has not fired yet', async () => {
    for (const [afterMs, expected] of [
      [5 * minuteMs, stored],
      [5 * minuteMs + 1, asking],
    ] as const) {
      const house = await asked();
      house.nowMs += afterMs;
      await house.tell(tap(house));
      expect(await doors(house)).toEqual(expected);
      if (expected === asking) expect(house.screens().at(-1)).toBe('too-late');
    }
  });
});

describe('a door that was opened since they were asked is asked about no more', () => {
  const ajar = (house: House): BankMessage => {
    const { doorCycle, times } = house.closed('A03', full, full);
    const door = { compartmentId: 'A03' as never, doorCycle, openForMs: minuteMs };
    return { type: 'door-ajar', bankId, messageId: 'm-ajar', ...door, authority: byKey, times };
  };
  const cases: [string, (house: House) => Promise<unknown>, string][] = [
    ['was emptied', (house) => house.tell(cycle(house, 'A03', [full, empty])), 'free'],
    ['was looked into', (house) => house.tell(cycle(house, 'A03', [full, full])), asking[2]!],
    ['stands open', (house) => house.tell(ajar(house)), asking[2]!],
    ['was opened by nobody’s right', (house) => house.tell(cycle(house, 'A03', [full, full], none)), asking[2]!],
  ];

  it.each(cases)('where it %s: they are asked to re-open theirs', async (_, happens, becomes) => {
    const house = await asked();
    await happens(house);
    await house.tell(tap(house));
    expect(await doors(house)).toEqual([asking[0], 'free', becomes, 'free']);
    expect(house.sent('display').at(-1)).toMatchObject({
      fields: { code: 'no-parcel', choices: ['reopen', 'cancel'], inReplyTo: 'm-tap' },
    });
    const shown = house.screens().length;
    await house.tell(tap(house));
    expect(house.screens()).toHaveLength(shown);
    await house.tell(tap(house, 'deposit-confirmed', { requestId: 'once-more' }));
    expect(house.screens().at(-1)).toBe('not-now');
    await house.tell(tap(house, 'reopen-requested', { requestId: 'open' }));
    await house.tell(house.closed('A01', empty, full));
    expect((await doors(house))[0]).toBe('occupied stored');
    expect(storedTold(house)).toHaveLength(1);
  });

  it('or between the two commits: the deposit is called off, and their tap is answered with that', async () => {
    for (const levels of [
      [full, empty],
      [full, full],
    ] as [number, number][]) {
      const house = await asked();
      const { doors: store } = house.ports;
      const { commit } = store;
      store.commit = async (committed) => {
        const answer = await commit.call(store, committed);
        store.commit = commit;
        await house.tell(cycle(house, 'A03', levels));
        return answer;
      };
      await house.tell(tap(house));
      expect(await doors(house)).toEqual(['free', 'free', levels[1] === empty ? 'free' : asking[2], 'free']);
      expect(parcelOf(house)).toMatchObject({ state: 'cancelled', claim: { compartmentId: 'A01' } });
      expect(house.sent('display').at(-1)).toMatchObject({
        fields: { code: 'deposit-cancelled', inReplyTo: 'm-tap' },
      });
      expect(storedTold(house)).toEqual([]);
    }
  });
});

describe('their own door comes first', () => {
  it('where it was seen since to hold the parcel', async () => {
    const house = await asked();
    await house.tell(house.closed('A01', empty, full));
    await house.tell(tap(house));
    expect(await doors(house)).toEqual(['occupied stored', 'free', asking[2], 'free']);
  });

  it('where somebody may have put it in since, with a key', async () => {
    const house = await asked();
    await house.tell(cycle(house, 'A01', [empty, full]));
    await house.tell(tap(house));
    expect(house.screens().at(-1)).toBe('not-now');
    expect((await doors(house))[2]).toBe(asking[2]);
  });

  it('where its sensors cannot say any more: the answer is not taken for one about this door', async () => {
    const house = await asked({ courierMayVouch: 'always' });
    const { commandId } = house.opens().at(-1)!;
    const blind = { ...house.closed('A01', empty, empty), before: [], after: [] };
    await house.tell({ ...blind, authority: { kind: 'command', commandId } });
    for (const { commandId: of } of house.sent('sample').filter(({ compartmentId }) => compartmentId === 'A01')) {
      const answer = { type: 'command-result', bankId, messageId: `m-${of}`, commandId: of } as const;
      await house.tell({ ...answer, outcome: 'done', windows: [], times: house.times() });
    }
    await house.tell(tap(house));
    expect((await house.door('A01')).door.stay).toMatchObject({ state: 'deposit-unverified', vouched: false });
    expect((await doors(house))[2]).toBe(asking[2]);
  });
});

describe('nobody is asked', () => {
  const isNotAsked = (house: House) => {
    expect(wasAsked(house)).toBe(false);
    expect(house.screens()).toContain('no-parcel');
  };

  it('by the policies that answer themselves', async () => {
    for (const wrongCompartment of ['cancel', 'reassign'] as const) {
      const house = await given({ wrongCompartment });
      await house.tell(house.closed('A01', empty, empty));
      await comes(house);
      isNotAsked(house);
    }
  });

  it('of what another courier’s own lease brought, whose deposit was called off while its door stood open', async () => {
    const house = await given();
    await house.tell({ ...tap(house), type: 'deposit-cancelled' });
    house.nowMs += 2 * minuteMs;
    await house.tell(house.deposit('r2'));
    house.nowMs += minuteMs / 2;
    await house.tell(house.closed('A02', empty, empty));
    await house.tell(house.closed('A01', empty, full));
    expect(await doors(house)).toEqual([asking[2], asking[0], 'free', 'free']);
    isNotAsked(house);
    const { leaseId = '' } = house.opens().at(-1)!;
    await house.tell(tap(house, 'deposit-confirmed', { compartmentId: 'A02' as never, leaseId }));
    expect(house.screens().at(-1)).toBe('not-now');
    expect(await doors(house)).toEqual([asking[2], asking[0], 'free', 'free']);
  });

  it('of what a resident, who could open that door meanwhile, may have put back by whatever right', async () => {
    const house = await fetchedMeanwhile();
    await comes(house, 'A01');
    expect(await doors(house)).toEqual([asking[2], asking[0], 'free', 'free']);
    isNotAsked(house);
  });

  it('while another courier is at the bank, or something lies in two doors', async () => {
    const two = await given();
    await two.tell(two.deposit('r2'));
    await two.tell(two.closed('A01', empty, empty));
    await comes(two);
    isNotAsked(two);
    const both = await given();
    await comes(both, 'A02');
    await comes(both);
    await both.tell({ ...both.closed('A01', empty, empty) });
    isNotAsked(both);
  });

  it('of a door that nobody had a right to open, and of one of another bank', async () => {
    const forced = await given();
    await forced.tell(forced.closed('A01', empty, empty));
    await comes(forced, 'A03', none);
    isNotAsked(forced);
    const house = await given();
    const other = await house.anotherBank('bank-2');
    await house.tell(house.closed('A01', empty, empty));
    await house.tell({ ...cycle(house, 'B01', [empty, full]), bankId: other });
    isNotAsked(house);
  });
});

it('another bank has no say in it, whatever lease it names', async () => {
  const house = await asked();
  const other = await house.anotherBank('bank-2');
  const words = { bankId: other, requestId: 'foreign' };
  await house.tell(tap(house, 'deposit-confirmed', words));
  await house.tell(tap(house, 'deposit-confirmed', { ...words, compartmentId: 'B01' as never }));
  expect(await doors(house)).toEqual(asking);
});

describe('a crash at any call of the world', () => {
  const quietly = (run: Promise<unknown>) => run.catch(() => undefined);
  const confirm = (house: House, message: BankMessage, ports?: Ports) => house.tell(message, { by: 'c1', ports });
  const settle = async (house: House) => {
    for (let minute = 0; minute < 8; minute++) {
      house.nowMs += minuteMs;
      await sweep(house.ports);
    }
  };
  const countOf = async () => {
    const house = await asked();
    const { ports, calls } = crashing(house.ports, 0, 'before');
    await confirm(house, tap(house), ports);
    return calls();
  };

  it('told again, as its call is: the parcel lies in that door, and its resident knows', async () => {
    const count = await countOf();
    expect(count).toBeGreaterThan(15);
    for (let nth = 1; nth <= count; nth++) {
      for (const when of ['before', 'after'] as const) {
        const house = await asked();
        const message = tap(house);
        await quietly(confirm(house, message, crashing(house.ports, nth, when).ports));
        house.nowMs += 15_000;
        await confirm(house, message);
        await settle(house);
        expect([when, nth, await doors(house)]).toEqual([when, nth, stored]);
        expect(parcelOf(house)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A03' } });
        expect(storedTold(house).length).toBeGreaterThan(0);
        expect(openCauses(house)).toEqual([]);
        const { stayId } = parcelOf(house).claim!;
        expect(brokenLink(house.ports.digest, await house.ports.custody.read(stayId))).toBeUndefined();
      }
    }
  });

  it('told again two minutes later: so, or nothing was said', async () => {
    const count = await countOf();
    for (let nth = 1; nth <= count; nth++) {
      const house = await asked();
      const message = tap(house);
      await quietly(confirm(house, message, crashing(house.ports, nth, 'after').ports));
      house.nowMs += 2 * minuteMs;
      await confirm(house, message);
      await settle(house);
      const { state } = parcelOf(house);
      expect([nth, await doors(house)]).toEqual([nth, state === 'stored' ? stored : asking]);
    }
  });
});
