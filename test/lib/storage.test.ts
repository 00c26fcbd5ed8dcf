import { describe, expect, it } from 'vitest';
import { resourcesOf, templateOf } from './synthesised.js';

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
});
