import { describe, expect, it } from 'vitest';
import { brokenLink } from '../../app/api/custody.js';
import { moveParcel } from '../../app/api/move-parcel.js';
import { decideByPerson, type PersonAsked } from '../../app/api/person.js';
import { stopOpens } from '../../app/guard.js';
import type { Ports, Site } from '../../app/ports.js';
import { sweep } from '../../app/sweep.js';
import { liveStay, newDoor } from '../../domain/door.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { BankMessage } from '../../domain/inputs.js';
import { crashing } from './crash.js';
import { bankId, House, siteId } from './house.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Where a parcel of 60 mm lies, and where nothing does. */
const [full, empty] = [440, 500];

const parcelOf = (house: House) => house.ports.parcels.all()[0]!;
const stateAt = async (house: House, compartmentId: string) => {
  const { door } = await house.door(compartmentId);
  return [door.compartment, door.stay?.state];
};

interface Asked {
  key?: string;
  compartmentId?: string;
  ports?: Ports;
  reason?: string;
  ifMatch?: number[];
}

async function move(
  house: House,
  { key = 'k', compartmentId, ports = house.ports, reason = 'needs the door', ifMatch }: Asked = {},
) {
  const site = (await house.ports.directory.site(siteId)) as Site;
  return moveParcel(ports, {
    ...{ site, siteId, parcelId: parcelOf(house).id, actor: 'manager-1', key, reason },
    ...{ compartmentId: compartmentId as CompartmentId | undefined, times: house.times(), ifMatch },
    requestId: `api-call-${key}-${house.nowMs}`,
  });
}

/** Whoever stands there takes it out of A01, and puts it into A02. */
async function carry(house: House, { puts = true } = {}) {
  await house.tell(house.closed('A01', full, empty));
  if (puts) await house.tell(house.closed('A02', empty, full));
}

async function expectMoved(house: House) {
  expect(await stateAt(house, 'A01')).toEqual(['free', 'moved']);
  expect(await stateAt(house, 'A02')).toEqual(['occupied', 'stored']);
  expect(parcelOf(house)).toMatchObject({ state: 'stored', claim: { compartmentId: 'A02' } });
}

/** What must be so whatever happened on the way. */
async function expectConsistent(house: House) {
  const doors = await house.ports.doors.loadAll(bankId);
  const live = doors.filter(({ door }) => liveStay(door)).map(({ door }) => door.stay!);
  expect(live.map(({ state }) => state)).toEqual(['stored']);
  expect(parcelOf(house).claim?.stayId).toBe(live[0]!.id);
  expect(parcelOf(house).state).toBe('stored');
  for (const { door } of doors) {
    const rows = await house.ports.custody.read(door.chain.id);
    expect(brokenLink(house.ports.digest, rows, { n: door.chain.n, hash: door.chain.head })).toBeUndefined();
  }
  const ladder = house.ports.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
  expect(ladder.map(({ timer }) => 'stayId' in timer && timer.stayId)).toEqual([live[0]!.id]);
}

