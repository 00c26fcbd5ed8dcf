import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function, IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledgeAlarmMail } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';

export interface AlarmsProps {
  readonly stage: Stage;
  /** Who is told by email. Without one the topic has no reader until somebody subscribes. */
  readonly email?: string;
}

export interface AlarmProps {
  readonly metric: IMetric;
  /** Rings at or above it, unless `comparison` says otherwise. */
  readonly threshold: number;
  /** How many periods are looked at (default 1), and in how many of them it must be breached (default all). */
  readonly periods?: number;
  readonly datapoints?: number;
  readonly comparison?: ComparisonOperator;
  readonly missing?: TreatMissingData;
}

export interface CountedProps {
  /** The name that the product counts under, in adapters/counters.ts. */
  readonly counter: string;
  readonly by: readonly Function[];
  /** How many in a period. */
  readonly threshold: number;
  /** Five minutes, if left out. */
  readonly period?: Duration;
  /** As in AlarmProps. */
  readonly periods?: number;
  readonly datapoints?: number;
}

/** Every alarm, and the one topic they all tell. An alarm's name is a heading in docs/runbook.md; a test holds the two together. */
export class Alarms extends Construct {
  public readonly topic: Topic;
  public readonly raised: Alarm[] = [];
  private readonly stage: Stage;
  private readonly functions: IFunction[] = [];

  public constructor(scope: Construct, id: string, { stage, email }: AlarmsProps) {
    super(scope, id);
    this.stage = stage;
    this.topic = new Topic(this, 'topic', { topicName: `pigeonhole-${stage.name}-alarms`, enforceSSL: true });
    this.letAlarmsPublish();
    if (email === undefined) return;
    acknowledgeAlarmMail(this.topic.addSubscription(new EmailSubscription(email)));
  }

