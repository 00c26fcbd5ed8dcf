import { describe, expect, it } from 'vitest';
import { stageNamed } from '../../lib/stages.js';
import { resourcesOf, stackOf, templateOf } from './synthesised.js';

describe('stages', () => {
  const dev = templateOf('dev');
  const prod = templateOf('prod');

  it('stops the synth when the stage has a name that does not exist', () => {
    expect(() => stageNamed('staging')).toThrow("unknown stage 'staging': choose one of dev, prod");
  });

  it('makes the same kinds of resources in every stage, as many of each', () => {
    expect(countByType(prod.toJSON())).toEqual(countByType(dev.toJSON()));
  });

  it('gives banks of the main stage the rule names of the wire contract, and those of dev a suffix', () => {
    const names = (template: typeof dev) =>
      Object.values(resourcesOf(template, 'AWS::IoT::TopicRule')).map(({ Properties }) => Properties['RuleName']);
    expect(names(prod)).toEqual([
      'lockers_v1_access',
      'lockers_v1_door',
      'lockers_v1_health',
      'lockers_v1_result',
      'lockers_v1_presence',
    ]);
    expect(names(dev)).toEqual([
      'lockers_v1_access_dev',
      'lockers_v1_door_dev',
      'lockers_v1_health_dev',
      'lockers_v1_result_dev',
      'lockers_v1_presence_dev',
    ]);
  });

  it('keeps what holds state when a prod stack is deleted, and nothing of a dev stack', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::SecretsManager::Secret']) {
      expect(Object.values(resourcesOf(prod, type)).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain']);
      expect(Object.values(resourcesOf(dev, type)).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete']);
    }
  });

  it('guards the table and the users of prod against deletion', () => {
    prod.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
    prod.hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
  });

  it('guards the stack of prod against deletion as a whole', () => {
    // Deleting it would leave table and users, and take every function, rule and topic.
    expect([stackOf('prod').terminationProtection, stackOf('dev').terminationProtection]).toEqual([true, false]);
  });

  it('asks for a second factor in prod', () => {
    prod.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON', UserPoolTier: 'PLUS' });
  });

  it('keeps every log for a stated time', () => {
    for (const [template, days] of [
      [dev, 7],
      [prod, 30],
    ] as const) {
      const kept = Object.values(resourcesOf(template, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties);
      expect(kept.map(({ RetentionInDays }) => RetentionInDays)).toEqual(Array(12).fill(days));
    }
  });

  it('tells of alarms by email only whom the deployment names', () => {
    dev.resourceCountIs('AWS::SNS::Subscription', 0);
    const told = templateOf('dev', { alarmEmail: 'duty@example.com' });
    told.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'duty@example.com' });
  });
});

function countByType({ Resources }: { Resources?: Record<string, { Type: string }> }) {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(Resources ?? {})) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
}
