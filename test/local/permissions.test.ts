import { expect, test } from 'vitest';
import { startSystem } from '../../local/system.js';
import { atEnd } from '../stand-ins/harness.js';
import { trialResources, writeTrial } from './trial-stack.js';

const ports = { api: 0, mqtt: 0, control: 0 };

interface Statement {
  Action: string;
  Resource?: unknown;
  NotResource?: unknown;
  Condition?: unknown;
}

/** The trial's rights with one statement changed, or (undefined) left out. */
function rightsWith(action: string, change: (own: Statement) => Statement | undefined) {
  const { Type, Properties } = JSON.parse(JSON.stringify(trialResources['Rights'])) as {
    Type: string;
    Properties: { PolicyDocument: { Statement: Statement[] } };
  };
  const { Statement } = Properties.PolicyDocument;
  Properties.PolicyDocument.Statement = Statement.flatMap((own) => (own.Action === action ? (change(own) ?? []) : own));
  return { Rights: { Type, Properties } };
}

async function startTrial(changes: Parameters<typeof writeTrial>[0]) {
  const said: string[] = [];
  const log = (line: string) => void said.push(line);
  const system = await startSystem({ assembly: writeTrial(changes), ports, log });
  atEnd(() => system.close());
  const call = async (body: object): Promise<number> => {
    const authorization = `Bearer ${await system.mintToken({ sub: 'manager-1' })}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const url = `${system.apiUrl}/v1/do`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  return { ...system, said, call };
}

const at = '2099-01-01T00:00:00';

test.each([
  ['secretsmanager:GetSecretValue', { do: 'secret' }],
  ['sns:Publish', { do: 'sms', to: '+12025550112', text: 'hello' }],
  ['iot:Publish', { do: 'down', topic: 'lockers/v1/bank-7/commands' }],
  ['scheduler:CreateSchedule', { do: 'later', name: 't-1', at }],
  ['iam:PassRole', { do: 'later', name: 't-1', at }],
])('a function whose role lacks %s is refused, and the log says what it lacks', async (action, body) => {
  const { call, said } = await startTrial(rightsWith(action, () => undefined));
  expect(await call(body)).toBe(500);
  expect(said.join('\n')).toContain(`refused: on-event is not authorized to perform: ${action} on resource:`);
});

test('a right on another resource is no right', async () => {
  const { call, said } = await startTrial({});
  expect(await call({ do: 'down', topic: 'lockers/v1/bank-7/commands' })).toBe(200);
  expect(await call({ do: 'down', topic: 'lockers/v1/bank-7/door' })).toBe(500);
  expect(said.join('\n')).toContain('topic/lockers/v1/bank-7/door');
});

/** The trial's role, trusting that service for nothing but what has the ARN. */
function roleTrusting(service: string, sourceArn: string) {
  const { Type, Properties } = JSON.parse(JSON.stringify(trialResources['Role'])) as {
    Type: string;
    Properties: { AssumeRolePolicyDocument: { Statement: { Principal: { Service: string }; Condition?: object }[] } };
  };
  for (const statement of Properties.AssumeRolePolicyDocument.Statement)
    if (statement.Principal.Service === service)
      statement.Condition = { StringEquals: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': '000000000000' } };
  return { Role: { Type, Properties } };
}

const groupArn = (name: string) => `arn:aws:scheduler:us-east-1:000000000000:schedule-group/${name}`;
const ruleArn = (name: string) => `arn:aws:iot:us-east-1:000000000000:rule/${name}`;

test.each([
  ['scheduler.amazonaws.com', groupArn('timers')],
  ['iot.amazonaws.com', ruleArn('lockers_v1_door')],
])('a role that trusts %s for just what acts as it starts', async (service, sourceArn) => {
  const { apiUrl } = await startTrial(roleTrusting(service, sourceArn));
  expect(apiUrl).toMatch(/^http/);
});

test('a schedule whose role does not trust its group is not made', async () => {
  await expect(startTrial(roleTrusting('scheduler.amazonaws.com', groupArn('other')))).rejects.toThrow(
    'EveryHour: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  );
});

test('a rule whose role does not trust it stops the start', async () => {
  await expect(startTrial(roleTrusting('iot.amazonaws.com', ruleArn('other')))).rejects.toThrow(
    'Rule: arn:aws:iam::000000000000:role/caller does not let the rule act as it',
  );
});

test('a schedule whose role may not call its target never reaches it', async () => {
  const { clock, functions, said } = await startTrial(rightsWith('lambda:InvokeFunction', () => undefined));
  await clock.advance(2 * 3_600_000);
  expect(functions()['on-event']?.invocations ?? 0).toBe(0);
  expect(said.join('\n')).toContain('may not lambda:InvokeFunction');
});

const mapping = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: { 'Fn::GetAtt': ['Parked', 'Arn'] }, FunctionName: { Ref: 'OnEvent' } },
};

test.each([
  [
    'a destination that its function may not send to',
    rightsWith('sqs:SendMessage', () => undefined),
    'may not sqs:SendMessage',
  ],
  [
    'a queue that its function may not read',
    { Mapping: mapping },
    'Mapping: arn:aws:iam::000000000000:role/caller may not sqs:ReceiveMessage',
  ],
  [
    'a condition that is not evaluated',
    rightsWith('sns:Publish', (own) => ({ ...own, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })),
    'Rights: AWS::IAM::Policy.PolicyDocument.Statement',
  ],
])('%s stops the start', async (_, changes, message) => {
  await expect(startTrial(changes)).rejects.toThrow(message);
});
