import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { memoryTimers } from '../../adapters/memory/timers.js';
import { schedulerTimers } from '../../adapters/scheduler/timers.js';
import type { Timers } from '../../app/ports.js';
import type { Timer } from '../../domain/timers.js';
import { schedulerService } from '../../local/stand-ins/scheduler-service.js';
import { Schedules, type StoredSchedule } from '../../local/stand-ins/scheduler.js';
import { atEnd, inMemory, PLACE, startHarness } from '../stand-ins/harness.js';
import { keyOf, stayId } from './samples.js';

const timer: Timer = { kind: 'watch', ...keyOf('bank-1'), stayId, n: 1 };
const effect = (name: string, atMs: number) => ({ kind: 'create-timer' as const, name, atMs, timer });

interface Opened {
  timers: Timers;
  nowMs: () => number;
  pending: () => Promise<{ name: string; timer: Timer }[]>;
}

async function openMemory(): Promise<Opened> {
  const timers = memoryTimers();
  return { timers, nowMs: () => Date.UTC(2026, 0, 5), pending: async () => timers.pending() };
}

/** The adapter in front of the local stand-in, in a group of its own, with a clock that the test sets. */
async function openScheduler(nowMs?: number) {
  const { clock, mishaps, endpoint, client } = await startHarness();
  const stored = inMemory<StoredSchedule>();
  const schedules = new Schedules({ ...PLACE, clock, mishaps, stored, log: () => undefined, fire: () => undefined });
  schedules.addGroup('timers');
  endpoint.register(
    'scheduler',
    schedulerService(schedules, () => clock.nowMs()),
  );
  const scheduler = new SchedulerClient(client);
  atEnd(() => scheduler.destroy());
  const now = () => nowMs ?? clock.nowMs();
  const timers = schedulerTimers({
    client: async () => scheduler,
    clock: { nowMs: now },
    group: 'timers',
    roleArn: 'arn:aws:iam::000000000000:role/caller',
    targetArn: 'arn:aws:lambda:us-east-1:000000000000:function:on-schedule',
  });
  const pending = async () =>
    schedules.list('timers').map(({ name, input }) => ({ name, timer: (JSON.parse(input) as { timer: Timer }).timer }));
  return { timers, schedules, nowMs: now, pending };
}

describe.each([
  { name: 'memory', open: openMemory },
  { name: 'EventBridge Scheduler', open: (): Promise<Opened> => openScheduler() },
])('timers in $name', ({ open }) => {
  it('a timer waits under its name, with what it asks', async () => {
    const { timers, nowMs, pending } = await open();
    await timers.create(effect('A07-abc-1-watch-1', nowMs() + 300_000));
    expect(await pending()).toMatchObject([{ name: 'A07-abc-1-watch-1', timer }]);
  });

  it('the same name twice is one timer, and the first', async () => {
    const { timers, nowMs, pending } = await open();
    await timers.create(effect('A07-abc-1-watch-1', nowMs() + 300_000));
    await timers.create({ ...effect('A07-abc-1-watch-1', nowMs() + 600_000), timer: { ...timer, n: 2 } });
    expect(await pending()).toMatchObject([{ timer: { n: 1 } }]);
  });

  it('a deleted timer is gone, and deleting what is not there is no error', async () => {
    const { timers, nowMs, pending } = await open();
    await timers.create(effect('A07-abc-next-1', nowMs() + 300_000));
    await timers.delete('A07-abc-next-1');
    await timers.delete('A07-abc-next-1');
    await timers.delete('never-made');
    expect(await pending()).toEqual([]);
  });
});

describe('a schedule', () => {
  const nowMs = Date.UTC(2126, 0, 5, 9, 0, 30); // Ahead of the stand-in's own clock, which takes no instants of the past.

  it.each([
    ['at a whole minute is at that minute', Date.UTC(2126, 0, 5, 9, 10), 'at(2126-01-05T09:10:00)'],
    ['between two minutes is at the later one', Date.UTC(2126, 0, 5, 9, 9, 0, 1), 'at(2126-01-05T09:10:00)'],
    ['too near is a minute ahead and then whole', Date.UTC(2126, 0, 5, 9, 0, 40), 'at(2126-01-05T09:02:00)'],
    ['of the past is a minute ahead and then whole', Date.UTC(2126, 0, 1), 'at(2126-01-05T09:02:00)'],
  ])('%s', async (_title, atMs, expression) => {
    const { timers, schedules } = await openScheduler(nowMs);
    await timers.create(effect('A07-abc-1-watch-1', atMs));
    expect(schedules.get('timers', 'A07-abc-1-watch-1').expression).toBe(expression);
  });

  it('calls on-schedule with the timer and the instant that it was set for, and deletes itself', async () => {
    const { timers, schedules } = await openScheduler(nowMs);
    await timers.create(effect('A07-abc-1-watch-1', nowMs + 600_000));
    const { input, ...schedule } = schedules.get('timers', 'A07-abc-1-watch-1');
    expect(JSON.parse(input)).toEqual({ timer, scheduledTime: '<aws.scheduler.scheduled-time>' });
    expect(schedule).toMatchObject({
      targetArn: 'arn:aws:lambda:us-east-1:000000000000:function:on-schedule',
      roleArn: 'arn:aws:iam::000000000000:role/caller',
      deleteAfterCompletion: true,
      windowMs: 0,
    });
  });

  it('that cannot be made is an error, not a success', async () => {
    const { timers } = await openScheduler(nowMs);
    await expect(timers.create(effect('not a name', nowMs + 600_000))).rejects.toThrow();
  });
});

describe('timers in memory', () => {
  it('fire once, the earliest first, when their instant has come', async () => {
    const timers = memoryTimers();
    for (const [name, atMs] of [
      ['b', 20],
      ['a', 10],
      ['c', 30],
    ] as const)
      await timers.create(effect(name, atMs));
    expect(timers.nextAtMs()).toBe(10);
    expect(timers.due(9)).toEqual([]);
    expect(timers.due(20).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(timers.due(20)).toEqual([]);
    expect(timers.nextAtMs()).toBe(30);
  });
});
