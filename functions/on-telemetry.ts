import middy from '@middy/core';
import { awsPorts } from '../adapters/aws.js';
import { newAttempt } from '../adapters/crypto/attempt.js';
import { doorLane } from '../app/handle.js';
import type { Ports } from '../app/ports.js';
import { receive } from '../app/receive.js';
import type { HearSensors } from '../app/result.js';
import { endedByLambda } from './middleware/time-limit.js';

/** Loaded when one comes: what watches sensors is a chunk of its own, which no request waits for. */
const hearSensors: HearSensors = async (...answer) => (await import('../app/sensor-answer.js')).hearSensors(...answer);
const lane = doorLane(hearSensors);

/**
 * What people ask for and what doors did, one message, as a topic rule hands it over.
 * Wiring only: the rules are in domain/, the order of work in app/.
 */
export const build = (ports: Ports) =>
  middy<unknown, void>(endedByLambda).handler(async (delivery, { awsRequestId }) => {
    // Lambda's own retries keep the request's id, and so does an event that it delivers twice at once.
    const call = { by: awsRequestId, attempt: newAttempt(), isRetried: true };
    await receive(ports, delivery, call, { nowMs: ports.clock.nowMs(), isAnswered: true, lane });
  });

export const handler = build(awsPorts());
