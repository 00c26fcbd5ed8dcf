import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { openJournal } from '../../local/journal.js';
import { sqsService } from '../../local/stand-ins/sqs-service.js';
import { Queues, type StoredMessage } from '../../local/stand-ins/sqs.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { atEnd, inMemory, startHarness } from './harness.js';

const MINUTE = 60_000;
const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

async function startQueues(journal = inMemory<StoredMessage>()) {
  const { clock, endpoint, client } = await startHarness();
  const queues = new Queues(clock, journal);
  const shared = { visibilityTimeoutMs: 30_000, retentionMs: 60 * MINUTE };
  const urlOf = (name: string) => `${endpoint.url}/000000000000/${name}`;
  queues.add({ ...shared, name: 'parked', arn: `${ARN}parked`, url: urlOf('parked') });
  const redrive = { targetArn: `${ARN}parked`, maxReceiveCount: 2 };
  queues.add({ ...shared, name: 'tried', arn: `${ARN}tried`, url: urlOf('tried'), redrive });
  endpoint.register('sqs', sqsService(queues));
  const sqs = new SQSClient(client);
  atEnd(() => sqs.destroy());
  const receive = async (QueueUrl = urlOf('parked')) => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 };
    const answer = await sqs.send(new ReceiveMessageCommand({ ...asked, MessageSystemAttributeNames: ['All'] }));
    return answer.Messages ?? [];
  };
  return { sqs, clock, queues, receive, url: urlOf('parked'), triedUrl: urlOf('tried') };
}

test('a message stays until it is deleted, hidden while somebody works on it', async () => {
  const { sqs, clock, receive, url } = await startQueues();
  const sentAtMs = clock.nowMs();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '{"a":"ä€"}' }));
  const [first] = await receive();
  expect(first?.Body).toBe('{"a":"ä€"}');
  expect(first?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
  expect(Number(first?.Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(sentAtMs);
  expect(await receive()).toEqual([]);
  await clock.advance(30_000);
  const [second] = await receive();
  expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second!.ReceiptHandle }));
  await clock.advance(MINUTE);
  expect(await receive()).toEqual([]);
});

test('an old receipt handle deletes nothing, and a malformed one is an error', async () => {
  const { sqs, clock, receive, url } = await startQueues();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'once' }));
  const [first] = await receive();
  await clock.advance(30_000);
  await receive();
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first!.ReceiptHandle }));
  await clock.advance(30_000);
  expect(await receive()).toHaveLength(1);
  const malformed = sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'nonsense' }));
  await expect(malformed).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

test('a changed visibility timeout counts from now, and 0 shows the message at once', async () => {
  const { sqs, receive, url } = await startQueues();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));
  const [first] = await receive();
  const show = { QueueUrl: url, ReceiptHandle: first!.ReceiptHandle, VisibilityTimeout: 0 };
  await sqs.send(new ChangeMessageVisibilityCommand(show));
  expect(await receive()).toHaveLength(1);
});

test('batches hold ten at most and say which entries failed', async () => {
  const { sqs, receive, url } = await startQueues();
  const Entries = Array.from({ length: 10 }, (_, at) => ({ Id: `e${at}`, MessageBody: `body ${at}` }));
  const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  expect(sent.Successful).toHaveLength(10);
  const eleven = [...Entries, { Id: 'e10', MessageBody: 'x' }];
  const refused = sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: eleven }));
  await expect(refused).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
  const received = await receive();
  expect(received.map(({ Body }) => Body).sort()).toEqual(Entries.map(({ MessageBody }) => MessageBody));
  const deletes = received.map(({ ReceiptHandle }, at) => ({ Id: `d${at}`, ReceiptHandle }));
  deletes[3] = { Id: 'bad', ReceiptHandle: 'nonsense' };
  const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: deletes }));
  expect(deleted.Successful).toHaveLength(9);
  expect(deleted.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
});

test('what is older than the retention period is gone', async () => {
  const { sqs, clock, receive, url } = await startQueues();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'old' }));
  await clock.advance(59 * MINUTE);
  expect(await receive()).toHaveLength(1);
  await clock.advance(2 * MINUTE);
  expect(await receive()).toEqual([]);
});

test('counts tell visible, hidden and delayed messages apart', async () => {
  const { sqs, receive, url } = await startQueues();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'hidden' }));
  await receive();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'seen' }));
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'later', DelaySeconds: 60 }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '1',
    MessageRetentionPeriod: '3600',
    QueueArn: `${ARN}parked`,
  });
});

test('what was received too often moves to the dead-letter queue', async () => {
  const { sqs, clock, receive, triedUrl } = await startQueues();
  await sqs.send(new SendMessageCommand({ QueueUrl: triedUrl, MessageBody: 'poison' }));
  for (let time = 0; time < 2; time++) {
    expect(await receive(triedUrl)).toHaveLength(1);
    await clock.advance(30_000);
  }
  expect(await receive(triedUrl)).toEqual([]);
  expect((await receive()).map(({ Body }) => Body)).toEqual(['poison']);
});

test('an unknown queue and eleven messages at once are refused', async () => {
  const { sqs, url } = await startQueues();
  const nowhere = sqs.send(new SendMessageCommand({ QueueUrl: `${url}-not`, MessageBody: 'x' }));
  await expect(nowhere).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  const eleven = sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 11 }));
  await expect(eleven).rejects.toThrow('between 1 and 10');
});

test('messages outlive the process, whole lines only', async () => {
  const directory = temporaryDirectory();
  const before = await startQueues(openJournal<StoredMessage>(directory, 'queues'));
  await before.sqs.send(new SendMessageCommand({ QueueUrl: before.url, MessageBody: 'kept' }));
  const after = await startQueues(openJournal<StoredMessage>(directory, 'queues'));
  expect((await after.receive()).map(({ Body }) => Body)).toEqual(['kept']);
});
