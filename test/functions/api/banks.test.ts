import { describe, expect, it } from 'vitest';
import {
  bankBody,
  breakPort,
  client,
  makeHouse,
  makeWorld,
  managerOf,
  operator,
  person,
  siteWithMembers,
  storedParcel,
} from './world.js';

/** 15 mm, and what a stack of A4 of 80 g/m² and 0.1 mm is that thick. */
const tofItem = { kind: 'tof', measures: 'mm', millimetres: 15, grams: 748.5, sheetsOfPaper: 150 };

describe('banks', () => {
  it('are read and listed without what only enrolment needs', async () => {
    const { call, manager, path } = await makeHouse();
    const bank = {
      bankId: 'bank-1',
      siteId: 'site-1',
      controllerId: 'bank-1',
      profile: 'tof',
      smallestItems: [tofItem],
      doors: [
        { compartmentId: 'A01', size: 'S', accessible: true },
        { compartmentId: 'A02', size: 'M', accessible: false },
      ],
      isEnrolled: true,
    };
    expect((await call(manager, 'GET /v1/banks/{bankId}', { path: { bankId: 'bank-1' } })).body).toEqual({
      ...bank,
      health: { presence: { state: 'unknown' }, firmwaresSeen: [] },
      guard: { keypad: { wrongTries: 0 }, opens: {} },
    });
    expect((await call(manager, 'GET /v1/sites/{siteId}/banks', { path })).body).toEqual({ items: [bank] });
  });

  it('of any kinds of sensor are registered, and say what each kind sees', async () => {
    const world = makeWorld();
    await siteWithMembers(world, 'a');
    const path = { siteId: 'a' };
    const profiles = [
      'ultrasonic',
      'curtain',
      'ultrasonic+load-cell',
      'tof+curtain+load-cell',
      'curtain+tof+ultrasonic+load-cell',
    ];
    for (const [i, profile] of profiles.entries()) {
      const body = bankBody(`bank-${i}`, { profile });
      const made = await world.call(managerOf('a'), 'POST /v1/sites/{siteId}/banks', { path, body });
      expect([made.status, (made.body['bank'] as { profile: string }).profile]).toEqual([201, profile]);
    }
    const { body } = await world.call(managerOf('a'), 'GET /v1/sites/{siteId}/banks', { path });
    const [ultrasonic, curtain, loadCell] = [
      { kind: 'ultrasonic', measures: 'mm', millimetres: 30, grams: 1497, sheetsOfPaper: 300 },
      { kind: 'curtain', measures: 'mm', millimetres: 0.2, grams: 9.98, sheetsOfPaper: 2 },
      { kind: 'load-cell', measures: 'g', millimetres: 0.2, grams: 9.98, sheetsOfPaper: 2 },
    ];
    expect((body['items'] as { smallestItems: unknown }[]).map(({ smallestItems }) => smallestItems)).toEqual([
      [ultrasonic],
      [curtain],
      [ultrasonic, loadCell],
      [tofItem, curtain, loadCell],
      [curtain, tofItem, ultrasonic, loadCell],
    ]);
  });

  it('whose enrolment has not ended say so', async () => {
    const world = makeWorld();
    await siteWithMembers(world, 'a');
    breakPort(world.enrolment, 'certify');
    const path = { siteId: 'a' };
    await world.call(managerOf('a'), 'POST /v1/sites/{siteId}/banks', { path, body: bankBody('bank-1') });
    const { body } = await world.call(operator, 'GET /v1/banks/{bankId}', { path: { bankId: 'bank-1' } });
    expect(body['isEnrolled']).toBe(false);
  });
});

describe('the wall', () => {
  it('shows every compartment, its door and the stay in it', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const path = { bankId: 'bank-1' };
    const { body } = await house.call(house.manager, 'GET /v1/banks/{bankId}/compartments', { path });
    expect(body).toEqual({
      bankId: 'bank-1',
      smallestItems: [tofItem],
      compartments: [
        {
          compartmentId: 'A01',
          size: 'S',
          accessible: true,
          state: 'occupied',
          door: 'closed',
          stay: { state: 'stored', vouched: false, storedAtMs: house.clock.now, parcelId },
        },
        { compartmentId: 'A02', size: 'M', accessible: false, state: 'free', door: 'closed' },
      ],
    });
  });

  it('tells whose parcel it is by no more than an id, and only to those who may list parcels', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const read = async (claims: Record<string, string>) =>
      JSON.stringify(
        (await house.call(claims, 'GET /v1/banks/{bankId}/compartments', { path: { bankId: 'bank-1' } })).body,
      );
    for (const claims of [operator, house.manager, client('integration-of-site-1'), person('viewer-of-site-1')]) {
      expect(await read(claims)).toContain(parcelId);
    }
    for (const claims of [person('technician-of-site-1')]) {
      const text = await read(claims);
      expect(text).toContain('"state":"stored"');
      expect(text).not.toContain(parcelId);
    }
    expect(await read(operator)).not.toMatch(/Ada|12B|1555|residentId|courierId|generation/);
  });

  it('says why a compartment is not offered', async () => {
    const house = await makeHouse();
    await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
      path: house.path,
      body: { trackingNumber: 'TN1', residentId: house.residentId },
    });
    await house.ask('TN1');
    const { body } = await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels', { path: house.path });
    const [parcel] = body['items'] as { parcelId: string }[];
    await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels/{parcelId}/cancel', {
      path: { ...house.path, parcelId: parcel?.parcelId ?? '' },
      body: { reason: 'wrong house' },
      key: 'c1',
    });
    const wall = await house.call(house.manager, 'GET /v1/banks/{bankId}/compartments', { path: { bankId: 'bank-1' } });
    expect((wall.body['compartments'] as unknown[])[0]).toEqual({
      compartmentId: 'A01',
      size: 'S',
      accessible: true,
      state: 'quarantined',
      quarantine: 'unaccounted',
      door: 'closed',
    });
  });
});
