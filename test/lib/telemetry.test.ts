import { describe, expect, it } from 'vitest';
import { flat, listOf, resourcesOf, statementsOfRole, templateOf } from './synthesised.js';

describe('telemetry', () => {
  const template = templateOf('prod');
  const rules = Object.values(resourcesOf(template, 'AWS::IoT::TopicRule')).map(({ Properties }) => Properties);
  const payloads = rules.map(({ TopicRulePayload }) => TopicRulePayload as Payload);

  it('hands each kind of message over with its body untouched and its sender stamped by the broker', () => {
    const fields =
      "SELECT encode(*, 'base64') AS body, topic(3) AS bankId, topic(4) AS kind, clientid() AS clientId, " +
      'principal() AS principal, timestamp() AS receivedAtMs FROM ';
    expect(payloads.map(({ Sql }) => Sql)).toEqual([
      `${fields}'lockers/v1/+/access'`,
      `${fields}'lockers/v1/+/door'`,
      `${fields}'lockers/v1/+/health'`,
      `${fields}'lockers/v1/+/result'`,
      "SELECT encode(*, 'base64') AS body, topic(4) AS presence, topic(5) AS bankId, timestamp() AS receivedAtMs " +
        "FROM '$aws/events/presence/+/+'",
    ]);
    expect(new Set(payloads.map(({ AwsIotSqlVersion }) => AwsIotSqlVersion))).toEqual(new Set(['2016-03-23']));
  });

  it('sends requests to a lane of their own, what doors did to another, and how banks are to a function of its own', () => {
    const targets = payloads.map(({ Actions }) => flat(Actions[0]?.Lambda.FunctionArn).replace(/[0-9A-F]{8}/, ''));
    expect(targets).toEqual([
      '<telemetryontelemetryaccess.Arn>',
      '<telemetryontelemetryrest.Arn>',
      '<telemetryonhealth.Arn>',
      '<telemetryontelemetryrest.Arn>',
      '<telemetryonhealth.Arn>', // Of who is connected.
    ]);
  });

  it('parks a message whose rule cannot call the function in the same queue as one that the function cannot finish', () => {
    const byFunction = Object.fromEntries(
      Object.values(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => [
        (Properties['FunctionName'] as { Ref: string }).Ref,
        (Properties['DestinationConfig'] as Destination).OnFailure.Destination['Fn::GetAtt'][0],
      ]),
    );
    for (const { Actions, ErrorAction } of payloads) {
      const target = (Actions[0]?.Lambda.FunctionArn as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
      expect(ErrorAction.Sqs.QueueUrl.Ref).toBe(byFunction[target]);
      expect(ErrorAction.Sqs.UseBase64).toBe(false);
    }
  });

  it('gives up a request after five minutes and anything else after six hours, after two retries', () => {
    const configs = Object.values(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => [
      flat(Properties['FunctionName']).replace(/[0-9A-F]{8}/, ''),
      Properties['MaximumEventAgeInSeconds'],
      Properties['MaximumRetryAttempts'],
    ]);
    expect(configs).toContainEqual(['<telemetryontelemetryaccess>', 300, 2]);
    expect(configs).toContainEqual(['<telemetryontelemetryrest>', 21_600, 2]);
    expect(configs).toContainEqual(['<telemetryonhealth>', 21_600, 2]);
  });

  it('keeps a parked request an hour at most, for it may hold a pickup code, and anything else two weeks', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue');
    const retention = (prefix: string) =>
      Object.entries(queues).find(([id]) => id.startsWith(prefix))?.[1].Properties['MessageRetentionPeriod'];
    expect(retention('telemetryaccessparked')).toBe(3_600);
    expect(retention('telemetryrestparked')).toBe(1_209_600);
    expect(retention('telemetryhealthparked')).toBe(1_209_600);
    for (const { Properties } of Object.values(queues)) expect(Properties['SqsManagedSseEnabled']).toBe(true);
  });

  it('lets only its own rules of its own account call the functions', () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission'))
      .map(({ Properties }) => Properties)
      .filter(({ Principal }) => Principal === 'iot.amazonaws.com');
    expect(permissions).toHaveLength(5);
    for (const { SourceAccount, SourceArn } of permissions) {
      expect(flat(SourceAccount)).toBe('<AccountId>');
      expect(flat(SourceArn)).toMatch(/^<telemetryrule(access|door|health|result|presence)[0-9A-F]{8}\.Arn>$/);
    }
  });

  it('lends the parking role to those rules alone, and only to send to its queue', () => {
    const roles = Object.entries(resourcesOf(template, 'AWS::IAM::Role')).filter(([id]) => id.includes('parker'));
    expect(roles).toHaveLength(3);
    for (const [id, { Properties }] of roles) {
      const [trust] = (Properties['AssumeRolePolicyDocument'] as { Statement: Trust[] }).Statement;
      expect(flat(trust?.Condition.StringEquals['aws:SourceAccount'])).toBe('<AccountId>');
      expect(listOf(trust?.Condition.ArnEquals['aws:SourceArn']).map(flat)).toEqual([
        'arn:<Partition>:iot:<Region>:<AccountId>:rule/lockers_v1_access',
        'arn:<Partition>:iot:<Region>:<AccountId>:rule/lockers_v1_door',
        'arn:<Partition>:iot:<Region>:<AccountId>:rule/lockers_v1_health',
        'arn:<Partition>:iot:<Region>:<AccountId>:rule/lockers_v1_result',
        'arn:<Partition>:iot:<Region>:<AccountId>:rule/lockers_v1_presence',
      ]);
      const actions = statementsOfRole(template, id).flatMap(({ Action }) => listOf(Action));
      expect(actions).toEqual(['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl']);
    }
  });
});

interface Payload {
  readonly Sql: string;
  readonly AwsIotSqlVersion: string;
  readonly Actions: { Lambda: { FunctionArn: unknown } }[];
  readonly ErrorAction: { Sqs: { QueueUrl: { Ref: string }; UseBase64: boolean } };
}

interface Destination {
  readonly OnFailure: { Destination: { 'Fn::GetAtt': [string, string] } };
}

interface Trust {
  readonly Condition: { StringEquals: Record<string, unknown>; ArnEquals: Record<string, unknown> };
}
