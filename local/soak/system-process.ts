import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { addressesOf, type Addresses } from '../admin.js';

export interface SystemPorts {
  readonly api: number;
  readonly mqtt: number;
  readonly control: number;
}

/** A first start synthesizes, which takes some 10 s on a quiet machine. */
const startWithinMs = 180_000;
const lookMs = 20;
/** So much of what it printed is kept for the case that it ends. */
const saidMax = 8_000;

/** The whole system as `npm start` runs it, in a process of its own that can be killed like any other. */
export class SystemProcess {
  public readonly addresses: Addresses;
  /** How long each start took until the control port answered, in order, milliseconds. */
  public readonly readyAfterMs: number[] = [];
  private child: ChildProcess | undefined;
  private said = '';

  public constructor(private readonly options: { dataDir: string; ports: SystemPorts; seed: number }) {
    this.addresses = addressesOf(options.ports.api, options.ports.control);
  }

  /** Resolves when it is ready. */
  public async start(): Promise<void> {
    const beganAtMs = performance.now();
    const [command = '', ...words] = startScript();
    const { dataDir, ports, seed } = this.options;
    const flags = ['--no-demo', '--quiet', '--data', dataDir, '--seed', String(seed), '--port', String(ports.api)];
    const listening = ['--mqtt-port', String(ports.mqtt), '--control-port', String(ports.control)];
    const program = command === 'node' ? process.execPath : command;
    const child = spawn(program, [...words, ...flags, ...listening], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.said = `${this.said}${chunk.toString()}`.slice(-saidMax)));
    this.child = child;
    while (!(await this.answers())) {
      if (child.exitCode !== null) throw new Error(`the system ended with ${child.exitCode}:\n${this.said}`);
      if (performance.now() - beganAtMs > startWithinMs) throw new Error(`the system did not start:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    this.readyAfterMs.push(performance.now() - beganAtMs);
  }

  /** kill -9: nothing of it may finish what it was doing. */
  public kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  public stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  public get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The last that it printed, both streams. */
  public get lastWords(): string {
    return this.said;
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  private async answers(): Promise<boolean> {
    const asked = fetch(`${this.addresses.controlUrl}/health`).then(({ ok }) => ok);
    return asked.catch(() => false);
  }
}

/** What `npm start` would run, without npm in between: the signal must reach the system itself. */
function startScript(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ');
}
