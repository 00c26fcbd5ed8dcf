/** One invocation of a function: what it was called with, under which name, and how it goes. */
export interface Call {
  /** The request id, which the platform's own retries and the parked message keep. */
  by: string;
  function: FunctionName;
  /** What is asked, by its natural key: `B01/A07/closed/12`. The same again must decide nothing. */
  key: string;
  attempt: number;
  /** Killed: nothing that it still does takes effect. */
  isDead: boolean;
  /** Done, failed or killed. What a failed one had begun beside what failed goes on, as it does in a process that lives. */
  hasEnded: boolean;
  /** Messages to people that this attempt sent, whose done marker it has not written. */
  unmarked: Set<string>;
}

export type FunctionName = Asynchronous | 'parked' | 'sweep' | 'api';
/** Called asynchronously: tried again, and parked in the end. */
export type Asynchronous = Lane | 'schedule';
/** By what banks say. */
export type Lane = 'access' | 'rest' | 'health';

export interface FunctionLimits {
  timeoutMs: number;
  retriesAfterMs: readonly number[];
  eventAgeMaxMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** As deployed: time limits and event ages of `lib/`; Lambda retries an asynchronous call after one and two minutes. */
export const functionLimits: Record<FunctionName, FunctionLimits> = {
  access: { timeoutMs: 10_000, retriesAfterMs: [minuteMs, 2 * minuteMs], eventAgeMaxMs: 5 * minuteMs },
  rest: { timeoutMs: 10_000, retriesAfterMs: [minuteMs, 2 * minuteMs], eventAgeMaxMs: 6 * hourMs },
  health: { timeoutMs: 10_000, retriesAfterMs: [minuteMs, 2 * minuteMs], eventAgeMaxMs: 6 * hourMs },
  schedule: { timeoutMs: 10_000, retriesAfterMs: [minuteMs, 2 * minuteMs], eventAgeMaxMs: 6 * hourMs },
  parked: { timeoutMs: 30_000, retriesAfterMs: [], eventAgeMaxMs: Infinity },
  sweep: { timeoutMs: 30_000, retriesAfterMs: [], eventAgeMaxMs: minuteMs },
  api: { timeoutMs: 10_000, retriesAfterMs: [], eventAgeMaxMs: minuteMs },
};
