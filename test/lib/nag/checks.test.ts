import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { addChecks } from '../../../lib/nag/checks.js';
import { IotChecks } from '../../../lib/nag/iot-rules.js';
import { PigeonholeStack } from '../../../lib/pigeonhole-stack.js';
import { stageNamed } from '../../../lib/stages.js';
import type { StageName, Statement } from '../synthesised.js';
import { listOf, resourcesOf } from '../synthesised.js';

describe.each(['dev', 'prod'] as const)('the checks of a synth of %s', (stageName) => {
  it('find nothing but what is acknowledged', () => {
    const { app, stack } = appOf(stageName);
    const packs = [new AwsSolutionsChecks(app), new ServerlessChecks(app), new IotChecks(app)];
    const found = packs.flatMap((pack) => pack.validateScope(stack).violations.map(({ ruleName }) => ruleName));
    expect(found).toEqual([]);
  });

  it('find everything that is acknowledged: no acknowledgement outlives its finding', () => {
    const { app, stack } = appOf(stageName);
    const acknowledged = acknowledgedIn(stack);
    for (const { node } of stack.node.findAll()) forget(node);
    const packs = [new AwsSolutionsChecks(app), new ServerlessChecks(app)];
    const found = packs.flatMap((pack) => pack.validateScope(stack).violations.map(({ ruleName }) => ruleName));
    expect([...acknowledged].sort()).toEqual([...new Set(found)].sort());
  });
});

describe('what an acknowledgement says', () => {
  const { stack } = appOf('prod');
  const reasonsOf = (rule: string) =>
    Object.fromEntries(
      stack.node.findAll().flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === key)
          .flatMap(({ data }) => Object.entries(data as Record<string, string>))
          .filter(([id]) => id.endsWith(rule))
          .map(([, reason]) => [node.path.replace('pigeonhole-prod/', ''), JSON.stringify(reason)]),
      ),
    );
  const pathsWith = (reasons: Record<string, string>, words: string) =>
    Object.keys(reasons).filter((path) => reasons[path]?.includes(words));

  it('of a parked queue is true of that queue: one is left to expire, the others are worked off', () => {
    const reasons = reasonsOf('SQSRedrivePolicy');
    expect(pathsWith(reasons, 'on-parked takes from it').sort()).toEqual([
      'schedule/parked',
      'telemetry/access-parked',
      'telemetry/health-parked',
      'telemetry/rest-parked',
    ]);
    expect(pathsWith(reasons, 'nobody takes from it')).toEqual(['sweep/parked']);
  });

  it('of a function without a dead letter queue is true of that function: called and waited for, or not', () => {
    const reasons = reasonsOf('LambdaDLQ');
    expect(pathsWith(reasons, 'called and waited for').sort()).toEqual([
      'api/on-document',
      'api/on-reader',
      'api/on-report',
      'api/on-request',
      'enrolment/on-enroll',
      'parked/on-parked',
    ]);
    expect(pathsWith(reasons, 'on-failure destination').sort()).toEqual([
      'schedule/on-schedule',
      'sweep/on-sweep',
      'telemetry/on-health',
      'telemetry/on-telemetry-access',
      'telemetry/on-telemetry-rest',
    ]);
  });

  it('of rights on every resource is about these actions: the finding names none, so another one would pass with it', () => {
    const actions = Object.values(resourcesOf(Template.fromStack(stack), 'AWS::IAM::Policy'))
      .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
      .filter(({ Resource }) => listOf(Resource).includes('*'))
      .flatMap(({ Action }) => listOf(Action));
    expect([...new Set(actions)].sort()).toEqual([
      'iot:CreateCertificateFromCsr',
      'iot:DescribeEndpoint',
      'sns:CheckIfPhoneNumberIsOptedOut',
    ]);
  });
});

describe('a synth', () => {
  it('passes with every check on, CloudFormation’s own validation among them', () => {
    const { app } = appOf('prod');
    addChecks(app);
    expect(() => app.synth()).not.toThrow();
  }, 60_000);

  it('stops at a finding that nobody acknowledged', () => {
    const { app, stack } = appOf('prod', false);
    new Queue(stack, 'open-queue');
    addChecks(app);
    const before = process.exitCode;
    let failed = false;
    try {
      app.synth();
    } catch {
      failed = true;
    }
    failed ||= process.exitCode === 1; // CDK reports findings either way, by its version.
    process.exitCode = before ?? 0;
    expect(failed).toBe(true);
  });

  it('has validation switched on as errors for whoever runs it', () => {
    const cdk = JSON.parse(readFileSync(join(import.meta.dirname, '../../../cdk.json'), 'utf8')) as {
      context: Record<string, unknown>;
    };
    expect(cdk.context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
  });
});

function appOf(stageName: StageName, builtinCloudFormationValidation = true) {
  const context = { 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:validateAgainstDefaultRules': true };
  const app = new App({ context, builtinCloudFormationValidation });
  const stage = stageNamed(stageName);
  return { app, stack: new PigeonholeStack(app, `pigeonhole-${stageName}`, { stage, alarmEmail: 'duty@example.com' }) };
}

const key = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;

function acknowledgedIn(stack: PigeonholeStack) {
  const entries = stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === key));
  const ids = entries.flatMap(({ data }) => Object.keys(data as object).map((id) => id.replace(/^annotation::/i, '')));
  return new Set(ids);
}

/** Takes a construct's acknowledgements away, as if they had never been made. */
function forget(node: PigeonholeStack['node']) {
  const inner = node as unknown as { _metadata?: { type: string }[] };
  inner._metadata = inner._metadata?.filter(({ type }) => type !== key);
}
