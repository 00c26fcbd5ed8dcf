import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { BundledFunction } from '../../lib/bundled-function.js';
import { sdkActionsOf, sdkActionsOfFile } from './sdk-calls.js';
import { listOf, stackOf, statementsOfFunction } from './synthesised.js';

const root = resolve(import.meta.dirname, '../..');

/** What Lambda itself does in a function's name, whatever its code calls: its log, parking what failed, taking from queues. */
const platform = new Set([
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
]);

describe('least privilege', () => {
  const stack = stackOf('prod');
  const template = Template.fromStack(stack);
  const functions = stack.node.findAll().filter((construct) => construct instanceof BundledFunction);
  const written = functions.filter(({ entry }) => existsSync(join(root, 'functions', `${entry}.ts`)));
  let called: Map<string, Set<string>>;
  beforeAll(async () => {
    called = await sdkActionsOf([...new Set(written.map(({ entry }) => entry))]);
  }, 120_000);

  it('has a file to compare with for every function', () => {
    expect(
      functions.map(({ entry }) => entry).filter((entry) => !written.some((each) => each.entry === entry)),
    ).toEqual([]);
  });

  it.each(written.map(({ node: { id }, entry }) => ({ id, entry })))(
    '$id may do what its code calls, and nothing that it does not',
    ({ id, entry }) => {
      const statements = statementsOfFunction(template, `pigeonhole-prod-${id}`);
      const granted = new Set(
        statements.flatMap(({ Action }) => listOf(Action)).filter((action) => !platform.has(action)),
      );
      const needed = called.get(entry) ?? new Set();
      expect({
        'called but not granted (grant it where the resource is made, lib/effects.ts for all performers)': minus(
          needed,
          granted,
        ),
        'granted but never called (take it away)': minus(granted, needed),
      }).toEqual({
        'called but not granted (grant it where the resource is made, lib/effects.ts for all performers)': [],
        'granted but never called (take it away)': [],
      });
    },
  );
});

describe('the search for SDK calls', () => {
  it('finds commands and paginators, imported at once, late or under another name, and nothing else', () => {
    mkdirSync(join(root, '.bundles'), { recursive: true });
    const dir = mkdtempSync(join(root, '.bundles', 'test-'));
    try {
      const file = join(dir, 'example.ts');
      writeFileSync(file, example);
      expect([...sdkActionsOfFile(file)].sort()).toEqual([
        'dynamodb:PutItem',
        'iam:PassRole',
        'iot:Publish',
        'scheduler:CreateSchedule',
        'sns:ListSubscriptionsByTopic',
        'sns:Publish',
      ]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

const example = `
import { PutItemCommand as Put, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import * as iot from '@aws-sdk/client-iot-data-plane';
export class LocalCommand {}
export async function all(): Promise<unknown[]> {
  const { CreateScheduleCommand } = await import('@aws-sdk/client-scheduler');
  const sns = await import('@aws-sdk/client-sns');
  const pages = paginateListSubscriptionsByTopic({ client: new SNSClient({}) }, { TopicArn: 'a' });
  const schedule = new CreateScheduleCommand({} as never);
  return [new Put({} as never), schedule, new sns.PublishCommand({}), new iot.PublishCommand({ topic: 'a' }), pages, new LocalCommand()];
}
export type Unused = DeleteItemCommand;
`;

function minus(all: ReadonlySet<string>, some: ReadonlySet<string>) {
  return [...all].filter((each) => !some.has(each)).sort();
}
