import type { SiteId } from '../../domain/ids.js';
import { IoTClient } from '@aws-sdk/client-iot';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { iotEnrolment } from '../../adapters/iot/enrolment.js';
import { requestFault } from '../../adapters/iot/certificate-request.js';
import { memoryEnrolment } from '../../adapters/memory/enrolment.js';
import type { Enrolment } from '../../app/registry-ports.js';
import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import { iotControlPlane } from '../../local/stand-ins/iot-control-plane.js';
import { serve } from '../stand-ins/iot-serve.js';
import { startSite } from '../stand-ins/iot-support.js';
import { atEnd } from '../stand-ins/harness.js';
import { bankRow } from './samples.js';

const rules = { access: 'a', door: 'd', health: 'h', result: 'r' };

async function openIot(endpointAddress = '127.0.0.1'): Promise<Enrolment> {
  const site = await startSite();
  atEnd(() => site.close());
  const { registry, authority } = site;
  const server = await serve(iotControlPlane({ registry, authority, endpointAddress }));
  atEnd(() => server.close());
  const iot = new IoTClient({ endpoint: server.url });
  atEnd(() => iot.destroy());
  return iotEnrolment({ client: async () => iot, policyName: 'bank', rules });
}

describe.each([
  { name: 'memory', open: async (): Promise<Enrolment> => memoryEnrolment() },
  { name: 'AWS IoT', open: () => openIot() },
])('enrolment in $name', ({ open }) => {
  it('a bank becomes a thing once; the same again is no error, another of its name is', async () => {
    const enrolment = await open();
    const bank = bankRow('bank-77');
    expect(await enrolment.createThing(bank)).toBe('created');
    expect(await enrolment.createThing(bank)).toBe('created');
    expect(await enrolment.createThing({ ...bank, siteId: 'site-2' as SiteId })).toBe('taken');
    // The controller is a part that is replaced: it is not what the thing is known by.
    expect(await enrolment.createThing({ ...bank, controllerId: 'controller-2' })).toBe('created');
  });

  it('a request becomes a certificate that hangs on the thing, and attaching twice is once', async () => {
    const enrolment = await open();
    const bank = bankRow('bank-78');
    const { csrPem } = await createDeviceKeyAndCsr('bank-78');
    await enrolment.createThing(bank);
    const { arn, pem } = await enrolment.certify(csrPem);
    expect(pem).toContain('-----BEGIN CERTIFICATE-----');
    await enrolment.attach(bank.id, arn);
    await enrolment.attach(bank.id, arn);
    expect((await enrolment.connection()).port).toBe(8883);
  });

  it('a certificate is retired, and retiring it twice is once', async () => {
    const enrolment = await open();
    const bank = bankRow('bank-79');
    const { csrPem } = await createDeviceKeyAndCsr('bank-79');
    await enrolment.createThing(bank);
    const { arn } = await enrolment.certify(csrPem);
    await enrolment.attach(bank.id, arn);
    await enrolment.retire(bank.id, arn);
    await enrolment.retire(bank.id, arn);
    const { arn: next } = await enrolment.certify(csrPem);
    await enrolment.attach(bank.id, next);
  });
});

it('a certificate that is retired is revoked at AWS IoT, and nothing hangs on it any more', async () => {
  const site = await startSite();
  atEnd(() => site.close());
  const { registry, authority } = site;
  const server = await serve(iotControlPlane({ registry, authority, endpointAddress: '127.0.0.1' }));
  atEnd(() => server.close());
  const iot = new IoTClient({ endpoint: server.url });
  atEnd(() => iot.destroy());
  const enrolment = iotEnrolment({ client: async () => iot, policyName: 'bank', rules });
  const bank = bankRow('bank-80');
  await enrolment.createThing(bank);
  const { arn } = await enrolment.certify((await createDeviceKeyAndCsr('bank-80')).csrPem);
  await enrolment.attach(bank.id, arn);
  const certificate = registry.certificate(arn.split('/')[1] ?? '');
  expect([certificate?.status, certificate?.policies]).toEqual(['ACTIVE', ['bank']]);
  await enrolment.retire(bank.id, arn);
  expect([certificate?.status, certificate?.policies]).toEqual(['REVOKED', []]);
  expect(registry.thing('bank-80')?.principals).toEqual([]);
});

describe('where banks connect', () => {
  it('an endpoint may name its port; AWS’s is 8883', async () => {
    expect(await (await openIot('broker.example')).connection()).toEqual({
      endpoint: 'broker.example',
      port: 8883,
      rules,
    });
    expect(await (await openIot('127.0.0.1:9883')).connection()).toEqual({ endpoint: '127.0.0.1', port: 9883, rules });
  });
});

describe('a certificate signing request', () => {
  it('of a device is taken', async () => {
    const { csrPem } = await createDeviceKeyAndCsr('bank-1');
    expect(await requestFault(csrPem)).toBeUndefined();
  });

  it.each([
    ['no PEM at all', 'hello', /cannot be read/],
    [
      'a request cut short',
      '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----',
      /cannot be read/,
    ],
    ['a whole book', 'x'.repeat(9_000), /longer than/],
  ])('that is %s is refused', async (_title, csr, fault) => {
    expect(await requestFault(csr)).toMatch(fault);
  });

  it('that is not signed by its own key is refused', async () => {
    const { csrPem } = await createDeviceKeyAndCsr('bank-1');
    const der = Buffer.from(csrPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const last = der.length - 1;
    der[last] = der[last]! ^ 1; // The last byte is of the signature.
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
    expect(await requestFault(pem)).toMatch(/not signed by its own key|cannot be read/);
  });

  it('with a weak key is refused', async () => {
    const name = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 1_024,
      publicExponent: Uint8Array.of(1, 0, 1),
    };
    const keys = await webcrypto.subtle.generateKey(name, true, ['sign', 'verify']);
    const request = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=bank-1', keys, signingAlgorithm: name });
    expect(await requestFault(request.toString('pem'))).toMatch(/2,048 bits/);
  });
});
