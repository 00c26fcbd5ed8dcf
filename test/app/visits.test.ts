import { describe, expect, it } from 'vitest';
import type { Ports } from '../../app/ports.js';
import { stateSeen } from '../../app/api/find-parcels.js';
import { announceParcel } from '../../app/api/announce-parcel.js';
import type { CompartmentId, ResidentId } from '../../domain/ids.js';
import type { BankMessage, CommandResult, DoorClosed, DoorOpened, LeaseRequest } from '../../domain/inputs.js';
import { bankId, House, siteId } from './house.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const broken = () => Promise.reject(new Error('the world failed'));
const doors = async (house: House) =>
  (await house.ports.doors.list(bankId)).map(({ compartmentId, compartment, stay }) =>
    [compartmentId, compartment, stay?.state].filter(Boolean).join(' '),
  );

const tap = (house: House, type: LeaseRequest['type'], at = 'A01', requestId = `tap-${house.sent('open').length}`) => {
  const leaseId = house.opens().findLast(({ compartmentId }) => compartmentId === at)?.leaseId ?? '';
  const compartmentId = at as CompartmentId;
  const from = { bankId, messageId: `m-${requestId}-${type}`, times: house.times() };
  return house.tell({ type, requestId: `${requestId}-${type}`, compartmentId, leaseId, ...from });
};

describe('a unit with several residents', () => {
  it('has the courier choose, from names that tell them apart and no more; who was chosen is told', async () => {
    const house = await House.open();
    const row = { createdAtMs: 0, madeFrom: '', version: 1, siteId, unit: '12b', language: 'en' };
    const [ben, cy] = ['resident-2', 'resident-3'] as ResidentId[];
    await house.ports.registry.residents.create({ ...row, id: ben!, name: 'Ben Okri', phone: '+12025550113' });
    const gone = { movesOutAtMs: 0, takesParcelsUntilMs: house.nowMs };
    await house.ports.registry.residents.create({ ...row, ...gone, id: cy!, name: 'Cy Young', phone: '+12025550114' });
    await house.tell(house.deposit('r1'));
    expect([house.screens(), house.opens()]).toEqual([['choose-recipient'], []]);
    expect(house.sent('display').at(-1)?.fields['residents']).toEqual([
      { residentId: 'resident-1', label: 'A…' },
      { residentId: ben, label: 'B. O…' },
    ]);
    await house.tell({ ...house.deposit('r2'), recipient: { residentId: ben! } } as BankMessage);
    await house.tell(house.closed('A01', 500, 440));
    expect(house.told()).toEqual(['parcel-stored +12025550113']);
  });
});

describe('several deposits in one visit', () => {
  it('one after the other take a door each', async () => {
    const house = await House.open();
    for (const n of [1, 2, 3]) {
      await house.tell(house.deposit(`r${n}`));
      await house.tell(house.closed(`A0${n}`, 500, 440));
    }
    expect(await doors(house)).toEqual([
      'A01 occupied stored',
      'A02 occupied stored',
      'A03 occupied stored',
      'A04 free',
    ]);
    expect(house.told()).toHaveLength(3);
  });

  it('interleaved are kept apart: each verdict is of its own door and lease', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(house.deposit('r2'));
    const first = house.closed('A01', 500, 500);
    const second = house.closed('A02', 500, 440);
    await house.tell(second);
    await house.tell(first);
    expect((await doors(house)).slice(0, 2)).toEqual(['A01 held deposit-unverified', 'A02 occupied stored']);
    await tap(house, 'reopen-requested', 'A01');
    await house.tell(house.deposit('r3'));
    await house.tell(house.closed('A01', 500, 440));
    await tap(house, 'deposit-cancelled', 'A03');
    expect((await doors(house)).slice(0, 3)).toEqual([
      'A01 occupied stored',
      'A02 occupied stored',
      'A03 quarantined cancelled',
    ]);
  });
});

