import { startDynamoDb, type DynamoDb } from '../stand-ins/dynamodb.js';
import { Secrets, type StoredSecret } from '../stand-ins/secrets.js';
import { Queues, type StoredMessage } from '../stand-ins/sqs.js';
import { sqsService } from '../stand-ins/sqs-service.js';
import type { Parts } from './parts.js';

/** The tables with their indexes. */
export function buildTables(
  { stack, clock }: Parts,
  { directory, wasKilled }: { directory?: string; wasKilled?: boolean },
): Promise<DynamoDb> {
  const tables = stack.resourcesOf('AWS::DynamoDB::Table').map(({ ref, properties }) => ({
    TableName: ref,
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    })),
  }));
  const otherEngineUrl = process.env.DYNAMODB_ENDPOINT;
  return startDynamoDb({ tables, region: stack.region, clock, directory, wasKilled, otherEngineUrl });
}

export function buildQueues({ stack, clock, endpoint, journal }: Parts): Queues {
  const queues = new Queues(clock, journal<StoredMessage>('queues'));
  for (const { ref: url, attributes, properties } of stack.resourcesOf('AWS::SQS::Queue')) {
    const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = properties;
    queues.add({
      name: attributes.QueueName!,
      arn: attributes.Arn!,
      url,
      visibilityTimeoutMs: VisibilityTimeout * 1000,
      retentionMs: MessageRetentionPeriod * 1000,
      redrive: RedrivePolicy && {
        targetArn: RedrivePolicy.deadLetterTargetArn,
        maxReceiveCount: RedrivePolicy.maxReceiveCount,
      },
    });
  }
  endpoint.register('sqs', sqsService(queues));
  return queues;
}

export function buildSecrets({ stack, clock, endpoint, journal }: Parts): void {
  const secrets = new Secrets(journal<StoredSecret>('secrets'));
  for (const { ref: arn, attributes, properties } of stack.resourcesOf('AWS::SecretsManager::Secret')) {
    const { SecretString, GenerateSecretString = {} } = properties;
    const value = SecretString === undefined ? { generate: GenerateSecretString } : { given: SecretString };
    secrets.add({ name: attributes.Name!, arn, value }, clock.nowMs());
  }
  endpoint.register('secretsmanager', secrets.service);
}
