import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import type { FunctionConfig } from '../../local/stand-ins/lambda-pool.js';
import { Lambda } from '../../local/stand-ins/lambda.js';
import { atEnd, startHarness } from './harness.js';
import { arnOf, functionOf } from './lambda-fixture.js';

async function startLambda(...functions: FunctionConfig[]) {
  const { clock } = await startHarness();
  const lambda = new Lambda(clock);
  atEnd(() => lambda.close());
  for (const config of functions) lambda.register(config);
  const call = async (name: string, event: unknown = {}): Promise<Record<string, unknown>> => {
    const answer = await lambda.invoke(arnOf(name), JSON.stringify(event));
    return JSON.parse(answer.payload) as Record<string, unknown>;
  };
  return { lambda, clock, call };
}

test('a function gets its event, its context and exactly its environment', async () => {
  const source = `export const handler = async (event, context) => ({
    event, env: process.env, id: context.awsRequestId, arn: context.invokedFunctionArn, name: context.functionName,
    left: context.getRemainingTimeInMillis(), memory: context.memoryLimitInMB });`;
  const environment = { TABLE_NAME: 't', AWS_REGION: 'us-east-1' };
  const { lambda } = await startLambda(functionOf('tells', source, { environment, timeoutMs: 5_000 }));
  const answer = await lambda.invoke(arnOf('tells'), '{"a":[1,"ü"]}', 'request-7');
  expect(answer).toMatchObject({ failed: false, requestId: 'request-7' });
  const told = JSON.parse(answer.payload) as { left: number };
  expect(told).toMatchObject({
    event: { a: [1, 'ü'] },
    env: environment,
    id: 'request-7',
    arn: arnOf('tells'),
    name: 'tells',
    memory: '128',
  });
  expect(Object.keys((told as unknown as { env: object }).env).sort()).toEqual(['AWS_REGION', 'TABLE_NAME']);
  expect(told.left).toBeGreaterThan(0);
  expect(told.left).toBeLessThanOrEqual(5_000);
});

test('calls one after the other share a warm sandbox; calls at once do not', async () => {
  const source = `let calls = 0;
    export const handler = async ({ waitMs = 0 }) => { await new Promise((go) => setTimeout(go, waitMs)); return { calls: ++calls }; };`;
  const { lambda, call } = await startLambda(functionOf('counts', source));
  expect(await call('counts')).toEqual({ calls: 1 });
  expect(await call('counts')).toEqual({ calls: 2 });
  const [one, two] = await Promise.all([call('counts', { waitMs: 30 }), call('counts', { waitMs: 30 })]);
  expect([one.calls, two.calls].sort()).toEqual([1, 3]);
  expect(lambda.counters().counts).toMatchObject({ invocations: 4, coldStarts: 2, sandboxes: 2 });
});

test('a function has at most two sandboxes a core: who comes then waits for one, and all are served', async () => {
  const source = `export const handler = async ({ n }) => { await new Promise((go) => setTimeout(go, 20)); return { n }; };`;
  const { lambda, call } = await startLambda(functionOf('busy', source));
  const most = 2 * availableParallelism();
  const calls = Array.from({ length: 3 * most }, (_, n) => call('busy', { n }));
  expect((await Promise.all(calls)).map(({ n }) => n)).toEqual(calls.map((_, n) => n));
  expect(lambda.counters().busy).toMatchObject({ invocations: 3 * most, errors: 0, sandboxes: most });
});

test('a call says when a sandbox has it', async () => {
  const source = `export const handler = async () => new Promise((go) => setTimeout(go, 20));`;
  const { lambda } = await startLambda(functionOf('busy', source));
  const begun: number[] = [];
  const calls = Array.from({ length: 2 * availableParallelism() + 1 }, (_, n) =>
    lambda.invoke('busy', '{}', `r${n}`, () => void begun.push(n)),
  );
  await Promise.race(calls.slice(0, -1));
  expect(begun).not.toContain(calls.length);
  await Promise.all(calls);
  expect(begun.at(-1)).toBe(calls.length - 1);
});

test('Date tells the time of the run, in every way it can be asked', async () => {
  const source = `export const handler = async () => ({
    now: Date.now(), made: new Date().getTime(), text: Date(), fixed: new Date(0).toISOString(),
    utc: Date.UTC(2026, 0, 1), is: new Date() instanceof Date, parsed: Date.parse('2026-11-22T00:00:00Z') });`;
  const { clock, call } = await startLambda(functionOf('dates', source));
  await call('dates');
  await clock.advance(36 * 3_600_000);
  const beforeMs = clock.nowMs();
  const told = await call('dates');
  for (const instant of [told.now, told.made, Date.parse(told.text as string) + 999]) {
    expect(instant).toBeGreaterThanOrEqual(beforeMs);
    expect(instant).toBeLessThan(beforeMs + 10_000);
  }
  expect(told).toMatchObject({
    fixed: '1970-01-01T00:00:00.000Z',
    utc: 1_767_225_600_000,
    is: true,
    parsed: 1_795_305_600_000,
  });
});

