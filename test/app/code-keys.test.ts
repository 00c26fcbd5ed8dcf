import { describe, expect, it } from 'vitest';
import { derivedSecrets } from '../../adapters/crypto/codes.js';
import { rotated } from '../../adapters/crypto/key-ring.js';
import { decideByPerson } from '../../app/api/person.js';
import { createCourier } from '../../app/api/couriers.js';
import type { StayId } from '../../domain/ids.js';
import { bankId, courierCode, House, siteId } from './house.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const [first, second, third] = ['the first of the secrets', 'the second of the secrets', 'the third of the secrets'];

/** A house whose code secret is rotated as docs/deploy.md says: announced a quarter of an hour before. */
async function rotatingHouse() {
  const house = await House.open();
  const clock = { nowMs: () => house.nowMs };
  let text = first;
  let isAway = false;
  const read = async () => {
    if (isAway) throw new Error('Secrets Manager does not answer');
    return text;
  };
  house.ports.secrets = derivedSecrets(read, clock);
  const key = await house.ports.secrets.lookupKey(`courier:${siteId}`, courierCode);
  await house.ports.registry.claimCourierCode(key, { siteId, courierId: 'courier-1' as never }, house.nowMs * 2);
  const announce = (secret: string): number => {
    const fromMs = house.nowMs + 15 * minuteMs;
    text = rotated(text, { secret, fromMs });
    return fromMs;
  };
  return {
    house,
    by: (secret: string) => derivedSecrets(async () => secret, clock),
    announce,
    /** Nobody who has read it before can read it anew. */
    goAway: (away: boolean) => void (isAway = away),
    async rotate(secret: string) {
      announce(secret);
      await house.runUntil(house.nowMs + 20 * minuteMs);
    },
    async drop(secret: string) {
      text = JSON.stringify({ keys: [{ secret, fromMs: house.nowMs }] });
      await house.runUntil(house.nowMs + 5 * minuteMs);
    },
    async store(requestId: string, door: string) {
      await house.tell(house.deposit(requestId));
      await house.tell(house.closed(door, 500, 440));
      return house.code();
    },
  };
}

describe('a code that was issued before a rotation', () => {
  it('opens after it, and after the next one', async () => {
    const { house, rotate, store } = await rotatingHouse();
    const code = await store('r1', 'A01');
    await rotate(second);
    await rotate(third);
    await house.tell(house.pickup('p1', code));
    expect(house.screens().at(-1)).toBe('pickup-open');
    expect(house.opens()).toHaveLength(2);
  });

  it('is the one that a reminder tells', async () => {
    const { house, rotate, store } = await rotatingHouse();
    const code = await store('r1', 'A01');
    await rotate(second);
    await house.runUntil(house.nowMs + 25 * hourMs);
    expect(house.told().at(-1)).toMatch(/^reminder /);
    expect(house.code()).toBe(code);
  });

  it('is a courier’s, too', async () => {
    const { house, rotate, store } = await rotatingHouse();
    await rotate(second);
    expect(await store('r1', 'A01')).toMatch(/^\d{8}$/);
    expect(house.opens()).toHaveLength(1);
  });

  it('is answered to the same request for a courier as before', async () => {
    const { house, rotate } = await rotatingHouse();
    const asked = { siteId, key: 'k1', request: { name: 'Dee' } };
    const made = await createCourier(house.ports, { ...asked, nowMs: house.nowMs });
    await rotate(second);
    const again = await createCourier(house.ports, { ...asked, nowMs: house.nowMs });
    expect(again).toMatchObject({ code: (made as { code: string }).code });
  });

  it('opens nothing where the secret leaked and its key was dropped; a new one does', async () => {
    const { house, drop, store } = await rotatingHouse();
    const code = await store('r1', 'A01');
    await drop(second);
    await house.tell(house.pickup('p1', code));
    expect(house.screens().at(-1)).toBe('unknown-code');
    expect(house.opens()).toHaveLength(1);
  });
});

