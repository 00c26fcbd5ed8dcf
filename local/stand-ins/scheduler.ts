import { randomUUID } from 'node:crypto';
import type { Journal } from '../journal.js';
import type { Mishaps } from '../mishaps.js';
import type { Clock } from './clock.js';
import { parseExpression, type Expression } from './scheduler-expression.js';
import { ServiceError } from './service.js';

/** A schedule as CreateSchedule or the template gives it, with the instant at which it fires next. */
export interface Schedule {
  readonly group: string;
  readonly name: string;
  readonly expression: string;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly enabled: boolean;
  readonly deleteAfterCompletion: boolean;
  readonly windowMs: number;
  readonly createdAtMs: number;
  readonly clientToken?: string;
}

export interface StoredSchedule extends Schedule {
  /** Tells a schedule from a later one of the same name. */
  readonly id: string;
  /** The instant it is scheduled for next, and when within the following minute it will fire. */
  readonly scheduledAtMs?: number;
  readonly firesAtMs?: number;
  /** A one-time schedule that has fired and is to be deleted then. */
  readonly goesAtMs?: number;
}

export interface SchedulesOptions {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly mishaps: Mishaps;
  readonly stored: Journal<StoredSchedule>;
  readonly log: (line: string) => void;
  /** Hands the input to the target; throws when the target does not take it, or the role may not call it. */
  readonly fire: (targetArn: string, input: string, roleArn: string) => void;
  /** Will the role let a schedule of that group act as it? AWS tries when the schedule is made. */
  readonly isTrusting?: (roleArn: string, groupArn: string) => boolean;
}

const PRECISION_MS = 60_000; // EventBridge Scheduler User Guide: "60 second precision".
/** While the clock is moved on, a rate need fire only so often: a day is 144 sweeps, not 1,440. A choice. */
const PACE_WHILE_ADVANCED_MS = 10 * 60_000;

/** Schedules that fire within the minute after their instant, at least once, and are deleted a while after completion. */
export class Schedules {
  private readonly groups = new Set(['default']);

  public constructor(private readonly options: SchedulesOptions) {}

  public addGroup(name: string): void {
    this.groups.add(name);
  }

  public hasGroup(name: string): boolean {
    return this.groups.has(name);
  }

  public create(schedule: Schedule): StoredSchedule {
    this.requireGroup(schedule.group);
    this.requireTrust(schedule);
    const existing = this.options.stored.get(keyOf(schedule));
    if (existing) {
      // AWS answers the same client token with success for a while; a name taken by another call is a conflict.
      if (schedule.clientToken !== undefined && existing.clientToken === schedule.clientToken) return existing;
      throw new ServiceError('ConflictException', `Schedule ${schedule.name} already exists.`, 409);
    }
    const expression = parseExpression(schedule.expression);
    if (expression.kind === 'at' && expression.atMs < this.options.clock.nowMs() - PRECISION_MS)
      throw new ServiceError('ValidationException', `Invalid Schedule Expression ${schedule.expression}.`);
    const stored = this.withNext({ ...schedule, id: randomUUID() }, expression);
    this.options.stored.set(keyOf(stored), stored);
    this.arm(stored);
    return stored;
  }

  /** The template's own schedule: made or changed to what the template says, kept where it is as before. */
  public declare(schedule: Schedule): void {
    const kept = this.options.stored.get(keyOf(schedule));
    const same = kept?.expression === schedule.expression && kept.input === schedule.input;
    if (kept && same && kept.targetArn === schedule.targetArn && kept.enabled === schedule.enabled) return;
    this.options.stored.delete(keyOf(schedule));
    this.create(schedule);
  }

  /** Takes up what an earlier run left; what was due meanwhile fires now. */
  public resume(): void {
    for (const schedule of this.options.stored.values()) this.arm(schedule);
  }

  public get(group: string, name: string): StoredSchedule {
    this.requireGroup(group);
    const found = this.options.stored.get(keyOf({ group, name }));
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  }

  public delete(group: string, name: string): void {
    this.options.stored.delete(keyOf(this.get(group, name)));
  }

  public list(group?: string): StoredSchedule[] {
    return this.options.stored.values().filter((schedule) => group === undefined || schedule.group === group);
  }

  public arnOf({ group, name }: { group: string; name: string }): string {
    return `arn:aws:scheduler:${this.options.region}:${this.options.accountId}:schedule/${group}/${name}`;
  }

