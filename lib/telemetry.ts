import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnTopicRule } from 'aws-cdk-lib/aws-iot';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import { metricOf, query, sumOf } from './alarms.js';
import { BundledFunction } from './bundled-function.js';
import type { Effects } from './effects.js';
import { ParkedQueue } from './parked-queue.js';
import type { Stage } from './stages.js';

export interface TelemetryProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly effects: Effects;
}

/** What a bank says, by the last part of the topic it says it on. */
const messageKinds = ['access', 'door', 'health', 'result'] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * Four topics → four rules → two bundles as three functions. Requests and what doors did are one bundle, for somebody waits
 * at the screen: as two functions, because a request goes stale. How banks are, and by a fifth rule what the broker says of
 * their connections, is a third with all that watches sensors. What a call cannot finish is parked for on-parked.
 */
export class Telemetry extends Construct {
  /** The stack hands them to Parked. */
  public readonly parked: ParkedQueue[] = [];
  public readonly functions: BundledFunction[] = [];
  public readonly ruleNames: Record<MessageKind, string>;
  /** Ours alone: no bank publishes through it. */
  public readonly presenceRuleName: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: TelemetryProps,
  ) {
    super(scope, id);
    this.ruleNames = ruleNamesOf(props.stage);
    this.presenceRuleName = `lockers_v1_presence${props.stage.ruleSuffix}`;
    // Event age belongs to a function, retention to a queue. A request goes stale, and may hold a pickup code.
    const requests = { maxEventAge: Duration.minutes(5), retentionPeriod: Duration.hours(1) };
    const facts = { maxEventAge: Duration.hours(6), retentionPeriod: Duration.days(14) };
    const access = this.lane('access', { entry: 'on-telemetry', ...requests });
    const rest = this.lane('rest', { entry: 'on-telemetry', ...facts });
    const health = this.lane('health', { entry: 'on-health', ...facts });
    const lanes = { access, door: rest, health, result: rest };
    for (const kind of messageKinds) {
      // Banks publish to $aws/rules/<ruleName>/….
      this.rule(kind, { ruleName: this.ruleNames[kind], sql: ruleSqlOf(kind) }, lanes[kind]);
    }
    this.rule('presence', { ruleName: this.presenceRuleName, sql: presenceSql }, health);
    this.watchRules(health.onMessage);
  }

  private lane(name: 'access' | 'rest' | 'health', { entry, maxEventAge, retentionPeriod }: LaneProps) {
    const { stage, alarms, effects } = this.props;
    const parked = new ParkedQueue(this, `${name}-parked`, { retentionPeriod, end: 'taken-up' });
    alarms.whenNotDrained(`telemetry-${name}-parked`, parked);
    this.parked.push(parked);
    const id = entry === 'on-telemetry' ? `${entry}-${name}` : entry;
    const onMessage = new BundledFunction(this, id, {
      stage,
      entry,
      description: `A bank says something (${name}): parses, decides, commits, performs.`,
      timeout: Duration.seconds(10),
      asynchronous: { maxEventAge, retryAttempts: 2, onFailure: new SqsDestination(parked) },
    });
    this.functions.push(onMessage);
    effects.grantTo(onMessage);
    alarms.whenFailing(`${id}-failing`, onMessage);
    const parker = new Role(this, `${name}-parker`, { assumedBy: iotOf(this, this.allRuleNames) });
    parked.grantSendMessages(parker);
    const sqs = { queueUrl: parked.queueUrl, roleArn: parker.roleArn, useBase64: false };
    return { onMessage, errorAction: { sqs } };
  }

  private get allRuleNames() {
    return [...Object.values(this.ruleNames), this.presenceRuleName];
  }

  private rule(kind: string, { ruleName, sql }: Rule, { onMessage, errorAction }: ReturnType<Telemetry['lane']>) {
    const topicRulePayload = {
      sql,
      awsIotSqlVersion: '2016-03-23',
      actions: [{ lambda: { functionArn: onMessage.functionArn } }], // IoT invokes it asynchronously.
      errorAction,
    };
    const { attrArn: sourceArn } = new CfnTopicRule(this, `rule-${kind}`, { ruleName, topicRulePayload });
    const principal = new ServicePrincipal('iot.amazonaws.com');
    // Without its source named, a rule in any other account could call this function.
    onMessage.addPermission(`by-${kind}`, { principal, sourceArn, sourceAccount: Stack.of(this).account });
  }

  private watchRules(onHealth: BundledFunction) {
    const { alarms } = this.props;
    // A few are a bad cable; many are bad firmware, or somebody trying.
    alarms.whenCounted('messages-refused', { counter: 'message-refused', by: this.functions, threshold: 10 });
    // Now and then it is a bank that came back before it was missed. Twenty in five minutes are two with one certificate.
    alarms.whenCounted('banks-cloned', { counter: 'bank-taken-over', by: [onHealth], threshold: 20 });
    const ours = this.allRuleNames.map((name) => `RuleName = '${name}'`).join(' OR ');
    const failed = (metricName: string) =>
      query(`SELECT SUM(${metricName}) FROM SCHEMA("AWS/IoT", ActionType, RuleName) WHERE ${ours}`);
    alarms.raise('rules-failing', { metric: failed('Failure'), threshold: 1 });
    alarms.raise('rules-losing', { metric: failed('ErrorActionFailure'), threshold: 1 });
    // Nobody names the presence rule: one that is missing is not asked for.
    const missing = Object.values(this.ruleNames).map((RuleName) => metricOf('AWS/IoT', 'RuleNotFound', { RuleName }));
    alarms.raise('rule-not-found', { metric: sumOf(missing), threshold: 1 });
    const throttled = ['Connect.Throttle', 'PublishIn.Throttle'].map((name) =>
      metricOf('AWS/IoT', name, { Protocol: 'MQTT' }),
    );
    alarms.raise('banks-throttled', { metric: sumOf(throttled), threshold: 1 });
  }
}

type Rule = Record<'ruleName' | 'sql', string>;
type LaneProps = Record<'maxEventAge' | 'retentionPeriod', Duration> & { readonly entry: string };

/** The names that a bank's bank.json carries. */
function ruleNamesOf({ ruleSuffix }: Stage) {
  const named = messageKinds.map((kind) => [kind, `lockers_v1_${kind}${ruleSuffix}`] as const);
  return Object.fromEntries(named) as Record<MessageKind, string>;
}

/**
 * Base64: no field of the body can pose as an alias, and a malformed body arrives and is counted. Who sent it and when stands
 * beside it, said by the broker and not by the bank.
 */
function ruleSqlOf(kind: MessageKind) {
  return [
    `SELECT encode(*, 'base64') AS body, topic(3) AS bankId, topic(4) AS kind, clientid() AS clientId,`,
    `principal() AS principal, timestamp() AS receivedAtMs FROM 'lockers/v1/+/${kind}'`,
  ].join(' ');
}

/** What AWS IoT says when a client of this account comes or goes. No device may publish there. */
const presenceSql = [
  `SELECT encode(*, 'base64') AS body, topic(4) AS presence, topic(5) AS bankId, timestamp() AS receivedAtMs`,
  `FROM '$aws/events/presence/+/+'`,
].join(' ');

/** IoT Core, but only for those rules of this account: a role is not to be lent to a stranger's rule. */
function iotOf(scope: Construct, ruleNames: string[]) {
  const sources = ruleNames.map((resourceName) =>
    Stack.of(scope).formatArn({ service: 'iot', resource: 'rule', resourceName }),
  );
  return new ServicePrincipal('iot.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      ArnEquals: { 'aws:SourceArn': sources },
    },
  });
}