test('a call in flight keeps the clock at the pace of real time', async () => {
  const source = `export const handler = () => new Promise((resolve) => setTimeout(resolve, 50));`;
  const { clock, call } = await startLambda(functionOf('waits', source));
  clock.setSpeed(1e9);
  let jumpedTo = 0;
  const dueAtMs = clock.nowMs() + 3_600_000;
  const jumped = new Promise<void>((resolve) =>
    clock.setTimer(dueAtMs, () => {
      jumpedTo = clock.nowMs();
      resolve();
    }),
  );
  const calling = call('waits').then(() => expect(jumpedTo).toBe(0));
  await calling;
  await jumped;
});

test('what a function throws is an answer in the shape that Lambda gives it', async () => {
  const source = `class DoorJammed extends Error { name = 'DoorJammed' }
    export const handler = async () => { throw new DoorJammed('A07 does not open'); };`;
  const { lambda } = await startLambda(functionOf('throws', source));
  const { failed, payload } = await lambda.invoke('throws', '{}');
  expect(failed).toBe(true);
  const error = JSON.parse(payload) as { trace: string[] };
  expect(error).toMatchObject({ errorType: 'DoorJammed', errorMessage: 'A07 does not open' });
  expect(error.trace[0]).toBe('DoorJammed: A07 does not open');
  expect(lambda.counters().throws).toMatchObject({ invocations: 1, errors: 1, sandboxes: 1 });
});

test('the timeout ends the call and the sandbox with it', async () => {
  const source = `let calls = 0;
    export const handler = async ({ hang }) => { calls++; if (hang) for (;;); return { calls }; };`;
  const { lambda, call } = await startLambda(functionOf('hangs', source, { timeoutMs: 200 }));
  expect(await call('hangs')).toEqual({ calls: 1 });
  const answer = await lambda.invoke('hangs', '{"hang":true}', 'r-1');
  expect(JSON.parse(answer.payload)).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: 'RequestId: r-1 Error: Task timed out after 0.20 seconds',
  });
  expect(await call('hangs')).toEqual({ calls: 1 });
  expect(lambda.counters().hangs).toMatchObject({ timeouts: 1, coldStarts: 2 });
});

test('a sandbox that ends itself fails its call and no other', async () => {
  const source = `export const handler = async ({ end }) => { if (end) process.exit(3); return 'well'; };`;
  const { lambda, call } = await startLambda(functionOf('ends', source));
  const { payload } = await lambda.invoke('ends', '{"end":true}');
  expect(JSON.parse(payload)).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(await call('ends')).toBe('well');
});

test('a bundle that does not load, or lacks the export, is found before the first message', async () => {
  const noExport = await startLambda(functionOf('lacks', 'export const other = 1;'));
  await expect(noExport.lambda.check()).rejects.toThrow('function lacks does not start: Runtime.HandlerNotFound');
  const noVariable = `if (!process.env.TABLE_NAME) throw new Error('TABLE_NAME is missing'); export const handler = 1;`;
  const broken = await startLambda(functionOf('breaks', noVariable));
  await expect(broken.lambda.check()).rejects.toThrow('function breaks does not start: Error: TABLE_NAME is missing');
});

test('payloads of six megabytes and more are refused both ways', async () => {
  const { lambda } = await startLambda(
    functionOf('large', `export const handler = async () => 'x'.repeat(6 * 1024 * 1024);`),
  );
  const { payload } = await lambda.invoke('large', '{}');
  expect(JSON.parse(payload)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  const tooLarge = lambda.invoke('large', JSON.stringify('x'.repeat(6 * 1024 * 1024)));
  await expect(tooLarge).rejects.toMatchObject({ name: 'RequestTooLargeException' });
});

test('what a function prints is kept and counted, and does not reach the screen', async () => {
  const source = `export const handler = async () => { console.log('{"level":"info","door":"A07"}'); console.error('ü'); };`;
  const { lambda, call } = await startLambda(functionOf('prints', source));
  await call('prints');
  await expect.poll(() => lambda.logs('prints')).toEqual(['{"level":"info","door":"A07"}', 'ü']);
  expect(lambda.counters().prints?.logBytes).toBe(30 + 3);
});

test('a failed call is told in one line, which says what failed and not with what', async () => {
  const { clock } = await startHarness();
  const said: string[] = [];
  const lambda = new Lambda(clock, (line) => void said.push(line));
  atEnd(() => lambda.close());
  lambda.register(functionOf('boom', `export const handler = async () => { throw new TypeError('+15550100001'); };`));
  lambda.register(functionOf('fine', `export const handler = async () => 1;`));
  await lambda.invoke(arnOf('fine'), '{}');
  await lambda.invoke(arnOf('boom'), '{}', 'request-7');
  expect(said).toEqual(['boom failed: TypeError, request request-7']);
});
