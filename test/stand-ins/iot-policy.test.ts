import { describe, expect, test } from 'vitest';
import { isAllowed, parsePolicy } from '../../local/stand-ins/iot-policy.js';
import { BANK_POLICY } from './iot-support.js';

const ARN = 'arn:aws:iot:us-east-1:111122223333';
const bank7 = { clientId: 'bank-7', thingName: 'bank-7' };

const policy = (...statements: object[]) => [parsePolicy('p', { Version: '2012-10-17', Statement: statements })];
const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const mayPublish = (resource: string, topic: string, connection: { clientId: string; thingName?: string } = bank7) =>
  isAllowed(policy(allow('iot:Publish', `${ARN}:topic/${resource}`)), {
    action: 'iot:Publish',
    resource: `${ARN}:topic/${topic}`,
    connection,
  });

describe("a bank's own policy", () => {
  const policies = [parsePolicy('bank', BANK_POLICY)];
  const may = (action: string, resource: string, connection: { clientId: string; thingName?: string } = bank7) =>
    isAllowed(policies, { action: `iot:${action}`, resource: `${ARN}:${resource}`, connection });

  test.each([
    ['Connect', 'client/bank-7'],
    ['Publish', 'topic/lockers/v1/bank-7/door'],
    ['Publish', 'topic/$aws/rules/lockers_v1_door/lockers/v1/bank-7/door'],
    ['Subscribe', 'topicfilter/lockers/v1/bank-7/commands'],
    ['Receive', 'topic/lockers/v1/bank-7/commands'],
  ])('lets it %s %s', (action, resource) => {
    expect(may(action, resource)).toBe(true);
  });

  test.each([
    ['Connect', 'client/bank-8'],
    ['Publish', 'topic/lockers/v1/bank-8/door'],
    ['Publish', 'topic/lockers/v1/bank-7/commands'],
    ['RetainPublish', 'topic/lockers/v1/bank-7/door'],
    ['Subscribe', 'topicfilter/lockers/v1/+/commands'],
    ['Subscribe', 'topicfilter/#'],
    ['Subscribe', 'topicfilter/lockers/v1/bank-8/commands'],
    ['Receive', 'topic/lockers/v1/bank-8/commands'],
    ['Publish', 'topicfilter/lockers/v1/bank-7/door'],
  ])('does not let it %s %s', (action, resource) => {
    expect(may(action, resource)).toBe(false);
  });

  test('lets nothing be done by a client that is no thing', () => {
    expect(may('Connect', 'client/bank-7', { clientId: 'bank-7' })).toBe(false);
    expect(may('Publish', 'topic/lockers/v1/bank-7/door', { clientId: 'bank-7' })).toBe(false);
  });
});

describe('a resource', () => {
  test.each([
    ['* crosses levels', 'a/*', 'a/b/c', true],
    ['* may stand inside a level', 'a/b*d', 'a/bcd', true],
    ['? is one character', 'a/?', 'a/b', true],
    ['? is not none', 'a/?', 'a/', false],
    ['+ is only itself', 'a/+', 'a/b', false],
    ['+ is itself', 'a/+', 'a/+', true],
    ['# is only itself', 'a/#', 'a/b', false],
    ['# is itself', 'a/#', 'a/#', true],
    ['case counts', 'a/b', 'A/b', false],
    ['a dot is a dot', 'a.b', 'axb', false],
    ['it matches whole', 'a', 'a/b', false],
    ['a variable is the thing', 'x/${iot:Connection.Thing.ThingName}', 'x/bank-7', true],
    ['a variable is the client', 'x/${iot:ClientId}', 'x/bank-7', true],
  ])('%s: %s on %s', (_, pattern, topic, isMatch) => {
    expect(mayPublish(pattern, topic)).toBe(isMatch);
  });

  test('a wildcard in a variable is text and opens nothing', () => {
    const star = { clientId: '*', thingName: '*' };
    expect(mayPublish('x/${iot:Connection.Thing.ThingName}', 'x/bank-8', star)).toBe(false);
    expect(mayPublish('x/${iot:Connection.Thing.ThingName}', 'x/*', star)).toBe(true);
  });
});

test.each([
  ['true', bank7, true],
  ['true', { clientId: 'bank-7' }, false],
  ['false', bank7, false],
  ['false', { clientId: 'bank-7' }, true],
])('IsAttached %s is a question of the connection, here %j: %s', (wanted, connection, isMatch) => {
  const Condition = { Bool: { 'iot:Connection.Thing.IsAttached': wanted } };
  const request = { action: 'iot:Connect', resource: `${ARN}:client/bank-7`, connection };
  expect(isAllowed(policy(allow('iot:Connect', '*', { Condition })), request)).toBe(isMatch);
});

test('a Deny wins, wherever it stands', () => {
  const policies = policy(
    { Effect: 'Deny', Action: 'iot:Publish', Resource: `${ARN}:topic/secret/*` },
    allow(['iot:Publish', 'iot:Receive'], '*'),
  );
  const request = { action: 'iot:Publish', connection: bank7 };
  expect(isAllowed(policies, { ...request, resource: `${ARN}:topic/secret/a` })).toBe(false);
  expect(isAllowed(policies, { ...request, resource: `${ARN}:topic/open/a` })).toBe(true);
  expect(isAllowed(policies, { ...request, action: 'iot:Receive', resource: `${ARN}:topic/secret/a` })).toBe(true);
});

test('what no statement names is denied', () => {
  expect(isAllowed([], { action: 'iot:Connect', resource: `${ARN}:client/a`, connection: bank7 })).toBe(false);
});

describe('what the stand-in cannot evaluate does not load', () => {
  test.each([
    ['NotResource', { Effect: 'Allow', Action: 'iot:Publish', NotResource: '*' }, /NotResource is not supported/],
    [
      'another condition',
      allow('iot:Publish', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      /the one condition/,
    ],
    [
      'two conditions',
      allow('iot:Publish', '*', {
        Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true', 'aws:SecureTransport': 'true' } },
      }),
      /the one condition/,
    ],
    [
      'another variable',
      allow('iot:Publish', `${ARN}:topic/\${iot:Connection.Thing.ThingTypeName}`),
      /ThingTypeName.*not supported/,
    ],
    ['an intrinsic left in', allow('iot:Publish', { 'Fn::Sub': 'x' } as never), /Resource is text/],
    ['an unknown effect', { Effect: 'Permit', Action: 'iot:Publish', Resource: '*' }, /Allow or Deny/],
    ['no action', { Effect: 'Allow', Resource: '*' }, /needs Action/],
  ])('%s', (_, statement, advice) => {
    expect(() => policy(statement)).toThrow(advice);
    expect(() => policy(statement)).toThrow('IoT policy p:');
  });

  test('no statement', () => {
    expect(() => policy()).toThrow(/at least one Statement/);
  });
});
