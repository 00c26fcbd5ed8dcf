import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import { BundledFunction } from './bundled-function.js';
import type { DevicePolicy } from './device-policy.js';
import type { Effects } from './effects.js';
import { acknowledgeEnrolment } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';
import type { MessageKind } from './telemetry.js';

export interface EnrolmentProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly effects: Effects;
  readonly devicePolicy: DevicePolicy;
  readonly ruleNames: Record<MessageKind, string>;
}

/** A bank becomes a thing with a certificate, and its controller is replaced. Apart from on-request, for these are rights that no other call should hold. */
export class Enrolment extends Construct {
  public readonly onEnroll: BundledFunction;

  public constructor(scope: Construct, id: string, props: EnrolmentProps) {
    super(scope, id);
    const { stage, alarms, effects, devicePolicy, ruleNames } = props;
    this.onEnroll = new BundledFunction(this, 'on-enroll', {
      stage,
      entry: 'on-enroll',
      description:
        'Registers a bank or replaces its controller: thing, certificate from its request, policy, compartments.',
      timeout: Duration.seconds(20),
      environment: { DEVICE_POLICY_NAME: devicePolicy.policyName, RULE_NAMES: JSON.stringify(ruleNames) },
    });
    effects.grantTable(this.onEnroll);
    for (const statement of this.controlPlane()) this.onEnroll.addToRolePolicy(statement);
    alarms.whenFailing('on-enroll-failing', this.onEnroll);
    acknowledgeEnrolment(this.onEnroll.role!);
  }

  /** Scoped as far as IAM goes: making a certificate and asking for the endpoint know no resource. */
  private controlPlane() {
    const arn = (resource: string) => Stack.of(this).formatArn({ service: 'iot', resource, resourceName: '*' });
    return [
      new PolicyStatement({ actions: ['iot:CreateThing'], resources: [arn('thing')] }),
      new PolicyStatement({
        actions: ['iot:AttachThingPrincipal', 'iot:DetachThingPrincipal'],
        resources: [arn('thing'), arn('cert')],
      }),
      new PolicyStatement({
        actions: ['iot:AttachPolicy', 'iot:DetachPolicy', 'iot:UpdateCertificate'],
        resources: [arn('cert')],
      }),
      new PolicyStatement({ actions: ['iot:CreateCertificateFromCsr', 'iot:DescribeEndpoint'], resources: ['*'] }),
    ];
  }
}
