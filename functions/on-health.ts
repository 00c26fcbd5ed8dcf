import middy from '@middy/core';
import { awsPorts } from '../adapters/aws.js';
import { newAttempt } from '../adapters/crypto/attempt.js';
import { healthLane } from '../app/health.js';
import type { Ports } from '../app/ports.js';
import { receive } from '../app/receive.js';
import { endedByLambda } from './middleware/time-limit.js';

/** How a bank is, one message, as a topic rule hands it over: a function of its own, for what it loads is nothing that a door waits for. */
export const build = (ports: Ports) =>
  middy<unknown, void>(endedByLambda).handler(async (delivery, { awsRequestId }) => {
    const call = { by: awsRequestId, attempt: newAttempt(), isRetried: true };
    await receive(ports, delivery, call, { nowMs: ports.clock.nowMs(), isAnswered: false, lane: healthLane });
  });

export const handler = build(awsPorts());
