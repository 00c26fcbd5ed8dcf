import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { transformSync } from 'esbuild';
import type { Call, LambdaErrorShape, WorkerData, WorkerMessage } from './lambda-worker.js';

export interface SandboxOptions extends WorkerData {
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  /** Everything that the function prints, as it comes. */
  readonly onOutput: (text: string) => void;
}

export type CallOutcome =
  { readonly kind: 'result'; readonly payload: string } | { readonly kind: 'error'; readonly error: LambdaErrorShape };

/** What a call ends with that the end of the run cuts short. */
export const CLOSED: LambdaErrorShape = { errorType: 'Runtime.Closed', errorMessage: 'the run is being stopped' };

/** One worker thread with one function's bundle in it: loaded once, called one event at a time, gone after a crash. */
export class Sandbox {
  /** Resolves when the bundle is loaded, or with why it cannot be. */
  public readonly loaded: Promise<LambdaErrorShape | undefined>;
  private readonly worker: Worker;
  private answer: ((outcome: CallOutcome) => void) | undefined;
  private death: LambdaErrorShape | undefined;

  public constructor({ environment, memoryMb, onOutput, ...workerData }: SandboxOptions) {
    this.worker = new Worker(workerCode(), {
      workerData,
      env: { ...environment },
      execArgv: [], // The runner's own loaders have no business in a bundle.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 4 },
    });
    this.worker.stdout.setEncoding('utf8').on('data', onOutput);
    this.worker.stderr.setEncoding('utf8').on('data', onOutput);
    this.loaded = new Promise((resolve) => this.listen(resolve));
  }

  public get isDead(): boolean {
    return this.death !== undefined;
  }

  /** Runs one event. A call that takes longer than `timeoutMs` of real time ends the thread, as in Lambda. */
  public async run(call: Call): Promise<CallOutcome> {
    const broken = await this.loaded;
    if (broken ?? this.death) return { kind: 'error', error: (broken ?? this.death)! };
    const { awsRequestId, timeoutMs } = call.context;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.die({
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${awsRequestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
        });
        void this.worker.terminate();
      }, timeoutMs);
      this.answer = (outcome) => {
        clearTimeout(timer);
        this.answer = undefined;
        resolve(outcome);
      };
      this.worker.postMessage(call);
    });
  }

  public async close(): Promise<void> {
    this.die(CLOSED);
    await this.worker.terminate();
  }

  private listen(resolveLoaded: (broken: LambdaErrorShape | undefined) => void): void {
    const dieOf = (error: LambdaErrorShape) => {
      this.die(error);
      resolveLoaded(error);
    };
    this.worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') resolveLoaded(undefined);
      else if (message.kind === 'broken') dieOf(message.error);
      else this.answer?.(message);
    });
    this.worker.on('error', (error: Error) => dieOf({ errorType: error.name, errorMessage: error.message }));
    this.worker.on('exit', (code) =>
      dieOf({ errorType: 'Runtime.ExitError', errorMessage: `the function's runtime exited with status ${code}` }),
    );
  }

  private die(error: LambdaErrorShape): void {
    this.death ??= error;
    this.answer?.({ kind: 'error', error: this.death });
  }
}

let code: URL | undefined;

/** The worker's TypeScript as a data: address, so that threads need neither a loader nor a file beside them. */
function workerCode(): URL {
  if (code) return code;
  const source = readFileSync(new URL('./lambda-worker.ts', import.meta.url), 'utf8');
  const script = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20' }).code;
  code = new URL(`data:text/javascript;base64,${Buffer.from(script).toString('base64')}`);
  return code;
}
