import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';
import type { Stage } from './stages.js';
import type { MessageKind } from './telemetry.js';

export interface DevicePolicyProps {
  readonly stage: Stage;
  readonly ruleNames: Record<MessageKind, string>;
}

/**
 * What a bank's certificate may do: be itself, say four kinds of thing about itself, and hear its own commands. Each topic is
 * written out, because `*` in an IoT policy crosses `/`. Retained messages and shadows are not in it, and so not allowed.
 */
export class DevicePolicy extends Construct {
  public readonly policyName: string;

  public constructor(scope: Construct, id: string, { stage, ruleNames }: DevicePolicyProps) {
    super(scope, id);
    this.policyName = `pigeonhole-${stage.name}-bank`;
    const own = `lockers/v1/${thingName}`;
    const upward = Object.entries(ruleNames).flatMap(([kind, ruleName]) => {
      const topic = `${own}/${kind}`;
      return [topic, `$aws/rules/${ruleName}/${topic}`]; // Through the broker, or straight to the rule at a quarter of the price.
    });
    const statements = [
      { ...this.allow('iot:Connect', 'client', [thingName]), Condition: { Bool: attached } },
      this.allow('iot:Publish', 'topic', upward),
      this.allow('iot:Subscribe', 'topicfilter', [`${own}/commands`]),
      this.allow('iot:Receive', 'topic', [`${own}/commands`]),
    ];
    const policyDocument = { Version: '2012-10-17', Statement: statements };
    new CfnPolicy(this, 'policy', { policyName: this.policyName, policyDocument });
  }

  private allow(action: string, resource: 'client' | 'topic' | 'topicfilter', names: readonly string[]) {
    const arns = names.map((resourceName) => Stack.of(this).formatArn({ service: 'iot', resource, resourceName }));
    return { Effect: 'Allow', Action: action, Resource: arns };
  }
}

// IoT Core fills it in from the connection: the thing whose certificate this is, if the client id is that thing's name.
const thingName = '${iot:Connection.Thing.ThingName}';
const attached = { 'iot:Connection.Thing.IsAttached': ['true'] };
