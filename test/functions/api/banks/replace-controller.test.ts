import { describe, expect, it } from 'vitest';
import { newBankState } from '../../../../domain/bank/state.js';
import type { BankId } from '../../../../domain/ids.js';
import { createDeviceKeyAndCsr } from '../../../../local/stand-ins/certificates.js';
import {
  bankBody,
  breakPort,
  codeOf,
  makeWorld,
  managerOf,
  person,
  siteWithMembers,
  startMs,
  type World,
} from '../world.js';

const route = 'POST /v1/banks/{bankId}/controller';
const { csrPem: csr } = await createDeviceKeyAndCsr('bank-1');
const bankId = 'bank-1' as BankId;

async function enrolled(): Promise<World> {
  const world = makeWorld();
  await siteWithMembers(world, 'a');
  const body = bankBody('bank-1', { controllerId: 'ctl-1', doorCycles: { A01: 7, A02: 412 } });
  await world.call(managerOf('a'), 'POST /v1/sites/{siteId}/banks', { path: { siteId: 'a' }, body });
  return world;
}

const replace = ({ call }: World, body: object = { controllerId: 'ctl-2', csr }, who = managerOf('a')) =>
  call(who, route, { path: { bankId }, body });
const controllerOf = async ({ registry }: World) => (await registry.banks.read({ bankId }))?.controllerId;

describe('the replacement of a controller', () => {
  it('answers a certificate and the file, with door cycles counted on from what is known', async () => {
    const world = await enrolled();
    const settled = { ...newBankState(bankId), doorCycles: { A01: 9, A02: 400 } }; // Of A01 two were given up as lost.
    await world.banks.commit({ state: settled, version: 0 });
    const reply = await replace(world);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      certificatePem: '-----BEGIN CERTIFICATE-----\ncertificate-2\n-----END CERTIFICATE-----\n',
      bank: { bankId: 'bank-1', siteId: 'a', controllerId: 'ctl-2', doorCycles: { A01: 9, A02: 412 }, port: 8883 },
    });
  });

  it('hangs the new certificate on the thing and revokes the old one', async () => {
    const world = await enrolled();
    await replace(world);
    expect([...world.enrolment.attached]).toEqual([['certificate-2', 'bank-1']]);
    expect(world.enrolment.revoked).toEqual(['certificate-1']);
    expect(await controllerOf(world)).toBe('ctl-2');
  });

  it('that ended half-way leaves no certificate to a bank that is retired then, and is not made again', async () => {
    const world = await enrolled();
    const { mend } = breakPort(world.enrolment, 'retire');
    expect((await replace(world)).status).toBe(500);
    mend();
    const retire = () =>
      world.call(managerOf('a'), 'POST /v1/banks/{bankId}/retire', { path: { bankId }, body: { reason: 'r' } });
    await retire();
    world.clock.now += 2 * 60_000;
    expect((await retire()).status).toBe(200);
    expect([...world.enrolment.revoked].sort()).toEqual(['certificate-1', 'certificate-2']);
    expect([codeOf(await replace(world)), [...world.enrolment.attached]]).toEqual(['bank-not-enrolled', []]);
  });

  it('is once: the same request again is answered as before, with the same certificate', async () => {
    const world = await enrolled();
    const first = await replace(world);
    const again = await replace(world);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(world.enrolment.certificates).toHaveLength(2);
  });

  it.each(['certify', 'attach', 'retire', 'connection'] as const)(
    'that ended at %s is finished by the same request again',
    async (step) => {
      const world = await enrolled();
      const { mend } = breakPort(world.enrolment, step);
      expect((await replace(world)).status).toBe(500);
      mend();
      expect([200, 201]).toContain((await replace(world)).status);
      expect([...world.enrolment.attached]).toEqual([['certificate-2', 'bank-1']]);
      expect(world.enrolment.revoked).toEqual(['certificate-1']);
    },
  );

  it('that follows one that ended before its end revokes the certificates of both before', async () => {
    const world = await enrolled();
    const { mend } = breakPort(world.enrolment, 'retire');
    await replace(world);
    mend();
    expect((await replace(world, { controllerId: 'ctl-3', csr })).status).toBe(201);
    expect(world.enrolment.revoked).toEqual(['certificate-1', 'certificate-2']);
    expect([...world.enrolment.attached]).toEqual([['certificate-3', 'bank-1']]);
  });

  it('in two calls at once for two controllers leaves the bank to one of them', async () => {
    const world = await enrolled();
    const replies = await Promise.all([replace(world), replace(world, { controllerId: 'ctl-3', csr })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(world.enrolment.attached.size).toBe(1);
  });

  it.each([
    ['its own', 'ctl-1'],
    ['one that it had before', 'ctl-1'],
  ])('by %s is a conflict, and makes no certificate', async (_what, controllerId) => {
    const world = await enrolled();
    if (_what !== 'its own') await replace(world);
    const made = world.enrolment.certificates.length;
    const reply = await replace(world, { controllerId, csr });
    expect([reply.status, codeOf(reply)]).toEqual([409, 'controller-known']);
    expect(world.enrolment.certificates).toHaveLength(made);
  });

  it('of a bank whose enrolment has not ended is a conflict', async () => {
    const world = makeWorld();
    await siteWithMembers(world, 'a');
    breakPort(world.enrolment, 'certify');
    const body = bankBody('bank-1', { controllerId: 'ctl-1' });
    await world.call(managerOf('a'), 'POST /v1/sites/{siteId}/banks', { path: { siteId: 'a' }, body });
    expect(codeOf(await replace(world))).toBe('bank-not-enrolled');
  });

  it('is for those who install, and for a bank of their own site', async () => {
    const world = await enrolled();
    await siteWithMembers(world, 'b');
    const status = async (who: Record<string, string>) => (await replace(world, undefined, who)).status;
    expect(await status(person('viewer-of-a'))).toBe(403);
    expect(await status(managerOf('b'))).toBe(404);
    expect(await status(person('technician-of-a'))).toBe(201);
  });

  it.each([
    ['no request', { controllerId: 'ctl-2' }],
    ['no name', { csr }],
    ['a name that stands in no topic', { controllerId: 'a/b', csr }],
    ['something more', { controllerId: 'ctl-2', csr, doorCycles: {} }],
  ])('with %s is refused', async (_what, body) => {
    expect(codeOf(await replace(await enrolled(), body))).toBe('invalid-body');
  });
});

