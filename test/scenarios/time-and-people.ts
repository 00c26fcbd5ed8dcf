import { expect } from 'vitest';
import type { ResidentRow, SiteRow } from '../../app/registry-ports.js';
import type { ResidentId } from '../../domain/ids.js';
import { lookalike, scenario } from './scenario.js';
import { ann, bob, box, courierCode, day, hour, minute, second, siteId, type Town } from './town.js';

const resident = { siteId, residentId: 'resident-1' as ResidentId };

async function changeResident({ house: { ports } }: Town, change: Partial<ResidentRow>): Promise<void> {
  await ports.registry.residents.replace({ ...(await ports.registry.residents.read(resident))!, ...change });
}
async function changeSite({ house: { ports } }: Town, change: Partial<SiteRow>): Promise<void> {
  await ports.registry.sites.replace({ ...(await ports.registry.sites.read({ siteId }))!, ...change });
}
const stayIn = async (town: Town, door: string) => (await town.house.door(door)).door.stay!;

scenario(
  'not-collected',
  'three reminders in three days, none in the night, and none after it was fetched',
  async (town) => {
    await town.deposit(box);
    await town.pass(50 * hour);
    expect(town.messages()).toEqual(['parcel-stored', 'reminder', 'reminder']);
    expect(await town.pickup()).toBe('collected');
    await town.pass(7 * day);
    expect(town.messages()).toEqual(['parcel-stored', 'reminder', 'reminder']);
    expect(town.incidents()).toEqual([]);
  },
);

scenario('overdue', 'after three days the resident is told, and the carrier takes it back', async (town) => {
  await town.pass(7 * hour); // In the afternoon: no step of it falls into the night.
  const door = await town.deposit(box);
  await town.pass(75 * hour);
  expect(town.messages()).toEqual(['parcel-stored', 'reminder', 'reminder', 'reminder', 'parcel-overdue']);
  expect(await town.doorIs(door)).toBe('overdue');
  expect(await town.clicks(() => town.bank.requestCollection(courierCode))).toBe(door);
  expect(await town.at(door, () => void town.bank.take(door))).toBe('returned');
  expect(town.messages().at(-1)).toBe('parcel-returned');
  expect(await town.offered()).toContain(door);
  expect(town.incidents()).toEqual([]);
});

scenario(
  'on-hold',
  'a manager holds a parcel for ten days: no reminder, not overdue; then as if stored anew',
  async (town) => {
    const door = await town.deposit(box);
    const { parcelId } = await stayIn(town, door);
    const body = { untilMs: town.nowMs + 10 * day, reason: 'on holiday' };
    await town.api(ann, 'POST /v1/sites/{siteId}/parcels/{parcelId}/hold', { path: { parcelId }, key: 'h1', body });
    await town.pass(10 * day + hour);
    expect(town.messages()).toEqual(['parcel-stored']);
    expect(await town.doorIs(door)).toBe('stored');
    await town.pass(25 * hour);
    expect(town.messages()).toEqual(['parcel-stored', 'reminder']);
    expect(town.incidents()).toEqual([]);
  },
);

scenario(
  'moved-out',
  'a person reports it: the manager has three days of grace, then somebody fetches it',
  async (town) => {
    const door = await town.deposit(box);
    await town.report('moved-out', door);
    await town.pass(4 * day);
    expect(town.incidents()).toEqual(['moved-out A01 dispatched']);
    expect(town.story('moved-out')).toEqual([
      '+0 s raised',
      '+0 s tell-manager',
      '+3 d visit: mechanical-key, parcel-bag',
    ]);
    expect(town.alerts()).toEqual(['+0 s manager: moved-out']); // P3: the visit stands in the list.
  },
);

scenario('unknown-recipient', 'nobody of that unit: refused, and no door opens', async (town) => {
  expect(await town.asks({ unit: '99Z' })).toBe('');
  expect(town.bank.screen?.code).toBe('unknown-recipient');
  expect(await town.offered()).toHaveLength(4);
  expect(town.incidents()).toEqual([]);
});

scenario('not-registered', 'a resident without any channel: the manager is told, once a parcel', async (town) => {
  await changeResident(town, { phone: undefined });
  await changeSite(town, { manager: { phone: '+12025550100' } });
  await town.deposit(box);
  await town.pass(4 * day);
  expect(town.messages()).toEqual(['resident-unreachable']);
  expect(town.incidents()).toEqual([]);
});

