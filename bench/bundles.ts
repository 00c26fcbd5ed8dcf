import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { synthesize } from '../local/synth.js';
import { bytesOf, bundlesOf, isUnlimited, kilobytesMax, type Bundle } from './assets.js';
import { atMost, plain, rounded, type Measured, type Progress } from './report.js';
import { median } from './statistics.js';

const limits = { coldStartOverEmpty: 2.6 } as const;
const wholeRounds = 15;

/**
 * Each function's asset as it would be deployed. Kilobytes: all its files; those that a cold start loads are shown beside
 * (the rest waits for its dynamic import). Cold start: a whole process, `node index.mjs`, against an empty module in the
 * same round, median of 15 rounds over median of 15; `import()` alone is not within reach of any SDK.
 */
export async function measureBundles(progress: Progress, rounds = wholeRounds): Promise<Measured> {
  const { assembly } = await synthesize();
  const bundles = bundlesOf(assembly);
  progress(`${bundles.length} functions, ${rounds} cold starts each`);
  const starts = coldStarts(bundles, rounds);
  const rows = await Promise.all(
    bundles.map(async ({ name, directory }) => {
      const [kilobytes, eager] = [bytesOf(directory) / 1000, (await eagerBytes(directory)) / 1000];
      return { name, kilobytes: rounded(kilobytes), eager, coldStartOverEmpty: rounded(starts.get(name) ?? NaN) };
    }),
  );
  return {
    figures: rows.flatMap(({ name, kilobytes, eager, coldStartOverEmpty }) => {
      const size = { max: kilobytesMax, unit: 'KB', note: `of it loaded at once ${rounded(eager)}` };
      return [
        isUnlimited(name)
          ? plain(name, `${kilobytes} KB, of it loaded at once ${rounded(eager)}`)
          : atMost(name, kilobytes, size),
        atMost(`${name}, cold start`, coldStartOverEmpty, { max: limits.coldStartOverEmpty, unit: '×' }),
      ];
    }),
    json: rows.map(({ name, kilobytes, coldStartOverEmpty }) => ({ name, kilobytes, coldStartOverEmpty })),
  };
}

/** Ratios by name. Two functions of one bundle are measured as one. */
function coldStarts(bundles: readonly Bundle[], rounds: number): Map<string, number> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'pigeonhole-bench-'));
  const empty = path.join(scratch, 'index.mjs');
  writeFileSync(empty, 'export const handler = async () => undefined;\n');
  const once = [...new Map(bundles.map((bundle) => [bundle.directory, bundle])).values()];
  const [emptyMs, tookMs] = [[] as number[], new Map<string, number[]>(once.map(({ directory }) => [directory, []]))];
  try {
    for (let round = 0; round <= rounds; round++) {
      const took = [
        startMs(empty, {}),
        ...once.map(({ directory, environment }) => startMs(path.join(directory, 'index.mjs'), environment)),
      ];
      if (round === 0) continue; // The first reads the files from disk.
      emptyMs.push(took[0] ?? NaN);
      once.forEach(({ directory }, i) => tookMs.get(directory)?.push(took[i + 1] ?? NaN));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return new Map(bundles.map(({ name, directory }) => [name, median(tookMs.get(directory) ?? []) / median(emptyMs)]));
}

/** A process from its start to its end, in which the file is all there is. */
function startMs(file: string, environment: Readonly<Record<string, string>>): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { env: { ...environment }, encoding: 'utf8' });
  const tookMs = performance.now() - startedMs;
  if (status !== 0) throw new Error(`${file} does not load: ${stderr.slice(0, 500)}`);
  return tookMs;
}

/** What index.mjs imports, and what that imports, but for dynamic imports. */
async function eagerBytes(directory: string): Promise<number> {
  const { metafile } = await build({
    absWorkingDir: directory,
    entryPoints: ['index.mjs'],
    ...{ bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', logLevel: 'silent' },
    outdir: path.join(directory, 'never-written'),
  });
  const seen = new Set<string>();
  const walk = (file: string) => {
    const input = metafile.inputs[file];
    if (!input || seen.has(file)) return;
    seen.add(file);
    for (const { path: imported, kind } of input.imports) if (kind === 'import-statement') walk(imported);
  };
  walk('index.mjs');
  return [...seen].reduce((sum, file) => sum + (metafile.inputs[file]?.bytes ?? 0), 0);
}