describe('a parcel that is moved', () => {
  it('leaves one door and comes to another, and its resident is told the new door and code once it is seen there', async () => {
    const house = await House.withParcel();
    const oldCode = house.code();
    const before = house.opens().length;
    expect(await move(house)).toMatchObject({ state: 'moving', claim: { compartmentId: 'A01' } });
    // The other door is kept for it and shut; its own is told to open.
    expect(await stateAt(house, 'A02')).toEqual(['held', 'reserved']);
    expect(
      house
        .opens()
        .slice(before)
        .map(({ compartmentId }) => compartmentId),
    ).toEqual(['A01']);
    await house.tell(house.closed('A01', full, empty));
    expect(
      house
        .opens()
        .slice(before)
        .map(({ compartmentId }) => compartmentId),
    ).toEqual(['A01', 'A02']);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    await house.tell(house.closed('A02', empty, full));
    await expectMoved(house);
    await expectConsistent(house);
    expect(house.told()).toEqual(['parcel-stored +12025550112', 'parcel-moved +12025550112']);
    const newCode = house.code();
    expect(newCode).not.toBe(oldCode);
    await house.tell(house.pickup('r2', oldCode));
    expect(house.screens().at(-1)).toBe('unknown-code');
    house.nowMs += minuteMs;
    await house.tell(house.pickup('r3', newCode));
    await house.tell(house.closed('A02', full, empty));
    expect(parcelOf(house).state).toBe('collected');
  });

  it('waits on as it did: it was stored when it was, and what was granted to it holds', async () => {
    const house = await House.withParcel();
    const { storedAtMs } = parcelOf(house);
    house.nowMs += 30 * hourMs;
    await move(house);
    await carry(house);
    const { stay } = (await house.door('A02')).door;
    // 08:00 on the third day: the second reminder is the next step.
    expect([stay?.storedAtMs, stay?.next.atMs]).toEqual([storedAtMs, storedAtMs + 48 * hourMs]);
    expect(parcelOf(house).storedAtMs).toBe(storedAtMs);
  });

  it('has in both custody logs who moved it, why and when', async () => {
    const house = await House.withParcel();
    const first = (await house.door('A01')).door.stay!.id;
    await move(house);
    await carry(house);
    const second = (await house.door('A02')).door.stay!.id;
    const events = async (chain: string) => (await house.ports.custody.read(chain)).flatMap((row) => row.events);
    const who = { actor: 'manager-1', reason: 'needs the door' };
    expect(await events(first)).toMatchObject([
      ...[{ type: 'deposit-reserved' }, { type: 'deposit-verified' }],
      { type: 'move-asked', ...who, to: { compartmentId: 'A02', stayId: second } },
      ...[{ type: 'move-started' }, { type: 'moved-out' }],
    ]);
    expect(await events(second)).toMatchObject([
      { type: 'move-reserved', ...who, from: { compartmentId: 'A01', stayId: first } },
      ...[{ type: 'move-opened' }, { type: 'deposit-verified' }],
    ]);
  });

  it('goes to the door that is named, or is not moved', async () => {
    const house = await House.withParcel();
    expect(await move(house, { key: 'k1', compartmentId: 'A01' })).toEqual({ refusal: 'door-taken' });
    expect(await move(house, { key: 'k2', compartmentId: 'Z9' })).toEqual({ refusal: 'unknown-compartment' });
    await move(house, { key: 'k3', compartmentId: 'A04' });
    expect(await stateAt(house, 'A04')).toEqual(['held', 'reserved']);
  });

  it('is not moved from a bank that is full, nor while somebody fetches it', async () => {
    const house = await House.withParcel();
    for (const requestId of ['r2', 'r3', 'r4']) await house.tell(house.deposit(requestId));
    const [parcel] = house.ports.parcels.all().filter(({ state }) => state === 'stored');
    house.ports.parcels.all = () => [parcel!];
    expect(await move(house)).toEqual({ refusal: 'bank-full' });
    const other = await House.withParcel();
    await other.tell(other.pickup('r2', other.code()));
    expect(await move(other)).toEqual({ refusal: 'not-now' });
  });
});

it('a parcel is not moved where it is not known which door is wired where', async () => {
  const house = await House.withParcel();
  const stop = { cause: 'wrong-door-opened', key: 'A01-cycle-9', occurredAtMs: house.nowMs } as const;
  await stopOpens(house.ports, bankId, stop);
  expect(await move(house)).toEqual({ refusal: 'opens-stopped' });
  expect(await stateAt(house, 'A01')).toEqual(['occupied', 'stored']);
});

