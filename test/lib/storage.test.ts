import { describe, expect, it } from 'vitest';
import { flat, listOf, resourcesOf, statementsOfFunction, templateOf } from './synthesised.js';

describe('storage', () => {
  const template = templateOf('dev');

  it('is one table, paid by the request, with recovery to a point in time and garbage collected by ttl', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  it('has three sparse indexes: free doors, what is due, and what a site holds', () => {
    const [table] = Object.values(resourcesOf(template, 'AWS::DynamoDB::Table'));
    expect(table?.Properties['GlobalSecondaryIndexes']).toEqual([
      {
        IndexName: 'free-doors',
        KeySchema: [
          { AttributeName: 'freeIn', KeyType: 'HASH' },
          { AttributeName: 'freeRank', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['size', 'accessible'] },
      },
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'dueShard', KeyType: 'HASH' },
          { AttributeName: 'dueAtMs', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      {
        IndexName: 'by-site',
        KeySchema: [
          { AttributeName: 'inSite', KeyType: 'HASH' },
          { AttributeName: 'siteSort', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ]);
  });

  it('types every key attribute as text but the instant at which something is due', () => {
    const [table] = Object.values(resourcesOf(template, 'AWS::DynamoDB::Table'));
    const types = table?.Properties['AttributeDefinitions'] as { AttributeName: string; AttributeType: string }[];
    expect(types.filter(({ AttributeType }) => AttributeType !== 'S')).toEqual([
      { AttributeName: 'dueAtMs', AttributeType: 'N' },
    ]);
  });

  it('makes the code secret by itself, long enough for its hash', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
  });

  it('is a restored one, if it is named: functions, their rights and alarms are about that, and the old one stays', () => {
    const restored = templateOf('prod', { restoredTable: 'pigeonhole-prod-restored' });
    restored.resourceCountIs('AWS::DynamoDB::Table', 0); // Its DeletionPolicy was Retain: test/lib/stages.test.ts.
    const functions = Object.values(resourcesOf(restored, 'AWS::Lambda::Function'));
    const named = functions
      .map(({ Properties }) => JSON.stringify(Properties['Environment']))
      .filter((text) => text.includes('TABLE_NAME'));
    expect(named.length).toBeGreaterThan(7);
    expect(named.filter((text) => !text.includes('"TABLE_NAME":"pigeonhole-prod-restored"'))).toEqual([]);
    const arn = 'arn:<Partition>:dynamodb:<Region>:<AccountId>:table/pigeonhole-prod-restored';
    const queried = statementsOfFunction(restored, 'pigeonhole-prod-on-request').find(
      ({ Action }) => Action === 'dynamodb:Query',
    );
    expect(listOf(queried?.Resource ?? []).map(flat)).toEqual([
      arn,
      ...['free-doors', 'due', 'by-site'].map((index) => `${arn}/index/${index}`),
    ]);
    expect(JSON.stringify(resourcesOf(restored, 'AWS::CloudWatch::Alarm'))).toContain(
      '"Value":"pigeonhole-prod-restored"',
    );
    expect((restored.toJSON()['Outputs'] as Record<string, { Value: unknown }>)['TableName']?.Value).toBe(
      'pigeonhole-prod-restored',
    );
  });

  it.each(['', 'pigeonhole-dev-restored-1', 'arn:aws:dynamodb:us-east-1:000000000000:table/pigeonhole-prod-restored'])(
    'is never one that is not called as the stage is: %j',
    (restoredTable) => {
      expect(() => templateOf('prod', { restoredTable })).toThrow(
        'a table restored for prod is called pigeonhole-prod-…',
      );
    },
  );
});
