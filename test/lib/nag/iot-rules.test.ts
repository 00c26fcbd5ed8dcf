import { App, Stack } from 'aws-cdk-lib';
import { CfnPolicy, CfnTopicRule } from 'aws-cdk-lib/aws-iot';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { IotChecks } from '../../../lib/nag/iot-rules.js';

describe('our IoT rules', () => {
  it('pass what is right', () => {
    expect(findings((stack) => void new CfnTopicRule(stack, 'rule', rule()))).toEqual([]);
    expect(findings((stack) => void new CfnPolicy(stack, 'policy', policy([connect(), publish()])))).toEqual([]);
    expect(findings((stack) => void new CfnPermission(stack, 'permission', permission()))).toEqual([]);
  });

  it('find a topic rule without an error action', () => {
    const { topicRulePayload } = rule();
    const without = { topicRulePayload: { ...topicRulePayload, errorAction: undefined } };
    expect(findings((stack) => void new CfnTopicRule(stack, 'rule', without))).toEqual([
      'PigeonholeIot-RuleErrorAction',
    ]);
  });

  it.each([
    ['no client at all', "SELECT encode(*, 'base64') AS body FROM 'a/+'"],
    ['a client from the payload', "SELECT clientId AS clientId FROM 'a/+'"],
    ['a client that is only compared', "SELECT * FROM 'a/+' WHERE topic(2) = clientid()"],
  ])('find rule SQL that stamps %s', (_case, sql) => {
    const { topicRulePayload } = rule();
    const changed = { topicRulePayload: { ...topicRulePayload, sql } };
    expect(findings((stack) => void new CfnTopicRule(stack, 'rule', changed))).toEqual([
      'PigeonholeIot-RuleStampsClient',
    ]);
  });

  it('ask for no stamp where the broker itself speaks', () => {
    const { topicRulePayload } = rule();
    const sql = "SELECT encode(*, 'base64') AS body, topic(5) AS bankId FROM '$aws/events/presence/+/+'";
    expect(
      findings((stack) => void new CfnTopicRule(stack, 'rule', { topicRulePayload: { ...topicRulePayload, sql } })),
    ).toEqual([]);
  });

  it.each([
    ['a topic with a * in it', { ...publish(), Resource: 'arn:aws:iot:eu-west-1:1:topic/lockers/v1/*/door' }],
    ['everything', { ...publish(), Resource: '*' }],
    [
      'one wildcard among several topics',
      { ...publish(), Resource: [publish().Resource, 'arn:aws:iot:eu-west-1:1:topic/*'] },
    ],
    ['every action', { ...publish(), Action: 'iot:*' }],
  ])('find a device policy that allows %s', (_case, statement) => {
    const changed = policy([connect(), statement]);
    expect(findings((stack) => void new CfnPolicy(stack, 'policy', changed))).toEqual(['PigeonholeIot-PolicyWildcard']);
  });

  it('leave a denial alone, wildcard or not', () => {
    const denied = policy([connect(), { Effect: 'Deny', Action: 'iot:*', Resource: '*' }]);
    expect(findings((stack) => void new CfnPolicy(stack, 'policy', denied))).toEqual([]);
  });

  it.each([
    ['any name it likes', { ...connect(), Resource: 'arn:aws:iot:eu-west-1:1:client/bank-1' }],
    ['a name that only begins like its thing’s', { ...connect(), Resource: `${connect().Resource}-2` }],
    [
      'its client id, whatever thing it is',
      { ...connect(), Resource: 'arn:aws:iot:eu-west-1:1:client/${iot:ClientId}' },
    ],
    ['its thing’s name without being attached', { ...connect(), Condition: undefined }],
    [
      'its thing’s name when not attached',
      { ...connect(), Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'false' } } },
    ],
  ])('find a device policy that lets a client connect under %s', (_case, statement) => {
    const changed = policy([statement, publish()]);
    expect(findings((stack) => void new CfnPolicy(stack, 'policy', changed))).toEqual(['PigeonholeIot-PolicyConnect']);
  });

  it.each([
    ['no source rule', { ...permission(), sourceArn: undefined }],
    ['no source account', { ...permission(), sourceAccount: undefined }],
  ])('find a Lambda permission for IoT with %s', (_case, changed) => {
    expect(findings((stack) => void new CfnPermission(stack, 'permission', changed))).toEqual([
      'PigeonholeIot-PermissionSource',
    ]);
  });

  it('say nothing of a Lambda permission for somebody else', () => {
    const other = { ...permission(), principal: 'apigateway.amazonaws.com', sourceAccount: undefined };
    expect(findings((stack) => void new CfnPermission(stack, 'permission', other))).toEqual([]);
  });
});

function findings(build: (stack: Stack) => void) {
  const stack = new Stack(new App(), 'example');
  build(stack);
  return new IotChecks().validateScope(stack).violations.map(({ ruleName }) => ruleName);
}

function rule() {
  return {
    topicRulePayload: {
      sql: "SELECT encode(*, 'base64') AS body, clientid() AS clientId FROM 'lockers/v1/+/door'",
      actions: [],
      errorAction: { sqs: { queueUrl: 'https://example.com/queue', roleArn: 'arn:aws:iam::1:role/parker' } },
    },
  };
}

function policy(statements: object[]) {
  return { policyDocument: { Version: '2012-10-17', Statement: statements } };
}

function connect() {
  return {
    Effect: 'Allow',
    Action: 'iot:Connect',
    Resource: 'arn:aws:iot:eu-west-1:1:client/${iot:Connection.Thing.ThingName}',
    Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
  };
}

function publish() {
  return {
    Effect: 'Allow',
    Action: 'iot:Publish',
    Resource: 'arn:aws:iot:eu-west-1:1:topic/lockers/v1/${iot:Connection.Thing.ThingName}/door',
  };
}

function permission() {
  return {
    action: 'lambda:InvokeFunction',
    functionName: 'on-telemetry',
    principal: 'iot.amazonaws.com',
    sourceArn: 'arn:aws:iot:eu-west-1:1:rule/lockers_v1_door',
    sourceAccount: '1',
  };
}
