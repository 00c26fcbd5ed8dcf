import type { Journal } from '../journal.js';
import type { Mishaps } from '../mishaps.js';
import type { ResolvedStack } from '../resolved-stack.js';
import type { Clock } from '../stand-ins/clock.js';
import type { Endpoint } from '../stand-ins/endpoint.js';
import type { AsyncQueue } from '../stand-ins/lambda-async.js';
import type { Lambda } from '../stand-ins/lambda.js';
import type { Queues } from '../stand-ins/sqs.js';

/** What every part of the run is built from. */
export interface Parts {
  readonly stack: ResolvedStack;
  readonly clock: Clock;
  readonly mishaps: Mishaps;
  readonly endpoint: Endpoint;
  readonly log: (line: string) => void;
  /** A part's own journal, kept under the data directory if there is one. */
  readonly journal: <T>(name: string) => Journal<T>;
}

export interface Functions {
  readonly lambda: Lambda;
  readonly events: AsyncQueue;
}

export type PartsWithFunctions = Parts & Functions & { readonly queues: Queues };
