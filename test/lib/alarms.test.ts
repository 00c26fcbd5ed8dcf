import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flat, resourcesOf, templateOf } from './synthesised.js';

describe('alarms', () => {
  const template = templateOf('prod');
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  const names = alarms.map(({ AlarmName }) => String(AlarmName).replace('pigeonhole-prod-', ''));
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
  const pages = [...runbook.matchAll(/^## (.+)\n([^]*?)(?=^## |$(?![^]))/gm)].map(([, title, page]) => ({
    title,
    page,
  }));
  const alarmNamed = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `pigeonhole-prod-${name}`);

  it('each have a page in the runbook, and each page has its alarm', () => {
    expect(pages.map(({ title }) => title).sort()).toEqual([...names].sort());
  });

  it.each(pages)('the page of $title says what it means, how to look and how to resolve', ({ page }) => {
    expect(page).toMatch(/^\*\*Means\.\*\* .{40}/m);
    expect(page).toMatch(/^\*\*Look\.\*\* .{40}/m);
    expect(page).toMatch(/^\*\*Resolve\.\*\* .{40}/m);
  });

  it('have one name each', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it('all tell the one topic, when they ring and when it is over, and say where their page is', () => {
    const [topicId] = Object.keys(resourcesOf(template, 'AWS::SNS::Topic'));
    for (const { AlarmActions, OKActions, AlarmDescription, AlarmName } of alarms) {
      expect(AlarmActions).toEqual([{ Ref: topicId }]);
      expect(OKActions).toEqual([{ Ref: topicId }]);
      const name = String(AlarmName).replace('pigeonhole-prod-', '');
      expect(AlarmDescription).toBe(`What it means and what to do: docs/runbook.md#${name}`);
    }
  });

  it('watch every parked queue and every function', () => {
    const queues = Object.keys(resourcesOf(template, 'AWS::SQS::Queue'));
    const functions = Object.keys(resourcesOf(template, 'AWS::Lambda::Function'));
    const watched = JSON.stringify(alarms);
    for (const id of queues)
      expect(watched).toContain(`{"Name":"QueueName","Value":{"Fn::GetAtt":["${id}","QueueName"]}}`);
    const failing = JSON.stringify(alarms.filter(({ MetricName }) => MetricName === 'Errors'));
    const throttled = JSON.stringify(alarmNamed('functions-throttled'));
    for (const id of functions) {
      expect(failing).toContain(`{"Name":"FunctionName","Value":{"Ref":"${id}"}}`);
      expect(throttled).toContain(`{"Ref":"${id}"}`);
    }
  });

  it('take silence for trouble where something must run every minute, and nowhere else', () => {
    const onSilence = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    expect(onSilence.map(({ AlarmName }) => AlarmName)).toEqual(['pigeonhole-prod-sweep-not-running']);
    expect(alarmNamed('sweep-not-running')).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 60,
      EvaluationPeriods: 5,
    });
  });

  it('ring before the SMS money of the month is spent, and before email reaches ten a second', () => {
    expect(alarmNamed('sms-spend')).toMatchObject({
      MetricName: 'SMSMonthToDateSpentUSD',
      Statistic: 'Maximum',
      Threshold: 0.8,
    });
    // 80 % of 10 a second, in a minute, by what the functions say they sent.
    const limit = { Namespace: 'Pigeonhole/prod', MetricName: 'email-sent', Statistic: 'Sum', Period: 60 };
    expect(alarmNamed('email-limit')).toMatchObject({
      ...limit,
      Threshold: 480,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  it('look at no metric of a topic but their own: there is one for each resident, and each that is looked at is paid for', () => {
    const [topicId] = Object.keys(resourcesOf(template, 'AWS::SNS::Topic'));
    expect(JSON.stringify(alarms)).not.toContain('TopicName)');
    expect(alarmNamed('email-failing')).toMatchObject({
      Namespace: 'AWS/SNS',
      MetricName: 'NumberOfNotificationsFailed',
      Dimensions: [{ Name: 'TopicName', Value: { 'Fn::GetAtt': [topicId, 'TopicName'] } }],
      Threshold: 1,
    });
  });

  it('ring when something has lain in a parked queue for ten minutes, also one message that always fails', () => {
    // SQS leaves what was received three times and not deleted out of the age of the oldest message; these two count it.
    for (const name of [
      'telemetry-access-parked',
      'telemetry-rest-parked',
      'telemetry-health-parked',
      'schedule-parked',
    ]) {
      expect(alarmNamed(name)).toMatchObject({ Threshold: 1, EvaluationPeriods: 10, DatapointsToAlarm: 10 });
      const looked = JSON.stringify(alarmNamed(name)?.['Metrics']);
      expect(looked).toContain('"MetricName":"ApproximateNumberOfMessagesVisible"');
      expect(looked).toContain('"MetricName":"ApproximateNumberOfMessagesNotVisible"');
      expect(looked.match(/"Period":60/g)).toHaveLength(2);
    }
  });

  const filtersOf = (counter: string) =>
    Object.values(resourcesOf(template, 'AWS::Logs::MetricFilter'))
      .map(({ Properties }) => Properties)
      .filter(({ FilterPattern }) => String(FilterPattern).includes(`"${counter}"`));

  it('listen to no counter that the product does not count', () => {
    const counted = new Set(
      ['domain/bank', 'app', 'functions', 'adapters'].flatMap((dir) =>
        countersIn(join(import.meta.dirname, '../..', dir)),
      ),
    );
    const heard = Object.values(resourcesOf(template, 'AWS::Logs::MetricFilter')).map(
      ({ Properties }) => /"(.+)"/.exec(String(Properties['FilterPattern']))?.[1],
    );
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter((counter) => !counted.has(counter ?? ''))).toEqual([]);
  });

  it('hear of a message that reached nobody, whoever sent it', () => {
    expect(filtersOf('nobody-told')).toHaveLength(7);
  });

  it('hear of every request that a function of the API answered with a failure of ours', () => {
    const heardIn = filtersOf('api-failed').map(({ LogGroupName }) => flat(LogGroupName).replace(/[0-9A-F]{8}/g, ''));
    expect(heardIn.sort()).toEqual([
      '<apiondocumentlog>',
      '<apionreaderlog>',
      '<apionreportlog>',
      '<apionrequestlog>',
      '<enrolmentonenrolllog>',
    ]);
    expect(alarmNamed('requests-failing')).toMatchObject({
      Namespace: 'Pigeonhole/prod',
      MetricName: 'api-failed',
      Period: 300,
      Threshold: 3,
    });
  });

  it('hear of a code secret that nobody can read, or that is due for a rotation, from whoever reads it', () => {
    const readers = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).filter(({ Properties }) =>
      JSON.stringify(Properties['Environment']).includes('CODE_SECRET_ARN'),
    );
    expect(readers.length).toBeGreaterThan(7);
    for (const name of ['code-secret-unread', 'code-secret-old']) expect(filtersOf(name)).toHaveLength(readers.length);
    expect(alarmNamed('code-secret-unread')).toMatchObject({ Statistic: 'Sum', Threshold: 3, Period: 300 });
    // Who is to do it within weeks is told once a day at most.
    expect(alarmNamed('code-secret-old')).toMatchObject({ Statistic: 'Sum', Threshold: 1, Period: 86_400 });
  });

  it('count refused messages from every lane as one figure', () => {
    const filters = filtersOf('message-refused');
    expect(filters).toHaveLength(3);
    for (const { FilterPattern, MetricTransformations } of filters) {
      expect(FilterPattern).toBe('{ $.counter = "message-refused" }');
      expect(MetricTransformations).toEqual([
        { MetricNamespace: 'Pigeonhole/prod', MetricName: 'message-refused', MetricValue: '1' },
      ]);
    }
    expect(alarmNamed('messages-refused')).toMatchObject({
      Namespace: 'Pigeonhole/prod',
      MetricName: 'message-refused',
    });
  });

  it('may publish to their topic from this account only, and over TLS only', () => {
    const [policy] = Object.values(resourcesOf(template, 'AWS::SNS::TopicPolicy'));
    const { Statement } = policy?.Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] };
    expect(Statement.map(({ Effect, Principal }) => [Effect, Principal])).toEqual([
      ['Deny', '*'],
      ['Allow', { Service: 'cloudwatch.amazonaws.com' }],
    ]);
    expect(Statement[1]?.['Condition']).toMatchObject({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
  });

  it('stand at the top of the one dashboard', () => {
    const [dashboard, ...more] = Object.values(resourcesOf(template, 'AWS::CloudWatch::Dashboard'));
    expect(more).toEqual([]);
    expect(JSON.stringify(dashboard?.Properties['DashboardBody']).match(/\\"type\\":\\"(\w+)/)?.[1]).toBe('alarm');
    // As for their alarms: the age of the oldest would not show one that always fails.
    const shown = JSON.stringify(dashboard?.Properties['DashboardBody']);
    expect(shown.match(/ApproximateNumberOfMessages(Not)?Visible/g)).toHaveLength(8);
  });
});

function countersIn(dir: string) {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(join(dir, file), 'utf8').matchAll(/(?:count\(|\{ name: )'([a-z-]+)'/g)].map(
      ([, name]) => name ?? '',
    ),
  );
}