describe('an announced parcel', () => {
  const announced = async () => {
    const house = await House.open();
    const { registry, parcels, digest } = house.ports;
    const asked = { siteId, trackingNumber: 'T-1', residentId: 'resident-1' as ResidentId, nowMs: house.nowMs };
    const made = await announceParcel({ registry, parcels, digest }, asked);
    const deposit = (requestId: string): BankMessage =>
      ({ ...house.deposit(requestId), recipient: { trackingNumber: 'T-1' } }) as BankMessage;
    return { house, deposit, parcelId: 'row' in made ? made.row.id : undefined };
  };

  it('whose first two requests were cancelled opens no door for a replay of the first', async () => {
    const { house, deposit } = await announced();
    for (const n of [1, 2]) {
      await house.tell(deposit(`r${n}`));
      await house.tell(house.closed('A01', 500, 500));
      await tap(house, 'deposit-cancelled');
    }
    expect(house.opens()).toHaveLength(2);
    await house.tell({ ...deposit('r1'), times: house.times() });
    await house.tell({ ...deposit('r2'), times: house.times() });
    expect(house.opens()).toHaveLength(2);
    expect(await doors(house)).toEqual(['A01 free cancelled', 'A02 free', 'A03 free', 'A04 free']);
    await house.tell(deposit('r3'));
    expect(house.opens()).toHaveLength(3);
  });

  it('whose call died after its claim can be placed by another, and by the first no more', async () => {
    const { house, deposit, parcelId } = await announced();
    const dead: Ports = { ...house.ports, doors: { ...house.ports.doors, commit: broken } };
    const first = deposit('r1');
    await expect(house.tell(first, { ports: dead })).rejects.toThrow();
    house.nowMs += 2 * minuteMs;
    await house.tell(deposit('r2'));
    await house.tell({ ...first, times: house.times() });
    expect(house.opens()).toHaveLength(1);
    const parcel = await house.ports.parcels.read(parcelId!);
    expect(parcel?.claim).toMatchObject({ requestId: 'r2', before: ['bank-1/r1'] });
  });

  it('for a resident who cannot reach high doors goes into a low one', async () => {
    const { house, deposit } = await announced();
    const { registry, doors: store } = house.ports;
    const resident = (await registry.residents.read({ siteId, residentId: 'resident-1' as ResidentId }))!;
    await registry.residents.replace({ ...resident, needsLowDoor: true });
    const { door } = await house.door('A04');
    await store.register({ ...door, compartmentId: 'B01' as CompartmentId, size: 'XL', accessible: true });
    await house.tell(deposit('r1'));
    expect(house.opens().at(-1)?.compartmentId).toBe('B01');
    await house.tell(house.deposit('r2')); // No low door is left.
    expect(house.opens().at(-1)?.compartmentId).toBe('A01');
  });
});

describe('a claim whose call died', () => {
  it('is seen as what came of it: a walk-in is cancelled, an announced parcel may come again', async () => {
    const house = await House.open();
    const dead: Ports = { ...house.ports, doors: { ...house.ports.doors, commit: broken } };
    await expect(house.tell(house.deposit('r1'), { ports: dead })).rejects.toThrow();
    const [parcel] = house.ports.parcels.all();
    expect(parcel?.state).toBe('placing');
    expect(stateSeen(parcel!, house.nowMs + 3 * hourMs)).toBe('placing');
    expect(stateSeen(parcel!, house.nowMs + 3 * hourMs + 1)).toBe('cancelled');
    expect(stateSeen({ ...parcel!, announced: true }, house.nowMs + 4 * hourMs)).toBe('announced');
    expect(stateSeen({ ...parcel!, state: 'stored' }, house.nowMs + 4 * hourMs)).toBe('stored');
  });
});

describe('a parcel that no sensor saw go', () => {
  it('says so in the row that people read', async () => {
    const house = await House.open();
    const blind = (closed: DoorClosed): DoorClosed => ({ ...closed, before: [], after: [] });
    const samples = async () => {
      for (const { commandId } of house.sent('sample').slice(-1)) {
        for (const n of [1, 2, 3]) await house.tell(result(house, commandId.replace(/-1$/, `-${n}`), 'done'));
      }
    };
    await house.tell(house.deposit('r1'));
    await house.tell(blind(house.closed('A01', 500, 500)));
    await samples();
    await tap(house, 'deposit-confirmed');
    await house.tell(house.pickup('p1', house.code()));
    await house.tell(blind(house.closed('A01', 500, 500)));
    await samples();
    expect(house.ports.parcels.all()).toMatchObject([{ state: 'collected', vouched: true, pickupEvidence: 'none' }]);
  });
});

