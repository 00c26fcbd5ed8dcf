import { describe, expect, it } from 'vitest';
import { handleTimer } from '../../../../app/handle.js';
import { makeHouse, storedParcel, type House, type Reply } from '../world.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const act = (
  house: House,
  verb: 'extend' | 'hold' | 'return' | 'override',
  parcelId: string,
  body: unknown,
  key = 'k',
) =>
  house.call(house.manager, `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`, {
    path: { ...house.path, parcelId },
    body,
    key,
  });
const extend = (house: House, parcelId: string, untilMs: number, key = 'k', reason = 'is travelling') =>
  act(house, 'extend', parcelId, { untilMs, reason }, key);
const refusal = ({ status, body }: Reply) => [status, body['code']];
const stayOf = async (house: House) =>
  (await house.doors.load({ bankId: 'bank-1' as never, compartmentId: 'A01' as never }))?.door.stay;
const nextSteps = (house: House) => house.timers.pending().filter(({ timer }) => timer.kind === 'next-step');

/** The one pending step fires when it is due. */
async function fireNext(house: House) {
  const [next] = nextSteps(house);
  house.clock.now = next!.atMs;
  const times = { occurredAtMs: house.clock.now, receivedAtMs: house.clock.now, nowMs: house.clock.now };
  await house.timers.delete(next!.name);
  await handleTimer(house, next!.timer, { ...times, ageKnown: true }, { by: 't', isRetried: true });
}

describe('an extension of a parcel stored at 08:00', () => {
  it('leaves the reminders of the first days, and is overdue at the later deadline', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const storedAtMs = house.clock.now;
    const untilMs = storedAtMs + 7 * dayMs;
    const reply = await extend(house, parcelId, untilMs);
    expect([reply.status, reply.body['state'], reply.body['extendedUntilMs']]).toEqual([200, 'stored', untilMs]);
    const before = house.people.delivered.length;
    // A day, two days; then the last reminder, six hours before the deadline at 08:00, moves out of the night and merges.
    const fired: number[] = [];
    for (let step = 0; step < 3; step++) {
      await fireNext(house);
      fired.push(house.clock.now - storedAtMs);
    }
    expect(fired).toEqual([dayMs, 2 * dayMs, 7 * dayMs]);
    expect(house.people.delivered.slice(before).map(({ kind }) => kind)).toEqual([
      'reminder',
      'reminder',
      'parcel-overdue',
    ]);
    expect((await stayOf(house))?.state).toBe('overdue');
  });

  it('says in the custody log who, why and when, once a key', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const untilMs = house.clock.now + 7 * dayMs;
    await extend(house, parcelId, untilMs);
    house.clock.now += hourMs;
    expect((await extend(house, parcelId, untilMs)).status).toBe(200);
    expect(refusal(await extend(house, parcelId, untilMs + 1))).toEqual([409, 'idempotency-key-reused']);
    expect(refusal(await extend(house, parcelId, untilMs, 'k', 'other'))).toEqual([409, 'idempotency-key-reused']);
    const rows = await house.custody.read((await stayOf(house))?.id ?? '');
    const extended = rows.flatMap(({ events }) => events).filter(({ type }) => type === 'stay-extended');
    expect(extended).toMatchObject([{ actor: 'manager-of-site-1', reason: 'is travelling', extendedUntilMs: untilMs }]);
    expect(nextSteps(house)).toHaveLength(1);
  });

  it('makes an overdue parcel wait again, also one that was to go back', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    await act(house, 'return', parcelId, { reason: 'not wanted' }, 'r');
    expect((await stayOf(house))?.forReturn).toBe(true);
    house.clock.now += 4 * dayMs;
    const reply = await extend(house, parcelId, house.clock.now + dayMs);
    expect(reply.body['state']).toBe('stored');
    const { state, forReturn, next } = (await stayOf(house))!;
    // Its last reminder was due six hours before: in the night, so it merges with overdue.
    expect([state, forReturn, next.atMs]).toEqual(['stored', undefined, house.clock.now + dayMs]);
  });

  it('gives a later deadline only, within the policy of the site', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const at = house.clock.now;
    expect(refusal(await extend(house, parcelId, at + 72 * hourMs))).toEqual([409, 'not-later']);
    expect((await extend(house, parcelId, at + 72 * hourMs + 1)).status).toBe(200);
    expect(refusal(await extend(house, parcelId, at + 72 * hourMs + 1, 'k2'))).toEqual([409, 'not-later']);
    expect(refusal(await extend(house, parcelId, at + 336 * hourMs + 1, 'k3'))).toEqual([409, 'extension-too-long']);
    expect((await extend(house, parcelId, at + 336 * hourMs, 'k4')).status).toBe(200);
    house.clock.now += 20 * dayMs;
    expect(refusal(await extend(house, parcelId, at + 15 * dayMs, 'k5'))).toEqual([409, 'extension-too-long']);
  });

  it('and a hold: whichever ends later counts', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const at = house.clock.now;
    await act(house, 'hold', parcelId, { untilMs: at + 5 * dayMs, reason: 'away' }, 'h');
    // Held for five days, and then as if stored anew: overdue after eight.
    expect(refusal(await extend(house, parcelId, at + 8 * dayMs))).toEqual([409, 'not-later']);
    expect((await extend(house, parcelId, at + 9 * dayMs, 'k2')).status).toBe(200);
    expect((await stayOf(house))?.next.atMs).toBe(at + 6 * dayMs);
  });

  it('is for what waits in a door', async () => {
    const house = await makeHouse();
    const announced = await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
      path: house.path,
      body: { trackingNumber: 'TN-9', residentId: house.residentId },
    });
    const untilMs = house.clock.now + 7 * dayMs;
    expect(refusal(await extend(house, String(announced.body['parcelId']), untilMs))).toEqual([409, 'no-such-stay']);
    const { parcelId } = await storedParcel(house);
    await act(house, 'override', parcelId, { finding: 'absent', reason: 'r' }, 'o');
    expect(refusal(await extend(house, parcelId, untilMs))).toEqual([409, 'not-now']);
    expect(refusal(await extend(house, 'nobodys', untilMs))).toEqual([404, 'not-found']);
  });
});