scenario(
  'message-undeliverable',
  'the phone takes nothing any more: the manager is told once, and the parcel waits',
  async (town) => {
    town.house.ports.people.optedOut.add('+12025550112');
    await changeSite(town, { manager: { phone: '+12025550100' } });
    const door = await town.deposit(box);
    await town.pass(2 * day);
    expect(town.messages()).toEqual(['resident-unreachable']);
    expect(await town.doorIs(door)).toBe('stored');
    expect(town.incidents()).toEqual([]);
  },
);

const reissue = async (town: Town, door: string, key = 'n1') => {
  const { parcelId } = await stayIn(town, door);
  const asked = { path: { parcelId }, key, body: { reason: 'lost' } };
  return town.api(ann, 'POST /v1/sites/{siteId}/parcels/{parcelId}/code', asked);
};

scenario('code-lost', 'a new code is made and told: the old one opens nothing, the new one does', async (town) => {
  const door = await town.deposit(box);
  const old = town.house.code();
  expect((await reissue(town, door)).status).toBe(200);
  expect(town.messages()).toEqual(['parcel-stored', 'code-reissued']);
  const fresh = town.house.code();
  expect(fresh).not.toBe(old);
  expect(await town.enters(old)).toBe('');
  expect(await town.enters(fresh)).toBe(door);
  expect(await town.at(door, () => void town.bank.take(door))).toBe('collected');
  expect(town.incidents()).toEqual([]);
});

scenario(
  'messages-capped',
  'new codes are asked for without end: SMS stop at the cap, the manager is alerted at once, and goes on tomorrow',
  async (town) => {
    const door = await town.deposit(box);
    for (let i = 1; i <= 8; i++) expect((await reissue(town, door, `n${i}`)).status).toBe(200);
    expect(town.messages()).toEqual(['parcel-stored', 'code-reissued', 'code-reissued', 'code-reissued']);
    expect(town.incidents()).toEqual(['messages-capped resolving']);
    expect(town.story('messages-capped')).toEqual(['+0 s raised', '+0 s tell-manager']);
    expect(town.alerts()).toEqual(['+0 s manager: messages-capped']);
    await town.pass(day);
    expect((await reissue(town, door, 'n9')).status).toBe(200);
    expect(town.messages().at(-1)).toBe('code-reissued');
    await town.resolve('messages-capped');
    expect(town.incidents()).toEqual(['messages-capped resolved-remotely']);
    expect(await town.pickup()).toBe('collected');
  },
  { policy: { residentMessagesPerDayMax: 4, reminderHours: [] } },
);

lookalike('messages-capped', 'a new code for each of five parcels on one day is a busy day', async (town) => {
  for (let i = 0; i < 5; i++) {
    const door = await town.deposit({ ...box, id: `box-${i}` });
    await reissue(town, door, `n${i}`);
    expect(await town.pickup()).toBe('collected');
  }
  expect(town.messages()).toHaveLength(10);
  expect(town.incidents()).toEqual([]);
});

/** Wrong codes, each as soon as the keypad takes one again. */
async function guesses(town: Town, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    expect(await town.enters(String(10_000_000 + i))).toBe('');
    await town.pass(5 * minute);
  }
}

scenario(
  'code-guessing',
  'five wrong in a row, and on: the manager after a quarter of an hour, locked at twenty',
  async (town) => {
    await town.deposit(box);
    await guesses(town, 4);
    expect(town.incidents()).toEqual([]);
    await guesses(town, 1);
    expect(town.incidents()).toEqual(['code-guessing resolving']);
    await guesses(town, 14);
    expect(town.counts('keypad-locked')).toBe(0);
    await guesses(town, 1);
    expect(town.counts('keypad-locked')).toBe(1);
    expect(await town.enters()).toBe(''); // Not the right one either.
    expect(town.bank.screen?.code).toBe('keypad-locked');
    await town.pass(3 * hour);
    expect(town.story('code-guessing')).toEqual([
      '+0 s raised',
      '+0 s back-off',
      '+15 min tell-manager',
      '+1 h 15 min waits',
    ]);
    expect(town.alerts()).toEqual(['+15 min manager: code-guessing']);
    await town.api(bob, 'POST /v1/banks/{bankId}/keypad/unlock', { body: { reason: 'nobody there' } });
    expect(town.incidents()).toEqual(['code-guessing resolved-remotely']);
    expect(await town.enters()).toBe('A01');
  },
);

scenario(
  'code-guessing',
  'somebody who has forgotten it, and then remembers: over, and nobody was told',
  async (town) => {
    const door = await town.deposit(box);
    const code = town.house.code();
    for (let i = 0; i < 5; i++) {
      await town.enters('00000000');
      await town.pass(20 * second);
    }
    expect(town.incidents()).toEqual(['code-guessing resolving']);
    expect(await town.enters(code)).toBe(door);
    await town.pass(hour);
    expect(town.incidents()[0]).toBe('code-guessing resolved-remotely');
    expect(town.alerts().filter((alert) => alert.includes('code-guessing'))).toEqual([]);
  },
);

