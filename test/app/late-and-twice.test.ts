import { describe, expect, it } from 'vitest';
import { announcedIdOf } from '../../app/announced-id.js';
import { moveParcel } from '../../app/api/move-parcel.js';
import { decideByPerson } from '../../app/api/person.js';
import { sweep } from '../../app/sweep.js';
import type { CompartmentId, ResidentId } from '../../domain/ids.js';
import { isOpen } from '../../domain/incident/incident.js';
import type { DoorClosed } from '../../domain/inputs.js';
import { beams, curtainWindow } from '../domain/sensing/noise.js';
import { bankId, House, siteId, startMs } from './house.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const broken = () => Promise.reject(new Error('the world failed'));

/** The same cycle, opened with a key. */
const withKey = (closed: DoorClosed): DoorClosed => ({ ...closed, authority: { kind: 'key' } });

describe('a cycle that comes late', () => {
  it('and put something into the door before it was reserved is not forgotten: the pickup finds it left', async () => {
    const house = await House.open();
    const boxPutIn = withKey(house.closed('A01', 500, 440));
    const nothingTaken = withKey(house.closed('A01', 440, 440));
    await house.tell(nothingTaken);
    await house.tell(house.deposit('r1'));
    await house.tell(boxPutIn);
    await house.tell(house.closed('A01', 440, 380));
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A01', 380, 440));
    expect((await house.door('A01')).door.stay?.state).toBe('left-behind');
  });

  it('and took something out before it was reserved makes no parcel missing', async () => {
    const house = await House.open();
    const takenOut = withKey(house.closed('A01', 440, 500));
    await house.tell(withKey(house.closed('A01', 500, 500)));
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    await house.tell(takenOut);
    expect((await house.door('A01')).door.stay?.state).toBe('stored');
  });

  it('and an older one does not close a door that was said to stand open since: that, told twice, is told once', async () => {
    const house = await House.withParcel();
    await house.tell(house.pickup('r2', house.code()));
    const [late, open] = [house.closed('A01', 440, 440), house.closed('A01', 440, 440)];
    const { compartmentId, doorCycle, authority } = open;
    const from = { bankId, messageId: 'm-ajar', times: house.times() };
    const ajar = { type: 'door-ajar', compartmentId, doorCycle, authority, openForMs: 60_000, ...from } as const;
    await house.tell(ajar);
    await house.tell(late);
    const { version } = await house.door('A01');
    await house.tell(ajar);
    expect(await house.door('A01')).toMatchObject({ version, door: { door: 'open' } });
  });

  describe('and took out all that came, after a later one has put something in', () => {
    /** A parcel came into A01, where a curtain sees all there is; somebody has looked in with a key. */
    async function watched() {
      const house = await House.open('curtain');
      const beam = (isBlocked: boolean) => [curtainWindow(beams(isBlocked ? 32 : 0))];
      const closed = (door: string, before: boolean, after: boolean): DoorClosed => ({
        ...house.closed(door, 0, 0),
        ...{ before: beam(before), after: beam(after) },
      });
      await house.tell(house.deposit('r1'));
      await house.tell(closed('A01', false, true));
      await house.tell(withKey(closed('A01', true, true)));
      return { house, closed };
    }
    const held = { compartment: 'quarantined', quarantine: 'content-unexpected' };
    const openCases = ({ ports }: House) =>
      ports.incidents
        .all()
        .flatMap(({ incident: one }) => (isOpen(one) ? [`${one.cause} ${one.place.compartmentId}`] : []));

    it('is a pickup: its resident is thanked, and the door is held, with a case', async () => {
      const { house, closed } = await watched();
      await house.tell(house.pickup('r2', house.code()));
      const [late, later] = [closed('A01', true, false), withKey(closed('A01', false, true))];
      await house.tell(later);
      await house.tell(late);
      expect(house.screens().at(-1)).toBe('collected');
      expect(house.told()).toEqual(['parcel-stored +12025550112']);
      expect((await house.door('A01')).door).toMatchObject({ ...held, stay: { state: 'collected' } });
      expect(house.ports.parcels.all()).toMatchObject([{ state: 'collected' }]);
      expect(openCases(house)).toEqual(['phantom A01']);
    });

    it('is the first half of a move, which goes on, and the door that it left is held', async () => {
      const { house, closed } = await watched();
      const site = (await house.ports.registry.sites.read({ siteId }))!;
      await moveParcel(house.ports, {
        ...{ site, siteId, parcelId: house.ports.parcels.all()[0]!.id, compartmentId: 'A02' as CompartmentId },
        ...{ actor: 'mia', key: 'm', reason: 'a smaller door', times: house.times(), requestId: 'move-call' },
      });
      const [late, later] = [closed('A01', true, false), withKey(closed('A01', false, true))];
      await house.tell(later);
      await house.tell(late);
      expect((await house.door('A01')).door).toMatchObject({ ...held, stay: { state: 'moved' } });
      expect(openCases(house)).toEqual(['phantom A01']);
      await house.tell(closed('A02', false, true));
      expect((await house.door('A02')).door).toMatchObject({ compartment: 'occupied', stay: { state: 'stored' } });
      expect(house.told()).toEqual(['parcel-stored +12025550112', 'parcel-moved +12025550112']);
    });
  });

  it.each([1, 300])('is of no time before its lease, though its counters say %i days ago', async (days) => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    house.nowMs += 30_000;
    const closed = house.closed('A01', 500, 440);
    await house.tell({ ...closed, times: { ...closed.times, occurredAtMs: house.nowMs - days * dayMs } });
    const { stay } = (await house.door('A01')).door;
    expect(stay).toMatchObject({ state: 'stored', storedAtMs: startMs });
    expect(stay?.next.atMs).toBe(startMs + dayMs);
  });
});

