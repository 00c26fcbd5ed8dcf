import { fork, type ChildProcess } from 'node:child_process';
import type { Served } from './serve.js';

/** What the outbox shows of one message to a person, or to a site's topic. */
export interface Told {
  readonly channel: 'sms' | 'email' | 'topic';
  readonly to: string;
  readonly body: string;
  readonly atMs: number;
  readonly eventId?: string;
  readonly kind?: string;
  /** Of a site's topic: which of its readers. */
  readonly audience?: string;
}

/** One line that a function printed to be counted. */
export type Counted = { readonly counter: string } & Readonly<Record<string, unknown>>;

interface Health {
  readonly functions: Record<string, { invocations: number; errors: number; timeouts: number }>;
  readonly devices: Record<string, number>;
}

/** Synthesizing takes about 10 s on a quiet machine. */
const startWithinMs = 120_000;
const waitMaxMs = 30_000;

/** The local run, seen from outside: where it listens, and what its control port tells and does. */
export class LocalRun {
  private constructor(
    public readonly served: Served,
    private readonly child: ChildProcess,
  ) {}

  public static async start({ dataDir }: { dataDir?: string } = {}): Promise<LocalRun> {
    const child = fork('bin/run.js', ['test/e2e/serve.ts', ...(dataDir === undefined ? [] : [dataDir])], {
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4_000)));
    const served = await new Promise<Served>((resolve, reject) => {
      child.once('message', (message) => resolve((message as { served: Served }).served));
      child.once('exit', (code) => reject(new Error(`the local run ended with ${code}:\n${said}`)));
      setTimeout(() => reject(new Error(`the local run did not start:\n${said}`)), startWithinMs).unref();
    });
    return new LocalRun(served, child);
  }

  /** Everything that reached people so far, in order. */
  public outbox(): Promise<Told[]> {
    return this.control<Told[]>('GET', '/outbox');
  }

  public async toldTo(to: string): Promise<Told[]> {
    return (await this.outbox()).filter((told) => told.to === to);
  }

  /** Waits for this many messages of a kind to somebody, and answers them. */
  public async told(to: string, kind: string, count = 1): Promise<Told[]> {
    return until(async () => {
      const found = (await this.toldTo(to)).filter((told) => told.kind === kind);
      return found.length >= count && found;
    }, `${count} × ${kind} for ${to}`);
  }

  /** Returns when every message, call and event that was open has come to rest. */
  public async settle(): Promise<void> {
    await this.advance(0);
  }

  public async advance(advanceMs: number): Promise<void> {
    await this.control('POST', '/clock', { advanceMs });
  }

  public async nowMs(): Promise<number> {
    return (await this.control<{ nowMs: number }>('GET', '/clock')).nowMs;
  }

  public async mishaps(settings: Record<string, unknown>): Promise<void> {
    await this.control('POST', '/mishaps', settings);
  }

  public health(): Promise<Health> {
    return this.control<Health>('GET', '/health');
  }

  public async tokenOf(claims: { sub: string; groups?: string[]; expiresInSeconds?: number }): Promise<string> {
    return (await this.control<{ token: string }>('POST', '/token', claims)).token;
  }

  /** What the functions counted, from the lines that they printed: the last thousand of each. */
  public async counted(counter: string): Promise<Counted[]> {
    const marked = (await this.lines()).filter((line) => line.startsWith('{') && line.includes('"counter":'));
    return marked.map((line) => JSON.parse(line) as Counted).filter((line) => line.counter === counter);
  }

  /** Waits until this many lines of a counter have come, where `isIt` is asked of each; a line comes a moment after its call. */
  public async countedTimes(counter: string, times: number, isIt = (_: Counted): boolean => true): Promise<Counted[]> {
    return until(async () => {
      const found = (await this.counted(counter)).filter(isIt);
      return found.length >= times && found;
    }, `${times} × ${counter}`);
  }

  /** Calls that failed, by function, and what the last of them said. */
  public async failures(): Promise<string[]> {
    const { functions } = await this.health();
    const failed = Object.entries(functions).filter(([, { errors, timeouts }]) => errors + timeouts > 0);
    const said = failed.length > 0 ? (await this.lines()).filter((line) => line.includes('"errorType"')) : [];
    return [...failed.map(([name, { errors, timeouts }]) => `${name}: ${errors} + ${timeouts}`), ...said.slice(-5)];
  }

  public async close(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }

  private lines(): Promise<string[]> {
    return new Promise((resolve) => {
      this.child.once('message', (message) => resolve((message as { logs: string[] }).logs));
      this.child.send('logs');
    });
  }

  private async control<Answer>(method: string, at: string, body?: object): Promise<Answer> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.served.controlUrl}${at}`, { method, ...sent });
    if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}

/** Looks until it holds: never a wait of fixed length, and an error that says what did not come. */
export async function until<Found>(look: () => Promise<Found | false | undefined>, what: string): Promise<Found> {
  const endsAtMs = performance.now() + waitMaxMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > endsAtMs) throw new Error(`waited ${waitMaxMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
