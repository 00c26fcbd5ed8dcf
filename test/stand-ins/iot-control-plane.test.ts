import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateCertificateFromCsrCommand,
  CreateThingCommand,
  DeleteCertificateCommand,
  DeleteThingCommand,
  DescribeCertificateCommand,
  DescribeEndpointCommand,
  DescribeThingCommand,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
  IoTClient,
  ListThingPrincipalsCommand,
  ListThingsCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeviceKeyAndCsr, openAuthority } from '../../local/stand-ins/certificates.js';
import { iotControlPlane } from '../../local/stand-ins/iot-control-plane.js';
import { IotRegistry } from '../../local/stand-ins/iot-registry.js';
import { serve, type Served } from './iot-serve.js';
import { ACCOUNT, BANK_POLICY, closed, startSite, type Site } from './iot-support.js';

const CERTIFICATE_ARN = 'arn:aws:iot:us-east-1:111122223333:cert/';

let site: Site;
let iot: IoTClient;
let server: Served;

beforeAll(async () => {
  site = await startSite();
  const { registry, authority } = site;
  server = await serve(iotControlPlane({ registry, authority, endpointAddress: '127.0.0.1' }));
  iot = new IoTClient({ endpoint: server.url });
});

afterAll(async () => {
  iot.destroy();
  server.close();
  await site.close();
});

