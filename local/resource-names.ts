import { createHash } from 'node:crypto';
import { secretSuffix } from './stand-ins/secrets.js';
import type { RunningType } from './resources.js';

/** Where the run stands, for names and addresses. */
export interface Place {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  /** Of the shared AWS endpoint: queue URLs begin with it. */
  readonly endpointUrl: string;
  /** Of the HTTP API as it listens here. */
  readonly apiUrl: string;
}

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Named extends Place {
  readonly logicalId: string;
  /** A physical name that the template gives under that property, or one made of stack and logical id. */
  readonly name: (property: string) => string;
  /** A property that is a text, resolved. */
  readonly property: (name: string) => string | undefined;
}

/** The name is the Ref and `Arn` the one attribute. */
function byName(property: string, service: string, resource: (name: string) => string) {
  return (named: Named): Identity => {
    const name = named.name(property);
    return { ref: name, attributes: { Arn: arn(named, service, resource(name)) } };
  };
}

const arn = ({ region, accountId }: Place, service: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** Ids that AWS would invent follow from stack and logical id, so that they are the same after a restart. */
function inventedId({ stackName, logicalId }: Named, length: number): string {
  return BigInt(`0x${createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex')}`)
    .toString(36)
    .slice(0, length);
}

const onlyRef = (named: Named): Identity => ({ ref: inventedId(named, 10), attributes: {} });

export const identities: Record<RunningType, (named: Named) => Identity> = {
  'AWS::DynamoDB::Table': byName('TableName', 'dynamodb', (name) => `table/${name}`),
  'AWS::Lambda::Function': byName('FunctionName', 'lambda', (name) => `function:${name}`),
  'AWS::Lambda::EventInvokeConfig': onlyRef,
  'AWS::Lambda::EventSourceMapping': onlyRef,
  'AWS::SQS::Queue': (named) => {
    const name = named.name('QueueName');
    const url = `${named.endpointUrl}/${named.accountId}/${name}`;
    return { ref: url, attributes: { Arn: arn(named, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SecretsManager::Secret': (named) => {
    const name = named.name('Name');
    const secretArn = arn(named, 'secretsmanager', `secret:${name}-${secretSuffix(name)}`);
    return { ref: secretArn, attributes: { Id: secretArn, Name: name } };
  },
  'AWS::SNS::Topic': (named) => {
    const name = named.name('TopicName');
    const topicArn = arn(named, 'sns', name);
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
  'AWS::SNS::Subscription': onlyRef,
  'AWS::Scheduler::ScheduleGroup': byName('Name', 'scheduler', (name) => `schedule-group/${name}`),
  'AWS::Scheduler::Schedule': (named) => {
    const name = named.name('Name').slice(0, 64);
    const group = named.property('GroupName') ?? 'default';
    return { ref: name, attributes: { Arn: arn(named, 'scheduler', `schedule/${group}/${name}`) } };
  },
  'AWS::ApiGatewayV2::Api': (named) => {
    const id = inventedId(named, 10);
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: named.apiUrl } };
  },
  'AWS::ApiGatewayV2::Integration': onlyRef,
  'AWS::ApiGatewayV2::Authorizer': (named) => {
    const id = inventedId(named, 6);
    return { ref: id, attributes: { AuthorizerId: id } };
  },
  'AWS::ApiGatewayV2::Route': onlyRef,
  'AWS::ApiGatewayV2::Stage': (named) => ({ ref: named.property('StageName') ?? '', attributes: {} }),
  'AWS::Cognito::UserPool': (named) => {
    const id = `${named.region}_${inventedId(named, 9)}`;
    const ProviderName = `cognito-idp.${named.region}.amazonaws.com/${id}`;
    const Arn = arn(named, 'cognito-idp', `userpool/${id}`);
    return { ref: id, attributes: { Arn, UserPoolId: id, ProviderName, ProviderURL: `https://${ProviderName}` } };
  },
  'AWS::Cognito::UserPoolClient': (named) => {
    const id = inventedId(named, 26);
    return { ref: id, attributes: { ClientId: id, Name: named.name('ClientName') } };
  },
  'AWS::Cognito::UserPoolGroup': (named) => ({ ref: named.property('GroupName') ?? '', attributes: {} }),
  'AWS::IAM::Role': (named) => {
    const name = named.name('RoleName');
    return { ref: name, attributes: { Arn: `arn:aws:iam::${named.accountId}:role/${name}`, RoleId: name } };
  },
  'AWS::IAM::Policy': onlyRef,
  'AWS::IoT::Policy': (named) => {
    const name = named.name('PolicyName');
    return { ref: name, attributes: { Arn: arn(named, 'iot', `policy/${name}`), Id: name } };
  },
  // Rule names are made of letters, digits and underscores only.
  'AWS::IoT::TopicRule': (named) => {
    const name = named.name('RuleName').replaceAll('-', '_');
    return { ref: name, attributes: { Arn: arn(named, 'iot', `rule/${name}`) } };
  },
};

/** What an inert resource is called where something that runs speaks of it. */
export function inertIdentity(type: string, named: Named): Identity {
  const [, service = '', kind = ''] = type.split('::');
  const nameProperties: Record<string, string> = {
    'AWS::Logs::LogGroup': 'LogGroupName',
    'AWS::Cognito::UserPoolDomain': 'Domain',
    'AWS::Cognito::UserPoolResourceServer': 'Identifier',
    'AWS::CloudWatch::Alarm': 'AlarmName',
    'AWS::CloudWatch::Dashboard': 'DashboardName',
  };
  const name = named.name(nameProperties[type] ?? `${kind}Name`);
  const Arn = arn(named, service.toLowerCase(), `${kind.toLowerCase()}/${name}`);
  return { ref: name, attributes: { Arn } };
}
