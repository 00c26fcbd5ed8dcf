import { RemovalPolicy } from 'aws-cdk-lib';
import { FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { SystemLogLevel } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs between two deployments of the same wiring, and nothing else. */
export interface Stage {
  readonly name: 'dev' | 'prod';
  /** Behind the name of every IoT rule. The main stage has none, so that its banks carry the names of the wire contract. */
  readonly ruleSuffix: '' | '_dev';
  /** Of what holds state: the table, the user pool, the code secret. */
  readonly removalPolicy: RemovalPolicy;
  /** Of table, users and the stack itself: each has to be let go by hand before it can be deleted. */
  readonly deletionProtection: boolean;
  readonly logRetention: RetentionDays;
  /** Lambda's own lines (start, end, report) are most of the log bytes of a small function; prod pays for none of them. */
  readonly systemLogLevel: SystemLogLevel;
  /** The account's monthly limit for SMS, as set in SNS by hand (docs/deploy.md). The alarm rings at 80 % of it. */
  readonly smsMonthlyLimitUsd: number;
  /** The most that one part of one SMS may cost; SNS does not send what costs more. */
  readonly smsMaxPriceUsd: number;
  /** Default throttle of every API route. */
  readonly apiRequestsPerSecond: number;
  readonly apiBurst: number;
  readonly mfa: Mfa;
  readonly featurePlan: FeaturePlan;
}

export const stages = {
  dev: {
    name: 'dev',
    ruleSuffix: '_dev',
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logRetention: RetentionDays.ONE_WEEK,
    systemLogLevel: SystemLogLevel.INFO,
    smsMonthlyLimitUsd: 1,
    smsMaxPriceUsd: 0.1,
    apiRequestsPerSecond: 20,
    apiBurst: 40,
    mfa: Mfa.OPTIONAL,
    featurePlan: FeaturePlan.ESSENTIALS,
  },
  prod: {
    name: 'prod',
    ruleSuffix: '',
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
    logRetention: RetentionDays.ONE_MONTH,
    systemLogLevel: SystemLogLevel.WARN,
    smsMonthlyLimitUsd: 1,
    smsMaxPriceUsd: 0.1,
    apiRequestsPerSecond: 200,
    apiBurst: 400,
    mfa: Mfa.REQUIRED,
    featurePlan: FeaturePlan.PLUS,
  },
} as const satisfies Record<string, Stage>;

/** The stage of that name; an unknown name stops the synth. */
export function stageNamed(name: string): Stage {
  if (name === 'dev' || name === 'prod') return stages[name];
  throw new Error(`unknown stage '${name}': choose one of ${Object.keys(stages).join(', ')}, as in -c stage=prod`);
}