  private withNext(schedule: StoredSchedule, expression: Expression): StoredSchedule {
    // Uniform within the minute. A rate starts at once and keeps its place, so that its firings are one rate apart.
    const withinMs = this.options.mishaps.between(PRECISION_MS + schedule.windowMs);
    const scheduledAtMs = expression.kind === 'at' ? expression.atMs : schedule.createdAtMs;
    return { ...schedule, scheduledAtMs, firesAtMs: Math.floor(scheduledAtMs + withinMs) };
  }

  private arm(schedule: StoredSchedule): void {
    const { clock, mishaps } = this.options;
    const { goesAtMs, firesAtMs } = schedule;
    if (goesAtMs !== undefined) clock.setTimer(goesAtMs, () => this.remove(schedule));
    if (firesAtMs === undefined) return;
    clock.setTimer(firesAtMs, () => {
      const { scheduleLateMs } = mishaps.settings;
      if (scheduleLateMs === 0) this.fire(schedule);
      else clock.setTimer(firesAtMs + scheduleLateMs, () => this.fire(schedule));
    });
  }

  private fire(schedule: StoredSchedule): void {
    const current = this.options.stored.get(keyOf(schedule));
    if (current?.id !== schedule.id || current.firesAtMs !== schedule.firesAtMs) return; // Deleted or made anew.
    const { mishaps, log } = this.options;
    const times = !schedule.enabled ? 0 : mishaps.happens(mishaps.settings.scheduleTwice) ? 2 : 1;
    try {
      for (let time = 0; time < times; time++) {
        this.options.fire(schedule.targetArn, this.inputOf(schedule), schedule.roleArn);
      }
    } catch (error) {
      log(`schedule ${schedule.name} could not reach ${schedule.targetArn}: ${String(error)}`);
    }
    const next = this.afterFiring(schedule);
    this.options.stored.set(keyOf(next), next);
    this.arm(next);
  }

  private afterFiring(schedule: StoredSchedule): StoredSchedule {
    const { clock, mishaps } = this.options;
    const expression = parseExpression(schedule.expression);
    const done = { ...schedule, scheduledAtMs: undefined, firesAtMs: undefined };
    if (expression.kind === 'at') {
      // The name stays taken for a while: nobody may count on it being free again.
      const goesAtMs = Math.floor(clock.nowMs() + mishaps.between(PRECISION_MS));
      return schedule.deleteAfterCompletion ? { ...done, goesAtMs } : done;
    }
    // What fell into a stop of the run is not made up for.
    const missed = Math.floor((clock.nowMs() - schedule.firesAtMs!) / expression.everyMs);
    const onMs = (missed + this.periodsOn(expression.everyMs)) * expression.everyMs;
    return { ...schedule, scheduledAtMs: schedule.scheduledAtMs! + onMs, firesAtMs: schedule.firesAtMs! + onMs };
  }

  /** Where time is moved on, short periods are passed over; never the last one before it goes at its own pace again. */
  private periodsOn(everyMs: number): number {
    const leftMs = Math.min(this.options.clock.leftToAdvanceMs, PACE_WHILE_ADVANCED_MS);
    return Math.max(1, Math.floor(leftMs / everyMs));
  }

  private remove(schedule: StoredSchedule): void {
    if (this.options.stored.get(keyOf(schedule))?.id === schedule.id) this.options.stored.delete(keyOf(schedule));
  }

  /** EventBridge Scheduler User Guide, "Adding context attributes". */
  private inputOf(schedule: StoredSchedule): string {
    const scheduledTime = new Date(schedule.scheduledAtMs ?? this.options.clock.nowMs()).toISOString();
    return schedule.input
      .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime.replace(/\.\d{3}Z$/, 'Z'))
      .replaceAll('<aws.scheduler.schedule-arn>', this.arnOf(schedule))
      .replaceAll('<aws.scheduler.execution-id>', randomUUID())
      .replaceAll('<aws.scheduler.attempt-number>', '1');
  }

  private requireTrust({ roleArn, group }: Schedule): void {
    const { region, accountId, isTrusting } = this.options;
    const groupArn = `arn:aws:scheduler:${region}:${accountId}:schedule-group/${group}`;
    if (isTrusting?.(roleArn, groupArn) ?? true) return;
    const why = 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.';
    throw new ServiceError('ValidationException', why);
  }

  private requireGroup(group: string): void {
    if (this.groups.has(group)) return;
    throw new ServiceError('ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
  }
}

const keyOf = ({ group, name }: { group: string; name: string }) => `${group}/${name}`;
