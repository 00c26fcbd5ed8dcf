import type { CfnResource } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { CfnPolicy, CfnTopicRule } from 'aws-cdk-lib/aws-iot';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';

/** What the public packs do not know: a rule set for AWS IoT Core. */
export class IotChecks extends NagPack {
  public readonly name = 'PigeonholeIot';

  public constructor(scope?: ConstructorParameters<typeof NagPack>[0]) {
    super(scope);
    this.packName = this.name;
  }

  protected checkResource(node: CfnResource) {
    for (const { suffix, info, explanation, holds } of rules) {
      const rule = () => {
        const verdict = holds(node);
        if (verdict === undefined) return NagRuleCompliance.NOT_APPLICABLE;
        return verdict ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NON_COMPLIANT;
      };
      this.applyRule({ ruleSuffixOverride: suffix, info, explanation, level: NagMessageLevel.ERROR, rule, node });
    }
  }
}

interface IotRule {
  readonly suffix: string;
  readonly info: string;
  readonly explanation: string;
  /** Whether it holds of this resource; undefined for a resource it says nothing about. */
  readonly holds: (node: CfnResource) => boolean | undefined;
}

const rules: readonly IotRule[] = [
  {
    suffix: 'RuleErrorAction',
    info: 'The topic rule has no error action.',
    explanation: 'A message whose action fails is discarded, and only the error action still sees it.',
    holds: (node) => {
      if (!(node instanceof CfnTopicRule)) return undefined;
      return Object.keys(payloadOf(node).errorAction ?? {}).length > 0;
    },
  },
  {
    suffix: 'RuleStampsClient',
    info: 'The SQL of the topic rule does not stamp clientid().',
    explanation: 'Only the broker knows who really published; a name in the payload can be anybody’s.',
    holds: (node) => {
      if (!(node instanceof CfnTopicRule)) return undefined;
      const { sql } = payloadOf(node);
      // On $aws/events/ the broker itself speaks, and no client may.
      return /\bFROM\s+'\$aws\/events\//i.test(sql) ? undefined : /\bclientid\(\)\s+AS\s+\w+/i.test(sql);
    },
  },
  {
    suffix: 'PolicyWildcard',
    info: 'The device policy allows an action or a resource with a `*` in it.',
    explanation: 'In an IoT policy `*` crosses `/`, so that one bank could speak as another.',
    holds: (node) => {
      if (!(node instanceof CfnPolicy)) return undefined;
      const allowed = statementsOf(node).flatMap(({ Action, Resource }) => [...listOf(Action), ...listOf(Resource)]);
      return !allowed.some((each) => JSON.stringify(each).includes('*'));
    },
  },
  {
    suffix: 'PolicyConnect',
    info: 'The device policy lets a client connect under a name that is not its own thing’s.',
    explanation: 'Connect must name client/${iot:Connection.Thing.ThingName} and ask that the thing is attached.',
    holds: (node) => {
      if (!(node instanceof CfnPolicy)) return undefined;
      return statementsOf(node)
        .filter(({ Action }) => listOf(Action).some((action) => action === 'iot:Connect'))
        .every((statement) => listOf(statement.Resource).every(isOwnClient) && asksIsAttached(statement));
    },
  },
  {
    suffix: 'PermissionSource',
    info: 'The Lambda permission for IoT names no source rule or no source account.',
    explanation: 'Without both, a topic rule in any AWS account may call the function.',
    holds: (node) => {
      if (!(node instanceof CfnPermission) || node.principal !== 'iot.amazonaws.com') return undefined;
      return Boolean(node.sourceArn) && Boolean(node.sourceAccount);
    },
  },
];

interface Statement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: { readonly Bool?: Record<string, unknown> };
}

function payloadOf(rule: CfnTopicRule) {
  return Stack.of(rule).resolve(rule.topicRulePayload) as { sql: string; errorAction?: Record<string, unknown> };
}

function statementsOf(policy: CfnPolicy) {
  const document = Stack.of(policy).resolve(policy.policyDocument) as { Statement: Statement | Statement[] };
  return listOf(document.Statement).filter(({ Effect }) => Effect === 'Allow');
}

function listOf<T>(oneOrMany: T | T[]): T[] {
  return Array.isArray(oneOrMany) ? oneOrMany : [oneOrMany];
}

function isOwnClient(resource: unknown) {
  return JSON.stringify(resource).includes(':client/${iot:Connection.Thing.ThingName}"');
}

function asksIsAttached({ Condition }: Statement) {
  return listOf(Condition?.Bool?.['iot:Connection.Thing.IsAttached']).some((value) => String(value) === 'true');
}
