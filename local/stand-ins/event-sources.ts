import type { Clock } from './clock.js';
import type { Lambda } from './lambda.js';
import { md5, type QueueConfig, type Queues, type StoredMessage } from './sqs.js';

export interface EventSource {
  readonly queue: QueueConfig;
  readonly functionArn: string;
  readonly batchSize: number;
  /** `ReportBatchItemFailures`: the function says which messages are to stay. */
  readonly reportsFailures: boolean;
}

export interface EventSourcesOptions {
  readonly lambda: Lambda;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly region: string;
  readonly log: (line: string) => void;
}

/**
 * Queues that call functions, as Lambda's event source mappings do: with a batch of what is to be seen, waited for; what
 * was handled is removed, and what was not is seen again when its visibility timeout ends. One batch of a queue at a time,
 * where AWS begins with up to five.
 */
export class EventSources {
  private readonly sources: EventSource[] = [];
  private readonly planned = new Map<EventSource, () => void>();
  private readonly busy = new Set<EventSource>();
  private closed = false;

  public constructor(private readonly options: EventSourcesOptions) {}

  public add(source: EventSource): void {
    this.sources.push(source);
    this.options.queues.whenSent(source.queue.name, () => this.plan(source));
  }

  /** Takes up what lies in the queues from an earlier run; what comes later is taken up as it comes. */
  public start(): void {
    for (const source of this.sources) this.plan(source);
  }

  public close(): void {
    this.closed = true;
    for (const cancel of this.planned.values()) cancel();
  }

  /** Looks when the next message is to be seen; while a batch is out, the end of it plans. */
  private plan(source: EventSource): void {
    this.planned.get(source)?.();
    this.planned.delete(source);
    const nextMs = this.options.queues.nextVisibleAtMs(source.queue.name);
    if (this.closed || this.busy.has(source) || nextMs === undefined) return;
    this.planned.set(
      source,
      this.options.clock.setTimer(nextMs, () => this.take(source)),
    );
  }

  private async take(source: EventSource): Promise<void> {
    const { queue, batchSize } = source;
    const batch = this.options.queues.receive(queue.name, batchSize);
    if (batch.length > 0) {
      this.busy.add(source);
      await this.give(source, batch).finally(() => this.busy.delete(source));
    }
    this.plan(source);
  }

  private async give(source: EventSource, batch: StoredMessage[]): Promise<void> {
    const { lambda, queues, region, log } = this.options;
    const { queue, functionArn, reportsFailures } = source;
    const Records = batch.map((message) => recordOf(message, queue, region));
    const { failed, payload } = await lambda.invoke(functionArn, JSON.stringify({ Records }));
    const left = failed ? undefined : reportsFailures ? leftOf(payload, batch) : [];
    if (!failed && !left) log(`${queue.name}: the answer of its function says not which messages failed, so all stay`);
    for (const { id, receipt } of batch) if (left && !left.includes(id)) queues.delete(queue.name, receipt!);
  }
}

/** AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": the event of a standard queue. */
function recordOf(message: StoredMessage, { arn }: QueueConfig, awsRegion: string): object {
  const { id, receipt, body, receiveCount, sentAtMs, firstReceivedAtMs } = message;
  return {
    messageId: id,
    receiptHandle: receipt,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAtMs),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(firstReceivedAtMs),
    },
    messageAttributes: {},
    md5OfBody: md5(body),
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion,
  };
}

/**
 * The ids that the function says are to stay. No answer and an empty one say that none is; one that cannot be read, or names
 * what is not in the batch, is a failure of the whole batch (the same guide, "Implementing partial batch responses").
 */
function leftOf(payload: string, batch: readonly StoredMessage[]): string[] | undefined {
  const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
  const failures = answer?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  return ids.every((id) => batch.some((message) => message.id === id)) ? (ids as string[]) : undefined;
}
