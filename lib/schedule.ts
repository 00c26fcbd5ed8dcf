import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import { metricOf } from './alarms.js';
import { BundledFunction, functionArnOf } from './bundled-function.js';
import type { Effects, Timers } from './effects.js';
import { ParkedQueue } from './parked-queue.js';
import type { Stage } from './stages.js';

export interface ScheduleProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
}

/** Every timer of two minutes and more: a group of one-time schedules, the role they call as, and what they call. */
export class Schedule extends Construct {
  public readonly timers: Timers;
  public readonly parked: ParkedQueue;
  private readonly props: ScheduleProps;

  public constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    this.props = props;
    const { stage, alarms } = props;
    const groupName = `pigeonhole-${stage.name}-timers`;
    const group = new CfnScheduleGroup(this, 'timers', { name: groupName });
    const onScheduleArn = functionArnOf(this, stage, 'on-schedule');
    const role = schedulerRole(this, 'caller', { group, functionArn: onScheduleArn });
    this.timers = { groupName, role, onScheduleArn };
    // A timer that comes late asks a later question; the decision looks at what is so. Two weeks are time enough to mend.
    this.parked = new ParkedQueue(this, 'parked', { retentionPeriod: Duration.days(14), end: 'taken-up' });
    alarms.whenNotDrained('schedule-parked', this.parked);
    const dropped = metricOf('AWS/Scheduler', 'InvocationDroppedCount', { ScheduleGroup: groupName });
    alarms.raise('timers-dropped', { metric: dropped, threshold: 1 });
  }

  /** After the effects, for a timer's answer may set the next timer. */
  public answerBy(effects: Effects) {
    const { stage, alarms } = this.props;
    const onSchedule = new BundledFunction(this, 'on-schedule', {
      stage,
      entry: 'on-schedule',
      description: 'A timer fired: looks at what is so, and decides what follows.',
      timeout: Duration.seconds(10),
      asynchronous: { maxEventAge: Duration.hours(6), retryAttempts: 2, onFailure: new SqsDestination(this.parked) },
    });
    effects.grantTo(onSchedule);
    alarms.whenFailing('on-schedule-failing', onSchedule);
    alarms.whenCounted('timers-unreadable', { counter: 'schedule-refused', by: [onSchedule], threshold: 1 });
    return onSchedule;
  }
}

export interface SchedulerRoleProps {
  readonly group: CfnScheduleGroup;
  readonly functionArn: string;
}

/** A role that only schedules of this group in this account can take, and that may call one function. */
export function schedulerRole(scope: Construct, id: string, { group, functionArn }: SchedulerRoleProps) {
  const conditions = {
    StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, 'aws:SourceArn': group.attrArn },
  };
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions }) });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
  return role;
}