describe('a bank that is read', () => {
  const read = (world: World) => world.call(managerOf('a'), 'GET /v1/banks/{bankId}', { path: { bankId } });

  it('says nothing of what nobody has said', async () => {
    expect((await read(await enrolled())).body['health']).toEqual({
      presence: { state: 'unknown' },
      firmwaresSeen: [],
    });
  });

  it('shows its connection, controller, power and clock', async () => {
    const world = await enrolled();
    const mark = { bootCount: 7, seq: 3, atMs: startMs - 60_000 };
    const state = {
      ...newBankState(bankId),
      ...({
        presence: 'online',
        sinceMs: startMs - 90_000,
        controllerId: 'ctl-1',
        heardAtMs: startMs - 1_000,
      } as const),
      ...{ boot: { ...mark, firmware: '1.4.2', reason: 'power-on' }, firmwares: ['1.4.1', '1.4.2'] },
      ...{ power: { ...mark, source: 'battery', batteryPercent: 71.5 } as const, clockOffsetMs: -1_250 },
    };
    await world.banks.commit({ state, version: 0 });
    const shown = {
      presence: { state: 'online', sinceMs: startMs - 90_000 },
      lastHeardAtMs: startMs - 1_000,
      boot: { count: 7, atMs: startMs - 60_000, reason: 'power-on' },
      firmware: '1.4.2',
      firmwaresSeen: ['1.4.1', '1.4.2'],
      power: { source: 'battery', batteryPercent: 71.5, sinceMs: startMs - 60_000 },
      clockOffsetMs: -1_250,
    };
    expect((await read(world)).body['health']).toEqual(shown);
    world.clock.now += 3 * 3_600_000; // Nobody said that it went, and it has said nothing since.
    expect((await read(world)).body['health']).toMatchObject({ presence: { state: 'unsure' } });
  });
});
