import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { openJournal, type Journal } from '../../local/journal.js';
import { EventSources } from '../../local/stand-ins/event-sources.js';
import { Lambda } from '../../local/stand-ins/lambda.js';
import { sqsService } from '../../local/stand-ins/sqs-service.js';
import { Queues, type StoredMessage } from '../../local/stand-ins/sqs.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { atEnd, inMemory, startHarness } from './harness.js';
import { arnOf, functionOf } from './lambda-fixture.js';

const MINUTE = 60_000;
const visibilityMs = 3 * MINUTE;
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:parked';

/** Prints what it is given, and does with each message what its body says. */
const source = `
const is = (what) => ({ body }) => body.startsWith(what);
export const handler = async ({ Records }) => {
  console.log(JSON.stringify({ atMs: Date.now(), Records }));
  if (Records.some(is('throw'))) throw new Error('not today');
  if (Records.some(is('silent'))) return;
  if (Records.some(is('nonsense'))) return { batchItemFailures: [{ itemIdentifier: 'nobody' }] };
  return { batchItemFailures: Records.filter(is('leave')).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

interface Options {
  /** What lies in the queue when the mapping begins: it is all to be seen at once. */
  lying?: string[];
  journal?: Journal<StoredMessage>;
  reportsFailures?: boolean;
}

async function startSource({ lying = [], journal = inMemory<StoredMessage>(), reportsFailures = true }: Options = {}) {
  const { clock, endpoint, client, said } = await startHarness();
  const queues = new Queues(clock, journal);
  const url = `${endpoint.url}/000000000000/parked`;
  const queue = { name: 'parked', arn: queueArn, url, visibilityTimeoutMs: visibilityMs, retentionMs: 60 * MINUTE };
  queues.add(queue);
  endpoint.register('sqs', sqsService(queues));
  for (const body of lying) queues.send('parked', body);
  const lambda = new Lambda(clock);
  lambda.register(functionOf('takes', source));
  const log = (line: string) => void said.push(line);
  const sources = new EventSources({ lambda, queues, clock, region: 'us-east-1', log });
  sources.add({ queue, functionArn: arnOf('takes'), batchSize: 10, reportsFailures });
  sources.start();
  const sqs = new SQSClient(client);
  atEnd(async () => {
    sqs.destroy();
    sources.close();
    await lambda.close();
  });
  const batches = () =>
    lambda
      .logs('takes')
      .filter((line) => line.startsWith('{"atMs"'))
      .map((line) => JSON.parse(line) as { atMs: number; Records: Record<string, unknown>[] });
  const left = async () => {
    const asked = { QueueUrl: url, AttributeNames: ['All' as const] };
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand(asked));
    return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
  };
  const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  const bodies = () => batches().map(({ Records }) => Records.map(({ body }) => body));
  return { clock, queues, send, batches, bodies, left, said, sources, url };
}

test('a message calls the function as AWS does, and is gone when it was handled', async () => {
  const { clock, send, batches, left } = await startSource();
  const beforeMs = clock.nowMs();
  const { MessageId } = await send('{"a":1}');
  await expect.poll(batches).toHaveLength(1);
  const [record] = batches()[0]!.Records;
  expect(record).toMatchObject({
    messageId: MessageId,
    body: '{"a":1}',
    attributes: { ApproximateReceiveCount: '1', SenderId: 'local' },
    messageAttributes: {},
    md5OfBody: 'bb6cb5c68df4652941caf652a366f2d8', // md5sum of the seven bytes.
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: 'us-east-1',
  });
  const { SentTimestamp } = record!.attributes as { SentTimestamp: string };
  expect(Number(SentTimestamp)).toBeGreaterThanOrEqual(beforeMs);
  await expect.poll(left).toBe(0);
});

test('what the function says that it left is given again after the visibility timeout, and nothing else is', async () => {
  const { clock, batches, bodies, left } = await startSource({ lying: ['leave me', 'take me'] });
  await expect.poll(bodies).toEqual([['leave me', 'take me']]);
  await expect.poll(left).toBe(1);
  await clock.advance(visibilityMs + 1_000);
  await expect.poll(bodies).toEqual([['leave me', 'take me'], ['leave me']]);
  const [first, second] = batches();
  expect(second!.atMs - first!.atMs).toBeGreaterThan(visibilityMs - 5_000);
  expect(second!.Records[0]?.attributes).toMatchObject({ ApproximateReceiveCount: '2' });
});

test.each([
  ['throws', 'throw'],
  ['names a message that is not in the batch', 'nonsense'],
])('a function that %s has handled nothing of its batch', async (_, body) => {
  const { clock, bodies } = await startSource({ lying: [body, 'take me'] });
  await expect.poll(bodies).toEqual([[body, 'take me']]);
  await clock.advance(visibilityMs);
  await expect.poll(bodies).toEqual([
    [body, 'take me'],
    [body, 'take me'],
  ]);
});

test('a function that answers nothing has handled all', async () => {
  const { send, bodies, left } = await startSource();
  await send('silent');
  await expect.poll(bodies).toEqual([['silent']]);
  await expect.poll(left).toBe(0);
});

test('a mapping that is not to hear of single failures hears of none', async () => {
  const { send, bodies, left } = await startSource({ reportsFailures: false });
  await send('leave me');
  await expect.poll(bodies).toEqual([['leave me']]);
  await expect.poll(left).toBe(0);
});

test('a batch has ten messages at the most', async () => {
  const { bodies } = await startSource({ lying: Array.from({ length: 12 }, (_, n) => `${n}`) });
  await expect.poll(() => bodies().map((batch) => batch.length)).toEqual([10, 2]);
});

test('what an earlier run left in the queue is taken up by the next one', async () => {
  const directory = temporaryDirectory();
  const first = openJournal<StoredMessage>(directory, 'queues');
  const { sources, queues } = await startSource({ journal: first });
  sources.close();
  queues.send('parked', 'from before');
  first.close();
  const { bodies, left } = await startSource({ journal: openJournal<StoredMessage>(directory, 'queues') });
  await expect.poll(bodies).toEqual([['from before']]);
  await expect.poll(left).toBe(0);
});
