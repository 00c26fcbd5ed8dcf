import { parseFired } from '../domain/fired.js';
import { everyLane } from './every-lane.js';
import { handleTimer } from './handle.js';
import type { Ports } from './ports.js';
import { receive } from './receive.js';
import type { Call } from './transact.js';

/** A parked message, as a queue hands it over. */
export interface ParkedMessage {
  id: string;
  body: string;
  sentAtMs: number;
}

/** One run over a batch. */
export interface ParkedRun {
  /** Tells it from another run that a queue gives the same message at the same time. */
  attempt: string;
  /** Is there too little time left for another message? */
  isLate(): boolean;
}

/**
 * A batch of parked messages, one after the other. Answers with the ids of those that are to stay parked: what failed, and
 * what there was no time for. They come again when the queue shows them again; one that fails does not stop the others.
 */
export async function takeUp(ports: Ports, messages: ParkedMessage[], run: ParkedRun): Promise<string[]> {
  const left: string[] = [];
  for (const message of messages) {
    if (run.isLate() || !(await isTakenUp(ports, message, run))) left.push(message.id);
  }
  return left;
}

async function isTakenUp(ports: Ports, message: ParkedMessage, { attempt }: ParkedRun): Promise<boolean> {
  try {
    await handleParked(ports, message, attempt);
    return true;
  } catch (error) {
    ports.counters.count('parked-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}

/**
 * What a call could not finish, taken up again. Two envelopes come: a function's, with the request that it was called
 * with, under the request's own id; and a topic rule's, whose function could not be called at all, with the raw body.
 * What cannot be read is counted and dropped: no retry would make it readable. Throws what fails, and it stays parked.
 */
async function handleParked(ports: Ports, message: ParkedMessage, attempt: string): Promise<void> {
  const envelope = parseJson(message.body);
  if (!isRecord(envelope)) return ports.counters.count('parked-unreadable');
  const nowMs = ports.clock.nowMs();
  if (isRecord(envelope['requestContext']) && typeof envelope['requestContext']['requestId'] === 'string') {
    const call = { by: envelope['requestContext']['requestId'], attempt, isRetried: true };
    return handlePayload(ports, envelope['requestPayload'], call, nowMs);
  }
  const delivery = deliveryOfRule(envelope, message.sentAtMs);
  if (!delivery) return ports.counters.count('parked-unreadable');
  const { cloudwatchTraceId: trace } = envelope;
  const by = `rule-${typeof trace === 'string' ? trace : message.sentAtMs}`;
  return handlePayload(ports, delivery, { by, attempt, isRetried: true }, nowMs);
}

async function handlePayload(ports: Ports, payload: unknown, call: Call, nowMs: number): Promise<void> {
  const fired = parseFired(payload, nowMs);
  if (fired) return handleTimer(ports, fired.timer, fired.times, call);
  return receive(ports, payload, call, { nowMs, isAnswered: false, lane: everyLane }); // Nobody stands there any more.
}

/** What the rule would have handed over: the topic's parts, without the prefix of Basic Ingest. */
function deliveryOfRule(envelope: Record<string, unknown>, receivedAtMs: number): unknown {
  const { topic, clientId, base64OriginalPayload: body } = envelope;
  if (typeof topic !== 'string' || typeof body !== 'string') return undefined;
  const [first, , bankId, kind, client] = topic.replace(/^\$aws\/rules\/[^/]+\//, '').split('/');
  if (first === '$aws') return { body, presence: kind, bankId: client, receivedAtMs }; // $aws/events/presence/…/…
  return { body, bankId, kind, clientId, principal: '', receivedAtMs };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
