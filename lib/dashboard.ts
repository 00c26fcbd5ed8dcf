import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmStatusWidget, Dashboard as CloudWatchDashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import { metricOf } from './alarms.js';
import type { Stage } from './stages.js';

export interface DashboardProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly functions: readonly IFunction[];
  readonly parked: readonly Queue[];
  readonly table: ITable;
  readonly httpApi: HttpApi;
  readonly ruleNames: readonly string[];
}

/** One page: is anything ringing, then the way of a message from left to right. */
export class Dashboard extends Construct {
  public readonly dashboardName: string;

  public constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stage, alarms, functions, parked, table, httpApi, ruleNames } = props;
    this.dashboardName = `pigeonhole-${stage.name}`;
    const dashboard = new CloudWatchDashboard(this, 'page', { dashboardName: this.dashboardName });
    const { tableName: TableName } = table;
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.raised, width: 24, height: 4 }));
    dashboard.addWidgets(
      graph(
        'Messages from banks',
        ruleNames.map((RuleName) => metricOf('AWS/IoT', 'TopicMatch', { RuleName })),
      ),
      graph('API calls and failures', [
        httpApi.metricCount(),
        httpApi.metricClientError(),
        httpApi.metricServerError(),
      ]),
      graph('SMS spent this month, USD', [metricOf('AWS/SNS', 'SMSMonthToDateSpentUSD', {}, 'Maximum')]),
    );
    dashboard.addWidgets(
      graph(
        'Invocations',
        functions.map((each) => each.metricInvocations()),
      ),
      graph(
        'Errors',
        functions.map((each) => each.metricErrors()),
      ),
      graph(
        'Duration p99',
        functions.map((each) => each.metricDuration({ statistic: 'p99' })),
      ),
    );
    dashboard.addWidgets(
      graph(
        'Parked messages, waiting and hidden',
        parked.flatMap((queue) => [
          queue.metricApproximateNumberOfMessagesVisible(),
          queue.metricApproximateNumberOfMessagesNotVisible(),
        ]),
      ),
      graph('Table units', [
        metricOf('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName }),
        metricOf('AWS/DynamoDB', 'ConsumedReadCapacityUnits', { TableName }),
      ]),
      graph('API latency p99, ms', [httpApi.metricLatency({ statistic: 'p99', period: Duration.minutes(5) })]),
    );
  }
}

function graph(title: string, left: IMetric[]) {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}
