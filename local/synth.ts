import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the synthesized template and its bundles are made of. */
const sources = [
  'domain',
  'app',
  'adapters',
  'functions',
  'lib',
  'bin',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];
/** The stage without a suffix in its rule names: what a bank on this machine is told is what the wire contract says. */
const stage = 'prod';

/**
 * The directory that `cdk synth` wrote, made now or kept from before: it is made again only when a source or the lock
 * file has changed. Answers where it is, and whether it was kept.
 */
export async function synthesize(
  into = path.resolve('.local/cdk.out'),
): Promise<{ assembly: string; wasKept: boolean }> {
  const mark = path.join(path.dirname(into), 'synth.sha256');
  const now = hashOfSources();
  if (existsSync(path.join(into, 'manifest.json')) && existsSync(mark) && readFileSync(mark, 'utf8') === now) {
    return { assembly: into, wasKept: true };
  }
  rmSync(mark, { force: true });
  rmSync(into, { recursive: true, force: true });
  await runApp(into);
  mkdirSync(path.dirname(mark), { recursive: true });
  writeFileSync(mark, now);
  return { assembly: into, wasKept: false };
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
async function runApp(into: string): Promise<void> {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const env = { ...process.env, CDK_OUTDIR: into, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }) };
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/pigeonhole.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`the CDK app did not synthesize (exit code ${code}):\n${said.slice(-8_000)}`);
}