describe('a move of which nothing comes', () => {
  const lapses = async (house: House) => {
    await expectConsistent(house);
    expect(await stateAt(house, 'A01')).toEqual(['occupied', 'stored']);
    expect(await stateAt(house, 'A02')).toEqual(['free', 'cancelled']);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  };

  it('since it was left in the door, leaves all as it was', async () => {
    const house = await House.withParcel();
    await move(house);
    await house.tell(house.closed('A01', full, full));
    await lapses(house);
    expect(house.screens().at(-1)).toBe('left-behind');
  });

  it('since nobody opened the door, ends with its window, and a key that comes again is not a new one', async () => {
    const house = await House.withParcel();
    await move(house);
    await house.runUntil(house.nowMs + 10 * minuteMs);
    await lapses(house);
    expect(await move(house)).toMatchObject({ state: 'stored' });
    await lapses(house);
  });

  it('since its door does not open, is told so at once', async () => {
    const house = await House.withParcel();
    await move(house);
    const { commandId } = house.opens().at(-1)!;
    const result = { type: 'command-result', outcome: 'failed', commandId, compartmentId: 'A01' } as const;
    await house.tell({ ...result, windows: [], bankId, messageId: 'jam', times: house.times() });
    await lapses(house);
  });

  it('since another has the door that it was to come to', async () => {
    const house = await House.withParcel();
    const { load } = house.ports.doors;
    let looks = 0;
    // Right after it was chosen, a courier is given it.
    house.ports.doors.load = async (key) => {
      const isCourierFirst = key.compartmentId === 'A02' && ++looks === 2;
      if (isCourierFirst) await house.tell(house.deposit('r9'));
      return load.call(house.ports.doors, key);
    };
    const parcelId = parcelOf(house).id;
    expect(await move(house)).toEqual({ refusal: 'door-taken' });
    expect(await move(house)).toEqual({ refusal: 'door-taken' });
    expect(await stateAt(house, 'A01')).toEqual(['occupied', 'stored']);
    expect((await house.door('A02')).door.stay?.parcelId).not.toBe(parcelId);
  });

  it('and whose parcel was taken out after all, is missing: the person who has it says so', async () => {
    const house = await House.withParcel();
    await move(house);
    const late = house.closed('A01', full, empty);
    await house.runUntil(house.nowMs + 10 * minuteMs);
    await house.tell(late);
    expect((await house.door('A01')).door.stay?.state).toBe('missing');
    expect(await stateAt(house, 'A02')).toEqual(['free', 'cancelled']);
  });

  it('is overtaken by its resident, who comes with the code', async () => {
    const house = await House.withParcel();
    await move(house);
    house.nowMs += 2 * minuteMs;
    await house.tell(house.pickup('r2', house.code()));
    expect(await stateAt(house, 'A01')).toEqual(['occupied', 'collecting']);
    expect(await stateAt(house, 'A02')).toEqual(['free', 'cancelled']);
  });

  it('since its resident comes while the other door is being kept for it: that door is let go', async () => {
    const house = await House.withParcel();
    const code = house.code();
    const { claim } = house.ports.codes;
    house.nowMs += 2 * minuteMs;
    // The move was asked for, and the other door is not kept yet.
    house.ports.codes.claim = async (...asked) => {
      house.ports.codes.claim = claim;
      await house.tell(house.pickup('r2', code));
      return claim.call(house.ports.codes, ...asked);
    };
    await move(house);
    expect(await stateAt(house, 'A01')).toEqual(['occupied', 'collecting']);
    expect(await stateAt(house, 'A02')).toEqual(['free', 'cancelled']);
  });

  it('since its resident comes then, and the call ends right after: the sweep lets that door go', async () => {
    const house = await House.withParcel();
    const code = house.code();
    const { commit } = house.ports.doors;
    house.nowMs += 2 * minuteMs;
    house.ports.doors.commit = async (asked) => {
      if (asked.door.compartmentId !== 'A02') return commit.call(house.ports.doors, asked);
      house.ports.doors.commit = commit;
      await house.tell(house.pickup('r2', code));
      await commit.call(house.ports.doors, asked);
      throw new Error('the process ended');
    };
    const { load } = house.ports.doors;
    house.ports.doors.load = async (key) => {
      const loaded = await load.call(house.ports.doors, key);
      if (loaded?.door.stay?.state !== 'reserved') return loaded;
      throw new Error('the process ended');
    };
    await expect(move(house)).rejects.toThrow('ended');
    house.ports.doors.load = load;
    expect(await stateAt(house, 'A02')).toEqual(['held', 'reserved']);
    for (let minute = 0; minute < 3; minute++) {
      house.nowMs += minuteMs;
      await sweep(house.ports);
    }
    expect(await stateAt(house, 'A02')).toEqual(['free', 'cancelled']);
  });
});

