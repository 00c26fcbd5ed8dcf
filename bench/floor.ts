import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { awsClients } from '../adapters/aws-clients.js';

/*
 * The least that a backend on these stand-ins can do with a message: one consistent read, one conditional write, one
 * publish. It runs as a function of its own, behind a topic rule of its own, through the same broker, worker threads,
 * engine and clients as the product's. So what the product's time is compared
 * with has the same way there and back, and nothing in between that could be left out.
 */

interface Delivery {
  readonly body: string;
  readonly bankId: string;
}

interface Message {
  readonly messageId: string;
  /** As a door that opened: looked at, and nothing written or said. */
  readonly isReadOnly?: boolean;
}

const { AWS_REGION: region = '', TABLE_NAME: TableName = '' } = process.env;
const clients = awsClients({ region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
const [table, iot] = [clients.dynamodb(), clients.iotData()];

const Key = { pk: { S: 'BENCH' }, sk: { S: 'FLOOR' } };
/** About as many bytes as a door's item, and maps as it has. */
const state = {
  M: Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [
      `f${i}`,
      { M: { at: { N: String(1_790_000_000_000 + i) }, of: { S: `field-${i}-of-a-door` } } },
    ]),
  ),
};

export async function handler({ body, bankId }: Delivery): Promise<void> {
  const { messageId, isReadOnly } = JSON.parse(Buffer.from(body, 'base64').toString('utf8')) as Message;
  const { Item } = await table.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  if (isReadOnly) return;
  const version = Number(Item?.['v']?.N ?? 0);
  await table.send(
    new UpdateItemCommand({
      ...{ TableName, Key },
      UpdateExpression: 'SET v = :next, s = :state',
      ConditionExpression: version === 0 ? 'attribute_not_exists(v)' : 'v = :read',
      ExpressionAttributeValues: {
        ':next': { N: String(version + 1) },
        ':state': state,
        ...(version === 0 ? {} : { ':read': { N: String(version) } }),
      },
    }),
  );
  const payload = JSON.stringify({ messageId });
  await iot.send(new PublishCommand({ topic: `bench/v1/${bankId}/answer`, qos: 1, messageExpiry: 60, payload }));
}
