import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { expect, test } from 'vitest';
import { openJournal, type Journal } from '../../local/journal.js';
import { schedulerService, toSchedule } from '../../local/stand-ins/scheduler-service.js';
import { Schedules, type StoredSchedule } from '../../local/stand-ins/scheduler.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { atEnd, inMemory, PLACE, startHarness } from './harness.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TARGET = 'arn:aws:lambda:us-east-1:000000000000:function:on-schedule';
const ROLE = 'arn:aws:iam::000000000000:role/caller';

async function startScheduler(stored: Journal<StoredSchedule> = inMemory<StoredSchedule>()) {
  const { clock, mishaps, endpoint, client, said } = await startHarness();
  const fired: { atMs: number; targetArn: string; input: string }[] = [];
  let afterFiring: () => void = () => undefined;
  const fire = (targetArn: string, input: string) => {
    fired.push({ atMs: clock.nowMs(), targetArn, input });
    queueMicrotask(afterFiring);
  };
  const onFired = (act: () => void) => void (afterFiring = act);
  const log = (line: string) => void said.push(line);
  const schedules = new Schedules({ ...PLACE, clock, mishaps, stored, log, fire });
  schedules.addGroup('timers');
  endpoint.register(
    'scheduler',
    schedulerService(schedules, () => clock.nowMs()),
  );
  const scheduler = new SchedulerClient(client);
  atEnd(() => scheduler.destroy());
  const create = (name: string, expression: string, more: Partial<CreateScheduleCommandInput> = {}) =>
    scheduler.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: 'timers',
        ScheduleExpression: expression,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: TARGET, RoleArn: ROLE, Input: '{}' },
        ...more,
      }),
    );
  const get = (Name: string) => scheduler.send(new GetScheduleCommand({ Name, GroupName: 'timers' }));
  const remove = (Name: string) => scheduler.send(new DeleteScheduleCommand({ Name, GroupName: 'timers' }));
  /** The next whole minute at least an hour ahead: what a one-time schedule would name. */
  const minuteMs = Math.ceil((clock.nowMs() + HOUR) / MINUTE) * MINUTE;
  return { scheduler, schedules, clock, mishaps, fired, onFired, create, get, remove, minuteMs };
}

const at = (ms: number) => `at(${new Date(ms).toISOString().slice(0, 19)})`;

test('a one-time schedule fires once, within the minute after its instant, with its input', async () => {
  const { clock, create, fired, minuteMs } = await startScheduler();
  const Input = '{"timer":{"name":"t-1"},"scheduledTime":"<aws.scheduler.scheduled-time>"}';
  const created = await create('t-1', at(minuteMs), { Target: { Arn: TARGET, RoleArn: ROLE, Input } });
  expect(created.ScheduleArn).toBe('arn:aws:scheduler:us-east-1:000000000000:schedule/timers/t-1');
  await clock.advance(minuteMs - clock.nowMs() - 1);
  expect(fired).toEqual([]);
  await clock.advance(3 * HOUR);
  expect(fired).toHaveLength(1);
  expect(fired[0]!.targetArn).toBe(TARGET);
  expect(fired[0]!.atMs).toBeGreaterThanOrEqual(minuteMs);
  expect(fired[0]!.atMs).toBeLessThan(minuteMs + MINUTE + 100);
  const scheduledTime = `${new Date(minuteMs).toISOString().slice(0, 19)}Z`;
  expect(JSON.parse(fired[0]!.input)).toEqual({ timer: { name: 't-1' }, scheduledTime });
});

test('schedules of one minute spread over it', async () => {
  const { clock, create, fired, minuteMs } = await startScheduler();
  for (let number = 0; number < 40; number++) await create(`t-${number}`, at(minuteMs));
  await clock.advance(minuteMs + 2 * MINUTE - clock.nowMs());
  const quarters = [0, 0, 0, 0];
  for (const { atMs } of fired) quarters[Math.min(3, Math.floor((atMs - minuteMs) / (MINUTE / 4)))]! += 1;
  expect(fired).toHaveLength(40);
  expect(Math.min(...quarters)).toBeGreaterThanOrEqual(3);
});

