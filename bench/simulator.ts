import { spawn } from 'node:child_process';
import path from 'node:path';
import { atLeast, plain, rounded, type Measured, type Progress } from './report.js';

const limits = { livesPerMinute: 10_000 } as const;
/** Two minutes or so, for the simulator tells each seed twice. Of a shorter story most would be its end, when no parcels come. */
const args = ['--seed', '1', '--banks', '20', '--days', '30', '--mishaps', 'all'];
/** As `npm run sim` has it: what lives for an event only is gone before the collector looks at it. */
const flags = ['--no-warnings', '--max-semi-space-size=64'];
const root = path.resolve(import.meta.dirname, '..');

interface Story {
  readonly lives: number;
  readonly violations: number;
  readonly livesPerMinute: number;
}

/** The simulator as `npm run sim` runs it, on one core, with every mishap on and every invariant looked at. */
export async function measureSimulator(progress: Progress): Promise<Measured> {
  progress(`npm run sim -- ${args.join(' ')}`);
  const startedMs = performance.now();
  const { lives, violations, livesPerMinute } = await simulate();
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    figures: [
      atLeast('parcel lives a minute, one core, all mishaps', livesPerMinute, {
        min: limits.livesPerMinute,
        unit: 'lives',
      }),
      plain('lives, violations', `${lives}, ${violations} in ${rounded(seconds)} s`),
    ],
    json: { livesPerMinute: rounded(livesPerMinute) },
  };
}

async function simulate(): Promise<Story> {
  const child = spawn(process.execPath, [...flags, 'bin/run.js', 'simulator/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-100_000)));
  child.stderr.on('data', (chunk: Buffer) => (complained = (complained + chunk.toString()).slice(-2_000)));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const line = said.trim().split('\n').at(-1) ?? '';
  // A violation ends it with 1 and its line of JSON all the same: how fast it ran is still known, and so is the violation.
  if (line.startsWith('{')) return JSON.parse(line) as Story;
  throw new Error(`the simulator told no story (exit code ${code}): ${complained || line}`);
}
