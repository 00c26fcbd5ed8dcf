import { buildSync } from 'esbuild';
import path from 'node:path';
import { functionResource, writeAssembly } from './assembly-fixture.js';

/** A function that calls every stand-in with the real SDK, as the event tells it. */
const source = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { IoTDataPlaneClient, PublishCommand as Down } from '@aws-sdk/client-iot-data-plane';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const [table, iot, scheduler, secrets, sns] =
  [DynamoDBClient, IoTDataPlaneClient, SchedulerClient, SecretsManagerClient, SNSClient].map((Client) => new Client({}));
const { TABLE_NAME, SECRET_ARN, GROUP, ON_TIMER_ARN } = process.env;
if (!TABLE_NAME) throw new Error('TABLE_NAME is missing');

const remember = (sk, what) => table.send(new PutItemCommand({
  TableName: TABLE_NAME, Item: { pk: { S: 'seen' }, sk: { S: sk }, what: { S: JSON.stringify(what) } } }));

const act = {
  put: ({ sk }) => remember(sk, 'put'),
  secret: async () => (await secrets.send(new GetSecretValueCommand({ SecretId: SECRET_ARN }))).SecretString.length,
  sms: ({ to, text }) => sns.send(new PublishCommand({ PhoneNumber: to, Message: text })).then(() => 'sent'),
  down: ({ topic }) => iot.send(new Down({ topic, payload: '{"open":"A07"}', qos: 1, messageExpiry: 20 })).then(() => 'down'),
  later: ({ name, at }) => scheduler.send(new CreateScheduleCommand({ Name: name, GroupName: GROUP,
    ScheduleExpression: 'at(' + at + ')', FlexibleTimeWindow: { Mode: 'OFF' }, ActionAfterCompletion: 'DELETE',
    Target: { Arn: ON_TIMER_ARN, RoleArn: 'arn:aws:iam::000000000000:role/caller', Input: JSON.stringify({ timer: name }) } }))
    .then(() => 'set'),
};

/** By the API: { do, … } answered with its result. By a rule or timer: remembered, or thrown when told to. */
export const handler = async (event) => {
  if (event.requestContext?.http) {
    const { do: name, ...input } = JSON.parse(event.body ?? '{}');
    return { result: await act[name](input), nowMs: Date.now(), by: event.requestContext.authorizer.jwt.claims.sub };
  }
  if (event.fail || (event.body && Buffer.from(event.body, 'base64').toString().includes('fail'))) throw new Error('told to');
  await remember(event.timer ?? event.clientId ?? 'event', event);
};
`;

let bundled: string | undefined;

function bundle(): string {
  bundled ??= buildSync({
    stdin: { contents: source, resolveDir: path.resolve(import.meta.dirname, '../..'), loader: 'js' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);` },
  }).outputFiles[0]!.text;
  return bundled;
}

const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
const typed = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const ref = (Ref: string) => ({ Ref });
const att = (...parts: [string, string]) => ({ 'Fn::GetAtt': parts });

const environment = {
  Variables: {
    TABLE_NAME: ref('Table'),
    SECRET_ARN: ref('Secret'),
    GROUP: ref('Group'),
    ON_TIMER_ARN: { 'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:on-event' },
  },
};

const arnOf = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

const thing = '${iot:Connection.Thing.ThingName}';