const result = (house: House, commandId: string, outcome: CommandResult['outcome']): CommandResult => {
  const messageId = `m-result-${commandId}-${outcome}`;
  return { type: 'command-result', bankId, messageId, commandId, outcome, windows: [], times: house.times() };
};
const openedOf = (closed: DoorClosed): DoorOpened => {
  const { before: _, after: __, openForMs: ___, ...door } = closed;
  return { ...door, type: 'door-opened', messageId: `${closed.messageId}-opened` };
};

describe('messages that contradict each other', () => {
  it('closed before opened, and opened twice: the door-closed is enough, and nothing else is heard', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const closed = house.closed('A01', 500, 440);
    await house.tell(closed);
    const { version } = await house.door('A01');
    await house.tell(openedOf(closed));
    await house.tell(openedOf(closed));
    expect(await house.door('A01')).toMatchObject({ version, door: { door: 'closed', stay: { state: 'stored' } } });
    expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
  });

  it('closed without windows: nothing is believed, the bank is asked', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell({ ...house.closed('A01', 500, 440), before: [], after: [] });
    expect(house.screens().at(-1)).toBe('checking');
    expect(house.sent('sample')).toHaveLength(1);
    expect(house.told()).toEqual([]);
  });

  it('of a door that does not exist are counted and change nothing', async () => {
    const house = await House.open();
    await house.tell({ ...house.closed('Z99', 500, 440), compartmentId: 'Z99' as CompartmentId });
    await house.tell(result(house, 'Z99-abc-1-open', 'failed'));
    expect(house.ports.counters.counts['refused']).toBe(2);
  });

  it('results of commands that were never sent, of another lease, or twice decide nothing', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    const { commandId, leaseId } = house.opens()[0]!;
    const stayId = leaseId!.replace(/-1$/, '');
    const { version } = await house.door('A01');
    const never = [
      `${stayId}-2-open`,
      `${stayId}-1-sample-1-1`,
      'A01-strangers-1-open',
      'nonsense',
      `${stayId}-1-sample-7-3`,
    ];
    for (const id of never) {
      for (const outcome of ['failed', 'expired', 'refused', 'done'] as const)
        await house.tell(result(house, id, outcome));
    }
    expect((await house.door('A01')).version).toBe(version);
    await house.tell(result(house, commandId, 'failed'));
    const after = (await house.door('A01')).version;
    await house.tell(result(house, commandId, 'failed'));
    await house.tell(result(house, commandId, 'expired'));
    expect((await house.door('A01')).version).toBe(after);
    expect((await doors(house))[0]).toBe('A01 quarantined cancelled');
  });

  it('a lease that opened another door: the parcel is no deposit of the first, and content without a record in the other', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1')); // For A01; but B's lock lets go, and the parcel lies in A02.
    const wrong = { ...house.closed('A01', 500, 440), compartmentId: 'A02' as CompartmentId };
    await house.tell(wrong);
    expect((await doors(house)).slice(0, 2)).toEqual(['A01 held reserved', 'A02 quarantined']);
    expect((await house.door('A02')).door.quarantine).toBe('content-unexpected');
    expect(house.told()).toEqual([]);
    const incidents = house.ports.incidents.all().map(({ incident: { cause, place } }) => [cause, place.compartmentId]);
    expect(incidents.sort()).toEqual([
      ['phantom', 'A02'],
      ['wrong-door-opened', 'A02'],
    ]);
  });

  it('a lease that opened the door of another parcel changes nothing but what lies there: it is missing if it has gone', async () => {
    const house = await House.withParcel();
    await house.tell(house.deposit('r2')); // A02
    await house.tell({ ...house.closed('A02', 440, 440), compartmentId: 'A01' as CompartmentId });
    expect((await doors(house)).slice(0, 2)).toEqual(['A01 occupied stored', 'A02 held reserved']);
    await house.tell({ ...house.closed('A02', 440, 500), compartmentId: 'A01' as CompartmentId });
    expect((await doors(house)).slice(0, 2)).toEqual(['A01 quarantined missing', 'A02 held reserved']);
  });
});
