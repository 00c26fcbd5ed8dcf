import { availableParallelism } from 'node:os';
import { CLOSED, Sandbox, type CallOutcome } from './lambda-sandbox.js';
import type { LambdaErrorShape } from './lambda-worker.js';

export interface FunctionConfig {
  readonly name: string;
  readonly arn: string;
  /** The bundle's file, and the export of it that AWS calls. */
  readonly file: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

const SANDBOXES_MAX = 2 * availableParallelism();
const IDLE_MAX_MS = 20_000;

/** The warm sandboxes of one function: the one used last is used first, and one idle for twenty seconds ends: that is memory. */
export class SandboxPool {
  private readonly idle: { sandbox: Sandbox; since: number }[] = [];
  private readonly all = new Set<Sandbox>();
  private readonly waiting: ((sandbox: Sandbox) => void)[] = [];
  private readonly sweeper: NodeJS.Timeout;
  private coldStarts = 0;
  private closed = false;

  public constructor(
    private readonly config: FunctionConfig,
    private readonly clockOffset: SharedArrayBuffer,
    private readonly onOutput: (text: string) => void,
  ) {
    this.sweeper = setInterval(() => this.endIdle(), IDLE_MAX_MS / 4);
    this.sweeper.unref();
  }

  public get counters(): { coldStarts: number; sandboxes: number } {
    return { coldStarts: this.coldStarts, sandboxes: this.all.size };
  }

  /** Loads the bundle once, so that a missing export or variable shows now and not at the first message. */
  public async check(): Promise<LambdaErrorShape | undefined> {
    const sandbox = await this.take();
    const broken = await sandbox.loaded;
    this.giveBack(sandbox);
    return broken;
  }

  public async run(event: string, awsRequestId: string, onBegin?: () => void): Promise<CallOutcome> {
    const { name, arn, timeoutMs, memoryMb } = this.config;
    if (this.closed) return { kind: 'error', error: CLOSED };
    const sandbox = await this.take();
    onBegin?.();
    const outcome = await sandbox.run({
      event,
      context: {
        awsRequestId,
        functionName: name,
        invokedFunctionArn: arn,
        memoryLimitInMB: String(memoryMb),
        logGroupName: `/aws/lambda/${name}`,
        timeoutMs,
      },
    });
    this.giveBack(sandbox);
    return outcome;
  }

  public async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeper);
    await Promise.all([...this.all].map((sandbox) => sandbox.close()));
  }

  private take(): Promise<Sandbox> | Sandbox {
    for (let warm = this.idle.pop(); warm; warm = this.idle.pop()) {
      if (!warm.sandbox.isDead) return warm.sandbox;
      this.all.delete(warm.sandbox);
    }
    if (this.all.size < SANDBOXES_MAX) return this.start();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(sandbox: Sandbox): void {
    if (sandbox.isDead) this.all.delete(sandbox);
    const next = this.waiting.shift();
    if (next) next(sandbox.isDead && !this.closed ? this.start() : sandbox);
    else if (!sandbox.isDead) this.idle.push({ sandbox, since: performance.now() });
  }

  private start(): Sandbox {
    this.coldStarts += 1;
    const { file, exportName, environment, memoryMb } = this.config;
    const { clockOffset, onOutput } = this;
    const sandbox = new Sandbox({ file, exportName, environment, memoryMb, clockOffset, onOutput });
    this.all.add(sandbox);
    return sandbox;
  }

  private endIdle(): void {
    const oldest = performance.now() - IDLE_MAX_MS;
    while (this.idle[0] && this.idle[0].since < oldest) {
      const { sandbox } = this.idle.shift()!;
      this.all.delete(sandbox);
      void sandbox.close();
    }
  }
}