describe('a parcel that was taken out and is never put in', () => {
  const isMissing = async (house: House) => {
    expect(await stateAt(house, 'A01')).toEqual(['free', 'moved']);
    expect(await stateAt(house, 'A02')).toEqual(['quarantined', 'missing']);
    expect(parcelOf(house)).toMatchObject({ state: 'missing', claim: { compartmentId: 'A02' } });
    const { items } = await house.ports.incidents.list(siteId, { limit: 9 });
    expect(items.map(({ cause }) => cause)).toContain('ghost');
  };

  it('is missing at the end of its window, with an incident', async () => {
    const house = await House.withParcel();
    await move(house);
    await carry(house, { puts: false });
    await house.runUntil(house.nowMs + 10 * minuteMs);
    await isMissing(house);
  });

  it('as far as is known, and was: late news of the bank puts that right', async () => {
    const house = await House.withParcel();
    await move(house);
    await carry(house, { puts: false });
    const late = house.closed('A02', empty, full);
    await house.runUntil(house.nowMs + 10 * minuteMs);
    await isMissing(house);
    await house.tell(late);
    await expectMoved(house);
    await expectConsistent(house);
    expect(house.told().at(-1)).toBe('parcel-moved +12025550112');
  });

  it('and comes after all: whoever has it asks once more, and the door opens again', async () => {
    const house = await House.withParcel();
    await move(house);
    await carry(house, { puts: false });
    await house.runUntil(house.nowMs + 10 * minuteMs);
    expect(await move(house, { key: 'again' })).toMatchObject({ state: 'depositing' });
    expect(await move(house, { key: 'again', reason: 'another' })).toEqual({ refusal: 'idempotency-key-reused' });
    await move(house, { key: 'again' });
    expect(house.opens().map(({ commandId }) => commandId.split('-')[2])).toEqual(['1', '2', '1', '2']);
    await house.tell(house.closed('A02', empty, full));
    await expectMoved(house);
    await expectConsistent(house);
    expect(house.told().at(-1)).toBe('parcel-moved +12025550112');
    const { items } = await house.ports.incidents.list(siteId, { limit: 9 });
    expect(items.map(({ state }) => state)).toEqual(['resolved-remotely']);
  });

  it('is not one that came, waited there and was taken since: its door opens for nobody by that', async () => {
    const house = await House.withParcel();
    await move(house);
    await carry(house);
    house.nowMs += 2 * minuteMs;
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A02', full, full));
    await house.runUntil(house.nowMs + 15 * minuteMs);
    await house.tell({ ...house.closed('A02', full, empty), authority: { kind: 'key' } });
    expect(await stateAt(house, 'A02')).toEqual(['quarantined', 'missing']);
    expect(await move(house, { key: 'again' })).toEqual({ refusal: 'not-now' });
  });

  it('is asked for on the screen first, and no courier hears of it', async () => {
    const house = await House.withParcel();
    await move(house);
    await carry(house, { puts: false });
    await house.tell(house.closed('A02', empty, empty));
    expect(house.screens().at(-1)).toBe('no-parcel');
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    await house.runUntil(house.nowMs + 10 * minuteMs);
    await isMissing(house);
  });
});

describe('a parcel that was taken out and is called off', () => {
  const atOther = async () => {
    const house = await House.withParcel();
    await move(house);
    await carry(house, { puts: false });
    return house;
  };
  const eventsAt = async (house: House, compartmentId: string) => {
    const chain = (await house.door(compartmentId)).door.chain.id;
    return (await house.ports.custody.read(chain)).flatMap((row) => row.events);
  };

  it('before its other door was told to open, is not called off: it is on its way, and that door opens for it', async () => {
    const house = await House.withParcel();
    await move(house);
    const { commit } = house.ports.doors;
    house.ports.doors.commit = async (asked) => {
      if (asked.door.compartmentId !== 'A02') return commit.call(house.ports.doors, asked);
      throw new Error('the process ended');
    };
    await expect(carry(house, { puts: false })).rejects.toThrow('ended');
    house.ports.doors.commit = commit;
    const asked: PersonAsked = {
      type: 'cancel',
      ...{ siteId, parcelId: parcelOf(house).id, actor: 'manager-2', key: 'c', reason: 'went home' },
      ...{ times: house.times(), requestId: 'api-cancel' },
    };
    expect(await decideByPerson(house.ports, asked)).toEqual({ refusal: 'not-now' });
    await house.runUntil(house.nowMs + 10 * minuteMs);
    await sweep(house.ports);
    expect(await stateAt(house, 'A02')).toEqual(['held', 'depositing']);
  });

  it('is missing, its custody log says who called it off and why, and the same key again is the same', async () => {
    const house = await atOther();
    const asked: PersonAsked = {
      type: 'cancel',
      ...{ siteId, parcelId: parcelOf(house).id, actor: 'manager-2', key: 'c', reason: 'went home' },
      ...{ times: house.times(), requestId: 'api-cancel' },
    };
    expect(await decideByPerson(house.ports, asked)).toMatchObject({ state: 'missing' });
    expect(await decideByPerson(house.ports, asked)).toMatchObject({ state: 'missing' });
    expect((await eventsAt(house, 'A02')).slice(-2)).toMatchObject([
      { type: 'deposit-cancelled', person: { actor: 'manager-2', reason: 'went home' } },
      { type: 'parcel-missing' },
    ]);
    expect(await stateAt(house, 'A02')).toEqual(['quarantined', 'missing']);
    const { items } = await house.ports.incidents.list(siteId, { limit: 9 });
    expect(items.map(({ cause }) => cause)).toEqual(['ghost']);
  });

  it('at the screen is answered there', async () => {
    const house = await atOther();
    await house.tell(house.closed('A02', empty, empty));
    const { leaseId = '' } = house.opens().at(-1)!;
    const at = { bankId, compartmentId: 'A02' as CompartmentId, leaseId, times: house.times() };
    await house.tell({ type: 'deposit-cancelled', messageId: 'm-c', requestId: 'c', ...at });
    expect(await stateAt(house, 'A02')).toEqual(['quarantined', 'missing']);
    expect(house.screens().at(-1)).toBe('deposit-cancelled');
  });

  it('since its door does not open, has an incident of the lock as well', async () => {
    const house = await atOther();
    const { commandId } = house.opens().at(-1)!;
    const result = { type: 'command-result', outcome: 'failed', commandId, compartmentId: 'A02' } as const;
    await house.tell({ ...result, windows: [], bankId, messageId: 'jam', times: house.times() });
    expect(await stateAt(house, 'A02')).toEqual(['quarantined', 'missing']);
    const { items } = await house.ports.incidents.list(siteId, { limit: 9 });
    expect(items.map(({ cause }) => cause).sort()).toEqual(['ghost', 'wont-open']);
  });
});

