import { beforeEach, describe, expect, it } from 'vitest';
import { breakPort, csrPem as csr, makeHouse, person, storedParcel, type House, type Reply } from '../world.js';

const minuteMs = 60_000;
const path = { bankId: 'bank-1' };
const refusal = ({ status, body }: Reply) => [status, body['code']];

let house: House;
beforeEach(async () => void (house = await makeHouse()));

const call = (what: 'retire' | 'reinstate', who = house.manager, reason = 'it was another one') =>
  house.call(who, `POST /v1/banks/{bankId}/${what}`, { path, body: { reason } });
const putIn = (controllerId: string) =>
  house.call(house.manager, 'POST /v1/banks/{bankId}/controller', { path, body: { controllerId, csr } });
const kept = () => house.registry.banks.read({ bankId: 'bank-1' as never });
const retired = async () => {
  await call('retire');
  house.clock.now += 2 * minuteMs;
  expect((await call('retire')).status).toBe(200);
};

describe('a bank that is reinstated', () => {
  it('before its certificate is revoked takes deposits as before, and needs nothing else', async () => {
    await call('retire');
    const reply = await call('reinstate');
    expect([reply.status, reply.body['isEnrolled'], reply.body['retirement']]).toEqual([200, true, undefined]);
    expect((await kept())?.reinstated).toEqual({
      by: 'manager-of-site-1',
      reason: 'it was another one',
      atMs: house.clock.now,
    });
    house.clock.now += minuteMs; // What is known of a bank may be remembered for a minute.
    expect((await storedParcel(house)).compartmentId).toBe('A01');
    expect(house.enrolment.revoked).toEqual([]);
  });

  it('afterwards is given a controller, under another id, which makes it whole', async () => {
    await retired();
    expect(refusal(await putIn('ctl-2'))).toEqual([409, 'bank-not-enrolled']);
    const { retirement } = (await call('retire')).body as { retirement: object };
    const reply = await call('reinstate');
    const reinstatedAtMs = house.clock.now;
    expect([reply.status, reply.body['isEnrolled'], reply.body['retirement']]).toEqual([
      202,
      false,
      { ...retirement, reinstatedAtMs },
    ]);
    expect(refusal(await putIn('bank-1'))).toEqual([409, 'controller-known']);
    const put = await putIn('ctl-2');
    expect([put.status, put.body['bank']]).toEqual([
      201,
      expect.objectContaining({ bankId: 'bank-1', controllerId: 'ctl-2' }),
    ]);
    expect([...house.enrolment.attached]).toEqual([['certificate-2', 'bank-1']]);
    const read = await house.call(house.manager, 'GET /v1/banks/{bankId}', { path });
    expect([read.body['isEnrolled'], read.body['retirement']]).toEqual([true, undefined]);
  });

  it('twice is so once; one that is in service is that already', async () => {
    expect((await call('reinstate')).status).toBe(200);
    expect((await kept())?.reinstated).toBeUndefined();
    await retired();
    const first = await call('reinstate');
    house.clock.now += minuteMs;
    expect((await call('reinstate', house.manager, 'again')).body).toEqual(first.body);
  });

  it('is retired again by one call where its certificate is revoked still, and by two where it is not', async () => {
    await retired();
    await call('reinstate');
    expect((await call('retire')).status).toBe(200);
    expect(refusal(await putIn('ctl-2'))).toEqual([409, 'bank-not-enrolled']);
    await call('reinstate');
    await putIn('ctl-2');
    expect((await call('retire')).status).toBe(202);
  });

  it('in the very moment in which its certificate is revoked says that this is lost', async () => {
    await call('retire');
    house.clock.now += 2 * minuteMs;
    const { retire } = house.enrolment;
    house.enrolment.retire = async (bankId, arn) => {
      expect((await call('reinstate')).status).toBe(202);
      await retire(bankId, arn);
    };
    expect((await call('retire')).status).toBe(200);
    expect((await kept())?.retirement?.doneAtMs).toBe(house.clock.now);
  });

  it('is by a manager, and not by a technician', async () => {
    expect((await call('reinstate', person('technician-of-site-1'))).status).toBe(403);
  });
});

it('a retirement whose certificate was not revoked yet revokes it when it is asked for again', async () => {
  await call('retire');
  house.clock.now += 2 * minuteMs;
  const { mend } = breakPort(house.enrolment, 'retire');
  expect((await call('retire')).status).toBe(500);
  mend();
  expect((await call('retire')).status).toBe(200);
  expect(house.enrolment.revoked).toEqual(['certificate-1']);
});
