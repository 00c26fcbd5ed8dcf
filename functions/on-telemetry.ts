import middy from '@middy/core';
import { awsPorts } from '../adapters/aws.js';
import { newAttempt } from '../adapters/crypto/attempt.js';
import { handle } from '../app/handle.js';
import type { Ports } from '../app/ports.js';
import { parseTelemetry } from '../domain/telemetry.js';
import { refuse } from '../app/refuse.js';

/** One bank message, as a topic rule hands it over. Wiring only: the rules are in domain/, the order of work in app/. */
export const build = (ports: Ports) =>
  middy<unknown, void>({ timeoutEarlyInMillis: 500 }).handler(async (delivery, { awsRequestId }) => {
    const parsed = parseTelemetry(delivery, ports.clock.nowMs());
    // Counted and returned, never thrown: no retry would make it readable.
    if (parsed.kind === 'refused') return refuse(ports, parsed);
    // Lambda's own retries keep the request's id, and so does an event that it delivers twice at once.
    await handle(ports, parsed.input, { by: awsRequestId, attempt: newAttempt(), isRetried: true });
  });

export const handler = build(awsPorts());
