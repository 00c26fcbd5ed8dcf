import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { memoryParkedQueue } from '../../adapters/memory/index.js';
import { sqsParkedQueue } from '../../adapters/sqs/parked-queue.js';
import type { ParkedQueue } from '../../app/ports.js';
import { sqsService } from '../../local/stand-ins/sqs-service.js';
import { Queues, type StoredMessage } from '../../local/stand-ins/sqs.js';
import { atEnd, inMemory, startHarness } from '../stand-ins/harness.js';

interface Opened {
  queue: ParkedQueue;
  park: (body: string) => Promise<unknown>;
  nowMs: () => number;
  pass: (ms: number) => Promise<void>;
}

const visibilityMs = 360_000;

async function openMemory(): Promise<Opened> {
  let atMs = Date.UTC(2026, 0, 5);
  const queue = memoryParkedQueue({ nowMs: () => atMs }, { name: 'parked', visibilityMs });
  return {
    queue,
    park: async (body) => queue.park(body),
    nowMs: () => atMs,
    pass: async (ms) => void (atMs += ms),
  };
}

async function openSqs(): Promise<Opened> {
  const { clock, endpoint, client } = await startHarness();
  const queues = new Queues(clock, inMemory<StoredMessage>());
  const url = `${endpoint.url}/000000000000/parked`;
  const arn = 'arn:aws:sqs:us-east-1:000000000000:parked';
  queues.add({ name: 'parked', arn, url, visibilityTimeoutMs: visibilityMs, retentionMs: 3_600_000 });
  endpoint.register('sqs', sqsService(queues));
  const sqs = new SQSClient(client);
  atEnd(() => sqs.destroy());
  return {
    queue: sqsParkedQueue(async () => sqs, url),
    park: (MessageBody) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody })),
    nowMs: () => clock.nowMs(),
    pass: (ms) => clock.advance(ms),
  };
}

describe.each([
  { name: 'memory', open: openMemory },
  { name: 'SQS', open: openSqs },
])('a parked queue in $name', ({ open }) => {
  it('gives what is parked, with the instant that it came', async () => {
    const { queue, park, nowMs } = await open();
    const beforeMs = nowMs();
    await park('{"a":1}');
    const [message, ...more] = await queue.receive();
    expect(queue.name).toBe('parked');
    expect(more).toEqual([]);
    expect(message?.body).toBe('{"a":1}');
    expect(message!.sentAtMs).toBeGreaterThanOrEqual(beforeMs);
    expect(message!.sentAtMs).toBeLessThanOrEqual(nowMs());
  });

  it('hides what was received for a while, and gives it again unless it is removed', async () => {
    const { queue, park, pass } = await open();
    await park('one');
    await park('two');
    const received = await queue.receive();
    expect(received.map(({ body }) => body).sort()).toEqual(['one', 'two']);
    expect(await queue.receive()).toEqual([]);
    await queue.remove(received.find(({ body }) => body === 'one')!.receipt);
    await pass(visibilityMs);
    expect((await queue.receive()).map(({ body }) => body)).toEqual(['two']);
  });

  it('gives at most ten at once', async () => {
    const { queue, park } = await open();
    for (let n = 0; n < 12; n++) await park(String(n));
    expect(await queue.receive()).toHaveLength(10);
    expect(await queue.receive()).toHaveLength(2);
    expect(await queue.receive()).toEqual([]);
  });
});
