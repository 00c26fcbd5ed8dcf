import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { channels } from '../adapters/channels/index.js';
import { acknowledgeEffects } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';

export interface EffectsProps {
  readonly stage: Stage;
  readonly table: ITable;
  readonly indexArns: readonly string[];
  readonly secret: Secret;
  readonly timers: Timers;
}

/** Where one-time schedules are made, as whom they call, and what: said by name, since on-schedule makes schedules itself. */
export interface Timers {
  readonly groupName: string;
  readonly role: IRole;
  readonly onScheduleArn: string;
}

/**
 * The rights of every function that performs effects, and the names it performs them by. What follows from a committed event
 * may fall to any of them (a retry, a timer, the sweep), so they all hold the same.
 */
export class Effects extends Construct {
  /** Everyone the effects were granted to. */
  public readonly performers: Function[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: EffectsProps,
  ) {
    super(scope, id);
  }

  public grantTo(onEvent: Function) {
    const { stage, secret, timers } = this.props;
    this.performers.push(onEvent);
    this.grantTable(onEvent);
    const rights = [this.codes(), this.commands(), this.timers(), this.passRole(), ...this.messages(), this.alerts()];
    for (const statement of rights) onEvent.addToRolePolicy(statement);
    onEvent.addEnvironment('CODE_SECRET_ARN', secret.secretArn);
    onEvent.addEnvironment('SCHEDULE_GROUP', timers.groupName);
    onEvent.addEnvironment('SCHEDULE_ROLE_ARN', timers.role.roleArn);
    onEvent.addEnvironment('ON_SCHEDULE_ARN', timers.onScheduleArn);
    onEvent.addEnvironment('SMS_MAX_PRICE_USD', String(stage.smsMaxPriceUsd));
    onEvent.addEnvironment('SITE_TOPIC_ARN_PREFIX', this.topicArn(this.siteTopicPrefix()));
    acknowledgeEffects(onEvent.role!, {
      timerGroup: timers.groupName,
      residentTopicPrefix: this.residentTopicPrefix(),
      siteTopicPrefix: this.siteTopicPrefix(),
    });
  }

  /** For on-request, which registers residents: a topic for each, whose confirmation is the consent. */
  public grantConsent(onRequest: Function) {
    onRequest.addToRolePolicy(this.onResidentTopics(['sns:CreateTopic', 'sns:Subscribe', 'sns:DeleteTopic']));
    onRequest.addEnvironment('RESIDENT_TOPIC_PREFIX', this.residentTopicPrefix());
  }

  /** The table alone: for on-enroll, which registers and performs nothing. */
  public grantTable(onEvent: Function) {
    const { table, indexArns } = this.props;
    const resources = [table.tableArn];
    onEvent.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources }),
    );
    onEvent.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [table.tableArn, ...indexArns] }),
    );
    onEvent.addEnvironment('TABLE_NAME', table.tableName);
  }

  /** For on-report: the table's items and the lists that people read, and the secret that seals their cursors. */
  public grantReading(onReport: Function) {
    const { table, indexArns, secret } = this.props;
    const lists = indexArns.filter((arn) => arn.endsWith('/by-site'));
    onReport.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] }));
    onReport.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [table.tableArn, ...lists] }),
    );
    onReport.addToRolePolicy(this.codes());
    onReport.addEnvironment('TABLE_NAME', table.tableName);
    onReport.addEnvironment('CODE_SECRET_ARN', secret.secretArn);
  }

  private residentTopicPrefix() {
    return `pigeonhole-${this.props.stage.name}-resident-`;
  }

  private siteTopicPrefix() {
    return `pigeonhole-${this.props.stage.name}-site-`;
  }

  private codes() {
    return new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [this.props.secret.secretArn],
    });
  }

  /** To a bank's own command topic and nowhere else: not to the topics that banks publish to, not retained. */
  private commands() {
    const topic = this.arn({ service: 'iot', resource: 'topic', resourceName: 'lockers/v1/*/commands' });
    return new PolicyStatement({ actions: ['iot:Publish'], resources: [topic] });
  }

  private timers() {
    const resourceName = `${this.props.timers.groupName}/*`;
    return new PolicyStatement({
      actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'],
      resources: [this.arn({ service: 'scheduler', resource: 'schedule', resourceName })],
    });
  }

  private passRole() {
    return new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [this.props.timers.role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
  }

  /** What the channels say they need, each on as little as IAM knows. */
  private messages() {
    const needs = new Set(Object.values(channels).flatMap((channel) => channel.needs));
    return [...needs].sort().flatMap((action) => this.needed(action));
  }

  private needed(action: string) {
    switch (action) {
      case 'sns:Publish':
        // A phone number has no ARN: everything that is not a topic. And our residents' topics.
        return [
          new PolicyStatement({ actions: [action], notResources: ['arn:*:sns:*:*:*'] }),
          this.onResidentTopics([action]),
        ];
      case 'sns:ListSubscriptionsByTopic':
        return [this.onResidentTopics([action])];
      case 'sns:CheckIfPhoneNumberIsOptedOut':
        return [new PolicyStatement({ actions: [action], resources: ['*'] })];
      default:
        throw new Error(`a channel needs ${action}, and nothing says on which resource: add it to lib/effects.ts`);
    }
  }

  /** To a site's own people, by its topic, which is made when something is first published to it. */
  private alerts() {
    const resources = [this.topicArn(`${this.siteTopicPrefix()}*`)];
    return new PolicyStatement({ actions: ['sns:CreateTopic', 'sns:Publish'], resources });
  }

  private onResidentTopics(actions: string[]) {
    return new PolicyStatement({ actions, resources: [this.topicArn(`${this.residentTopicPrefix()}*`)] });
  }

  private topicArn(resource: string) {
    return Stack.of(this).formatArn({ service: 'sns', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
  }

  private arn(parts: { service: string; resource: string; resourceName: string }) {
    return Stack.of(this).formatArn(parts);
  }
}
