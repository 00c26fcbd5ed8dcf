import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.js';
import { Api } from './api.js';
import { CodeSecret } from './code-secret.js';
import { Dashboard } from './dashboard.js';
import { DevicePolicy } from './device-policy.js';
import { Effects } from './effects.js';
import { Enrolment } from './enrolment.js';
import { Parked } from './parked.js';
import { integrationsOf, People } from './people.js';
import { Schedule } from './schedule.js';
import type { Stage } from './stages.js';
import { Storage } from './storage.js';
import { Sweep } from './sweep.js';
import { Telemetry } from './telemetry.js';

export interface PigeonholeStackProps extends StackProps {
  readonly stage: Stage;
  /** Who is told of alarms by email. */
  readonly alarmEmail?: string;
  /** Other systems that call the API: see `integrationsOf`. */
  readonly integrations?: string;
  /** The name of a table that was restored from a backup: see `StorageProps`. */
  readonly restoredTable?: string;
}

/** Table of contents: the parts, and what each is given of the others. It has no resource of its own. */
export class PigeonholeStack extends Stack {
  public constructor(
    scope: Construct,
    id: string,
    { stage, alarmEmail, integrations = '', restoredTable, ...props }: PigeonholeStackProps,
  ) {
    super(scope, id, { terminationProtection: stage.deletionProtection, ...props });
    const alarms = new Alarms(this, 'alarms', { stage, email: alarmEmail });
    const { table, indexArns } = new Storage(this, 'storage', { stage, alarms, restored: restoredTable });
    const { secret } = new CodeSecret(this, 'codes', { stage });
    const schedule = new Schedule(this, 'schedule', { stage, alarms });
    const { timers } = schedule;
    const effects = new Effects(this, 'effects', { stage, table, indexArns, secret, timers });
    const onSchedule = schedule.answerBy(effects);
    const telemetry = new Telemetry(this, 'telemetry', { stage, alarms, effects });
    const { ruleNames } = telemetry;
    const devicePolicy = new DevicePolicy(this, 'device-policy', { stage, ruleNames });
    const { onEnroll } = new Enrolment(this, 'enrolment', { stage, alarms, effects, devicePolicy, ruleNames });
    const people = new People(this, 'people', { stage, integrations: integrationsOf(integrations) });
    const api = new Api(this, 'api', { stage, alarms, effects, people, onEnroll });
    const { httpApi } = api;
    const parked = [...telemetry.parked, schedule.parked];
    const { onParked } = new Parked(this, 'parked', { stage, alarms, effects, queues: parked });
    const { onSweep } = new Sweep(this, 'sweep', { stage, alarms, effects });
    alarms.onMessages(effects.performers);
    alarms.onGuards(effects.performers);
    alarms.onCodeSecret([...effects.performers, api.onReport]);
    alarms.whenThrottled('functions-throttled');
    const serving = [api.onRequest, onEnroll, api.onDocument, api.onReader, api.onReport];
    const functions = [...telemetry.functions, ...serving, onSchedule, onParked, onSweep];
    const dashboard = { stage, alarms, functions, parked, table, httpApi, ruleNames: Object.values(ruleNames) };
    const { dashboardName } = new Dashboard(this, 'dashboard', dashboard);
    this.say({
      ApiUrl: httpApi.apiEndpoint,
      UserPoolId: people.userPool.userPoolId,
      PeopleClientId: people.people.userPoolClientId,
      IntegrationClientId: people.integration.userPoolClientId,
      ...people.clientIds,
      TokenUrl: people.tokenUrl,
      DevicePolicyName: devicePolicy.policyName,
      RuleNames: JSON.stringify(ruleNames),
      TableName: table.tableName,
      AlarmTopicArn: alarms.topic.topicArn,
      DashboardName: dashboardName,
    });
  }

  private say(outputs: Record<string, string>) {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
