import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atMost, plain, rounded, type Measured, type Progress } from './report.js';

const limits = { firstStorySeconds: 60, memoryMegabytes: 400 } as const;
/** What the run prints when it is up, when the first verdict is told, and when the whole story has been told. */
const marks = { up: /^Up: /m, verdict: /verdict at /, over: /^It runs on\./m } as const;
type Mark = keyof typeof marks;
const patienceMs = 180_000;
const root = path.resolve(import.meta.dirname, '..');

interface Start {
  /** Seconds from the command to each mark; NaN for one that was not waited for. */
  readonly upAt: number;
  readonly verdictAt: number;
  readonly overAt: number;
  readonly hasSynthesized: boolean;
  /** npm, the run and what it started, megabytes: at the end, and the most that any look found. */
  readonly memoryMegabytes: number;
  readonly memoryMaxMegabytes: number;
}

/**
 * `npm start` as a newcomer runs it, twice: once with nothing synthesized, once with that kept. In a folder of its own
 * that has the same sources, so that it neither finds nor disturbs what is kept here.
 */
export async function measureStartup(progress: Progress): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pigeonhole-bench-'));
  try {
    for (const name of readdirSync(root)) {
      if (!['.local', '.git', 'cdk.out'].includes(name)) symlinkSync(path.join(root, name), path.join(folder, name));
    }
    progress('npm start with nothing synthesized, to the end of its story');
    const first = await start(folder, 'over');
    progress('npm start again, to its first verdict');
    const second = await start(folder, 'verdict');
    return report(first, second);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(first: Start, second: Start): Measured {
  const memory = first.memoryMegabytes;
  const story = { max: limits.firstStorySeconds, unit: 's' };
  return {
    figures: [
      atMost('first verdict told, nothing synthesized', first.verdictAt, story),
      atMost('story over, nothing synthesized', first.overAt, story),
      atMost('first verdict told, synthesis kept', second.verdictAt, story),
      plain('second start until it is up', `${rounded(second.upAt)} s`),
      atMost('memory after the story, npm included', memory, { max: limits.memoryMegabytes, unit: 'MB' }),
      plain('most memory seen, synthesis included', `${rounded(first.memoryMaxMegabytes)} MB`),
    ],
    details: second.hasSynthesized ? ['The second start synthesized again: the sources were changed meanwhile.'] : [],
    json: {
      firstStorySeconds: rounded(first.verdictAt),
      secondStartSeconds: rounded(second.upAt),
      memoryMegabytes: Math.round(memory),
    },
  };
}

async function start(folder: string, until: Mark): Promise<Start> {
  const [port, mqttPort, controlPort] = await freePorts(3);
  const flags = ['--port', `${port}`, '--mqtt-port', `${mqttPort}`, '--control-port', `${controlPort}`];
  const startedMs = performance.now();
  const child = spawn('npm', ['start', '--', ...flags], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let memoryMaxMegabytes = 0;
  const looking = setInterval(() => (memoryMaxMegabytes = Math.max(memoryMaxMegabytes, memoryOf(child))), 1_000);
  try {
    const reached = await watch(child, { startedMs, until });
    const memoryMegabytes = memoryOf(child);
    return { ...reached, memoryMegabytes, memoryMaxMegabytes: Math.max(memoryMaxMegabytes, memoryMegabytes) };
  } finally {
    clearInterval(looking);
    await stop(child);
  }
}

async function watch(
  child: ChildProcess,
  { startedMs, until }: { startedMs: number; until: Mark },
): Promise<Omit<Start, `memory${string}`>> {
  const at = new Map<Mark, number>();
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`npm start ${why}: ${said.slice(-1_000)}`));
    const timer = setTimeout(() => fail(`told no whole story within ${patienceMs / 1000} s`), patienceMs);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      for (const [name, mark] of Object.entries(marks) as [Mark, RegExp][]) {
        if (!at.has(name) && mark.test(said)) at.set(name, (performance.now() - startedMs) / 1000);
      }
      if (!at.has(until)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with exit code ${code}`);
    });
  });
  const [upAt = NaN, verdictAt = NaN, overAt = NaN] = [at.get('up'), at.get('verdict'), at.get('over')];
  return { upAt, verdictAt, overAt, hasSynthesized: /^Synthesized/m.test(said) };
}

/** Resident memory of the process and all that it started, as the system's own ps tells it. What is shared counts twice. */
function memoryOf({ pid }: ChildProcess): number {
  const rows = processes();
  const family = new Set([pid]);
  for (let grown = true; grown;) {
    const found = rows.filter((row) => !family.has(row.pid) && family.has(row.parent));
    found.forEach((row) => family.add(row.pid));
    grown = found.length > 0;
  }
  const kilobytes = rows.filter((row) => family.has(row.pid)).reduce((sum, row) => sum + row.kilobytes, 0);
  return kilobytes / 1024;
}

function processes(): { pid: number; parent: number; kilobytes: number }[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, kilobytes }));
}

/** As Ctrl-C would: the signal goes to the run itself, which npm may not pass on. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const children = processes().filter(({ parent }) => parent === child.pid);
  const runs = children.flatMap(({ pid }) => [...processes().filter(({ parent }) => parent === pid), { pid }]);
  for (const { pid } of runs) signal(pid);
  if (runs.length === 0) child.kill('SIGINT');
  await ended;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It ended meanwhile, which is what is wanted.
  }
}

/** All held at once, so that they differ; free again when they are given out. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host: '127.0.0.1', port: 0 }, () => resolve((server.address() as AddressInfo).port));
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}
