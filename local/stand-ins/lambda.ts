import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import { SandboxPool, type FunctionConfig } from './lambda-pool.js';
import type { CallOutcome } from './lambda-sandbox.js';
import { OutputLog } from './output-log.js';
import { ServiceError } from './service.js';

export interface InvokeAnswer {
  readonly requestId: string;
  /** JSON: the result, or Lambda's error shape when `failed`. */
  readonly payload: string;
  readonly failed: boolean;
}

export interface FunctionCounters {
  invocations: number;
  errors: number;
  timeouts: number;
  coldStarts: number;
  sandboxes: number;
  /** Bytes that the function printed, all calls together. */
  logBytes: number;
}

const SYNC_PAYLOAD_MAX_BYTES = 6 * 1024 * 1024;

/** The functions of the run, called by ARN or name as AWS would call them. Calls in flight keep the clock at × 1. */
export class Lambda {
  private readonly functions = new Map<string, Registered>();
  private closed = false;

  public constructor(
    private readonly clock: Clock,
    private readonly log: (line: string) => void = () => undefined,
  ) {}

  public register(config: FunctionConfig): void {
    const output = new OutputLog();
    const pool = new SandboxPool(config, this.clock.offset, (text) => output.add(text));
    this.functions.set(config.name, { config, pool, output, invocations: 0, errors: 0, timeouts: 0 });
  }

  /** Loads every bundle once; a bundle that cannot be loaded stops the run with its name and what it said. */
  public async check(): Promise<void> {
    const checks = [...this.functions.values()].map(async ({ config, pool }) => {
      const broken = await pool.check();
      if (broken)
        throw new Error(`function ${config.name} does not start: ${broken.errorType}: ${broken.errorMessage}`);
    });
    await Promise.all(checks);
  }

  public has(nameOrArn: string): boolean {
    return this.functions.has(nameOf(nameOrArn));
  }

  /**
   * A synchronous call. A function's own failure is an answer, never thrown. `onBegin` is called once a sandbox has it,
   * which may be a while after it was asked for.
   */
  public async invoke(
    nameOrArn: string,
    event: string,
    requestId: string = randomUUID(),
    onBegin?: () => void,
  ): Promise<InvokeAnswer> {
    checkSize(event, SYNC_PAYLOAD_MAX_BYTES);
    const called = this.find(nameOrArn);
    called.invocations += 1;
    const outcome = limitAnswer(
      await this.clock.during(called.config.name, () => called.pool.run(event, requestId, onBegin)),
    );
    if (outcome.kind === 'result') return { requestId, payload: outcome.payload, failed: false };
    called.errors += 1;
    if (outcome.error.errorType === 'Sandbox.Timedout') called.timeouts += 1;
    called.output.add(`${JSON.stringify({ requestId, ...outcome.error })}\n`, 'runtime');
    // Not its message, which may hold what a person sent: that is only in the function's own log.
    if (!this.closed) this.log(`${called.config.name} failed: ${outcome.error.errorType}, request ${requestId}`);
    return { requestId, payload: JSON.stringify(outcome.error), failed: true };
  }

  public counters(): Record<string, FunctionCounters> {
    const rows = [...this.functions.values()].map(({ config, pool, output, invocations, errors, timeouts }) => {
      const counters = { invocations, errors, timeouts, ...pool.counters, logBytes: output.bytes };
      return [config.name, counters] as const;
    });
    return Object.fromEntries(rows);
  }

  /** The last lines that a function printed (and what its runtime said of failures), oldest first. */
  public logs(nameOrArn: string): readonly string[] {
    return this.find(nameOrArn).output.lines();
  }

  public names(): string[] {
    return [...this.functions.keys()];
  }

  public async close(): Promise<void> {
    this.closed = true; // A call that the stop cuts short is no failure to tell.
    await Promise.all([...this.functions.values()].map(({ pool }) => pool.close()));
  }

  private find(nameOrArn: string): Registered {
    const found = this.functions.get(nameOf(nameOrArn));
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
  }
}

interface Registered {
  readonly config: FunctionConfig;
  readonly pool: SandboxPool;
  readonly output: OutputLog;
  invocations: number;
  errors: number;
  timeouts: number;
}

/** `arn:aws:lambda:region:account:function:NAME[:version]` → NAME; a bare name stays. */
function nameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
}

export function checkSize(payload: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= maxBytes) return;
  throw new ServiceError(
    'RequestTooLargeException',
    `${bytes} byte payload is too large (limit ${maxBytes} bytes)`,
    413,
  );
}

function limitAnswer(outcome: CallOutcome): CallOutcome {
  if (outcome.kind === 'error' || Buffer.byteLength(outcome.payload) <= SYNC_PAYLOAD_MAX_BYTES) return outcome;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${SYNC_PAYLOAD_MAX_BYTES} bytes).`;
  return { kind: 'error', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}