  /** The one place where an alarm is made: `name` is its heading in docs/runbook.md. */
  public raise(name: string, { metric, threshold, periods = 1, datapoints, comparison, missing }: AlarmProps) {
    const alarm = new Alarm(this, name, {
      alarmName: `pigeonhole-${this.stage.name}-${name}`,
      alarmDescription: `What it means and what to do: docs/runbook.md#${name}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: datapoints ?? periods,
      comparisonOperator: comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No traffic is no trouble, except where silence is what we listen for.
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.raised.push(alarm);
    return alarm;
  }

  /**
   * A parked queue that on-parked does not empty: for ten minutes something lay in it, and was tried three times. The age
   * of the oldest message would not tell: SQS leaves out of it what was received three times and not deleted (Amazon SQS
   * Developer Guide, "Available CloudWatch metrics"). What fails is hidden nearly all the time, so both are counted.
   */
  public whenNotDrained(name: string, queue: Queue) {
    const held = [
      queue.metricApproximateNumberOfMessagesVisible(),
      queue.metricApproximateNumberOfMessagesNotVisible(),
    ];
    this.raise(name, { metric: sumOf(held, minutes(1)), threshold: 1, periods: 10 });
  }

  /** A queue that nobody empties, since what lies in it is only of use to whoever looks why. */
  public whenFilling(name: string, queue: Queue, messages: number) {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ period: minutes(5), statistic: 'Maximum' });
    this.raise(name, { metric, threshold: messages });
  }

  /** A function that throws. One error is a retry; several in a row, for most of a quarter of an hour, are not. */
  public whenFailing(name: string, onEvent: IFunction) {
    this.functions.push(onEvent);
    this.raise(name, { metric: onEvent.metricErrors({ period: minutes(5) }), threshold: 3, periods: 3, datapoints: 2 });
  }

  /** All functions together, since they share the account's concurrency: call it once all are made. */
  public whenThrottled(name: string) {
    // More of them than an alarm may add up, so they are asked for.
    const ours = this.functions.map(({ functionName }) => `FunctionName = '${functionName}'`).join(' OR ');
    const throttled = query(`SELECT SUM(Throttles) FROM SCHEMA("AWS/Lambda", FunctionName) WHERE ${ours}`);
    this.raise(name, { metric: throttled, threshold: 1, periods: 3, datapoints: 2 });
  }

  /** A function that must run every minute and has not for five. Here silence is the trouble. */
  public whenNotRunning(name: string, onMinute: IFunction) {
    const metric = onMinute.metricInvocations({ period: minutes(1) });
    const comparison = ComparisonOperator.LESS_THAN_THRESHOLD;
    this.raise(name, { metric, threshold: 1, periods: 5, comparison, missing: TreatMissingData.BREACHING });
  }

  /**
   * Log lines `{"counter":…}` of the functions, counted. No dimension: a metric for each bank or code would cost more than
   * everything else about that bank; the log line has both.
   */
  public whenCounted(name: string, { counter, by, period, ...when }: CountedProps) {
    const metric = { metricNamespace: `Pigeonhole/${this.stage.name}`, metricName: counter };
    for (const onEvent of by) {
      const filterPattern = FilterPattern.stringValue('$.counter', '=', counter);
      new MetricFilter(onEvent, counter, { logGroup: onEvent.logGroup, filterPattern, ...metric });
    }
    const counted = metricOf(metric.metricNamespace, metric.metricName, {}, 'Sum', period);
    this.raise(name, { metric: counted, ...when });
  }

  public onTable(table: ITable, indexNames: readonly string[]) {
    const dimensions = [{}, ...indexNames.map((GlobalSecondaryIndexName) => ({ GlobalSecondaryIndexName }))];
    const throttled = dimensions.flatMap((dimension) =>
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map((metricName) =>
        metricOf('AWS/DynamoDB', metricName, { TableName: table.tableName, ...dimension }),
      ),
    );
    this.raise('table-throttled', { metric: sumOf(throttled), threshold: 1, periods: 3, datapoints: 2 });
    const failed = ['GetItem', 'PutItem', 'UpdateItem', 'Query'].map((Operation) =>
      metricOf('AWS/DynamoDB', 'SystemErrors', { TableName: table.tableName, Operation }),
    );
    this.raise('table-failing', { metric: sumOf(failed), threshold: 5 });
  }

  /** What leaves the account for people, and the limits a fresh account sets: SMS by money, email by 10 a second. */
  public onMessages(performers: readonly Function[]) {
    this.whenCounted('nobody-told', { counter: 'nobody-told', by: performers, threshold: 3 });
    // One is the manager's incident; so many are a storm, or caps that do not fit the site.
    this.whenCounted('messages-capped', { counter: 'message-capped', by: performers, threshold: 20 });
    const failing = { counter: 'incident-effect-failed', by: performers, threshold: 3 };
    this.whenCounted('incident-effects-failing', failing);
    const spent = metricOf('AWS/SNS', 'SMSMonthToDateSpentUSD', {}, 'Maximum', minutes(5));
    this.raise('sms-spend', { metric: spent, threshold: 0.8 * this.stage.smsMonthlyLimitUsd });
    const smsFailed = query('SELECT SUM(NumberOfNotificationsFailed) FROM SCHEMA("AWS/SNS", PhoneNumber)');
    this.raise('sms-failing', { metric: smsFailed, threshold: 3 });
    // Not asked of SNS: there is a topic for each resident, and an alarm is paid for each metric that it looks at.
    const perMinute = { threshold: 0.8 * 10 * 60, period: minutes(1), periods: 3, datapoints: 2 };
    this.whenCounted('email-limit', { counter: 'email-sent', by: performers, ...perMinute });
    const emailFailed = this.topic.metricNumberOfNotificationsFailed({ period: minutes(5) });
    this.raise('email-failing', { metric: emailFailed, threshold: 1 });
  }

  /** What keeps doors shut until a person has looked: each is rare, and each is worth a look at once. */
  public onGuards(performers: readonly Function[]) {
    for (const name of ['mass-open', 'opens-stopped', 'keypad-locked']) {
      this.whenCounted(name, { counter: name, by: performers, threshold: 1 });
    }
  }

  /** It is read anew every five minutes where it is needed; a day, so that who is to rotate it is reminded once and not all night. */
  public onCodeSecret(readers: readonly Function[]) {
    this.whenCounted('code-secret-unread', { counter: 'code-secret-unread', by: readers, threshold: 3 });
    const old = { counter: 'code-secret-old', by: readers, threshold: 1, period: Duration.days(1) };
    this.whenCounted('code-secret-old', old);
  }

  private letAlarmsPublish() {
    const { account } = Stack.of(this);
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
  }
}

/** One metric of an AWS namespace, summed over five minutes unless said otherwise. */
export function metricOf(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic = 'Sum',
  period = minutes(5),
) {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period });
}

/** At most ten metrics, which is what an alarm may add up; over five minutes unless said otherwise. */
export function sumOf(metrics: readonly IMetric[], period = minutes(5)) {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({ expression: 'SUM(METRICS())', usingMetrics, label: 'sum', period });
}

/** A Metrics Insights query: for metrics whose dimension values are not ours to know, and few, since each is paid for. */
export function query(expression: string, period = minutes(5)) {
  return new MathExpression({ expression, usingMetrics: {}, period });
}

function minutes(count: number) {
  return Duration.minutes(count);
}