lookalike('code-guessing', 'five wrong codes over a week, with right ones between, are people', async (town) => {
  for (let i = 0; i < 5; i++) {
    await town.deposit({ ...box, id: `box-${i}` });
    const code = town.house.code();
    expect(await town.enters('00000000')).toBe('');
    await town.pass(minute);
    const door = await town.enters(code);
    await town.at(door, () => void town.bank.take(door));
    await town.pass(day);
  }
  expect(town.incidents()).toEqual([]);
});

scenario('code-stolen', 'a person reports it: the manager is told, and a new code ends the old one', async (town) => {
  const door = await town.deposit(box);
  const old = town.house.code();
  await town.report('code-stolen', door);
  expect(town.alerts()).toEqual(['+0 s manager: code-stolen']);
  await reissue(town, door);
  expect(await town.enters(old)).toBe('');
  await town.resolve('code-stolen');
  expect(town.incidents()).toEqual(['code-stolen A01 resolved-remotely']);
});

/** A person opens doors from afar, each under a key of its own; answers with the statuses. */
async function opens(town: Town, who: typeof ann, doors: string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const [i, compartmentId] of doors.entries()) {
    const body = { type: 'open', compartmentId, reason: 'a round' };
    const reply = await town.api(who, 'POST /v1/banks/{bankId}/commands', { body, key: `${who.sub}-${i}` });
    statuses.push(reply.status);
    await town.pass(2 * minute);
  }
  return statuses;
}
const clear = (town: Town, who: typeof ann) =>
  town.api(who, 'POST /v1/banks/{bankId}/opens/clear', { body: { reason: 'it was an inventory' } });

scenario(
  'mass-open',
  'one person opens too many: stopped, P1, the manager at once, and only another person may go on',
  async (town) => {
    const statuses = await opens(town, ann, ['A01', 'A02', 'A03', 'A04', 'A01']);
    expect(statuses.slice(0, 3)).toEqual([201, 201, 201]);
    expect(statuses[3]).toBe(409);
    expect(statuses[4]).toBe(409);
    expect(town.commands('open')).toEqual(['open A01', 'open A02', 'open A03']);
    expect(town.incidents()).toContain('mass-open resolving');
    expect(town.incident('mass-open').severity).toBe('P1');
    expect(town.alerts()).toContain('+0 s manager: mass-open');
    expect(await town.asks()).toBe('');
    expect((await clear(town, ann)).body['code']).toBe('second-person');
    expect((await clear(town, bob)).status).toBe(200);
    expect(town.incident('mass-open').state).toBe('resolved-remotely');
    expect(await town.asks()).not.toBe('');
  },
  { policy: { personOpensPerHourMax: 3 } },
);

scenario(
  'mass-open',
  'nobody clears it: somebody goes after half an hour, with a key and a camera',
  async (town) => {
    await opens(town, ann, ['A01', 'A02']);
    await town.pass(hour);
    expect(town.story('mass-open')).toEqual([
      '+0 s raised',
      '+0 s tell-manager',
      '+30 min visit: mechanical-key, camera-phone',
    ]);
    expect(town.alerts().filter((alert) => alert.includes('mass-open'))).toEqual([
      '+0 s manager: mass-open',
      '+30 min technician: mass-open visit',
    ]);
  },
  { policy: { personOpensPerHourMax: 1 } },
);

scenario(
  'mass-open',
  'two at once count both',
  async (town) => {
    const give = (who: typeof ann, compartmentId: string) => {
      const body = { type: 'open', compartmentId, reason: 'a round' };
      return town.api(who, 'POST /v1/banks/{bankId}/commands', { body, key: `k-${compartmentId}` });
    };
    const replies = await Promise.all([give(ann, 'A01'), give(ann, 'A02')]);
    expect(replies.filter(({ status }) => status === 201).length).toBeLessThan(2);
    expect(town.incidents()).toEqual(['mass-open resolving']);
  },
  { policy: { personOpensPerHourMax: 1 } },
);

scenario(
  'cannot-reach',
  'a resident who needs a low door is given one, though a higher one comes first',
  async (town) => {
    await changeResident(town, { needsLowDoor: true });
    expect(await town.asks()).toBe('A03');
    expect(town.incidents()).toEqual([]);
  },
  { lowDoor: 'A03' },
);
