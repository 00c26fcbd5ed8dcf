import type { z } from 'zod';
import * as pools from './pool-properties.js';
import * as properties from './resource-properties.js';
import * as roles from './role-properties.js';

/** List one: what runs here, each with what is read of its properties. A property that is not there stops the start. */
export const runs = {
  'AWS::DynamoDB::Table': properties.table,
  'AWS::Lambda::Function': properties.lambdaFunction,
  'AWS::Lambda::EventInvokeConfig': properties.eventInvokeConfig,
  'AWS::Lambda::EventSourceMapping': properties.eventSourceMapping,
  'AWS::SQS::Queue': properties.queue,
  'AWS::SecretsManager::Secret': properties.secret,
  'AWS::SNS::Topic': properties.topic,
  'AWS::SNS::Subscription': properties.subscription,
  'AWS::Scheduler::ScheduleGroup': properties.scheduleGroup,
  'AWS::Scheduler::Schedule': properties.schedule,
  'AWS::ApiGatewayV2::Api': properties.httpApi,
  'AWS::ApiGatewayV2::Integration': properties.apiIntegration,
  'AWS::ApiGatewayV2::Authorizer': properties.apiAuthorizer,
  'AWS::ApiGatewayV2::Route': properties.apiRoute,
  'AWS::ApiGatewayV2::Stage': properties.apiStage,
  // Of the user pool only ids and groups matter: nobody signs in here, tokens are minted.
  'AWS::Cognito::UserPool': pools.userPool,
  'AWS::Cognito::UserPoolClient': pools.userPoolClient,
  'AWS::Cognito::UserPoolGroup': pools.userPoolGroup,
  'AWS::IAM::Role': roles.iamRole,
  'AWS::IAM::Policy': roles.iamPolicy,
  'AWS::IoT::Policy': properties.iotPolicy,
  'AWS::IoT::TopicRule': properties.topicRule,
} as const satisfies Record<string, z.ZodType>;

export type RunningType = keyof typeof runs;
export type PropertiesOf<T extends RunningType> = z.output<(typeof runs)[T]>;

const noCallers = 'no caller is checked here';
const noMetrics = 'there are no metrics here to alarm on or to draw';
const noLogs = 'what functions print is kept in memory';

/** List two: what has no counterpart here, each with its reason. Whatever is in neither list stops the start. */
export const inert: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'it tells AWS which constructs were used',
  'AWS::Lambda::Permission': `${noCallers}; test/lib/api.test.ts and telemetry.test.ts say who may call what`,
  'AWS::SQS::QueuePolicy': `${noCallers}; the rule packs of the synth hold every queue to TLS`,
  'AWS::SNS::TopicPolicy': `${noCallers}; test/lib/alarms.test.ts says who may publish to the alarms`,
  'AWS::SecretsManager::ResourcePolicy': `${noCallers}, and no test looks at it: the product's stack has none`,
  'AWS::Logs::ResourcePolicy': `${noCallers}, and no test looks at it: the product's stack has none`,
  'AWS::CloudWatch::Alarm': noMetrics,
  'AWS::CloudWatch::CompositeAlarm': noMetrics,
  'AWS::CloudWatch::Dashboard': noMetrics,
  'AWS::Logs::MetricFilter': noMetrics,
  'AWS::Logs::QueryDefinition': noLogs,
  'AWS::Logs::LogGroup': noLogs,
  'AWS::KMS::Key': 'nothing is encrypted at rest on this machine',
  'AWS::KMS::Alias': 'nothing is encrypted at rest on this machine',
  'AWS::Cognito::UserPoolDomain': 'nobody signs in here: tokens are minted at the control port',
  'AWS::Cognito::UserPoolResourceServer': 'scopes are whatever a minted token says',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': 'nobody signs in here: tokens are minted at the control port',
};