describe('a code that is issued after a rotation', () => {
  it('is made by the new key alone', async () => {
    const { house, rotate, store, by } = await rotatingHouse();
    await store('r1', 'A01');
    await rotate(second);
    const code = await store('r2', 'A02');
    const stayId = (await house.door('A02')).door.stay?.id as StayId;
    expect(code).toBe(await by(second).pickupCode(stayId, 1));
    expect(await house.ports.codes.find(await by(first).lookupKey(bankId, code))).toBeUndefined();
  });

  it('is told as it was claimed, if the new key came to count in the middle of that', async () => {
    const { house, announce, store } = await rotatingHouse();
    const countsAtMs = announce(second);
    house.nowMs = countsAtMs - 1;
    const { find } = house.ports.codes;
    house.ports.codes.find = (key) => {
      house.nowMs = countsAtMs;
      return find(key);
    };
    const code = await store('r1', 'A01');
    await house.tell(house.pickup('p1', code));
    expect(house.screens().at(-1)).toBe('pickup-open');
  });

  it('is not made of the digits that another parcel was told before it', async () => {
    const { house, rotate, store, by } = await rotatingHouse();
    const code = await store('r1', 'A01');
    await rotate(second);
    const real = await house.ports.secrets.issuing();
    house.ports.secrets.issuing = async () => ({
      ...real,
      pickupCode: async (stayId, generation) => (generation === 1 ? code : real.pickupCode(stayId, generation)),
    });
    await house.tell(house.deposit('r2'));
    const { stay } = (await house.door('A02')).door;
    expect(stay?.generation).toBe(2);
    expect(await house.ports.codes.find(await by(second).lookupKey(bankId, code))).toBeUndefined();
  });
});

describe('a secret that cannot be read while it is rotated', () => {
  it('lets all codes open that were issued before; one of the new key opens once the secret is read again', async () => {
    const { house, announce, goAway, store, by } = await rotatingHouse();
    const code = await store('r1', 'A01');
    await store('r2', 'A02');
    goAway(true);
    const countsAtMs = announce(second);
    house.nowMs = countsAtMs + minuteMs;
    // A function that could read it gives a new code.
    const ahead = { ...house.ports, secrets: by(rotated(first, { secret: second, fromMs: countsAtMs })) };
    const { stay } = (await house.door('A02')).door;
    const asked = {
      type: 'reissue' as const,
      siteId,
      parcelId: stay!.parcelId,
      actor: 'ann',
      key: 'k',
      reason: 'lost',
    };
    await decideByPerson(ahead, { ...asked, times: house.times(), requestId: 'api-1' });
    const newCode = house.code();
    await house.tell(house.pickup('p1', code));
    expect(house.screens().at(-1)).toBe('pickup-open');
    await house.tell(house.pickup('p2', newCode));
    expect(house.screens().at(-1)).toBe('unknown-code');
    goAway(false);
    house.nowMs += minuteMs;
    await house.tell(house.pickup('p3', newCode));
    expect(house.screens().at(-1)).toBe('pickup-open');
  });
});

describe('a request that comes twice while a rotation begins', () => {
  it('of a carrier opens one door, though two functions issue by different keys', async () => {
    const { house, by, store } = await rotatingHouse();
    await store('r1', 'A01');
    await store('r2', 'A02');
    house.nowMs += 80 * hourMs;
    for (const door of ['A01', 'A02']) await house.becomeOverdue(door);
    const opens = house.opens().length;
    const { doors } = house.ports;
    let isFirst = true;
    const ahead = {
      ...house.ports,
      secrets: by(rotated(first, { secret: second, fromMs: house.nowMs })),
      doors: {
        ...doors,
        // The other one is through with it while this one has found nothing of it yet.
        list: async (bank: typeof bankId) => {
          if (isFirst) await house.tell(house.collect('c1'));
          isFirst = false;
          return doors.list(bank);
        },
      },
    };
    await house.tell(house.collect('c1'), { ports: ahead });
    const opened = house.opens().slice(opens);
    expect(new Set(opened.map(({ compartmentId }) => compartmentId))).toEqual(new Set(['A01']));
    expect((await house.door('A02')).door.stay?.state).toBe('overdue');
  });
});

describe('a request that comes again after a rotation', () => {
  it('of a carrier opens no second door', async () => {
    const { house, rotate, store } = await rotatingHouse();
    await store('r1', 'A01');
    await store('r2', 'A02');
    house.nowMs += 80 * hourMs;
    for (const door of ['A01', 'A02']) await house.becomeOverdue(door);
    await house.tell(house.collect('c1'));
    const opened = house.opens().map(({ compartmentId }) => compartmentId);
    expect(opened).toEqual(['A01', 'A02', 'A01']);
    await rotate(second);
    await house.tell(house.collect('c1')); // As if it were new: what keeps it out is that its row is found.
    expect(
      house
        .opens()
        .slice(3)
        .map(({ compartmentId }) => compartmentId),
    ).not.toContain('A02');
  });
});
