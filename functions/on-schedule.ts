import middy from '@middy/core';
import { awsPorts } from '../adapters/aws.js';
import { newAttempt } from '../adapters/crypto/attempt.js';
import { handleTimer } from '../app/handle.js';
import type { Ports } from '../app/ports.js';
import { parseFired } from '../domain/fired.js';
import { endedByLambda } from './middleware/time-limit.js';

/** A schedule fired: it only asks, the decision looks. Scheduler invokes asynchronously, so Lambda retries a failure. */
export const build = (ports: Ports) =>
  middy<unknown, void>(endedByLambda).handler(async (fired, { awsRequestId }) => {
    const parsed = parseFired(fired, ports.clock.nowMs());
    if (!parsed) return ports.counters.count('schedule-refused');
    await handleTimer(ports, parsed.timer, parsed.times, { by: awsRequestId, attempt: newAttempt(), isRetried: true });
  });

export const handler = build(awsPorts());
