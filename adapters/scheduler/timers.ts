import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Clock, Timers } from '../../app/ports.js';
import type { Timer } from '../../domain/timers.js';

export interface TimersOptions {
  client: () => Promise<SchedulerClient>;
  clock: Clock;
  group: string;
  /** Whom EventBridge Scheduler acts as. */
  roleArn: string;
  targetArn: string;
}

const minuteMs = 60_000;

/** A call to the target is tried again this often and for so long; a timer later than that finds a later question answered. */
const retryPolicy = { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3_600 };

/** Timers as one-time schedules, named for what they ask, which delete themselves. Creating or deleting twice is once. */
export function schedulerTimers({ client, clock, group, roleArn, targetArn }: TimersOptions): Timers {
  const sdk = () => import('../sdk/scheduler.js');
  return {
    async create({ name, atMs, timer }) {
      const { ConflictException, CreateScheduleCommand } = await sdk();
      const command = new CreateScheduleCommand({
        Name: name,
        GroupName: group,
        ScheduleExpression: expressionOf(atMs, clock.nowMs()),
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: targetArn, RoleArn: roleArn, Input: inputOf(timer), RetryPolicy: retryPolicy },
      });
      await unless(ConflictException, (await client()).send(command));
    },
    async delete(name) {
      const { DeleteScheduleCommand, ResourceNotFoundException } = await sdk();
      const command = new DeleteScheduleCommand({ Name: name, GroupName: group });
      await unless(ResourceNotFoundException, (await client()).send(command));
    },
  };
}

/** The whole minute at or after the instant, and no sooner than a minute from now: Scheduler's precision is one. */
function expressionOf(atMs: number, nowMs: number): string {
  const minute = Math.ceil(Math.max(atMs, nowMs + minuteMs) / minuteMs) * minuteMs;
  return `at(${new Date(minute).toISOString().slice(0, 19)})`;
}

/** Scheduler puts the instant in, so that the function knows when it was to be called. */
const inputOf = (timer: Timer): string => JSON.stringify({ timer, scheduledTime: '<aws.scheduler.scheduled-time>' });

async function unless(done: new (...args: never[]) => Error, sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof done)) throw error; // This error says that what was to be done is done.
  }
}
