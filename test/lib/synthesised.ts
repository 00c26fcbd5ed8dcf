import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PigeonholeStack } from '../../lib/pigeonhole-stack.js';
import { stageNamed } from '../../lib/stages.js';

export type StageName = 'dev' | 'prod';

/**
 * A stage's stack, without bundling: the wiring is looked at here, and no test of it needs esbuild. CloudFormation's own
 * validation takes seconds: one test runs it (nag/checks.test.ts).
 */
/** What is given with `-c`. */
interface Given {
  readonly alarmEmail?: string;
  readonly integrations?: string;
  readonly restoredTable?: string;
}

export function stackOf(stageName: StageName, given: Given = {}) {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: false });
  const stage = stageNamed(stageName);
  return new PigeonholeStack(app, `pigeonhole-${stageName}`, { stage, ...given });
}

export function templateOf(stageName: StageName, given: Given = {}) {
  return Template.fromStack(stackOf(stageName, given));
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string) {
  return template.findResources(type) as Record<string, Resource>;
}

/** Ids of intrinsics become what they refer to: enough to read an ARN in a test. */
export function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(flat).join(', ');
  const [[key, inner]] = Object.entries(value) as [[string, unknown]];
  if (key === 'Ref') return `<${String(inner).replace('AWS::', '')}>`;
  if (key === 'Fn::GetAtt') return `<${(inner as string[]).join('.')}>`;
  if (key === 'Fn::Join') return (inner as [string, unknown[]])[1].map(flat).join((inner as [string])[0]);
  throw new Error(`an intrinsic that this helper does not read: ${key}`);
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** What the role of one function is allowed, statement by statement. */
export function statementsOfFunction(template: Template, functionName: string): Statement[] {
  const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'));
  const found = functions.find(({ Properties }) => Properties['FunctionName'] === functionName);
  if (found === undefined) throw new Error(`no function of that name in the template: ${functionName}`);
  return statementsOfRole(template, (found.Properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0]);
}

export function statementsOfRole(template: Template, roleId: string): Statement[] {
  return Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .filter(({ Properties }) => (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => Ref === roleId))
    .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement);
}

export function listOf<T>(oneOrMany: T | readonly T[]): T[] {
  return Array.isArray(oneOrMany) ? [...(oneOrMany as readonly T[])] : [oneOrMany as T];
}
