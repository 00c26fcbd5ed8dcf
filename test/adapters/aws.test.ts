import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceRequest } from '../../local/stand-ins/service.js';
import { startHarness } from '../stand-ins/harness.js';
import { bankOf, keyOf, stayId } from '../ports/samples.js';

const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  STAGE: 'dev',
  TABLE_NAME: 'table-1',
  CODE_SECRET_ARN: 'arn:secret',
  SCHEDULE_GROUP: 'timers',
  SCHEDULE_ROLE_ARN: 'arn:role',
  ON_SCHEDULE_ARN: 'arn:on-schedule',
  RESIDENT_TOPIC_PREFIX: 'resident-',
  SMS_MAX_PRICE_USD: '0.10',
  SITE_TOPIC_ARN_PREFIX: 'arn:aws:sns:us-east-1:000000000000:site-',
  DEVICE_POLICY_NAME: 'policy',
  RULE_NAMES: '{"access":"a","door":"d","health":"h","result":"r"}',
};

/** A cold start: the modules as a new function instance loads them. */
async function coldStart() {
  vi.resetModules();
  return {
    ...(await import('../../adapters/aws.js')),
    ...(await import('../../adapters/aws-enrolment.js')),
    ...(await import('../../adapters/aws-reports.js')),
  };
}

describe('the environment', () => {
  beforeEach(() => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['awsPorts', 'TABLE_NAME'],
    ['awsPorts', 'CODE_SECRET_ARN'],
    ['awsPorts', 'SCHEDULE_GROUP'],
    ['awsPorts', 'SCHEDULE_ROLE_ARN'],
    ['awsPorts', 'ON_SCHEDULE_ARN'],
    ['awsPorts', 'SMS_MAX_PRICE_USD'],
    ['awsPorts', 'SITE_TOPIC_ARN_PREFIX'],
    ['awsPorts', 'AWS_REGION'],
    ['awsPorts', 'AWS_ACCESS_KEY_ID'],
    ['awsStores', 'TABLE_NAME'],
    ['awsRegistry', 'TABLE_NAME'],
    ['awsEmailTopics', 'RESIDENT_TOPIC_PREFIX'],
    ['awsEnrolment', 'DEVICE_POLICY_NAME'],
    ['awsEnrolment', 'RULE_NAMES'],
    ['awsReports', 'TABLE_NAME'],
    ['awsReports', 'CODE_SECRET_ARN'],
    ['awsStage', 'STAGE'],
  ] as const)('%s does not start without %s, and says so', async (start, name) => {
    vi.stubEnv(name, '');
    const aws = await coldStart();
    expect(() => aws[start]()).toThrow(`the environment lacks ${name}`);
  });

  it('enrolment needs nothing of what performs effects', async () => {
    for (const name of [
      'CODE_SECRET_ARN',
      'SCHEDULE_GROUP',
      'SCHEDULE_ROLE_ARN',
      'ON_SCHEDULE_ARN',
      'SMS_MAX_PRICE_USD',
      'SITE_TOPIC_ARN_PREFIX',
    ])
      vi.stubEnv(name, '');
    const { awsEnrolment, awsRegistry, awsStores } = await coldStart();
    expect(() => [awsStores(), awsRegistry(), awsEnrolment()]).not.toThrow();
  });

  it('the ports speak to the services that the environment names', async () => {
    const { endpoint } = await startHarness();
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url);
    const seen: string[] = [];
    const answer = (service: string, body: string) =>
      endpoint.register(service, async (request: ServiceRequest) => {
        seen.push(`${service} ${request.headers['x-amz-target'] ?? request.path}`);
        return { status: 200, headers: { 'content-type': 'application/json' }, body };
      });
    answer('dynamodb', '{}');
    answer('iotdata', '{}');
    answer('scheduler', '{"ScheduleArn":"arn"}');
    answer('secretsmanager', '{"SecretString":"correct horse battery staple"}');
    const { awsPorts } = await coldStart();
    const ports = awsPorts();
    expect(seen).toEqual([]); // Nothing is asked before it is needed.
    expect(await ports.doors.load(keyOf('bank-1'))).toBeUndefined();
    const times = { issuedAtMs: 1, notAfterMs: 2 };
    await ports.bankLink.send(bankOf('bank-1'), { commandId: 'c', type: 'open', ...times, fields: {} });
    const timer = { kind: 'watch' as const, ...keyOf('bank-1'), stayId, n: 1 };
    await ports.timers.create({ kind: 'create-timer', name: 'watch-1', atMs: 1, timer });
    expect(await ports.secrets.pickupCode(stayId, 1)).toBe('99943687');
    expect(ports.channels.map(({ name }) => name)).toEqual(['email', 'sms']);
    expect(seen).toEqual([
      'dynamodb DynamoDB_20120810.GetItem',
      'iotdata /topics/lockers%2Fv1%2Fbank-1%2Fcommands',
      'scheduler /schedules/watch-1',
      'secretsmanager secretsmanager.GetSecretValue',
    ]);
  });

  it('a lost answer to a message to a person is not asked for again by the SDK', async () => {
    const { endpoint } = await startHarness();
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url);
    const actions: (string | null)[] = [];
    endpoint.register('sns', async ({ body }: ServiceRequest) => {
      const action = new URLSearchParams(body.toString()).get('Action');
      actions.push(action);
      if (action === 'Publish' || actions.length === 1) return { status: 503, body: '' };
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: optedOutNo };
    });
    const { awsPorts } = await coldStart();
    const sms = awsPorts().channels.find(({ name }) => name === 'sms')!;
    const to = { phone: '+15555550100' } as Parameters<typeof sms.send>[0]['to'];
    const text = { subject: '', body: 'hello' };
    await expect(sms.send({ to, text, eventId: 'e', kind: 'reminder' })).rejects.toThrow();
    // Looking up was tried again after its first failure, telling was not.
    expect(actions).toEqual(['CheckIfPhoneNumberIsOptedOut', 'CheckIfPhoneNumberIsOptedOut', 'Publish']);
  });
});

const optedOutNo = `<CheckIfPhoneNumberIsOptedOutResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
  <CheckIfPhoneNumberIsOptedOutResult><isOptedOut>false</isOptedOut></CheckIfPhoneNumberIsOptedOutResult>
  <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></CheckIfPhoneNumberIsOptedOutResponse>`;
