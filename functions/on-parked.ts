import middy from '@middy/core';
import { awsPorts } from '../adapters/aws.js';
import { newAttempt } from '../adapters/crypto/attempt.js';
import { takeUp } from '../app/parked.js';
import type { Ports } from '../app/ports.js';
import { endedByLambda } from './middleware/time-limit.js';

/** What Lambda hands over of a queue, as far as it is looked at. */
export interface Batch {
  Records: { messageId: string; body: string; attributes: { SentTimestamp: string } }[];
}

/** Which messages of the batch stay in the queue: Lambda removes the others. */
export interface Left {
  batchItemFailures: { itemIdentifier: string }[];
}

/** The longest that one message may take: the time limit of the functions that could not finish it. */
const longestMs = 10_000;

/** What calls could not finish: each parked queue calls this with what is in it. What fails stays, and comes again. */
export const build = (ports: Ports) =>
  middy<Batch, Left>(endedByLambda).handler(async ({ Records }, { getRemainingTimeInMillis }) => {
    const messages = Records.map(({ messageId: id, body, attributes }) => {
      return { id, body, sentAtMs: Number(attributes.SentTimestamp) };
    });
    const isLate = () => getRemainingTimeInMillis() < longestMs;
    const left = await takeUp(ports, messages, { attempt: newAttempt(), isLate });
    return { batchItemFailures: left.map((itemIdentifier) => ({ itemIdentifier })) };
  });

export const handler = build(awsPorts());