describe('twice at once', () => {
  it('a sweep tells a resident once', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    house.nowMs += 10 * minuteMs;
    await Promise.all([sweep(house.ports), sweep(house.ports)]);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('a call that failed and was tried again by two of its runs tells a resident once', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    await house.tellWhileMute(closed, 'call-x');
    house.nowMs += minuteMs;
    await Promise.all([1, 2].map(() => house.tell(closed, { by: 'call-x' })));
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('its own retry and a sweep tell a resident once, whichever comes first', async () => {
    for (const isSweepFirst of [true, false]) {
      const house = await House.open();
      await house.tell(house.deposit('r1'));
      const closed = house.closed('A01', 500, 440);
      await house.tellWhileMute(closed, 'call-x');
      house.nowMs += 10 * minuteMs;
      const both = [() => sweep(house.ports), () => house.tell(closed, { by: 'call-x' })];
      await Promise.all((isSweepFirst ? both : both.reverse()).map((run) => run()));
      expect(house.told()).toEqual(['parcel-stored +12025550112']);
    }
  });

  it('a retry that comes while a sweep still performs leaves it to that, and what neither performs to the next', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    await house.tellWhileMute(closed, 'call-x');
    house.nowMs += 10 * minuteMs;
    const hanging = house.ports.channels.map((channel) => ({ ...channel, send: () => new Promise<never>(() => {}) }));
    void sweep({ ...house.ports, channels: hanging }); // Ends with its function's time limit, and says nothing.
    await new Promise((resolve) => setImmediate(resolve));
    house.nowMs += 5_000;
    await house.tell(closed, { by: 'call-x' });
    expect(house.told()).toEqual([]);
    house.nowMs += minuteMs;
    await sweep(house.ports);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('a call that died a moment ago, and whose message was parked at once, is finished by the sweep', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    const dying = house.ports.channels.map((channel) => ({ ...channel, send: () => new Promise<never>(() => {}) }));
    void house.tell(closed, { by: 'call-x', ports: { ...house.ports, channels: dying } });
    await expect.poll(async () => (await house.door('A01')).door.stay?.state).toBe('stored');
    house.nowMs += 3_000;
    await house.tell(closed, { by: 'call-x' }); // As from the parked queue: under the same name.
    house.nowMs += 2 * minuteMs;
    await sweep(house.ports);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('wrong codes count each', async () => {
    const house = await House.withParcel();
    const wrong = house.code() === '00000000' ? '11111111' : '00000000';
    await Promise.all([1, 2, 3, 4, 5].map((i) => house.tell(house.pickup(`guess-${i}`, wrong))));
    expect((await house.ports.guards.read(bankId)).wrongTries).toBe(5);
  });
});

describe('a sweep that finds many doors that fail', () => {
  it('reaches the door behind them in the next minute', async () => {
    const house = await House.withParcel();
    const labels = Array.from({ length: 60 }, (_, i) => `B${i + 10}` as CompartmentId);
    for (const [i, compartmentId] of labels.entries()) {
      await house.ports.doors.register({ ...(await house.door('A02')).door, compartmentId });
      await house.ports.doors.markDue({ bankId, compartmentId }, startMs + i);
    }
    const tried: string[] = [];
    const load = (key: { compartmentId: CompartmentId }) => (tried.push(key.compartmentId), broken());
    const ports = { ...house.ports, doors: { ...house.ports.doors, load } };
    house.nowMs += minuteMs;
    await sweep(ports);
    house.nowMs += 1;
    await sweep(ports);
    expect(new Set(tried).size).toBe(60);
  });
});

describe('a parcel that was withdrawn when its deposit had been called off', () => {
  it('gets no door, though what became of the deposit is written down only then', async () => {
    const house = await House.open();
    await house.announce('T1');
    const asked = (requestId: string) => ({ ...house.deposit(requestId), recipient: { trackingNumber: 'T1' } });
    await house.tell(asked('r1'));
    const { leaseId = '' } = house.opens().at(-1)!;
    const fixed = { bankId, messageId: 'm-off', times: house.times(), requestId: 'r1-off' };
    const calledOff = { ...fixed, type: 'deposit-cancelled', compartmentId: 'A01' as CompartmentId, leaseId } as const;
    const unwritten = { ...house.ports, parcels: { ...house.ports.parcels, show: broken } };
    await expect(house.tell(calledOff, { ports: unwritten })).rejects.toThrow('the world failed');
    const parcelId = announcedIdOf(house.ports, siteId, 'T1');
    const withdrawal = { type: 'cancel', siteId, parcelId, actor: 'carrier', reason: 'lost', key: 'k' } as const;
    const withdrawn = await decideByPerson(house.ports, { ...withdrawal, times: house.times(), requestId: 'api-1' });
    expect(withdrawn).toMatchObject({ state: 'withdrawn' });
    house.nowMs += 10 * minuteMs;
    await sweep(house.ports);
    await house.tell(asked('r2'));
    expect(house.opens()).toHaveLength(1);
    expect(house.screens().at(-1)).toBe('already-placed');
    expect(await house.ports.parcels.read(parcelId)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('what is told late', () => {
  it('is not that a parcel waits which has been found missing since', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    await house.tell(withKey(house.closed('A01', 440, 500)));
    expect((await house.door('A01')).door.stay?.state).toBe('missing');
    house.nowMs += 10 * minuteMs;
    await sweep(house.ports);
    expect(house.told()).toEqual([]);
  });
});

describe('a parcel that is another resident’s by the time that something of it is told', () => {
  const [adasPhone, bobsPhone] = ['+12025550112', '+12025550113'];
  const givenAway = async (house: House, phone: string | undefined = bobsPhone): Promise<void> => {
    const { registry, parcels } = house.ports;
    const ada = (await registry.residents.read({ siteId, residentId: 'resident-1' as ResidentId }))!;
    const residentId = 'resident-2' as ResidentId;
    await registry.residents.create({ ...ada, id: residentId, name: 'Bob', phone: phone || undefined });
    const asked = { siteId, parcelId: parcels.all()[0]!.id, actor: 'manager', reason: 'wrong name', key: 'k' };
    await decideByPerson(house.ports, {
      ...asked,
      ...{ type: 'reassign', residentId, times: house.times(), requestId: 'api-1' },
    });
  };
  const heard = ({ ports }: House, phone: string) =>
    ports.people.delivered
      .filter(({ to }) => to === phone)
      .map(({ kind, text }) => [kind, /\d{8}/.exec(text.body)?.[0]]);

  it('is told to the one before as not theirs, and no code of it', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    await givenAway(house);
    house.nowMs += 10 * minuteMs;
    await sweep(house.ports);
    expect(heard(house, adasPhone)).toEqual([['parcel-reassigned', undefined]]);
    expect(heard(house, bobsPhone)).toEqual([['parcel-stored', expect.any(String)]]);
  });

  /** Between the commit that owes a reminder and its sending. */
  const givenAwayBeforeItIsSent = (house: House) => {
    const { timers } = house.ports;
    const { create } = timers;
    timers.create = async (timer) => {
      timers.create = create;
      await givenAway(house);
      return create.call(timers, timer);
    };
  };

  const managerPhone = '+12025550100';
  const managedWithParcel = async (): Promise<House> => {
    const house = await House.open();
    const { sites } = house.ports.registry;
    await sites.replace({ ...(await sites.read({ siteId }))!, manager: { phone: managerPhone } });
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    return house;
  };

  it('is no reason to tell the manager that nobody reaches them, where the one before was not reached', async () => {
    const house = await managedWithParcel();
    house.ports.people.optedOut.add(adasPhone);
    givenAwayBeforeItIsSent(house);
    await house.runUntil(startMs + dayMs + 2 * minuteMs);
    expect(heard(house, bobsPhone)).toEqual([['parcel-stored', expect.any(String)]]);
    expect(heard(house, managerPhone)).toEqual([]);
  });

  it('is for the manager to tell them where nobody reaches them, though the one before was told that it is not theirs', async () => {
    const house = await managedWithParcel();
    await givenAway(house, '');
    expect(heard(house, adasPhone).at(-1)).toEqual(['parcel-reassigned', undefined]);
    expect(house.ports.people.delivered.filter(({ to }) => to === managerPhone)).toMatchObject([
      { kind: 'resident-unreachable', text: { body: expect.stringContaining('Bob') as string } },
    ]);
  });

  it('opens for none that has a reminder from a moment before: its code is the old one', async () => {
    const house = await House.withParcel();
    const oldCode = house.code();
    givenAwayBeforeItIsSent(house);
    await house.runUntil(startMs + dayMs + 2 * minuteMs);
    expect(heard(house, adasPhone)).toEqual([
      ['parcel-stored', oldCode],
      ['parcel-reassigned', undefined],
      ['reminder', oldCode],
    ]);
    await house.tell(house.pickup('r2', oldCode));
    expect(house.screens().at(-1)).toBe('unknown-code');
    await house.runUntil(startMs + 5 * dayMs);
    expect(heard(house, adasPhone)).toHaveLength(3);
  });
});

describe('what is taken out where nobody asked', () => {
  it('under the deposit’s own command is a parcel missing, and not one stored', async () => {
    const house = await House.withParcel();
    await house.tell(house.closed('A01', 440, 500));
    expect((await house.door('A01')).door.stay?.state).toBe('missing');
  });

  it('is no deposit when putting in and taking out come the wrong way round', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const [putIn, takenOut] = [house.closed('A01', 500, 440), house.closed('A01', 440, 500)];
    await house.tell(takenOut);
    await house.tell(putIn);
    expect((await house.door('A01')).door.stay).toMatchObject({ state: 'deposit-unverified', finding: 'absent' });
    expect(house.told()).toEqual(['deposit-found-empty +12025550199']);
  });

  it('while a pickup runs makes the parcel missing at its end: its resident is asked, once more if they do not answer, and not reminded of it', async () => {
    const house = await House.withParcel();
    await house.tell(house.pickup('r2', house.code()));
    await house.tell({ ...house.closed('A01', 440, 500), authority: { kind: 'none' } });
    expect((await house.door('A01')).door.stay?.state).toBe('collecting');
    await house.runUntil(startMs + 5 * dayMs);
    expect((await house.door('A01')).door).toMatchObject({ quarantine: 'missing', stay: { state: 'missing' } });
    expect(house.told().map((line) => line.split(' ')[0])).toEqual([
      'parcel-stored',
      'parcel-not-seen',
      'parcel-not-seen',
    ]);
  });
});

describe('a sample whose answer is lost', () => {
  it('is asked about by the watch, by the sample’s own id', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 493));
    const asked = house.sent('sample').at(-1);
    expect(asked).toBeDefined();
    await house.runUntil(startMs + 4 * minuteMs);
    expect(house.sent('resend').map(({ commandId }) => commandId)).toEqual([asked?.commandId]);
  });

  it('is missed by a watch of its own where the visit’s last watch has fired: a door that stood open for long', async () => {
    const house = await House.withParcel();
    await house.tell(house.pickup('r2', house.code()));
    const closed = house.closed('A01', 440, 493);
    await house.runUntil(startMs + 20 * minuteMs);
    expect((await house.door('A01')).door.stay?.state).toBe('stored');
    await house.tell(closed);
    expect((await house.door('A01')).door.stay?.state).toBe('pickup-unverified');
    await house.runUntil(house.nowMs + 30 * minuteMs);
    expect((await house.door('A01')).door.stay?.state).toBe('stored');
    expect(house.told().at(-1)).toBe('parcel-left-behind +12025550112');
  });

  it('and comes a second after its visit would have ended still decides: the watch waits for it', async () => {
    const house = await House.withParcel();
    await house.tell(house.pickup('r2', house.code()));
    await house.runUntil(house.nowMs + 4 * minuteMs);
    const { stay } = (await house.door('A01')).door;
    expect(stay?.watch.atMs).toBe(stay?.windowEndsAtMs);
    await house.runUntil((stay?.windowEndsAtMs ?? 0) - 2_000);
    await house.tell(house.closed('A01', 440, 493));
    await house.runUntil(house.nowMs + 3_000);
    const asked = house.sent('sample').at(-1);
    expect((await house.door('A01')).door.stay?.state).toBe('pickup-unverified');
    const fromBank = { bankId, messageId: 'm-answer', times: house.times() };
    const { after } = house.closed('A01', 440, 500);
    await house.tell({
      type: 'command-result',
      commandId: asked?.commandId ?? '',
      outcome: 'done',
      windows: after,
      ...fromBank,
    });
    expect((await house.door('A01')).door.stay?.state).toBe('collected');
  });
});
