import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import { BundledFunction } from './bundled-function.js';
import type { Effects } from './effects.js';
import { ParkedQueue } from './parked-queue.js';
import { schedulerRole } from './schedule.js';
import type { Stage } from './stages.js';

export interface SweepProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly effects: Effects;
}

/** Once a minute: what is due, since no call finished it. */
export class Sweep extends Construct {
  public readonly onSweep: BundledFunction;

  public constructor(scope: Construct, id: string, { stage, alarms, effects }: SweepProps) {
    super(scope, id);
    // A sweep that failed leaves nothing behind but its trace: the next minute's does the same work.
    const failed = new ParkedQueue(this, 'parked', { retentionPeriod: Duration.hours(1), end: 'left' });
    alarms.whenFilling('sweep-parked', failed, 5);
    const onSweep = new BundledFunction(this, 'on-sweep', {
      stage,
      entry: 'on-sweep',
      description: 'Every minute: performs what is due.',
      timeout: sweepTimeout,
      asynchronous: { maxEventAge: Duration.minutes(1), retryAttempts: 0, onFailure: new SqsDestination(failed) },
    });
    effects.grantTo(onSweep);
    alarms.whenFailing('on-sweep-failing', onSweep);
    alarms.whenNotRunning('sweep-not-running', onSweep);
    alarms.whenCounted('sweep-stuck', { counter: 'sweep-failed', by: [onSweep], threshold: 10 });
    this.onSweep = onSweep;
    this.everyMinute(stage, onSweep);
  }

  /** In a group of its own: whoever performs effects may delete timers, and must not be able to delete this. */
  private everyMinute(stage: Stage, onSweep: BundledFunction) {
    const group = new CfnScheduleGroup(this, 'group', { name: `pigeonhole-${stage.name}-sweep` });
    const { functionArn } = onSweep;
    const { roleArn } = schedulerRole(this, 'caller', { group, functionArn });
    new CfnSchedule(this, 'every-minute', {
      groupName: group.ref,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 }, // The next minute is the retry.
      },
    });
  }
}

/** How long one sweep may take: under its minute, so that sweeps do not pile up. */
const sweepTimeout = Duration.seconds(30);