test('a bank is enrolled as in AWS, connects, and is retired again', async () => {
  const thingName = 'bank-20';
  const attributePayload = { attributes: { siteId: 'demo' } };
  const thing = await iot.send(new CreateThingCommand({ thingName, attributePayload }));
  expect(thing).toMatchObject({ thingName, thingArn: 'arn:aws:iot:us-east-1:111122223333:thing/bank-20' });

  const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr(thingName);
  const created = await iot.send(
    new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrPem, setAsActive: true }),
  );
  const { certificateArn = '', certificateId = '', certificatePem = '' } = created;
  expect(certificateId).toMatch(/^[0-9a-f]{64}$/);
  expect(certificateArn).toBe(CERTIFICATE_ARN + certificateId);
  const device = { thingName, certificateId, certificatePem, privateKeyPem };
  await expect(site.connect(device)).rejects.toThrow('closed');

  await iot.send(new AttachPolicyCommand({ policyName: 'bank', target: certificateArn }));
  await expect(site.connect(device)).rejects.toThrow('closed');
  await iot.send(new AttachThingPrincipalCommand({ thingName, principal: certificateArn }));
  const { principals } = await iot.send(new ListThingPrincipalsCommand({ thingName }));
  expect(principals).toEqual([certificateArn]);
  const endpoint = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }));
  expect(endpoint.endpointAddress).toBe('127.0.0.1');
  const client = await site.connect(device);
  await client.publishAsync('lockers/v1/bank-20/door', '{}', { qos: 1 });

  const gone = closed(client);
  await iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }));
  await gone;
  await expect(site.connect(device)).rejects.toThrow('closed');
  await expect(iot.send(new DeleteThingCommand({ thingName }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  await iot.send(new DetachThingPrincipalCommand({ thingName, principal: certificateArn }));
  await iot.send(new DetachPolicyCommand({ policyName: 'bank', target: certificateArn }));
  await iot.send(new DeleteCertificateCommand({ certificateId }));
  await iot.send(new DeleteThingCommand({ thingName }));
  await expect(iot.send(new DescribeThingCommand({ thingName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

describe('the control plane', () => {
  const csr = async (): Promise<string> => (await createDeviceKeyAndCsr('bank')).csrPem;
  const certified = async (setAsActive: boolean) =>
    iot.send(new CreateCertificateFromCsrCommand({ certificateSigningRequest: await csr(), setAsActive }));

  test('creating the same thing twice is success, and with other attributes a conflict', async () => {
    const create = (siteId: string) =>
      iot.send(new CreateThingCommand({ thingName: 'twice', attributePayload: { attributes: { siteId } } }));
    const first = await create('demo');
    expect((await create('demo')).thingId).toBe(first.thingId);
    await expect(create('other')).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      resourceId: first.thingId,
      resourceArn: 'arn:aws:iot:us-east-1:111122223333:thing/twice',
      $metadata: { httpStatusCode: 409 },
    });
    const described = await iot.send(new DescribeThingCommand({ thingName: 'twice' }));
    expect(described).toMatchObject({ thingName: 'twice', attributes: { siteId: 'demo' } });
  });

  test('attaching twice is attaching once', async () => {
    await iot.send(new CreateThingCommand({ thingName: 'once' }));
    const { certificateArn = '' } = await certified(true);
    for (let i = 0; i < 2; i++) {
      await iot.send(new AttachThingPrincipalCommand({ thingName: 'once', principal: certificateArn }));
      await iot.send(new AttachPolicyCommand({ policyName: 'bank', target: certificateArn }));
    }
    const { principals } = await iot.send(new ListThingPrincipalsCommand({ thingName: 'once' }));
    expect(principals).toEqual([certificateArn]);
  });

  test('a certificate is inactive unless asked otherwise', async () => {
    const { certificateId } = await certified(false);
    const { certificateDescription } = await iot.send(new DescribeCertificateCommand({ certificateId }));
    expect(certificateDescription?.status).toBe('INACTIVE');
  });

  test('an active certificate is not deleted, and one that a policy hangs on neither', async () => {
    const { certificateId, certificateArn = '' } = await certified(true);
    const remove = () => iot.send(new DeleteCertificateCommand({ certificateId }));
    await expect(remove()).rejects.toMatchObject({ name: 'CertificateStateException' });
    await iot.send(new AttachPolicyCommand({ policyName: 'bank', target: certificateArn }));
    await iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'REVOKED' }));
    await expect(remove()).rejects.toMatchObject({ name: 'DeleteConflictException' });
  });

  const absent = 'ResourceNotFoundException';
  const invalid = 'InvalidRequestException';
  const thingWith = (attributes: Record<string, string>) =>
    new CreateThingCommand({ thingName: 'attributed', attributePayload: { attributes } });
  test.each([
    [
      'a policy that is not there',
      () => new AttachPolicyCommand({ policyName: 'none', target: `${CERTIFICATE_ARN}ab` }),
      absent,
    ],
    [
      'a certificate that is not there',
      () => new AttachPolicyCommand({ policyName: 'bank', target: `${CERTIFICATE_ARN}ab` }),
      absent,
    ],
    [
      'a principal that is no certificate',
      () => new AttachThingPrincipalCommand({ thingName: 'twice', principal: 'me' }),
      invalid,
    ],
    ['a thing that is not there', () => new ListThingPrincipalsCommand({ thingName: 'none' }), absent],
    [
      'an update of no certificate',
      () => new UpdateCertificateCommand({ certificateId: 'a'.repeat(64), newStatus: 'INACTIVE' }),
      absent,
    ],
    [
      'a request that is no CSR',
      () => new CreateCertificateFromCsrCommand({ certificateSigningRequest: 'x' }),
      invalid,
    ],
    ['a name with a slash', () => new CreateThingCommand({ thingName: 'a/b' }), invalid],
    ['an attribute with a space in it', () => thingWith({ siteId: 'the site' }), invalid],
    ['an attribute that is too long', () => thingWith({ siteId: 'x'.repeat(801) }), invalid],
    ['a fourth attribute without a type', () => thingWith({ a: '1', b: '2', c: '3', d: '4' }), invalid],
    ['another kind of endpoint', () => new DescribeEndpointCommand({ endpointType: 'iot:Jobs' }), invalid],
    ['a call that is not stood for', () => new ListThingsCommand({}), 'UnknownOperationException'],
  ])('refuses %s', async (_, command, name) => {
    await expect(iot.send(command() as never)).rejects.toMatchObject({ name });
  });
});

describe('kept in a directory', () => {
  test('things, certificates and the authority are the same after a restart', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pigeonhole-iot-'));
    const file = join(directory, 'iot.json');
    const authority = await openAuthority(directory);
    const before = new IotRegistry({ ...ACCOUNT, file });
    const signed = await authority.sign((await createDeviceKeyAndCsr('bank-1')).csrPem);
    before.putThing({ thingName: 'bank-1', attributes: {} });
    before.putCertificate({ ...signed, status: 'ACTIVE' });
    before.change(() => {
      before.thing('bank-1')?.principals.push(signed.certificateId);
      before.certificate(signed.certificateId)?.policies.push('bank');
    });

    const after = new IotRegistry({ ...ACCOUNT, file });
    after.putPolicy('bank', BANK_POLICY);
    expect(after.thing('bank-1')).toEqual(before.thing('bank-1'));
    expect(after.certificate(signed.certificateId)?.status).toBe('ACTIVE');
    expect(after.policiesOf(signed.certificateId)).toHaveLength(1);
    expect((await openAuthority(directory)).certificatePem).toBe(authority.certificatePem);
    expect(statSync(join(directory, 'authority-key.pem')).mode & 0o077).toBe(0);
  });

  test('a file that is something else is not overwritten', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pigeonhole-iot-')), 'iot.json');
    writeFileSync(file, '{"notes":"mine"}');
    expect(() => new IotRegistry({ ...ACCOUNT, file })).toThrow(/is not an IoT registry/);
  });
});
