import { expect, test } from 'vitest';
import { startSystem } from '../../local/system.js';
import { trialResources, writeTrial } from './trial-stack.js';

const ports = { api: 0, mqtt: 0, control: 0 };

test.each([
  ['a missing variable', { Environment: { Variables: {} } }, 'on-event does not start: Error: TABLE_NAME is missing'],
  ['a wrong handler', { Handler: 'index.nobody' }, 'Runtime.HandlerNotFound'],
])('%s fails at the start and not at the first message', async (_, properties, message) => {
  const assembly = writeTrial(changed('OnEvent', (own: object) => ({ ...own, ...properties })));
  await expect(startSystem({ assembly, ports })).rejects.toThrow(message);
});

const changed = (name: string, change: (properties: never) => object) => {
  const { Type, Properties } = JSON.parse(JSON.stringify(trialResources[name])) as { Type: string; Properties: never };
  return { [name]: { Type, Properties: change(Properties) } };
};

/** A queue that calls a function; the trial's own queue is read by its tests. */
const mapping = (more: object) => ({
  ...changed('Rights', (rights: { PolicyDocument: { Statement: object[] } }) => {
    const Action = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    rights.PolicyDocument.Statement.push({ Effect: 'Allow', Action, Resource: { 'Fn::GetAtt': ['Parked', 'Arn'] } });
    return rights;
  }),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: { 'Fn::GetAtt': ['Parked', 'Arn'] }, FunctionName: { Ref: 'OnEvent' }, ...more },
  },
});

test.each([
  [
    'a rule that is no SQL',
    changed('Rule', (rule: { TopicRulePayload: object }) => ({
      ...rule,
      TopicRulePayload: { ...rule.TopicRulePayload, Sql: 'SELEC * FRM' },
    })),
    'lockers_v1_door',
  ],
  [
    'a rule to a stranger',
    changed('Rule', (rule: { TopicRulePayload: object }) => ({
      ...rule,
      TopicRulePayload: {
        ...rule.TopicRulePayload,
        Actions: [{ Lambda: { FunctionArn: 'arn:aws:lambda:us-east-1:1:function:other' } }],
      },
    })),
    'Rule: arn:aws:lambda:us-east-1:1:function:other is no function of this stack',
  ],
  [
    'an issuer without keys',
    changed('Jwt', (jwt: object) => ({ ...jwt, JwtConfiguration: { Issuer: 'https://example.org', Audience: ['a'] } })),
    'Jwt: the issuer https://example.org has no keys here',
  ],
  [
    'a route without integration',
    changed('Route', (route: object) => ({ ...route, Target: 'integrations/none' })),
    'Route: it has no integration',
  ],
  [
    'a throttle of no route',
    changed('Stage', (stage: object) => ({ ...stage, RouteSettings: { 'GET /nowhere': { ThrottlingRateLimit: 1 } } })),
    'Stage: RouteSettings name GET /nowhere, which is no route',
  ],
  [
    'a cron schedule',
    changed('EveryHour', (schedule: object) => ({ ...schedule, ScheduleExpression: 'cron(0 10 * * ? *)' })),
    'EveryHour: the local stand-in has no cron()',
  ],
  [
    'a destination that is no queue',
    changed('OnEventAsync', (config: object) => ({
      ...config,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:1:other' } },
    })),
    'OnEventAsync: arn:aws:sqs:us-east-1:1:other is no queue of this stack',
  ],
  [
    'a source that is no queue',
    mapping({ EventSourceArn: 'arn:aws:sqs:us-east-1:1:other' }),
    'Mapping: arn:aws:sqs:us-east-1:1:other is no queue of this stack',
  ],
  ['a queue that calls nobody', mapping({ FunctionName: 'nobody' }), 'Mapping: there is no function nobody'],
  [
    'a queue that shows again what is still worked on',
    { ...mapping({}), ...changed('Parked', (queue: object) => ({ ...queue, VisibilityTimeout: 9 })) },
    'Mapping: parked shows a message again before on-event must have ended',
  ],
])('%s stops the start with its logical id', async (_, changes, message) => {
  await expect(startSystem({ assembly: writeTrial(changes), ports })).rejects.toThrow(message);
});
