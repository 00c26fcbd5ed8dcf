import { dayMs, type Period } from '../../../domain/reports/period.js';
import { problem, type Problem } from '../problems.js';

const defaultForMs = 30 * dayMs;
/** A report is read while somebody waits: a year is asked for in parts. */
const periodMaxMs = 92 * dayMs;

/** The period that was asked for, as far as it has passed: the last 30 days where nothing was said. */
export function periodOf(asked: Partial<Period>, nowMs: number): Period | Problem {
  const toMs = asked.toMs ?? nowMs;
  const fromMs = asked.fromMs ?? Math.max(0, toMs - defaultForMs);
  const isSane = fromMs < toMs && toMs - fromMs <= periodMaxMs;
  // A rate over days that are still to come would be too low.
  if (isSane) return { fromMs, toMs: Math.max(fromMs, Math.min(toMs, nowMs)) };
  const message = 'must be before toMs, and 92 days before it at most';
  return problem('invalid-query', { mistakes: [{ path: 'fromMs', message }] });
}
