/**
 * What runs inside a worker thread: one function, one call at a time, as in a Lambda sandbox. It is translated to
 * JavaScript once and started from memory, so it imports nothing but Node, and the bundle comes after the clock is set.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

export interface WorkerData {
  readonly file: string;
  readonly exportName: string;
  readonly clockOffset: SharedArrayBuffer;
}

export interface CallContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly timeoutMs: number;
}

export interface Call {
  readonly event: string;
  readonly context: CallContext;
}

export interface LambdaErrorShape {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly error: LambdaErrorShape }
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: LambdaErrorShape };

type Handler = (event: unknown, context: object) => unknown;

/** Date tells the run's time: real time plus the shared offset. Timers and `performance` stay real. */
function installClock(buffer: SharedArrayBuffer): void {
  const offset = new BigInt64Array(buffer);
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const nowMs = () => realNow() + Number(Atomics.load(offset, 0));
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parts: unknown[], newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [nowMs()] : parts, newTarget) as object,
    apply: () => new RealDate(nowMs()).toString(),
    get: (target, name, receiver) => (name === 'now' ? nowMs : (Reflect.get(target, name, receiver) as unknown)),
  });
}

async function loadHandler({ file, exportName }: WorkerData): Promise<Handler | LambdaErrorShape> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const handler = module[exportName];
  if (typeof handler === 'function') return handler as Handler;
  return { errorType: 'Runtime.HandlerNotFound', errorMessage: `${exportName} is undefined or not exported` };
}

function contextOf({ timeoutMs, ...call }: CallContext): object {
  const endsAt = performance.now() + timeoutMs;
  return {
    ...call,
    functionVersion: '$LATEST',
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
  };
}

function shapeOf(thrown: unknown): LambdaErrorShape {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

async function runCall(handler: Handler, { event, context }: Call): Promise<WorkerMessage> {
  try {
    const result: unknown = await handler(JSON.parse(event), contextOf(context));
    return { kind: 'result', payload: JSON.stringify(result) ?? 'null' };
  } catch (thrown) {
    return { kind: 'error', error: shapeOf(thrown) };
  }
}

const port = parentPort;
if (port) {
  const data = workerData as WorkerData;
  installClock(data.clockOffset);
  loadHandler(data)
    .then((handler) => {
      if (typeof handler !== 'function') return port.postMessage({ kind: 'broken', error: handler });
      port.on('message', (call: Call) => void runCall(handler, call).then((answer) => port.postMessage(answer)));
      port.postMessage({ kind: 'ready' });
    })
    .catch((thrown: unknown) => port.postMessage({ kind: 'broken', error: shapeOf(thrown) }));
}
