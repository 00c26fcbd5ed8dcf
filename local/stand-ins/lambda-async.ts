import { randomUUID } from 'node:crypto';
import type { Journal } from '../journal.js';
import type { Mishaps } from '../mishaps.js';
import type { Clock } from './clock.js';
import { checkSize, type Lambda } from './lambda.js';

/** AWS::Lambda::EventInvokeConfig of one function; what is left out is AWS's default. */
export interface AsyncConfig {
  readonly maximumEventAgeMs?: number;
  readonly maximumRetryAttempts?: number;
  /** Takes the record of an event that could not be handled. */
  readonly onFailure?: (record: string) => void;
}

/** An accepted event, kept until it is handled or given up. */
export interface PendingEvent {
  readonly key: string;
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly acceptedAtMs: number;
  readonly attempts: number;
  readonly dueAtMs: number;
  /** A call with it has begun: true in an earlier run's file means that the call was cut short. */
  readonly isBegun?: boolean;
  readonly lastError?: string;
}

/** A sandbox run's parts that the queue of asynchronous events needs. */
export interface AsyncQueueOptions {
  readonly lambda: Lambda;
  readonly clock: Clock;
  readonly mishaps: Mishaps;
  readonly pending: Journal<PendingEvent>;
  readonly log: (line: string) => void;
}

// AWS Lambda Developer Guide, "Error handling for asynchronous invocation": one minute before the first retry, two
// before the second; six hours at most. 256 KB a payload.
const RETRY_AFTER_MS = [60_000, 120_000];
const RETRIES_MAX = 2;
const EVENT_AGE_MAX_MS = 6 * 3_600_000;
const PAYLOAD_MAX_BYTES = 256 * 1024;
const CUT_SHORT = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'the run ended in the middle of it' });

/**
 * Lambda's own queue of asynchronous events: accepted at once, delivered at least once, retried under the same request
 * id, and handed to the on-failure destination when retries or age run out.
 */
export class AsyncQueue {
  private readonly configs = new Map<string, AsyncConfig>();
  private closed = false;

  public constructor(private readonly options: AsyncQueueOptions) {}

  /** From here on a call cut short by the stop is no failure: the event stays as it was kept. */
  public close(): void {
    this.closed = true;
  }

  public configure(functionArn: string, config: AsyncConfig): void {
    this.configs.set(functionArn, config);
  }

  /** Events accepted and neither handled nor given up. */
  public get pendingCount(): number {
    return this.options.pending.size;
  }

  /**
   * Takes up what an earlier run had accepted and not finished. A call that a kill cut short is one whose runtime has
   * crashed: AWS tries it again, a minute later and not at once.
   */
  public resume(): void {
    for (const event of this.options.pending.values()) {
      if (event.isBegun === true) this.failed(event, CUT_SHORT);
      else this.arrange(event);
    }
  }

  /** Accepts an event and answers with its request id. Throws what AWS refuses at once: no such function, too large. */
  public accept(functionArn: string, payload: string): string {
    const { lambda, clock, mishaps, pending } = this.options;
    checkSize(payload, PAYLOAD_MAX_BYTES);
    if (!lambda.has(functionArn)) throw new Error(`no function ${functionArn}`);
    const requestId = randomUUID();
    const acceptedAtMs = clock.nowMs();
    const dueAtMs = acceptedAtMs + mishaps.settings.delayMs;
    const copies = mishaps.happens(mishaps.settings.deliverTwice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const key = `${requestId}/${copy}`;
      const event = { key, requestId, functionArn, payload, acceptedAtMs, attempts: 0, dueAtMs };
      pending.set(key, event);
      this.arrange(event);
    }
    return requestId;
  }

  private arrange(event: PendingEvent): void {
    if (this.closed) return; // It is kept, and taken up by the next run.
    const { clock, log } = this.options;
    const deliver = () =>
      this.deliver(event).catch((error: unknown) => log(`event ${event.key} was not handled: ${String(error)}`));
    if (event.dueAtMs > clock.nowMs()) clock.setTimer(event.dueAtMs, deliver);
    else void clock.during('event', deliver);
  }

  private async deliver(event: PendingEvent): Promise<void> {
    const { lambda, clock } = this.options;
    if (clock.nowMs() - event.acceptedAtMs > this.maximumAgeMs(event)) return this.giveUp(event, 'EventAgeExceeded');
    const begin = () => this.options.pending.set(event.key, { ...event, isBegun: true });
    const answer = await lambda.invoke(event.functionArn, event.payload, event.requestId, begin);
    if (this.closed && answer.failed) return;
    if (!answer.failed) return void this.options.pending.delete(event.key);
    this.failed(event, answer.payload);
  }

  private failed(event: PendingEvent, error: string): void {
    const { clock, pending } = this.options;
    const tried = { ...event, attempts: event.attempts + 1, isBegun: false, lastError: error };
    const retriesMax = this.configOf(event).maximumRetryAttempts ?? RETRIES_MAX;
    if (tried.attempts > retriesMax) return this.giveUp(tried, 'RetriesExhausted');
    const waitMs = RETRY_AFTER_MS[tried.attempts - 1] ?? RETRY_AFTER_MS.at(-1)!;
    const dueAtMs = clock.nowMs() + waitMs;
    // AWS gives an event up as soon as its next try would come too late.
    if (dueAtMs - event.acceptedAtMs > this.maximumAgeMs(event)) return this.giveUp(tried, 'EventAgeExceeded');
    const next = { ...tried, dueAtMs };
    pending.set(next.key, next);
    this.arrange(next);
  }

  private giveUp(event: PendingEvent, condition: 'RetriesExhausted' | 'EventAgeExceeded'): void {
    this.configOf(event).onFailure?.(JSON.stringify(this.recordOf(event, condition)));
    this.options.pending.delete(event.key);
  }

  private recordOf(event: PendingEvent, condition: string): object {
    const response = {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: JSON.parse(event.lastError ?? 'null') as unknown,
    };
    return {
      version: '1.0',
      timestamp: new Date(this.options.clock.nowMs()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: `${event.functionArn}:$LATEST`,
        condition,
        approximateInvokeCount: event.attempts,
      },
      requestPayload: JSON.parse(event.payload) as unknown,
      ...(event.lastError === undefined ? {} : response),
    };
  }

  private maximumAgeMs(event: PendingEvent): number {
    return this.configOf(event).maximumEventAgeMs ?? EVENT_AGE_MAX_MS;
  }

  private configOf(event: PendingEvent): AsyncConfig {
    return this.configs.get(event.functionArn) ?? {};
  }
}
