import type { SitePolicy } from './policy.js';
import { afterQuietHours } from './quiet-hours.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Steps nearer to the one before than this merge with it: two messages in an evening are one too many. Design README §7. */
const mergeWithinHours = 6;
/** A step whose instant has passed is taken up this soon: a parcel found in the door again after its ladder has ended. */
const soonMs = 60 * 60_000;
/** A hold counts for at most so long from when the parcel was stored: a code's row lives 120 days, a ladder up to 60. */
export const holdMaxMs = 60 * dayMs;

/** What a ladder goes by: the site's policy and clocks. */
export interface LadderRules {
  policy: SitePolicy;
  timeZone: string;
}

/** From when the ladder counts: since the parcel is stored, or from the end of a hold. Unix milliseconds. */
export interface LadderOf {
  storedAtMs: number;
  /** The parcel's own hold, and its resident's; 0 or undefined for none. */
  heldUntilMs?: number | undefined;
  /** Not overdue before this, where a person said so; 0 or undefined where nobody did. */
  extendedUntilMs?: number | undefined;
  /** When it became somebody else's; 0 or undefined where it never did. */
  assignedAtMs?: number | undefined;
}

export interface Step {
  atMs: number;
  /** Reminders count from 1; `overdue` ends the ladder. */
  step: number | 'overdue';
}

/** Until when nobody is reminded: the end of the hold, or when the parcel was stored, or became theirs. The ladder begins there. */
export const ladderFromMs = ({ storedAtMs, heldUntilMs = 0, assignedAtMs = 0 }: LadderOf): number =>
  Math.max(storedAtMs, assignedAtMs, Math.min(heldUntilMs, storedAtMs + holdMaxMs));

/** When the parcel is overdue, quiet hours aside: as the policy says, or later where a person has extended it. */
export const overdueAtMs = ({ policy }: LadderRules, of: LadderOf): number =>
  Math.max(ladderFromMs(of) + policy.overdueHours * hourMs, of.extendedUntilMs ?? 0);

/** The latest instant that a parcel's deadline may be moved to. */
export const extensionEndMaxMs = ({ policy }: LadderRules, { storedAtMs }: LadderOf): number =>
  storedAtMs + policy.extendedHoursMax * hourMs;

/**
 * The steps of a ladder in order: reminders before the parcel is overdue, then overdue. What falls in quiet hours moves to
 * their end; a reminder that they move nearer than 6 h to the step after it merges with that. Where the deadline is extended,
 * the last reminder goes with it and keeps its distance; those before it stay where they were.
 */
export function ladderOf({ policy, timeZone }: LadderRules, of: LadderOf): Step[] {
  const { reminderHours, overdueHours, quietHours } = policy;
  const fromMs = ladderFromMs(of);
  const hours = [...reminderHours]
    .sort((a, b) => a - b)
    .filter((each) => each < overdueHours)
    .reduce<number[]>((kept, each) => (each - (kept.at(-1) ?? 0) < mergeWithinHours ? kept : [...kept, each]), []);
  const endsAtMs = overdueAtMs({ policy, timeZone }, of);
  const extendedByMs = endsAtMs - (fromMs + overdueHours * hourMs);
  const reminders = hours.map((each, i) => fromMs + each * hourMs + (i === hours.length - 1 ? extendedByMs : 0));
  const planned = [...reminders, endsAtMs];
  const moved = planned.map((atMs) => afterQuietHours(atMs, { timeZone, hours: quietHours }));
  const steps = moved.filter((atMs, i) => {
    const next = moved[i + 1];
    return next === undefined || atMs === planned[i] || next - atMs >= mergeWithinHours * hourMs;
  });
  return steps.map((atMs, i) => ({ atMs, step: i === steps.length - 1 ? 'overdue' : i + 1 }));
}

/** When to look again: the first step after this instant; if the ladder is over, soon, but not in quiet hours. */
export function nextLookAtMs(rules: LadderRules, of: LadderOf, nowMs: number): number {
  const next = ladderOf(rules, of).find(({ atMs }) => atMs > nowMs)?.atMs;
  return next ?? afterQuietHours(nowMs + soonMs, { timeZone: rules.timeZone, hours: rules.policy.quietHours });
}

/** The step that is due at this instant: the latest whose time has come, or undefined before the first. */
export function stepDue(rules: LadderRules, of: LadderOf, nowMs: number): Step | undefined {
  return ladderOf(rules, of).findLast(({ atMs }) => atMs <= nowMs);
}
