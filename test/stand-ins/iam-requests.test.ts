import * as iot from '@aws-sdk/client-iot';
import { IoTDataPlaneClient, PublishCommand as Down } from '@aws-sdk/client-iot-data-plane';
import * as timers from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { needsOf } from '../../local/stand-ins/iam-requests.js';
import { atEnd, PLACE, startHarness } from './harness.js';

/** What each call of the real SDK needs, as the endpoint sees it: `action resource`. */
async function startAsking() {
  const { endpoint, client } = await startHarness();
  const asked: string[] = [];
  for (const service of ['iot', 'iotdata', 'scheduler', 'secretsmanager', 'sns', 'sqs'])
    endpoint.register(service, async () => ({ status: 200, body: '{}' }));
  endpoint.guardBy((_, service, request) => {
    const needs = needsOf(service, request, PLACE);
    asked.push(...needs.map(({ action, resource }) => `${action} ${resource}`));
    return 'not in this test';
  });
  const clients = {
    iot: new iot.IoTClient(client),
    iotData: new IoTDataPlaneClient(client),
    scheduler: new timers.SchedulerClient(client),
    secrets: new SecretsManagerClient(client),
    sns: new sns.SNSClient(client),
    sqs: new SQSClient(client),
  };
  atEnd(() => Object.values(clients).forEach((each) => each.destroy()));
  const of = async (sent: Promise<unknown>) => {
    await expect(sent).rejects.toThrow();
    return asked.splice(0);
  };
  return { ...clients, of };
}

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

test('a command to a bank needs its topic, and one that is retained another right besides', async () => {
  const { iotData, of } = await startAsking();
  const topic = 'lockers/v1/bank-7/commands';
  const resource = arn('iot', `topic/${topic}`);
  expect(await of(iotData.send(new Down({ topic, payload: '{}', qos: 1 })))).toEqual([`iot:Publish ${resource}`]);
  expect(await of(iotData.send(new Down({ topic, retain: true })))).toEqual([
    `iot:Publish ${resource}`,
    `iot:RetainPublish ${resource}`,
  ]);
});

test('a schedule needs its place in its group, and that its role may be passed', async () => {
  const { scheduler, of } = await startAsking();
  const [Name, GroupName, RoleArn] = ['A01-x-1-watch-1', 'timers', 'arn:aws:iam::000000000000:role/caller'];
  const resource = arn('scheduler', 'schedule/timers/A01-x-1-watch-1');
  const due = { ScheduleExpression: 'at(2026-11-30T10:00:00)', FlexibleTimeWindow: { Mode: 'OFF' } } as const;
  const whole = { Name, GroupName, ...due, Target: { Arn: arn('lambda', 'function:f'), RoleArn } };
  const passed = `iam:PassRole ${RoleArn}`;
  const { CreateScheduleCommand, UpdateScheduleCommand, GetScheduleCommand, DeleteScheduleCommand } = timers;
  expect(await of(scheduler.send(new CreateScheduleCommand(whole)))).toEqual([
    `scheduler:CreateSchedule ${resource}`,
    passed,
  ]);
  expect(await of(scheduler.send(new UpdateScheduleCommand(whole)))).toEqual([
    `scheduler:UpdateSchedule ${resource}`,
    passed,
  ]);
  const at = { Name, GroupName };
  expect(await of(scheduler.send(new GetScheduleCommand(at)))).toEqual([`scheduler:GetSchedule ${resource}`]);
  expect(await of(scheduler.send(new DeleteScheduleCommand(at)))).toEqual([`scheduler:DeleteSchedule ${resource}`]);
});

test('a message needs its topic, or of a number, which has no ARN and is not said, that it is one', async () => {
  const { sns: client, of } = await startAsking();
  const TopicArn = arn('sns', 'resident-1');
  const commands = [
    new sns.CreateTopicCommand({ Name: 'resident-1' }),
    new sns.SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.org' }),
    new sns.ListSubscriptionsByTopicCommand({ TopicArn }),
    new sns.PublishCommand({ TopicArn, Message: 'm' }),
    new sns.PublishCommand({ TargetArn: TopicArn, Message: 'm' }),
    new sns.DeleteTopicCommand({ TopicArn }),
    new sns.PublishCommand({ PhoneNumber: '+12025550112', Message: 'm' }),
    new sns.CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: '+12025550112' }),
  ];
  const needed: string[] = [];
  for (const command of commands) needed.push(...(await of(client.send(command as sns.PublishCommand))));
  expect(needed).toEqual([
    ...['CreateTopic', 'Subscribe', 'ListSubscriptionsByTopic', 'Publish', 'Publish', 'DeleteTopic'].map(
      (a) => `sns:${a} ${TopicArn}`,
    ),
    'sns:Publish a-phone-number',
    'sns:CheckIfPhoneNumberIsOptedOut *',
  ]);
});

test('an enrolment needs what the Service Authorization Reference names for each of its calls', async () => {
  const { iot: client, of } = await startAsking();
  const cert = arn('iot', 'cert/c1');
  const commands = [
    new iot.CreateThingCommand({ thingName: 'bank-7' }),
    new iot.CreateCertificateFromCsrCommand({ certificateSigningRequest: 'csr' }),
    new iot.AttachPolicyCommand({ policyName: 'bank', target: cert }),
    new iot.AttachThingPrincipalCommand({ thingName: 'bank-7', principal: cert }),
    new iot.UpdateCertificateCommand({ certificateId: 'c1', newStatus: 'REVOKED' }),
    new iot.DetachPolicyCommand({ policyName: 'bank', target: cert }),
    new iot.DetachThingPrincipalCommand({ thingName: 'bank-7', principal: cert }),
    new iot.DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }),
  ];
  const needed: string[] = [];
  for (const command of commands) needed.push(...(await of(client.send(command as iot.CreateThingCommand))));
  expect(needed).toEqual([
    `iot:CreateThing ${arn('iot', 'thing/bank-7')}`,
    'iot:CreateCertificateFromCsr *',
    ...['AttachPolicy', 'AttachThingPrincipal', 'UpdateCertificate', 'DetachPolicy', 'DetachThingPrincipal'].map(
      (action) => `iot:${action} ${cert}`,
    ),
    'iot:DescribeEndpoint *',
  ]);
});

test('a call that is not known here needs what nobody is allowed, of a known service and of any other', async () => {
  const { iot: client, scheduler, sqs, of } = await startAsking();
  expect(await of(client.send(new iot.ListThingsCommand({})))).toEqual(['iot:GET things /things']);
  expect(await of(scheduler.send(new timers.ListSchedulesCommand({})))).toEqual(['scheduler:GET /schedules']);
  const take = new ReceiveMessageCommand({ QueueUrl: 'http://127.0.0.1/000000000000/parked' });
  expect(await of(sqs.send(take))).toEqual(['sqs:ReceiveMessage /']);
});

test('why a call is refused can be read by the client of each protocol', async () => {
  const { sns: client, secrets } = await startAsking();
  const message = 'not in this test';
  await expect(
    client.send(new sns.PublishCommand({ PhoneNumber: '+12025550112', Message: 'm' })),
  ).rejects.toMatchObject({
    ...{ name: 'AuthorizationErrorException', message },
  });
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({
    ...{ name: 'AccessDeniedException', message },
  });
});

test('the secret is needed by its ARN', async () => {
  const { secrets, of } = await startAsking();
  const SecretId = arn('secretsmanager', 'secret:codes-abc123');
  expect(await of(secrets.send(new GetSecretValueCommand({ SecretId })))).toEqual([
    `secretsmanager:GetSecretValue ${SecretId}`,
  ]);
});
