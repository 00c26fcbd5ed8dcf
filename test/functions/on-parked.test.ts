import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { memoryPorts } from '../../adapters/memory/index.js';

// The file makes its handler when it is loaded; these names let it. Nothing here is ever called under them.
for (const name of ['TABLE_NAME', 'CODE_SECRET_ARN', 'SCHEDULE_GROUP', 'SCHEDULE_ROLE_ARN', 'ON_SCHEDULE_ARN']) {
  process.env[name] ??= 'unused';
}
process.env['SMS_MAX_PRICE_USD'] ??= '0.10';
process.env['SITE_TOPIC_ARN_PREFIX'] ??= 'unused';
const { build } = await import('../../functions/on-parked.js');

const atMs = Date.UTC(2026, 0, 5, 9);
const sentAtMs = atMs - 90_000;

/** As Lambda hands over a batch of a queue, with seconds left for it. */
function take(bodies: string[], secondsLeft = 30) {
  const ports = memoryPorts({ clock: { nowMs: () => atMs } });
  const Records = bodies.map((body, i) => ({
    messageId: `message-${i}`,
    body,
    attributes: { SentTimestamp: String(sentAtMs) },
  }));
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => secondsLeft * 1_000 } as Context;
  return { ports, answer: build(ports)({ Records }, context) };
}

/** A rule could not call its function: the broker's own record, without the instant at which it came. */
const ofRule = JSON.stringify({
  topic: '$aws/events/presence/connected/bank-1',
  clientId: 'n/a',
  base64OriginalPayload: 'e30=',
});

it('answers with nothing left where all is done', async () => {
  const { ports, answer } = take([ofRule, ofRule]);
  expect(await answer).toEqual({ batchItemFailures: [] });
  expect(ports.counters.counts['message-refused']).toBe(2); // Both were read as presence events, which these are not.
});

it('names what it has no time for, so that it stays in the queue', async () => {
  const { ports, answer } = take([ofRule, ofRule], 9);
  expect(await answer).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
  });
  expect(ports.counters.counts['message-refused']).toBeUndefined();
});
