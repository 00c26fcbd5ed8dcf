import { describe, expect, it } from 'vitest';
import { flat, listOf, resourcesOf, statementsOfFunction, statementsOfRole, templateOf } from './synthesised.js';

describe('timers, the sweep and what is parked', () => {
  const template = templateOf('prod');
  const short = (value: unknown) => flat(value).replace(/[0-9A-F]{8}/g, '');

  it('sweeps every minute on the minute, and takes the next minute for a retry', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 1);
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
    });
  });

  it('keeps the sweep out of the group whose timers may be deleted', () => {
    const names = Object.values(resourcesOf(template, 'AWS::Scheduler::ScheduleGroup')).map(
      ({ Properties }) => Properties['Name'],
    );
    expect(names).toEqual(['pigeonhole-prod-timers', 'pigeonhole-prod-sweep']);
    const [sweep] = Object.values(resourcesOf(template, 'AWS::Scheduler::Schedule'));
    expect(short(sweep?.Properties['GroupName'])).toBe('<sweepgroup>');
  });

  it.each([
    [
      'schedulecaller',
      '<scheduletimers.Arn>',
      'arn:<Partition>:lambda:<Region>:<AccountId>:function:pigeonhole-prod-on-schedule',
    ],
    ['sweepcaller', '<sweepgroup.Arn>', '<sweeponsweep.Arn>'],
  ])('lets schedules of one group call one function as %s', (prefix, group, target) => {
    const [id, role] =
      Object.entries(resourcesOf(template, 'AWS::IAM::Role')).find(([each]) => each.startsWith(prefix)) ?? [];
    const { Statement } = role?.Properties['AssumeRolePolicyDocument'] as { Statement: unknown[] };
    const [{ Condition, Principal }] = Statement as [
      { Condition: { StringEquals: Record<string, unknown> }; Principal: unknown },
    ];
    expect(Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(short(Condition.StringEquals['aws:SourceArn'])).toBe(group);
    expect(flat(Condition.StringEquals['aws:SourceAccount'])).toBe('<AccountId>');
    const [allowed, ...more] = statementsOfRole(template, id ?? '');
    expect([allowed?.Action, short(allowed?.Resource), more]).toEqual(['lambda:InvokeFunction', target, []]);
  });

  it('parks what it cannot finish: every asynchronous function has an age, retries and a queue', () => {
    const configs = Object.values(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => [
      short(Properties['FunctionName']),
      Properties['MaximumEventAgeInSeconds'],
      Properties['MaximumRetryAttempts'],
      short((Properties['DestinationConfig'] as { OnFailure: { Destination: unknown } }).OnFailure.Destination),
    ]);
    expect(configs).toEqual([
      ['<scheduleonschedule>', 21_600, 2, '<scheduleparked.Arn>'],
      ['<telemetryontelemetryaccess>', 300, 2, '<telemetryaccessparked.Arn>'],
      ['<telemetryontelemetryrest>', 21_600, 2, '<telemetryrestparked.Arn>'],
      ['<telemetryonhealth>', 21_600, 2, '<telemetryhealthparked.Arn>'],
      ['<sweeponsweep>', 60, 0, '<sweepparked.Arn>'],
    ]);
  });

  const queues = ['telemetryaccessparked', 'telemetryrestparked', 'telemetryhealthparked', 'scheduleparked'];

  it('takes up what is parked, from every queue but that of sweeps, and removes what was handled', () => {
    const mappings = Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'));
    expect(mappings.map(({ Properties }) => short(Properties['EventSourceArn']))).toEqual(
      queues.map((queue) => `<${queue}.Arn>`),
    );
    for (const { Properties } of mappings) {
      expect(short(Properties['FunctionName'])).toBe('<parkedonparked>');
      expect(Properties).toMatchObject({
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
    }
    const taking = statementsOfFunction(template, 'pigeonhole-prod-on-parked').find(({ Action }) =>
      listOf(Action).includes('sqs:ReceiveMessage'),
    );
    expect(taking?.Action).toEqual(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
    expect(listOf(taking?.Resource).map(short)).toEqual(queues.map((queue) => `<${queue}.Arn>`));
  });

  it('does not show a parked message again while a batch of it may still wait or run: six times its limit, says AWS', () => {
    const onParked = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).find(
      ({ Properties }) => Properties['FunctionName'] === 'pigeonhole-prod-on-parked',
    );
    expect(onParked?.Properties['Timeout']).toBe(30);
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::SQS::Queue'))) {
      expect(Properties['VisibilityTimeout']).toBe(180);
    }
  });
});
