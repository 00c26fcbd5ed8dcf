import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the synthesized template and its bundles are made of. */
const sources = [
  'domain',
  'app',
  'adapters',
  'functions',
  'lib',
  'bin',
  'docs/openapi.json',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];
/** The stage without a suffix in its rule names: what a bank on this machine is told is what the wire contract says. */
const stage = 'prod';

/** What only a deployment may fail for is not asked here: `npm run synth` and the tests do, and it is a third of the time. */
const unchecked = { '@aws-cdk/core:validateAgainstDefaultRules': false };

/** So many assemblies are kept: a run that still reads an older one is not disturbed by a new synth. */
const keptMax = 3;

/**
 * The directory that `cdk synth` wrote, made now or kept from before: it is named for its sources and the lock file, and
 * made again only when they have changed. Answers where it is, and whether it was kept; `signal` ends a synth under way.
 */
export async function synthesize(
  kept = path.resolve('.local/synth'),
  signal?: AbortSignal,
): Promise<{ assembly: string; wasKept: boolean }> {
  const assembly = path.join(kept, hashOfSources().slice(0, 16));
  if (isWhole(assembly)) return { assembly, wasKept: true };
  mkdirSync(kept, { recursive: true });
  dropOldest(kept);
  const making = `${assembly}.${process.pid}`;
  await runApp(making, signal).catch((error: unknown) => {
    rmSync(making, { recursive: true, force: true }); // Half an assembly would push a whole one out of those kept.
    throw error;
  });
  keepWhole(making, assembly);
  return { assembly, wasKept: false };
}

const isWhole = (assembly: string): boolean => existsSync(path.join(assembly, 'manifest.json'));

/**
 * Several starts at once may each have made it: the same sources make the same assembly, so the first one stays, for it may be in
 * use by then. What is no whole one, a kill has left.
 */
export function keepWhole(making: string, assembly: string): void {
  try {
    renameSync(making, assembly);
  } catch {
    if (isWhole(assembly)) return rmSync(making, { recursive: true });
    rmSync(assembly, { recursive: true, force: true });
    renameSync(making, assembly);
  }
}

export function dropOldest(kept: string): void {
  // What another start renames meanwhile is not there any more: it counts as the oldest, and is not there to be dropped either.
  const changedAtMs = (name: string) => statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const byAge = readdirSync(kept).map((name) => path.join(kept, name));
  const aged = byAge.map((name) => ({ name, atMs: changedAtMs(name) })).sort((a, b) => b.atMs - a.atMs);
  for (const { name } of aged.slice(keptMax)) rmSync(name, { recursive: true, force: true });
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap(filesOf).sort()) hash.update(file).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(source: string): string[] {
  if (!existsSync(source)) return [];
  if (path.extname(source) !== '') return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Runs the CDK app as the CLI would, with the context of cdk.json, and shows what it says only when it fails. */
async function runApp(into: string, signal?: AbortSignal): Promise<void> {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const env = {
    ...process.env,
    CDK_OUTDIR: into,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...unchecked, stage }),
  };
  const child = spawn(process.execPath, ['bin/run.js', 'bin/pigeonhole.ts'], {
    env,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`the CDK app did not synthesize (exit code ${code}):\n${readable(said)}`);
}

/** What a person can read of it: stack traces quote whole minified files. */
const readable = (said: string): string =>
  said
    .split('\n')
    .filter((line) => line.trim() !== '' && line.length < 400)
    .slice(-60)
    .join('\n');
