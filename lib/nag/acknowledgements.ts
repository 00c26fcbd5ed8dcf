import { Validations } from 'aws-cdk-lib';
import { FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { Stage } from '../stages.js';

/**
 * Every finding of a rule pack that we leave standing, with its reason: by what it is found on, so that the same finding
 * anywhere else still stops the synth.
 */
export function acknowledgeFunction(onEvent: IConstruct, { isAsynchronous }: { isAsynchronous: boolean }) {
  acknowledge(onEvent, {
    'Serverless-LambdaDLQ': isAsynchronous
      ? 'It has an on-failure destination, which carries more than a dead letter queue; with both, each failure would be parked twice.'
      : 'It is called and waited for, never asynchronously: its caller sees the error, and no event is left to park.',
    'Serverless-LambdaTracing':
      'Tracing needs xray:* on every resource in every role, and costs more a parcel than its compute. Each message carries its ' +
      'own ids through the log, and the custody rows tell what was done and why.',
  });
}

/** Why no further queue stands behind this one: what becomes of what is in it. */
const ends = {
  'taken-up':
    'A parked queue is the end of the way: on-parked takes from it, again and again, an alarm rings when it does not drain, and ' +
    'what is in it expires by its retention. A further queue behind it would only hide what is stuck.',
  left:
    'What is in it is only a trace: nobody takes from it, an alarm rings when it fills, and it expires within the hour. The next ' +
    'sweep does the work of the one that failed.',
} as const;

export type QueueEnd = keyof typeof ends;

export function acknowledgeParkedQueue(queue: IConstruct, end: QueueEnd) {
  acknowledge(queue, { 'AwsSolutions-SQS3': ends[end], 'Serverless-SQSRedrivePolicy': ends[end] });
}

export function acknowledgeParkedSource(mapping: IConstruct) {
  acknowledge(mapping, {
    'Serverless-LambdaEventSourceMappingDestination':
      'Streams have such a destination, queues have none: what fails stays in the queue, and is given to the function again.',
  });
}

export interface EffectsNames {
  readonly timerGroup: string;
  readonly residentTopicPrefix: string;
  readonly siteTopicPrefix: string;
}

export function acknowledgeEffects(role: IConstruct, names: EffectsNames) {
  const { timerGroup, residentTopicPrefix, siteTopicPrefix } = names;
  acknowledge(role, {
    [wildcard('iot', 'topic/lockers/v1/*/commands')]:
      'One command topic a bank; banks come and go without a deployment.',
    [wildcard('scheduler', `schedule/${timerGroup}/*`)]: 'One schedule a timer, in a group that holds nothing else.',
    [wildcard('sns', `${residentTopicPrefix}*`)]: 'One topic a resident, by a name prefix that is ours alone.',
    [wildcard('sns', `${siteTopicPrefix}*`)]: 'One topic a site, by a name prefix that is ours alone.',
    'AwsSolutions-IAM5[Resource::*]': 'sns:CheckIfPhoneNumberIsOptedOut knows no resource: a phone number has no ARN.',
  });
}

export function acknowledgeEnrolment(role: IConstruct) {
  acknowledge(role, {
    [wildcard('iot', 'thing/*')]: 'A bank’s thing is named by whoever enrols it; there is none before.',
    [wildcard('iot', 'cert/*')]: 'A certificate’s id is its hash, known only once it is made.',
    'AwsSolutions-IAM5[Resource::*]': 'iot:CreateCertificateFromCsr and iot:DescribeEndpoint know no resource.',
  });
}

export function acknowledgeSecret(secret: IConstruct) {
  acknowledge(secret, {
    'AwsSolutions-SMG4':
      'Pickup codes are derived from it, and those that are out there have to go on opening: a rotation adds a key to what it ' +
      'holds, announced before it counts. That is one command (docs/deploy.md, npm run rotate-codes), not a function on a timer.',
  });
}

export function acknowledgeOpenRoute(route: IConstruct) {
  acknowledge(route, {
    'AwsSolutions-APIG4': 'Open on purpose (auth: none in the route table): it tells nothing of a site.',
  });
}

export function acknowledgeAlarmMail(subscription: IConstruct) {
  acknowledge(subscription, {
    'Serverless-SNSRedrivePolicy': 'A lost alarm mail is not read later from a queue: the alarm itself stays red.',
  });
}

/** The stage for trying things out does without what costs money or patience a user; prod has both. */
export function acknowledgeUserPool(userPool: IConstruct, { mfa, featurePlan }: Stage) {
  if (mfa !== Mfa.REQUIRED)
    acknowledge(userPool, { 'AwsSolutions-COG2': 'Test users of dev may do without; prod requires it.' });
  if (featurePlan !== FeaturePlan.PLUS) {
    acknowledge(userPool, {
      'AwsSolutions-COG8': 'Threat protection is paid for each user; prod has it, dev has test users.',
    });
  }
}

function acknowledge(scope: IConstruct, reasons: Record<string, string>) {
  const rules = Object.entries(reasons).map(([id, reason]) => ({ id, reason }));
  Validations.of(scope).acknowledge(...rules);
}

/** How cdk-nag names one finding of IAM5: its rule and the ARN, the pseudo parameters in angle brackets. */
function wildcard(service: string, resource: string) {
  return `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}]`;
}
