import { CfnResource } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { callMaxMs, graceMs } from '../../app/transact.js';
import type { Resource } from './synthesised.js';
import { flat, resourcesOf, stackOf, templateOf } from './synthesised.js';

describe('the stack', () => {
  const template = templateOf('prod');

  it('wires and builds nothing: no resource is its own child', () => {
    expect(stackOf('dev').node.children.filter((child) => CfnResource.isCfnResource(child))).toEqual([]);
  });

  it('says what an operator and a bank need to know', () => {
    const outputs = template.toJSON()['Outputs'] as Record<string, { Value: unknown }>;
    expect(Object.keys(outputs)).toEqual([
      'ApiUrl',
      'UserPoolId',
      'PeopleClientId',
      'IntegrationClientId',
      'TokenUrl',
      'DevicePolicyName',
      'RuleNames',
      'TableName',
      'AlarmTopicArn',
      'DashboardName',
    ]);
    expect(JSON.parse(flat(outputs['RuleNames']?.Value))).toEqual({
      access: 'lockers_v1_access',
      door: 'lockers_v1_door',
      health: 'lockers_v1_health',
      result: 'lockers_v1_result',
    });
    expect(outputs['DevicePolicyName']?.Value).toBe('pigeonhole-prod-bank');
  });

  it('runs every function alike: Node 24 on arm64, one entry, 512 MB, a log of its own', () => {
    const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(({ Properties }) => Properties);
    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual([
      'pigeonhole-prod-on-document',
      'pigeonhole-prod-on-enroll',
      'pigeonhole-prod-on-health',
      'pigeonhole-prod-on-parked',
      'pigeonhole-prod-on-reader',
      'pigeonhole-prod-on-report',
      'pigeonhole-prod-on-request',
      'pigeonhole-prod-on-schedule',
      'pigeonhole-prod-on-sweep',
      'pigeonhole-prod-on-telemetry-access',
      'pigeonhole-prod-on-telemetry-rest',
    ]);
    for (const each of functions) {
      expect(each).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        MemorySize: 512,
      });
      expect(each['LoggingConfig']).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' });
    }
  });

  it('ends every call before a stranger may take up what it owes: no function runs longer than the app counts on', () => {
    const seconds = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(({ Properties }) =>
      Number(Properties['Timeout']),
    );
    expect(Math.max(...seconds) * 1_000).toBe(callMaxMs);
    expect(graceMs).toBeGreaterThan(callMaxMs);
  });

  it('leaves behind only what holds state: a log with a fixed name would stop the next deployment', () => {
    const kept = Object.values(template.toJSON()['Resources'] as Record<string, Resource>)
      .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete')
      .map(({ Type }) => Type);
    expect(kept.sort()).toEqual(['AWS::Cognito::UserPool', 'AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret']);
  });

  it('has roles of its own only: no managed policy of AWS', () => {
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::IAM::Role'))) {
      expect(Properties['ManagedPolicyArns']).toBeUndefined();
    }
  });

  it('tells on-enroll what a bank has to be told', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'pigeonhole-prod-on-enroll',
      Environment: {
        Variables: {
          DEVICE_POLICY_NAME: 'pigeonhole-prod-bank',
          RULE_NAMES:
            '{"access":"lockers_v1_access","door":"lockers_v1_door","health":"lockers_v1_health","result":"lockers_v1_result"}',
        },
      },
    });
  });
});
