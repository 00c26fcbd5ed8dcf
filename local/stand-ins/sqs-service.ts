import { jsonService, ServiceError, type ServiceHandler } from './service.js';
import { md5, type Queues, type StoredMessage } from './sqs.js';

const BATCH_MAX = 10;
const VISIBILITY_MAX_SECONDS = 43_200;

/** The SQS calls of the JSON protocol that the SDK makes. A wait for messages answers at once: the clock may jump. */
export function sqsService(queues: Queues): ServiceHandler {
  return jsonService({
    SendMessage: (input) => sent(queues, text(input, 'QueueUrl'), input),
    SendMessageBatch: (input) => batch(input, (entry) => sent(queues, text(input, 'QueueUrl'), entry)),
    ReceiveMessage: (input) => received(queues, input),
    DeleteMessage: (input) => queues.delete(text(input, 'QueueUrl'), text(input, 'ReceiptHandle')),
    DeleteMessageBatch: (input) =>
      batch(input, (entry) => queues.delete(text(input, 'QueueUrl'), text(entry, 'ReceiptHandle'))),
    ChangeMessageVisibility: (input) => changed(queues, text(input, 'QueueUrl'), input),
    ChangeMessageVisibilityBatch: (input) => batch(input, (entry) => changed(queues, text(input, 'QueueUrl'), entry)),
    GetQueueUrl: (input) => ({ QueueUrl: queues.find(text(input, 'QueueName')).url }),
    GetQueueAttributes: (input) => attributesOf(queues, input),
    PurgeQueue: (input) => queues.purge(text(input, 'QueueUrl')),
  });
}

function sent(queues: Queues, url: string, input: Record<string, unknown>): object {
  const body = text(input, 'MessageBody');
  if (input.MessageAttributes !== undefined)
    throw new ServiceError('UnsupportedOperation', 'the local queue takes no message attributes');
  const { id } = queues.send(url, body, seconds(input.DelaySeconds, 0, 900) * 1000);
  return { MessageId: id, MD5OfMessageBody: md5(body) };
}

function received(queues: Queues, input: Record<string, unknown>): object {
  const max = typeof input.MaxNumberOfMessages === 'number' ? input.MaxNumberOfMessages : 1;
  if (!Number.isInteger(max) || max < 1 || max > BATCH_MAX)
    throw new ServiceError('InvalidParameterValue', `MaxNumberOfMessages must be between 1 and 10, was ${max}`);
  const hideMs =
    input.VisibilityTimeout === undefined
      ? undefined
      : seconds(input.VisibilityTimeout, 0, VISIBILITY_MAX_SECONDS) * 1000;
  const asked = [...list(input.MessageSystemAttributeNames), ...list(input.AttributeNames)];
  const messages = queues.receive(text(input, 'QueueUrl'), max, hideMs);
  return messages.length === 0 ? {} : { Messages: messages.map((message) => describe(message, asked)) };
}

function describe(message: StoredMessage, asked: readonly string[]): object {
  const all: Record<string, string> = {
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    SenderId: 'local',
  };
  const wanted = Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name));
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(wanted.length > 0 ? { Attributes: Object.fromEntries(wanted) } : {}),
  };
}

function changed(queues: Queues, url: string, input: Record<string, unknown>): void {
  const hideMs = seconds(input.VisibilityTimeout, 0, VISIBILITY_MAX_SECONDS) * 1000;
  queues.changeVisibility(url, text(input, 'ReceiptHandle'), hideMs);
}

function attributesOf(queues: Queues, input: Record<string, unknown>): object {
  const queue = queues.find(text(input, 'QueueUrl'));
  const { visible, hidden, delayed } = queues.counts(queue.name);
  const all: Record<string, string> = {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    QueueArn: queue.arn,
    VisibilityTimeout: String(queue.visibilityTimeoutMs / 1000),
    MessageRetentionPeriod: String(queue.retentionMs / 1000),
  };
  const asked = list(input.AttributeNames);
  const wanted = Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name));
  return { Attributes: Object.fromEntries(wanted) };
}

/** A batch reports its failures entry by entry. */
function batch(input: Record<string, unknown>, act: (entry: Record<string, unknown>) => object | void): object {
  const entries = Array.isArray(input.Entries) ? (input.Entries as Record<string, unknown>[]) : [];
  if (entries.length === 0) throw new ServiceError('EmptyBatchRequest', 'There must be 1 to 10 entries.');
  if (entries.length > BATCH_MAX) throw new ServiceError('TooManyEntriesInBatchRequest', 'There may be 10 entries.');
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

function text(input: Record<string, unknown>, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ServiceError('MissingParameter', `The request must contain the parameter ${name}.`);
}

function seconds(value: unknown, fallback: number, max: number): number {
  if (value === undefined) return fallback;
  if (typeof value === 'number' && value >= 0 && value <= max) return value;
  throw new ServiceError('InvalidParameterValue', `a time of ${JSON.stringify(value)} s is not between 0 and ${max} s`);
}

const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
