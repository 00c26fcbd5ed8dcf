import type { SensorConditions } from '../domain/sensing/condition.js';
import { healthIn } from '../domain/sensing/condition.js';
import { addToSums, addWindows, readCycle, type CycleReading, type RunningSums } from '../domain/sensing/difference.js';
import {
  defaultErrorRates,
  judgeDeposit,
  judgePickup,
  type ErrorRates,
  type Judgement,
} from '../domain/sensing/verdict.js';
import type { Window } from '../domain/sensing/window.js';

/** A bank is asked for so many further windows while a verdict is open (policy `samplesMax`, as it is by default). */
export const samplesMax = 3;

/** One side of a door cycle: the windows of all sensors of the door, anew at every call. */
export type Side = () => Window[];

/** A question to the product: what it answered at last, on what, and after how many windows. */
export interface Settled {
  judged: Judgement;
  reading: CycleReading;
  /** After the door closed, 1 to 4. */
  windows: number;
}

export interface Asking {
  rates?: ErrorRates | undefined;
  /** What the health engine has told of the door's sensors. */
  conditions?: SensorConditions | undefined;
}

export const settleDeposit = (before: Side, after: Side, asking: Asking = {}): Settled =>
  settle(before, after, asking, (reading, rates) => judgeDeposit({}, reading, rates, healthIn(asking.conditions)));

/** `sums` are of what came before: `addToSums({}, settleDeposit(…).reading)`. */
export const settlePickup = (sums: RunningSums, before: Side, after: Side, asking: Asking = {}): Settled =>
  settle(before, after, asking, (reading, rates) => judgePickup(sums, reading, rates, healthIn(asking.conditions)));

export const sumsOf = ({ reading }: Settled): RunningSums => addToSums({}, reading);

/** As a bank is asked: a window before, one after, and another while the verdict is open. Still open is `unclear`. */
function settle(
  before: Side,
  after: Side,
  { rates = defaultErrorRates, conditions = {} }: Asking,
  judge: (reading: CycleReading, rates: ErrorRates) => Judgement,
): Settled {
  let reading = readCycle(before(), after(), conditions);
  let judged = judge(reading, rates);
  let windows = 1;
  for (; windows <= samplesMax && judged.verdict === 'undecided'; windows += 1) {
    reading = addWindows(reading, after(), conditions);
    judged = judge(reading, rates);
  }
  return { judged, reading, windows };
}