/** One of everything, wired as the product wires it, in miniature. */
export const trialResources: Record<string, Record<string, unknown>> = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'caller',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: ['lambda', 'iot', 'scheduler'].map((service) => ({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: `${service}.amazonaws.com` },
        })),
      },
    },
  },
  Rights: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'rights',
      Roles: [ref('Role')],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ref('Secret') },
          { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' },
          { Effect: 'Allow', Action: 'iot:Publish', Resource: arnOf('iot', 'topic/lockers/v1/*/commands') },
          { Effect: 'Allow', Action: 'scheduler:CreateSchedule', Resource: arnOf('scheduler', 'schedule/timers/*') },
          { Effect: 'Allow', Action: 'iam:PassRole', Resource: att('Role', 'Arn') },
          { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: att('OnEvent', 'Arn') },
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: att('Parked', 'Arn') },
        ],
      },
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: [typed('pk'), typed('sk')],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { PasswordLength: 64 } } },
  Parked: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'parked', MessageRetentionPeriod: 1_209_600 } },
  OnEvent: functionResource('on-event', { Environment: environment, Timeout: 10, MemorySize: 256 }),
  OnEventAsync: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: ref('OnEvent'),
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: att('Parked', 'Arn') } },
    },
  },
  Rule: {
    Type: 'AWS::IoT::TopicRule',
    Properties: {
      RuleName: 'lockers_v1_door',
      TopicRulePayload: {
        AwsIotSqlVersion: '2016-03-23',
        Sql: "SELECT encode(*, 'base64') AS body, topic(3) AS bankId, clientid() AS clientId, timestamp() AS receivedAtMs FROM 'lockers/v1/+/door'",
        Actions: [{ Lambda: { FunctionArn: att('OnEvent', 'Arn') } }],
        ErrorAction: { Sqs: { QueueUrl: ref('Parked'), RoleArn: att('Role', 'Arn'), UseBase64: false } },
      },
    },
  },
  DevicePolicy: {
    Type: 'AWS::IoT::Policy',
    Properties: {
      PolicyName: 'bank',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'iot:Connect',
            Resource: {
              'Fn::Sub': `arn:aws:iot:\${AWS::Region}:\${AWS::AccountId}:client/\${!iot:Connection.Thing.ThingName}`,
            },
          },
          {
            Effect: 'Allow',
            Action: ['iot:Publish', 'iot:Receive'],
            Resource: [
              `arn:aws:iot:us-east-1:000000000000:topic/lockers/v1/${thing}/door`,
              `arn:aws:iot:us-east-1:000000000000:topic/$aws/rules/lockers_v1_door/lockers/v1/${thing}/door`,
              `arn:aws:iot:us-east-1:000000000000:topic/lockers/v1/${thing}/commands`,
            ],
          },
          {
            Effect: 'Allow',
            Action: 'iot:Subscribe',
            Resource: `arn:aws:iot:us-east-1:000000000000:topicfilter/lockers/v1/${thing}/commands`,
          },
        ],
      },
    },
  },
  Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'timers' } },
  EveryHour: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      GroupName: ref('Group'),
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: att('OnEvent', 'Arn'), RoleArn: att('Role', 'Arn'), Input: '{"timer":"hourly"}' },
    },
  },
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: { MfaConfiguration: 'OPTIONAL' } },
  People: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('Pool') } },
  Operator: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('Pool'), GroupName: 'operator' } },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'trial', ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: att('OnEvent', 'Arn'),
      PayloadFormatVersion: '2.0',
    },
  },
  Jwt: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: ref('Api'),
      Name: 'jwt',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: { 'Fn::Join': ['', ['https://cognito-idp.', ref('AWS::Region'), '.amazonaws.com/', ref('Pool')]] },
        Audience: [ref('People')],
      },
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: 'POST /v1/do',
      Target: { 'Fn::Join': ['', ['integrations/', ref('Integration')]] },
      AuthorizationType: 'JWT',
      AuthorizerId: ref('Jwt'),
    },
  },
};

/** The trial stack, with some resources changed or (undefined) left out. */
export function writeTrial(changes: Record<string, Record<string, unknown> | undefined> = {}): string {
  const outputs = { ApiUrl: { Value: att('Api', 'ApiEndpoint') }, TableName: { Value: ref('Table') } };
  const resources = JSON.parse(JSON.stringify({ ...trialResources, ...changes })) as Record<string, unknown>;
  return writeAssembly({ resources, outputs, bundles: { 'on-event': bundle() } });
}
