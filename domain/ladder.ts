import type { SitePolicy } from './policy.js';

const hourMs = 3_600_000;
/** Steps nearer to the one before than this merge with it: two messages in an evening are one too many. Design README §7. */
const mergeWithinHours = 6;
/** A step whose instant has passed is taken up this soon: a parcel found in the door again after its ladder has ended. */
const soonMs = 60 * 60_000;

export interface Step {
  atMs: number;
  /** Reminders count from 1; `overdue` ends the ladder. */
  step: number | 'overdue';
}

/** The steps of a ladder in order: reminders before the parcel is overdue, then overdue. */
export function ladderOf(policy: SitePolicy, storedAtMs: number): Step[] {
  const { reminderHours, overdueHours } = policy;
  const kept = [...reminderHours]
    .sort((a, b) => a - b)
    .filter((hours) => hours < overdueHours)
    .reduce<number[]>(
      (steps, hours) => (hours - (steps.at(-1) ?? 0) < mergeWithinHours ? steps : [...steps, hours]),
      [],
    );
  return [
    ...kept.map((hours, i) => ({ atMs: storedAtMs + hours * hourMs, step: i + 1 })),
    { atMs: storedAtMs + overdueHours * hourMs, step: 'overdue' as const },
  ];
}

/** When to look again: the first step after this instant; if the ladder is over, soon. */
export function nextLookAtMs(policy: SitePolicy, storedAtMs: number, nowMs: number): number {
  return ladderOf(policy, storedAtMs).find(({ atMs }) => atMs > nowMs)?.atMs ?? nowMs + soonMs;
}

/** The step that is due at this instant: the latest whose time has come, or undefined before the first. */
export function stepDue(policy: SitePolicy, storedAtMs: number, nowMs: number): Step | undefined {
  return ladderOf(policy, storedAtMs).findLast(({ atMs }) => atMs <= nowMs);
}
