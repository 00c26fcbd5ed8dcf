import type { Profile } from '../profiles/index.js';
import { isBinary } from '../profiles/index.js';
import { blind } from './blind.js';
import { runLengthFor } from './budget.js';
import type { Tests } from './budget.js';
import type { Detector } from './detector.js';
import { drift } from './drift.js';
import { learn } from './learning.js';
import type { SensorLook } from './look.js';
import { noisy } from './noisy.js';
import { readLook } from './reading.js';
import type { Reading } from './reading.js';
import { silent } from './silent.js';
import { spiky } from './spiky.js';
import { newState } from './state.js';
import type { SensorState } from './state.js';
import { stuck } from './stuck.js';
import { swapped } from './swapped.js';
import { untared } from './untared.js';

export type { SensorLook } from './look.js';
export type { SensorState } from './state.js';
export { isCommissioned } from './learning.js';

/** Every way in which a sensor is known to fail. The only list of them. */
export const detectors = [stuck, silent, noisy, spiky, drift, blind, swapped, untared] as const;

export type FaultName = (typeof detectors)[number]['name'];

/** The limit of each detector: at it a sound sensor is accused once in the run length that the bank's budget gives. */
export type Limits = Readonly<Record<FaultName, number>>;

/** Worked out once for a bank, not once for a sensor. `falseAlarmsPerBankPerMonthMax` is the site's policy. */
export function limitsFor(falseAlarmsPerBankPerMonthMax: number, tests: Omit<Tests, 'charts'>): Limits {
  const runLength = runLengthFor(falseAlarmsPerBankPerMonthMax, { ...tests, charts: detectors.length });
  return Object.fromEntries(detectors.map(({ name, limitFor }) => [name, limitFor(runLength)])) as Limits;
}

export interface FaultFinding {
  fault: FaultName;
  /** `standing` at every look that shows it, `over` once. */
  status: 'standing' | 'over';
  /** What this look tells of its reason. */
  detail?: Readonly<Record<string, string>>;
}

export interface Observed {
  state: SensorState;
  findings: FaultFinding[];
  /** By a parcel's worth since the look before; undefined where that cannot be said. */
  moved: boolean | undefined;
  /** How far, in smallest changes of its profile; of a binary channel from 0 to 1 or back. */
  by: number | undefined;
}

/** One look at one sensor: its state after it, and what that says of each fault. Pure, and constant in time and memory. */
export function observe(
  before: SensorState | undefined,
  look: SensorLook,
  { profile, limits }: { profile: Profile; limits: Limits },
): Observed {
  const state = Object.assign(newState(look.atMs), before); // Twenty times as fast as two spreads.
  const reading = readLook(state, look, profile);
  const by = movedBy(state, reading);
  const findings: FaultFinding[] = [];
  for (const { name, bit, judge, detail } of detectors as readonly (Detector & { name: FaultName })[]) {
    const status = judge(state, reading, limits[name]);
    const wasRaised = (state.faults & bit) > 0;
    if (status === 'standing') state.faults |= bit;
    else if (status === 'over') state.faults &= ~bit;
    if (status === 'standing') findings.push({ fault: name, status, ...(detail && { detail: detail(reading) }) });
    else if (status === 'over' && wasRaised) findings.push({ fault: name, status });
  }
  learn(state, reading);
  return { state, findings, moved: by === undefined ? undefined : Math.abs(by) >= 1, by };
}

/** How far a sensor has moved since the look before, of a look that its charts do not learn from. As `by` of what is observed. */
export const movedSince = (before: SensorState, look: SensorLook, profile: Profile): number | undefined =>
  movedBy(before, readLook(before, look, profile));

function movedBy({ level: before }: SensorState, { isSteady, level, profile }: Reading): number | undefined {
  if (!isSteady || before === undefined || level === undefined) return undefined;
  return isBinary(profile) ? Number(level > 0.5) - Number(before > 0.5) : (level - before) / profile.changeMin;
}

/** The faults that stand. */
export const faultsOf = ({ faults }: SensorState): FaultName[] =>
  detectors.filter(({ bit }) => (faults & bit) > 0).map(({ name }) => name);

/** In [0, 1]: 1 for a sound sensor, 0 for one whose word counts for nothing. Faults that stand together weigh together. */
export const scoreOf = (state: SensorState): number =>
  (detectors as readonly Detector[]).reduce(
    (score, { bit, trust, isResting }) => ((state.faults & bit) > 0 && !isResting?.(state) ? score * trust : score),
    1,
  );

/** A fault that was found, or was over, by other means than a look at this sensor. */
export function withFault(state: SensorState, name: FaultName, status: 'standing' | 'over'): SensorState {
  const { bit } = detectors.find((detector) => detector.name === name)!;
  return { ...state, faults: status === 'standing' ? state.faults | bit : state.faults & ~bit };
}

/**
 * After the bank has carried out `recalibrate`: levels are learnt anew from the next certainly empty look on, and what was
 * held against the old ones is forgotten. The noise stays as commissioned. Faults that stand are over when a look says so.
 */
export const recalibrated = (state: SensorState): SensorState => ({
  ...state,
  levelLooks: 0,
  anchorC: undefined,
  baselineC: undefined,
  driftUp: 0,
  driftDown: 0,
  untared: 0,
});
