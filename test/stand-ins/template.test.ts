import { describe, expect, test } from 'vitest';
import { resolveStack } from '../../local/resolved-stack.js';
import { inert, runs } from '../../local/resources.js';
import { readAssembly, type Template } from '../../local/template.js';
import { functionResource, temporaryDirectory, writeAssembly } from '../local/assembly-fixture.js';

const place = {
  stackName: 'trial',
  accountId: '000000000000',
  region: 'us-east-1',
  endpointUrl: 'http://127.0.0.1:4000',
  apiUrl: 'http://127.0.0.1:8787',
};

const stackOf = (Resources: Record<string, unknown>, more: Partial<Template> = {}) =>
  resolveStack({ Resources: Resources as Template['Resources'], ...more }, place);

const queue = (Properties = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
const withEnvironment = (Variables: Record<string, unknown>) => functionResource('f', { Environment: { Variables } });
const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'runner', AssumeRolePolicyDocument } };

function environmentOf(Variables: Record<string, unknown>, more: Record<string, unknown> = {}, template = {}) {
  const stack = stackOf({ F: withEnvironment(Variables), Role: role, ...more }, template);
  return stack.resourcesOf('AWS::Lambda::Function')[0]?.properties.Environment?.Variables;
}

describe('functions of the template', () => {
  test('names, ARNs and addresses come out as the parts of the run know them', () => {
    const resources = {
      Parked: queue(),
      Named: queue({ QueueName: 'named' }),
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    };
    const variables = {
      QUEUE: { Ref: 'Parked' },
      QUEUE_ARN: { 'Fn::GetAtt': ['Named', 'Arn'] },
      TABLE: { Ref: 'Table' },
      ROLE: { 'Fn::GetAtt': ['Role', 'Arn'] },
      URLS: { 'Fn::Join': [',', [{ Ref: 'Parked' }, { Ref: 'Named' }]] },
      WHERE: { 'Fn::Sub': 'in ${AWS::Region} ${Named.QueueName} ${!Literal} ${own}' },
      SUB: { 'Fn::Sub': ['${own}-${AWS::StackName}', { own: { Ref: 'AWS::AccountId' } }] },
      PART: { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Named', 'Arn'] }] }] },
    };
    expect(() => environmentOf(variables, resources)).toThrow('F: it refers to own, which is not there');
    const found = environmentOf({ ...variables, WHERE: { 'Fn::Sub': 'in ${AWS::Region} ${!Literal}' } }, resources);
    expect(found).toEqual({
      QUEUE: 'http://127.0.0.1:4000/000000000000/trial-Parked',
      QUEUE_ARN: 'arn:aws:sqs:us-east-1:000000000000:named',
      TABLE: 'trial-Table',
      ROLE: 'arn:aws:iam::000000000000:role/runner',
      URLS: 'http://127.0.0.1:4000/000000000000/trial-Parked,http://127.0.0.1:4000/000000000000/named',
      WHERE: 'in us-east-1 ${Literal}',
      SUB: '000000000000-trial',
      PART: 'named',
    });
  });

  test('an environment of more than 4 KB is refused, as Lambda refuses it', () => {
    expect(() => environmentOf({ A: 'x'.repeat(4_095) })).not.toThrow();
    expect(() => environmentOf({ A: 'x'.repeat(4_096) })).toThrow('at most 4096 bytes of names and values');
  });

  test('conditions choose values and resources; AWS::NoValue leaves its property out', () => {
    const Conditions = {
      IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      IsAway: { 'Fn::Not': [{ Condition: 'IsHere' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsHere' }, { Condition: 'IsAway' }] },
      Both: { 'Fn::And': [{ Condition: 'IsHere' }, { Condition: 'IsAway' }] },
    };
    const variables = {
      A: { 'Fn::If': ['Either', 'yes', 'no'] },
      B: { 'Fn::If': ['Both', 'yes', { Ref: 'AWS::NoValue' }] },
    };
    const away = { Away: { ...queue(), Condition: 'IsAway' } };
    expect(environmentOf(variables, away, { Conditions })).toEqual({ A: 'yes' });
    expect(stackOf({ Q: queue(), ...away }, { Conditions }).resourcesOf('AWS::SQS::Queue')).toHaveLength(1);
  });

  test('outputs are resolved', () => {
    const Outputs = { Url: { Value: { Ref: 'Q' } } };
    expect(stackOf({ Q: queue() }, { Outputs }).outputs()).toEqual({
      Url: 'http://127.0.0.1:4000/000000000000/trial-Q',
    });
  });

  test('invented ids are the same at every start', () => {
    const resources = { Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} } };
    const refOf = () => stackOf(resources).resourcesOf('AWS::Cognito::UserPool')[0]?.ref;
    expect(refOf()).toMatch(/^us-east-1_[0-9a-z]{9}$/);
    expect(refOf()).toBe(refOf());
  });
});

test('a section of the template that is not known stops the start', () => {
  const template = { Resources: {}, Transform: 'AWS::Serverless-2016-10-31' } as unknown as Template;
  expect(() => resolveStack(template, place)).toThrow('Transform: this section of the template is not known');
});

describe('what cannot be honoured stops the start and says where', () => {
  test.each([
    [
      'a type',
      { B: { Type: 'AWS::S3::Bucket' } },
      'B: the resource type AWS::S3::Bucket does not run here; leave it out',
    ],
    [
      'a property',
      { Q: queue({ FifoQueue: true }) },
      'Q: AWS::SQS::Queue cannot be honoured here: Unrecognized key: "FifoQueue"',
    ],
    [
      'a value',
      { Q: queue({ DelaySeconds: 5 }) },
      'Q: AWS::SQS::Queue.DelaySeconds cannot be honoured here: queues with a delay',
    ],
    [
      'a nested property',
      { Q: queue({ RedrivePolicy: { deadLetterTargetArn: 'a', maxReceiveCount: 3, extra: 1 } }) },
      'Q: AWS::SQS::Queue.RedrivePolicy cannot be honoured here: Unrecognized key: "extra"',
    ],
    [
      'a function',
      { Q: queue({ QueueName: { 'Fn::ImportValue': 'x' } }) },
      'Q: Fn::ImportValue is not known to the local run',
    ],
    [
      'an attribute',
      { Q: queue({ QueueName: { 'Fn::GetAtt': ['Other', 'Fifo'] } }), Other: queue() },
      'Q: Other.Fifo is not known here',
    ],
    [
      'a missing resource',
      { Q: queue({ QueueName: { Ref: 'Nobody' } }) },
      'Q: it refers to Nobody, which is not there',
    ],
    [
      'a trigger of the user pool',
      { P: { Type: 'AWS::Cognito::UserPool', Properties: { LambdaConfig: {} } } },
      'P: AWS::Cognito::UserPool cannot be honoured here: Unrecognized key: "LambdaConfig"',
    ],
    [
      'a property of a pool client that AWS has not either',
      { C: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: 'p', Nonsense: 1 } } },
      'C: AWS::Cognito::UserPoolClient cannot be honoured here: Unrecognized key: "Nonsense"',
    ],
    [
      'a key of a policy document',
      {
        P: {
          Type: 'AWS::IoT::Policy',
          Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [], Statements: [] } },
        },
      },
      'P: AWS::IoT::Policy.PolicyDocument cannot be honoured here: Unrecognized key: "Statements"',
    ],
    [
      'a function that is switched off',
      { F: functionResource('f', { ReservedConcurrentExecutions: 0 }), Role: role },
      'F: AWS::Lambda::Function.ReservedConcurrentExecutions cannot be honoured here: a function with a reservation of 0',
    ],
    [
      'a function of the template beside another key',
      { Q: queue({ RedrivePolicy: { 'Fn::If': ['A', 1, 2], maxReceiveCount: 3 } }) },
      'Q: Fn::If stands beside another key',
    ],
    ['an attribute of nothing', { Q: queue({ QueueName: { 'Fn::GetAtt': {} } }) }, 'Q: Fn::GetAtt needs a list'],
    [
      'a missing resource of what is inert',
      { L: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Nobody' }] } } },
      'L: it refers to Nobody, which is not there',
    ],
    [
      'a circle',
      {
        Q: queue({ QueueName: { 'Fn::GetAtt': ['R', 'QueueName'] } }),
        R: queue({ QueueName: { 'Fn::GetAtt': ['Q', 'QueueName'] } }),
      },
      'depends on itself',
    ],
    [
      'another runtime',
      { F: functionResource('f', { Runtime: 'python3.13' }), Role: role },
      'only Node.js functions run here',
    ],
    [
      'a provisioned table',
      {
        T: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { KeySchema: [], AttributeDefinitions: [], BillingMode: 'PROVISIONED' },
        },
      },
      'T: AWS::DynamoDB::Table.BillingMode cannot be honoured here: only on-demand tables',
    ],
  ])('%s', (_, resources, message) => {
    expect(() => stackOf(resources)).toThrow(message);
  });

  test('no type stands in two lists, and every inert one has its reason', () => {
    expect(Object.keys(inert).filter((type) => Object.hasOwn(runs, type))).toEqual([]);
    expect(Object.values(inert).every((reason) => reason.length > 10)).toBe(true);
  });
});

describe('reading cdk.out', () => {
  test('the stack, its account and region, and its assets are found', () => {
    const directory = writeAssembly({ resources: { Q: queue() }, bundles: { hello: 'export const handler = 1;' } });
    const assembly = readAssembly(directory);
    expect(assembly).toMatchObject({ stackName: 'trial', accountId: '000000000000', region: 'us-east-1' });
    expect(Object.keys(assembly.template.Resources)).toEqual(['Q']);
    expect(assembly.assetDirectory('hello.zip')).toBe(`${directory}/asset.hello`);
    expect(assembly.assetDirectory('other.zip')).toBeUndefined();
  });

  test('a directory without one, and a stack that is not there, say what to do', () => {
    expect(() => readAssembly(temporaryDirectory())).toThrow('run `npm run synth` first');
    const directory = writeAssembly({ resources: {} });
    expect(() => readAssembly(directory, 'other')).toThrow('no stack other');
  });
});