test('after completion a schedule goes, but its name is not free at once', async () => {
  const { clock, create, get, onFired, minuteMs } = await startScheduler();
  await create('t-1', at(minuteMs));
  const again = () => create('t-1', at(minuteMs + HOUR));
  const afterwards = new Promise((resolve) => onFired(() => resolve(clock.during('test', again))));
  const conflict = expect(afterwards).rejects.toMatchObject({ name: 'ConflictException' });
  await clock.advance(minuteMs + 3 * MINUTE - clock.nowMs());
  await conflict;
  await expect(get('t-1')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await again();
});

test('without DELETE a completed schedule stays and fires no more', async () => {
  const { clock, create, get, fired, minuteMs } = await startScheduler();
  await create('stays', at(minuteMs), { ActionAfterCompletion: 'NONE' });
  await clock.advance(5 * HOUR);
  expect(fired).toHaveLength(1);
  expect(await get('stays')).toMatchObject({ Name: 'stays', ActionAfterCompletion: 'NONE', State: 'ENABLED' });
});

test('a name that is taken is a conflict, and the same client token is the same call', async () => {
  const { create, minuteMs } = await startScheduler();
  const first = await create('t-1', at(minuteMs), { ClientToken: 'call-1' });
  expect(await create('t-1', at(minuteMs), { ClientToken: 'call-1' })).toMatchObject({
    ScheduleArn: first.ScheduleArn,
  });
  const other = create('t-1', at(minuteMs), { ClientToken: 'call-2' });
  await expect(other).rejects.toMatchObject({ name: 'ConflictException' });
});

test('a deleted schedule does not fire, and deleting it again is not found', async () => {
  const { clock, create, remove, fired, minuteMs } = await startScheduler();
  await create('t-1', at(minuteMs));
  await remove('t-1');
  await expect(remove('t-1')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await clock.advance(3 * HOUR);
  expect(fired).toEqual([]);
});

test('on demand a schedule fires twice, or late', async () => {
  const { clock, mishaps, create, fired, minuteMs } = await startScheduler();
  mishaps.change({ scheduleTwice: true });
  await create('twice', at(minuteMs));
  await clock.advance(minuteMs + 2 * MINUTE - clock.nowMs());
  expect(fired).toHaveLength(2);
  mishaps.change({ scheduleTwice: false, scheduleLateMs: 10 * MINUTE });
  await create('late', at(minuteMs + HOUR));
  await clock.advance(3 * HOUR);
  expect(fired).toHaveLength(3);
  expect(fired[2]!.atMs).toBeGreaterThanOrEqual(minuteMs + HOUR + 10 * MINUTE);
});

test('a rate fires once each time, one rate apart', async () => {
  const { clock, create, fired } = await startScheduler();
  const from = clock.nowMs();
  await create('every', 'rate(15 minutes)', { ActionAfterCompletion: undefined });
  await clock.advance(91 * MINUTE);
  expect(fired).toHaveLength(Math.floor((from + 91 * MINUTE - fired[0]!.atMs) / (15 * MINUTE)) + 1);
  expect(fired[0]!.atMs - from).toBeLessThan(MINUTE + 1_000);
  for (let time = 1; time < fired.length; time++)
    expect(Math.round((fired[time]!.atMs - fired[time - 1]!.atMs) / MINUTE)).toBe(15);
});

test('while the clock is moved on, a minutely rate fires every ten minutes, and in the last one', async () => {
  const { clock, fired, create } = await startScheduler();
  await create('every', 'rate(1 minute)', { ActionAfterCompletion: undefined });
  await clock.advance(2 * HOUR);
  const endMs = clock.nowMs();
  const gaps = fired.slice(1).map(({ atMs }, i) => Math.round((atMs - fired[i]!.atMs) / MINUTE));
  expect(gaps.slice(0, 11)).toEqual(Array(11).fill(10));
  expect(endMs - fired.at(-1)!.atMs).toBeLessThan(MINUTE + 1_000);
  await clock.advance(MINUTE);
  expect(clock.nowMs() - fired.at(-1)!.atMs).toBeLessThan(MINUTE + 1_000);
});

test('a disabled schedule says nothing', async () => {
  const { clock, create, fired, minuteMs } = await startScheduler();
  await create('off', at(minuteMs), { State: 'DISABLED' });
  await clock.advance(3 * HOUR);
  expect(fired).toEqual([]);
});

test('schedules outlive the process: what was due meanwhile fires at once, what was not fires in time', async () => {
  const directory = temporaryDirectory();
  const before = await startScheduler(openJournal<StoredSchedule>(directory, 'schedules'));
  await before.create('due', at(before.minuteMs));
  await before.create('not-yet', at(before.minuteMs + 5 * HOUR));
  before.clock.close();
  const after = await startScheduler(openJournal<StoredSchedule>(directory, 'schedules'));
  await after.clock.advance(4 * HOUR);
  after.schedules.resume();
  await after.clock.settled();
  expect(after.fired).toHaveLength(1);
  await after.clock.advance(3 * HOUR);
  expect(after.fired).toHaveLength(2);
});

test('a schedule of the template keeps its place across a restart unless it changed', async () => {
  const { clock, schedules, fired } = await startScheduler();
  const declare = (ScheduleExpression: string) => {
    const FlexibleTimeWindow = { Mode: 'OFF' };
    const input = {
      GroupName: 'timers',
      ScheduleExpression,
      FlexibleTimeWindow,
      Target: { Arn: TARGET, RoleArn: ROLE },
    };
    schedules.declare(toSchedule('sweep', input, clock.nowMs()));
    return schedules.get('timers', 'sweep');
  };
  const first = declare('rate(1 hour)');
  expect(declare('rate(1 hour)').id).toBe(first.id);
  expect(declare('rate(2 hours)').id).not.toBe(first.id);
  await clock.advance(MINUTE + 1_000);
  expect(fired).toHaveLength(1);
});

test.each([
  ['a time in the past', 'at(2020-01-01T00:00:00)'],
  ['a time with a zone', 'at(2030-01-01T00:00:00Z)'],
  ['fractions of a second', 'at(2030-01-01T00:00:00.500)'],
  ['a day that is not', 'at(2030-02-30T00:00:00)'],
  ['no rate', 'rate(0 minutes)'],
  ['cron, which does not run here', 'cron(0 10 * * ? *)'],
])('refused: %s', async (_, expression) => {
  const { create } = await startScheduler();
  await expect(create('t-1', expression)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('names, groups and zones are checked as AWS checks them', async () => {
  const { create, minuteMs } = await startScheduler();
  await create('n'.repeat(64), at(minuteMs));
  for (const name of ['n'.repeat(65), 'stay 1', 'stay/1'])
    await expect(create(name, at(minuteMs))).rejects.toMatchObject({ name: 'ValidationException' });
  const elsewhere = create('t-1', at(minuteMs), { GroupName: 'nowhere' });
  await expect(elsewhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const paris = create('t-1', at(minuteMs), { ScheduleExpressionTimezone: 'Europe/Paris' });
  await expect(paris).rejects.toMatchObject({ name: 'ValidationException' });
});

test('lists are by group and prefix, in pages', async () => {
  const { scheduler, create, minuteMs } = await startScheduler();
  for (const name of ['a-1', 'a-2', 'a-3', 'b-1']) await create(name, at(minuteMs));
  const list = (NextToken?: string) =>
    scheduler.send(new ListSchedulesCommand({ GroupName: 'timers', NamePrefix: 'a-', MaxResults: 2, NextToken }));
  const first = await list();
  expect(first.Schedules?.map(({ Name }) => Name)).toEqual(['a-1', 'a-2']);
  const second = await list(first.NextToken);
  expect(second.Schedules?.map(({ Name }) => Name)).toEqual(['a-3']);
  expect(second.NextToken).toBeUndefined();
});

test('a group is made once; what is not stood for says so', async () => {
  const { scheduler, create, minuteMs } = await startScheduler();
  const made = await scheduler.send(new CreateScheduleGroupCommand({ Name: 'new' }));
  expect(made.ScheduleGroupArn).toBe('arn:aws:scheduler:us-east-1:000000000000:schedule-group/new');
  expect(await scheduler.send(new GetScheduleGroupCommand({ Name: 'new' }))).toMatchObject({ State: 'ACTIVE' });
  const again = scheduler.send(new CreateScheduleGroupCommand({ Name: 'new' }));
  await expect(again).rejects.toMatchObject({ name: 'ConflictException' });
  await create('in-new', at(minuteMs), { GroupName: 'new' });
  const update = new UpdateScheduleCommand({
    Name: 'in-new',
    ScheduleExpression: at(minuteMs),
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: TARGET, RoleArn: ROLE },
  });
  await expect(scheduler.send(update)).rejects.toMatchObject({ name: 'UnknownOperationException' });
});

test('what is outside the limits of a schedule is refused', async () => {
  const { create, minuteMs } = await startScheduler();
  const target = (RetryPolicy: object) => ({ Target: { Arn: TARGET, RoleArn: ROLE, Input: '{}', RetryPolicy } });
  for (const [name, more] of Object.entries({
    'tries-too-often': target({ MaximumRetryAttempts: 186 }),
    'tries-too-long': target({ MaximumEventAgeInSeconds: 86_401 }),
    'tries-too-short': target({ MaximumEventAgeInSeconds: 59 }),
    'a-token-too-long': { ClientToken: 'x'.repeat(65) },
  }))
    await expect(create(name, at(minuteMs), more)).rejects.toMatchObject({ name: 'ValidationException' });
  await create('within', at(minuteMs), target({ MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 }));
});