describe('a crash at any call of the world', () => {
  const requests = ['before', 'after'] as const;
  /** How many calls each part of an uneventful move makes. */
  async function callsOf(part: 'ask' | 'out' | 'in'): Promise<number> {
    const house = await House.withParcel();
    const counted = crashing(house.ports, 0, 'before');
    const plain = { ports: house.ports };
    const use = (one: typeof part) => (one === part ? { ports: counted.ports } : plain);
    await move(house, use('ask'));
    await house.tell(house.closed('A01', full, empty), use('out'));
    await house.tell(house.closed('A02', empty, full), use('in'));
    return counted.calls();
  }

  const quietly = (run: Promise<unknown>) => run.then(() => false).catch(() => true);

  it('of the request, asked again: the move goes on, and nothing is done twice', async () => {
    const calls = await callsOf('ask');
    expect(calls).toBeGreaterThan(20);
    for (let nth = 1; nth <= calls; nth++) {
      for (const when of requests) {
        const house = await House.withParcel();
        expect(await quietly(move(house, { ports: crashing(house.ports, nth, when).ports }))).toBe(true);
        house.nowMs += 2_000;
        await quietly(move(house));
        await settle(house);
        await carryIfOpen(house);
        await house.runUntil(house.nowMs + 15 * minuteMs);
        await settle(house);
        await expectConsistent(house);
        const places = (await house.ports.doors.loadAll(bankId)).map(({ door }) => door.compartment);
        expect(places.filter((one) => one === 'occupied')).toHaveLength(1);
        expect(places.filter((one) => one === 'free')).toHaveLength(3);
      }
    }
  });

  it('of the request, asked again with what was read before: it is answered, for nobody else came between', async () => {
    const calls = await callsOf('ask');
    for (let nth = 1; nth <= calls; nth++) {
      for (const when of requests) {
        const house = await House.withParcel();
        const ifMatch = [parcelOf(house).version];
        await quietly(move(house, { ifMatch, ports: crashing(house.ports, nth, when).ports }));
        const answer = await move(house, { ifMatch });
        expect([nth, when, answer]).toMatchObject([nth, when, { id: parcelOf(house).id }]);
        await settle(house);
        const { stay } = (await house.door('A01')).door;
        expect([nth, when, stay?.state]).not.toEqual([nth, when, 'moved']);
        await carryIfOpen(house);
        await house.runUntil(house.nowMs + 15 * minuteMs);
        await settle(house);
        await expectConsistent(house);
      }
    }
  });

  it('of the request, never asked again: the sweep ends what cannot start in time', async () => {
    const calls = await callsOf('ask');
    for (let nth = 1; nth <= calls; nth++) {
      for (const when of requests) {
        const house = await House.withParcel();
        await quietly(move(house, { ports: crashing(house.ports, nth, when).ports }));
        await settle(house);
        await house.runUntil(house.nowMs + 15 * minuteMs);
        await settle(house);
        await expectConsistent(house);
        const places = (await house.ports.doors.loadAll(bankId)).map(({ door }) => door.compartment);
        expect(places).toEqual(['occupied', 'free', 'free', 'free']);
        expect(house.told()).toEqual(['parcel-stored +12025550112']);
      }
    }
  });

  it.each([
    ['out', 'told again by the bank'],
    ['out', 'left to the sweep'],
    ['in', 'told again by the bank'],
    ['in', 'left to the sweep'],
  ] as const)('of the message that it is %s, %s: it ends up where it was put', async (part, how) => {
    const calls = await callsOf(part);
    expect(calls).toBeGreaterThan(8);
    for (let nth = 1; nth <= calls; nth++) {
      for (const when of requests) {
        const house = await House.withParcel();
        await move(house);
        if (part === 'in') await house.tell(house.closed('A01', full, empty));
        const message: BankMessage =
          part === 'out' ? house.closed('A01', full, empty) : house.closed('A02', empty, full);
        const { ports } = crashing(house.ports, nth, when);
        await quietly(house.tell(message, { by: 'c1', ports }));
        house.nowMs += minuteMs;
        // A message of which nothing was committed is nobody's but its bank's, and Lambda's.
        if (how === 'told again by the bank' || !(await wasDecided(house, message)))
          await house.tell(message, { by: 'c1' });
        await settle(house);
        if (part === 'out') await putIn(house);
        await settle(house);
        await expectMoved(house);
        await expectConsistent(house);
        expect(new Set(house.told())).toEqual(new Set(['parcel-stored +12025550112', 'parcel-moved +12025550112']));
        // The deposit's, the one that it was taken out by, and the one that it was put in by.
        expect(new Set(house.opens().map(({ compartmentId }) => compartmentId))).toEqual(new Set(['A01', 'A02']));
      }
    }
  });

  it('and everything told twice over, in any order of the doubles, is once', async () => {
    const house = await House.withParcel();
    await Promise.all([move(house), move(house)]);
    const out = house.closed('A01', full, empty);
    await Promise.all([house.tell(out), house.tell(out)]);
    const put = house.closed('A02', empty, full);
    await house.tell(put);
    await house.tell(out);
    await house.tell(put);
    await move(house);
    await expectMoved(house);
    await expectConsistent(house);
    expect(house.told()).toEqual(['parcel-stored +12025550112', 'parcel-moved +12025550112']);
    expect(new Set(house.opens().map(({ commandId }) => commandId)).size).toBe(3);
  });

  async function wasDecided(house: House, message: BankMessage): Promise<boolean> {
    if (message.type !== 'door-closed') return false;
    const { cycles } = (await house.door(message.compartmentId)).door;
    return cycles.base >= message.doorCycle;
  }

  /** Sweeps until nothing is due. */
  async function settle(house: House) {
    for (let minute = 0; minute < 8; minute++) {
      house.nowMs += minuteMs;
      await sweep(house.ports);
    }
  }

  const wasOpened = (house: House, compartmentId: string, lease: number) =>
    house.opens().some(({ commandId }) => commandId.startsWith(compartmentId) && commandId.endsWith(`-${lease}-open`));

  /** The person does what the doors let them do. */
  async function carryIfOpen(house: House) {
    if (!wasOpened(house, 'A01', 2)) return;
    await house.tell(house.closed('A01', full, empty));
    await house.tell(house.closed('A02', empty, full));
  }

  /** Where the one command to open was lost, nothing opens: the person asks once more when the lease is over. */
  async function putIn(house: House) {
    if (!wasOpened(house, 'A02', 1)) await move(house, { key: 'again' });
    await house.tell(house.closed('A02', empty, full));
  }
});

it('a door that is kept for a parcel is no courier’s', async () => {
  const house = await House.withParcel();
  await house.ports.doors.register(
    newDoor({
      ...{ bankId, compartmentId: 'A05' as CompartmentId, siteId, size: 'M', profile: 'tof', doorCycle: 0 },
      accessible: false,
    }),
  );
  await move(house);
  await house.tell(house.deposit('r7'));
  expect(house.opens().at(-1)?.compartmentId).toBe('A03');
});
