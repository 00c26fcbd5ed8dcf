import { expect, test } from 'vitest';
import { openJournal, type Journal } from '../../local/journal.js';
import { AsyncQueue, type AsyncConfig, type PendingEvent } from '../../local/stand-ins/lambda-async.js';
import { Lambda } from '../../local/stand-ins/lambda.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { atEnd, inMemory, startHarness } from './harness.js';
import { arnOf, functionOf } from './lambda-fixture.js';

const MINUTE = 60_000;
const [HELPS, FAILS] = [arnOf('helps'), arnOf('fails')];

/** Each call prints when it came and under which id; `fails` then throws. */
const print = `console.log(JSON.stringify({ atMs: Date.now(), id: context.awsRequestId, event }));`;

async function startEvents(pending: Journal<PendingEvent> = inMemory<PendingEvent>()) {
  const { clock, mishaps, said } = await startHarness();
  const lambda = new Lambda(clock);
  lambda.register(functionOf('helps', `export const handler = async (event, context) => { ${print} };`));
  const fails = `export const handler = async (event, context) => { ${print} throw new Error('not today'); };`;
  lambda.register(functionOf('fails', fails));
  const events = new AsyncQueue({ lambda, clock, mishaps, pending, log: (line) => void said.push(line) });
  atEnd(async () => {
    events.close();
    await lambda.close();
  });
  const records: Record<string, unknown>[] = [];
  const configure = (config: AsyncConfig) =>
    events.configure(FAILS, { onFailure: (record) => void records.push(JSON.parse(record) as never), ...config });
  configure({});
  const calls = (name: string) =>
    lambda
      .logs(name)
      .filter((line) => line.startsWith('{"atMs"'))
      .map((line) => JSON.parse(line) as { atMs: number; id: string; event: unknown });
  return { clock, mishaps, events, records, configure, calls, said, lambda };
}

test('a failing event is tried thrice under one request id, one and two minutes apart, then parked', async () => {
  const { clock, events, records, calls } = await startEvents();
  const requestId = events.accept(FAILS, '{"door":"A07"}');
  await clock.advance(10 * MINUTE);
  await expect.poll(() => calls('fails')).toHaveLength(3);
  const [first, second, third] = calls('fails');
  expect([first, second, third].map((call) => call?.id)).toEqual([requestId, requestId, requestId]);
  expect(Math.round((second!.atMs - first!.atMs) / MINUTE)).toBe(1);
  expect(Math.round((third!.atMs - second!.atMs) / MINUTE)).toBe(2);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    version: '1.0',
    requestContext: {
      requestId,
      functionArn: `${FAILS}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: { door: 'A07' },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'not today' },
  });
  expect(records[0]?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('without retries the first failure is the last', async () => {
  const { clock, events, records, configure } = await startEvents();
  configure({ maximumRetryAttempts: 0 });
  events.accept(FAILS, '{}');
  await clock.settled();
  expect(records).toMatchObject([{ requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 } }]);
});

test('an event that would come too late again is given up for its age', async () => {
  const { clock, events, records, configure } = await startEvents();
  configure({ maximumEventAgeMs: 2 * MINUTE });
  events.accept(FAILS, '{}');
  await clock.advance(5 * MINUTE);
  expect(records).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } }]);
});

test('an event too old before its first delivery is parked without a response', async () => {
  const { clock, mishaps, events, records, configure, calls } = await startEvents();
  configure({ maximumEventAgeMs: MINUTE });
  mishaps.change({ delayMs: 2 * MINUTE });
  events.accept(FAILS, '{"n":1}');
  await clock.advance(3 * MINUTE);
  expect(calls('fails')).toEqual([]);
  expect(records).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 0 } }]);
  expect(records[0]).not.toHaveProperty('responsePayload');
});

test('at least once: on demand an event comes twice under one request id', async () => {
  const { clock, mishaps, events, calls } = await startEvents();
  mishaps.change({ deliverTwice: true });
  const requestId = events.accept(HELPS, '{}');
  await clock.settled();
  await expect.poll(() => calls('helps').map(({ id }) => id)).toEqual([requestId, requestId]);
  mishaps.change({ deliverTwice: false });
  events.accept(HELPS, '{}');
  await clock.settled();
  await expect.poll(() => calls('helps')).toHaveLength(3);
});

test('a delayed event comes once its time has come, and not before', async () => {
  const { clock, mishaps, events, calls } = await startEvents();
  mishaps.change({ delayMs: 30_000 });
  events.accept(HELPS, '{}');
  await clock.advance(20_000);
  expect(calls('helps')).toEqual([]);
  await clock.advance(11_000);
  await expect.poll(() => calls('helps')).toHaveLength(1);
});

test('an event over 256 KB and an unknown function are refused at once', async () => {
  const { events } = await startEvents();
  expect(() => events.accept(HELPS, JSON.stringify('x'.repeat(256 * 1024)))).toThrow('too large (limit 262144 bytes)');
  expect(() => events.accept(arnOf('nobody'), '{}')).toThrow('no function');
});

test('what was accepted and not finished is taken up after a restart, where it stood', async () => {
  const directory = temporaryDirectory();
  const before = await startEvents(openJournal<PendingEvent>(directory, 'events'));
  const requestId = before.events.accept(FAILS, '{"kept":true}');
  await before.clock.settled();
  before.events.close();
  const after = await startEvents(openJournal<PendingEvent>(directory, 'events'));
  after.events.resume();
  await after.clock.advance(10 * MINUTE);
  await expect.poll(() => after.calls('fails').map(({ id }) => id)).toEqual([requestId, requestId]);
  expect(after.records).toMatchObject([{ requestContext: { requestId, approximateInvokeCount: 3 } }]);
});

test('a call that a kill cut short is tried again a minute later, and not at once: its runtime has crashed', async () => {
  const directory = temporaryDirectory();
  const before = await startEvents(openJournal<PendingEvent>(directory, 'events'));
  before.lambda.register(functionOf('hangs', `export const handler = () => new Promise(() => undefined);`));
  const requestId = before.events.accept(arnOf('hangs'), '{"door":"A07"}');
  const isBegun = () => openJournal<PendingEvent>(directory, 'events').values()[0]?.isBegun;
  await expect.poll(isBegun).toBe(true);

  const after = await startEvents(openJournal<PendingEvent>(directory, 'events'));
  after.lambda.register(functionOf('hangs', `export const handler = async (event, context) => { ${print} };`));
  const resumedAtMs = after.clock.nowMs();
  after.events.resume();
  await after.clock.advance(50_000);
  expect(after.calls('hangs')).toEqual([]);
  await after.clock.advance(20_000);
  await expect.poll(() => after.calls('hangs').map(({ id }) => id)).toEqual([requestId]);
  expect(after.calls('hangs')[0]!.atMs - resumedAtMs).toBeGreaterThanOrEqual(MINUTE);
  expect(after.events.pendingCount).toBe(0);
});

test('an event that was still waiting for a sandbox at the kill is taken up at once', async () => {
  const directory = temporaryDirectory();
  const kept = { key: 'r/0', requestId: 'r', functionArn: HELPS, payload: '{}', attempts: 0 };
  openJournal<PendingEvent>(directory, 'events').set('r/0', { ...kept, acceptedAtMs: Date.now(), dueAtMs: 0 });
  const { events, calls } = await startEvents(openJournal<PendingEvent>(directory, 'events'));
  events.resume();
  await expect.poll(() => calls('helps').map(({ id }) => id)).toEqual(['r']);
});
