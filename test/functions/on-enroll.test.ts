import { describe, expect, it } from 'vitest';
import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import {
  bankBody,
  breakPort,
  codeOf,
  csrPem,
  makeWorld,
  managerOf,
  operator,
  siteWithMembers,
  type World,
} from './api/world.js';

const route = 'POST /v1/sites/{siteId}/banks';
const path = { siteId: 'a' };

async function world(): Promise<World> {
  const made = makeWorld();
  for (const siteId of ['a', 'b']) await siteWithMembers(made, siteId);
  return made;
}
const enrol = ({ call }: World, change: Record<string, unknown> = {}, siteId = 'a') =>
  call(managerOf(siteId), route, { path: { siteId }, body: bankBody('bank-1', change) });

describe('enrolment', () => {
  it('answers the certificate and all that a bank keeps beside it', async () => {
    const reply = await enrol(await world(), {
      controllerId: 'ctl-9',
      profile: 'tof+load-cell',
      doorCycles: { A02: 412 },
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      certificatePem: '-----BEGIN CERTIFICATE-----\ncertificate-1\n-----END CERTIFICATE-----\n',
      bank: {
        bankId: 'bank-1',
        siteId: 'a',
        controllerId: 'ctl-9',
        endpoint: '127.0.0.1',
        port: 8883,
        rules: { access: 'rule-access', door: 'rule-door', health: 'rule-health', result: 'rule-result' },
        profile: 'tof+load-cell',
        doors: [
          { compartmentId: 'A01', size: 'S', accessible: true },
          { compartmentId: 'A02', size: 'M', accessible: false },
        ],
        doorCycles: { A01: 0, A02: 412 },
        heartbeatSeconds: 900,
        scanSeconds: 3600,
        opensPerMinuteMax: 10,
      },
    });
  });

  it('makes the thing, hangs the certificate on it, and registers free doors that count on', async () => {
    const made = await world();
    await enrol(made, { doorCycles: { A02: 412 } });
    expect([...made.enrolment.things]).toEqual([['bank-1', 'a']]);
    expect([...made.enrolment.attached]).toEqual([['certificate-1', 'bank-1']]);
    const doors = await made.doors.list('bank-1' as never);
    expect(doors.map(({ compartmentId, compartment, cycles }) => [compartmentId, compartment, cycles.base])).toEqual([
      ['A01', 'free', 0],
      ['A02', 'free', 412],
    ]);
  });

  it('is once: the same request again is answered as before, with the same certificate', async () => {
    const made = await world();
    const first = await enrol(made);
    const again = await enrol(made);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(made.enrolment.certificates).toHaveLength(1);
  });

  it('leaves a door as it is that is registered already', async () => {
    const made = await world();
    await enrol(made);
    const key = { bankId: 'bank-1', compartmentId: 'A01' } as never;
    const before = await made.doors.load(key);
    await enrol(made);
    expect(await made.doors.load(key)).toEqual(before);
  });

  it.each([
    ['another profile', { profile: 'load-cell' }],
    ['another door', { doors: [{ compartmentId: 'B01', size: 'S', accessible: true }] }],
    ['another controller', { controllerId: 'ctl-2' }],
  ])('of the same bank with %s is a conflict', async (_what, change) => {
    const made = await world();
    await enrol(made);
    const reply = await enrol(made, change);
    expect([reply.status, codeOf(reply)]).toEqual([409, 'bank-exists']);
  });

  it('with another key is a conflict, and makes no certificate', async () => {
    const made = await world();
    await enrol(made);
    const { csrPem: other } = await createDeviceKeyAndCsr('bank-1');
    expect(codeOf(await enrol(made, { csr: other }))).toBe('bank-exists');
    expect(made.enrolment.certificates).toHaveLength(1);
  });

  it('of a bank that another site has is a conflict, finished or not', async () => {
    const made = await world();
    await enrol(made);
    expect(codeOf(await enrol(made, {}, 'b'))).toBe('bank-exists');
    const { mend } = breakPort(made.enrolment, 'createThing');
    expect((await enrol(made, { bankId: 'bank-2' })).status).toBe(500);
    mend();
    expect(codeOf(await enrol(made, { bankId: 'bank-2' }, 'b'))).toBe('bank-exists');
    expect((await made.registry.banks.read({ bankId: 'bank-2' as never }))?.siteId).toBe('a');
  });

  it('under the name of a thing that is not ours is a conflict', async () => {
    const made = await world();
    made.enrolment.things.set('bank-1', 'somebody else');
    expect(codeOf(await enrol(made))).toBe('bank-exists');
  });

  it.each(['createThing', 'certify', 'attach', 'connection'] as const)(
    'that ended at %s is finished by the same request again',
    async (step) => {
      const made = await world();
      const { mend } = breakPort(made.enrolment, step);
      expect((await enrol(made)).status).toBe(500);
      mend();
      const reply = await enrol(made);
      expect([200, 201]).toContain(reply.status);
      expect(made.enrolment.certificates).toHaveLength(1);
      expect([...made.enrolment.attached]).toEqual([['certificate-1', 'bank-1']]);
      expect(await made.doors.list('bank-1' as never)).toHaveLength(2);
    },
  );

  it('that never came to a certificate may be begun anew by its site', async () => {
    const made = await world();
    const { mend } = breakPort(made.enrolment, 'certify');
    await enrol(made);
    mend();
    const reply = await enrol(made, { profile: 'load-cell' });
    expect([reply.status, (reply.body['bank'] as { profile: string }).profile]).toEqual([201, 'load-cell']);
  });

  it('in two calls at once ends in one certificate for both', async () => {
    const made = await world();
    const real = { ...made.enrolment };
    let waiting = 0;
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    made.enrolment.certify = async (csr) => {
      if (++waiting === 2) release();
      await both; // Neither gets its certificate before the other has asked for one.
      return real.certify(csr);
    };
    const [one, two] = await Promise.all([enrol(made), enrol(made)]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(made.enrolment.certificates).toHaveLength(2);
    expect(one.body).toEqual(two.body);
    expect(made.enrolment.attached.size).toBe(1);
  });

  it.each([
    ['no door', { doors: [] }],
    [
      '201 doors',
      { doors: Array.from({ length: 201 }, (_, i) => ({ compartmentId: `A${i}`, size: 'S', accessible: false })) },
    ],
    ['a door twice', { doors: [1, 2].map(() => ({ compartmentId: 'A01', size: 'S', accessible: true })) }],
    ['a door with a hyphen', { doors: [{ compartmentId: 'A-1', size: 'S', accessible: true }] }],
    ['a door of no size', { doors: [{ compartmentId: 'A1', size: 'XXL', accessible: true }] }],
    ['cycles of a door that it has not', { doorCycles: { Z9: 1 } }],
    ['negative cycles', { doorCycles: { A01: -1 } }],
    ['a sensor nobody knows', { profile: 'tof+radar' }],
    ['a sensor twice', { profile: 'tof+tof' }],
    [
      'a request over 4 KB',
      { csr: `-----BEGIN CERTIFICATE REQUEST-----${'A'.repeat(4_096)}-----END CERTIFICATE REQUEST-----` },
    ],
    ['a certificate for a request', { csr: csrPem.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE') }],
    ['a slash in its name', { bankId: 'a/b' }],
    ['a wildcard for a name', { bankId: '+' }],
  ])('refuses %s', async (_what, change) => {
    const reply = await enrol(await world(), change);
    expect([reply.status, codeOf(reply)]).toEqual([400, 'invalid-body']);
  });

  it.each([
    ['is no PKCS #10', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'],
    ['has another signature', csrPem.replace(/.{12}(?=={0,2}\n-----END)/, 'AAAAAAAAAAAA')],
  ])('refuses a request that %s, and leaves nothing behind', async (_what, csr) => {
    const made = await world();
    const reply = await enrol(made, { csr });
    expect([reply.status, codeOf(reply)]).toEqual([400, 'bad-certificate-request']);
    expect(made.enrolment.things.size).toBe(0);
    expect(await made.registry.banks.read({ bankId: 'bank-1' as never })).toBeUndefined();
  });

  it('counts the cycles of a door called like something that every object has', async () => {
    const doors = [{ compartmentId: 'toString', size: 'S', accessible: false }];
    const { status, body } = await enrol(await world(), { doors });
    expect(status).toBe(201);
    expect((body['bank'] as { doorCycles: unknown }).doorCycles).toEqual({ toString: 0 });
  });

  it('says where a body is wrong, and repeats nothing of it', async () => {
    const { body } = await enrol(await world(), { doorCycles: { 'a secret': 1 } });
    expect(body['mistakes']).toEqual([{ path: 'doorCycles', message: 'is refused: invalid key' }]);
  });

  it('is for a site that is there', async () => {
    const reply = await makeWorld().call(operator, route, { path, body: bankBody('bank-1') });
    expect(reply.status).toBe(404);
  });
});
