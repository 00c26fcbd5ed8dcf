import { beforeEach, describe, expect, it } from 'vitest';
import { receive } from '../../../../app/receive.js';
import { everyLane } from '../../../../app/every-lane.js';
import { breakPort, makeHouse, person, storedParcel, type House, type Reply } from '../world.js';

const minuteMs = 60_000;
const path = { bankId: 'bank-1' };
const refusal = ({ status, body }: Reply) => [status, body['code']];

let house: House;
beforeEach(async () => void (house = await makeHouse()));

const retire = (who = house.manager) =>
  house.call(who, 'POST /v1/banks/{bankId}/retire', { path, body: { reason: 'the house is sold' } });
const listed = async () =>
  (await house.call(house.manager, 'GET /v1/sites/{siteId}/banks', { path: house.path })).body['items'] as object[];

/** What a topic rule hands over, of a bank that sends a heartbeat. */
const heartbeat = () => {
  const said = {
    ...{ schema: 1, messageId: 'm-beat', controllerId: 'bank-1', bootCount: 1, seq: 1 },
    ...{ uptimeMs: 1_000, sentUptimeMs: 1_000, type: 'heartbeat', doorCycles: { A01: 0, A02: 0 } },
  };
  const body = Buffer.from(JSON.stringify(said)).toString('base64');
  const receivedAtMs = house.clock.now;
  return { body, bankId: 'bank-1', kind: 'health', clientId: 'bank-1', principal: 'p', receivedAtMs };
};
const hear = async () => {
  const before = house.counters.counts['message-refused'] ?? 0;
  const reading = { nowMs: house.clock.now, isAnswered: false, lane: everyLane };
  await receive(house, heartbeat(), { by: 'c', isRetried: true }, reading);
  return (house.counters.counts['message-refused'] ?? 0) === before;
};

describe('a bank that is retired', () => {
  it('takes no deposits first, and two minutes later its certificate is revoked', async () => {
    const [certificate] = house.enrolment.certificates;
    const askedAtMs = house.clock.now;
    const asked = await retire();
    expect([asked.status, asked.body['retirement']]).toEqual([202, { askedAtMs }]);
    expect(await house.ask('TN-9')).toBeUndefined();
    house.clock.now += 2 * minuteMs - 1;
    expect((await retire()).status).toBe(202);
    expect([house.enrolment.revoked, await hear()]).toEqual([[], true]);
    house.clock.now += 1;
    const done = await retire();
    expect([done.status, done.body['retirement']]).toEqual([200, { askedAtMs, doneAtMs: house.clock.now }]);
    expect(house.enrolment.revoked).toEqual([certificate]);
    const doneAtMs = house.clock.now;
    expect(await listed()).toMatchObject([{ bankId: 'bank-1', retirement: { askedAtMs, doneAtMs } }]);
    // What is known of a bank may be remembered for a minute.
    house.clock.now += minuteMs;
    expect(await hear()).toBe(false);
    expect((await retire()).body['retirement']).toEqual({ askedAtMs, doneAtMs });
    const kept = await house.registry.banks.read({ bankId: 'bank-1' as never });
    expect(kept?.retirement).toMatchObject({ by: 'manager-of-site-1', reason: 'the house is sold' });
  });

  it('is not while a parcel lies in it, also one that came before the first call was known everywhere', async () => {
    await storedParcel(house);
    expect(refusal(await retire())).toEqual([409, 'bank-holds-parcels']);
    const other = await makeHouse();
    house = other;
    const open = await house.ask('TN-9').then(() => undefined);
    expect(open).toBeUndefined();
    await retire();
    // A function that has remembered the bank for less than a minute.
    const { bank } = house.directory;
    house.directory.bank = async (bankId) => {
      const { retirement: _none, ...before } = (await bank.call(house.directory, bankId))!;
      return before;
    };
    await storedParcel(house);
    house.directory.bank = bank;
    house.clock.now += 2 * minuteMs;
    expect(refusal(await retire())).toEqual([409, 'bank-holds-parcels']);
    expect(house.enrolment.revoked).toEqual([]);
  });

  it('is retired once the call that ended half-way is made again', async () => {
    await retire();
    house.clock.now += 2 * minuteMs;
    const { mend } = breakPort(house.registry.banks, 'replace');
    expect((await retire()).status).toBe(500);
    mend();
    expect((await retire()).status).toBe(200);
    expect(house.enrolment.revoked).toHaveLength(1);
  });

  it('has no controller put in the place of its own any more, and a technician does not retire it', async () => {
    expect((await retire(person('technician-of-site-1'))).status).toBe(403);
    await retire();
    const reply = await house.call(house.manager, 'POST /v1/banks/{bankId}/controller', {
      path,
      body: { controllerId: 'ctl-2', csr: (await import('../world.js')).csrPem },
    });
    expect(refusal(reply)).toEqual([409, 'bank-not-enrolled']);
  });
});
