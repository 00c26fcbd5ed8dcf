import { beforeEach, describe, expect, it } from 'vitest';
import { everyLane } from '../../../../app/every-lane.js';
import { receive } from '../../../../app/receive.js';
import {
  bankBody,
  breakPort,
  csrPem as csr,
  makeHouse,
  operator,
  person,
  storedParcel,
  type House,
  type Reply,
} from '../world.js';

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

/** What a topic rule hands over, and the presence rule. */
const handedOver = (said: object, more: object) => ({
  body: Buffer.from(JSON.stringify(said)).toString('base64'),
  bankId: 'bank-1',
  receivedAtMs: house.clock.now,
  ...more,
});
const hear = (delivery: object) =>
  receive(
    house,
    delivery,
    { by: 'c', isRetried: true },
    { nowMs: house.clock.now, isAnswered: false, lane: everyLane },
  );
const start = (controllerId: string) => {
  const origin = { schema: 1, messageId: `m-${controllerId}`, controllerId, bootCount: 1, seq: 1 };
  const said = { ...origin, uptimeMs: 1_000, sentUptimeMs: 1_000, type: 'boot', firmware: '1', reason: 'power-on' };
  return handedOver(said, { kind: 'health', clientId: 'bank-1', principal: 'p' });
};
const connection = () =>
  handedOver({ sessionIdentifier: 's', versionNumber: 1, timestamp: house.clock.now }, { presence: 'connected' });
const count = (name: 'message-refused' | 'presence-of-no-bank') => house.counters.counts[name] ?? 0;

describe('a bank that is reinstated', () => {
  it('before its certificate is revoked takes deposits as before, and needs nothing else', async () => {
    await call('retire');
    expect(await house.ask('TN-9')).toBeUndefined(); // From now on it is remembered.
    const reply = await call('reinstate');
    expect([reply.status, reply.body['isEnrolled'], reply.body['retirement']]).toEqual([200, true, undefined]);
    expect((await kept())?.reinstated).toEqual({
      by: 'manager-of-site-1',
      reason: 'it was another one',
      atMs: house.clock.now,
    });
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

  it('is heard at once with its new controller, also where it is remembered as retired, and its old one is not', async () => {
    await retired();
    house.clock.now += minuteMs;
    await hear(start('bank-1')); // From now on it is remembered.
    await hear(connection());
    expect([count('message-refused'), count('presence-of-no-bank')]).toEqual([1, 1]);
    await call('reinstate');
    await putIn('ctl-2');
    await hear(connection());
    await hear(start('ctl-2'));
    expect([count('message-refused'), count('presence-of-no-bank')]).toEqual([1, 1]);
    const { state } = await house.banks.load('bank-1' as never);
    expect([state.presence, state.controllerId]).toEqual(['online', 'ctl-2']);
    await hear(start('bank-1'));
    expect(count('message-refused')).toBe(2);
  });

  it('still says who retired it and why, and all that was done to it since, to those who run it', async () => {
    const technician = person('technician-of-site-1');
    await call('retire', undefined, 'the house is sold');
    const [t0, t1] = [house.clock.now, house.clock.now + 2 * minuteMs];
    house.clock.now = t1;
    await call('retire', operator, 'as was said');
    await call('retire', operator, 'and again, which changes nothing');
    await call('reinstate');
    await putIn('ctl-2');
    const wanted = [
      { what: 'retirement-begun', by: 'manager-of-site-1', reason: 'the house is sold', atMs: t0 },
      { what: 'retired', by: 'op-1', reason: 'as was said', atMs: t1 },
      { what: 'reinstated', by: 'manager-of-site-1', reason: 'it was another one', atMs: t1 },
      { what: 'controller-replaced', by: 'manager-of-site-1', atMs: t1 },
    ];
    const read = async (who = house.manager) =>
      (await house.call(who, 'GET /v1/banks/{bankId}', { path })).body['history'];
    expect(await read()).toEqual(wanted);
    expect(await read(technician)).toEqual(wanted);
    expect(await read(person('viewer-of-site-1'))).toBeUndefined();
    for (let i = 0; i < 12; i++) {
      await call('retire', undefined, `no ${i}`);
      await call('reinstate');
    }
    expect(await read()).toHaveLength(20);
    expect(((await read()) as object[]).at(-2)).toMatchObject({ what: 'retirement-begun', reason: 'no 11' });
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

it('a request that registered a bank hangs nothing on its certificate again once it is retired', async () => {
  const enrol = () =>
    house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body: bankBody('bank-1') });
  expect((await enrol()).status).toBe(200);
  await retired();
  expect(refusal(await enrol())).toEqual([409, 'bank-not-enrolled']);
  expect([...house.enrolment.attached]).toEqual([]);
});
