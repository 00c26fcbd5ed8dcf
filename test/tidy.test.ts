import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { routes } from '../functions/api/routes.js';

/** The architecture and the style guide, as a test: what can be checked is checked here. */
const folders = [
  'domain',
  'app',
  'adapters',
  'functions',
  'lib',
  'bin',
  'local',
  'simulator',
  'bench',
  'conform',
  'evaluate',
] as const;
type Folder = (typeof folders)[number];

/** What a folder may import from the others; `packages` says whether it may import packages at all. */
const may: Record<Folder, { folders: string[]; packages: boolean | string[] }> = {
  domain: { folders: ['domain'], packages: ['zod/mini'] },
  app: { folders: ['app', 'domain'], packages: false },
  adapters: { folders: ['adapters', 'app', 'domain'], packages: true },
  functions: { folders: ['functions', 'adapters', 'app', 'domain'], packages: true },
  lib: { folders: ['lib', 'functions/api/routes', 'adapters/channels/index'], packages: true },
  bin: { folders: ['lib'], packages: true },
  simulator: { folders: ['simulator', 'app', 'domain', 'adapters/memory'], packages: ['node:'] },
  local: {
    folders: ['local', 'simulator', 'app/api/custody', 'adapters/crypto/digest', 'adapters/crypto/key-ring'],
    packages: true,
  },
  bench: {
    folders: ['bench', 'local', 'simulator', 'domain', 'adapters/aws-clients', 'adapters/dynamodb/codec'],
    packages: true,
  },
  evaluate: { folders: ['evaluate', 'bench/report', 'local/options', 'simulator', 'domain'], packages: ['node:'] },
  conform: { folders: ['conform', 'local', 'simulator', 'domain', 'app/ports'], packages: true },
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name).replaceAll('\\', '/'));
const files = folders.flatMap(sources);
const read = (file: string): string => readFileSync(file, 'utf8');
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

function isAllowed(file: string, specifier: string): boolean {
  const allowed = may[file.split('/')[0] as Folder];
  if (!specifier.startsWith('.')) {
    return typeof allowed.packages === 'boolean'
      ? allowed.packages
      : allowed.packages.some((name) => specifier.startsWith(name));
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  return allowed.folders.some(
    (folder) => target === folder || target.startsWith(`${folder}/`) || target === `${folder}.js`,
  );
}

/** Functions are measured by the linter (70 lines); files here. */
const linesMax = 250;

/** Tests of something that several files make together, or that is a way of testing rather than a file. */
const ofNoOneFile = [
  'app/late-and-twice',
  'app/lock-wear',
  'app/people',
  'app/sensors',
  'app/shell',
  'app/visits',
  'app/what-a-door-refuses',
  'domain/decide/question',
  'domain/decide/timers',
  'domain/decide/windows',
  'domain/sensing/curtain',
  'domain/sensing/error-rates',
  'domain/sensing/fuse',
  'domain/sensing/health/recordings',
  'domain/sensing/recordings',
  'domain/sensing/recordings-load-cell',
  'domain/sensing/recordings-ultrasonic',
  'domain/sensing/ultrasonic',
  'domain/wire/hostile',
  'domain/wire/refusals',
  'functions/api/bodies',
  'functions/api/people',
  'functions/api/tenancy',
];

const isFolder = (name: string): boolean => existsSync(name) && statSync(name).isDirectory();

describe('the house is tidy', () => {
  it.each(files)('%s imports only what its folder may', (file) => {
    expect(importsOf(file).filter((specifier) => !isAllowed(file, specifier))).toEqual([]);
  });

  it.each(files)(`%s has at most ${linesMax} lines`, (file) => {
    expect(read(file).split('\n').length).toBeLessThanOrEqual(linesMax);
  });

  it.each(sources('domain'))('%s is pure: no clock, no chance, no waiting, no environment', (file) => {
    const impure =
      /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|setTimeout|async |await |process\.|crypto\.)/;
    expect(impure.exec(read(file).replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, ''))?.[0]).toBeUndefined();
  });

  it.each(sources('app'))('%s reads no clock but the port', (file) => {
    expect(/\b(Date\.now|new Date\(\)|Math\.random|process\.)/.exec(read(file))?.[0]).toBeUndefined();
  });

  it('reads process.env in one place of the product', () => {
    const readers = ['domain', 'app', 'adapters', 'functions']
      .flatMap(sources)
      .filter((file) => read(file).includes('process.env'));
    expect(readers).toEqual(['adapters/aws.ts']);
  });

  it('takes of zod what it uses: a named import would put all of it into every bundle', () => {
    const bundled = ['domain', 'app', 'adapters', 'functions'].flatMap(sources);
    expect(bundled.filter((file) => /import \{[^}]*\bz\b[^}]*\} from 'zod/.test(read(file)))).toEqual([]);
  });

  it.skipIf(!existsSync('.git'))(
    'tracks no node_modules: checked out, a link of that name replaces what is installed',
    () => {
      expect(execFileSync('git', ['ls-files', '--', 'node_modules'], { encoding: 'utf8' })).toBe('');
    },
  );

  it('has no unfinished places and no catch-all files', () => {
    expect(files.filter((file) => /\b(TODO|FIXME|XXX)\b/.test(read(file)))).toEqual([]);
    expect(files.filter((file) => /\/(utils?|common|helpers?|misc)\.ts$/.test(file))).toEqual([]);
  });

  it('has a test for no file that is gone', () => {
    const mirrored = sources('test').filter((file) => /^test\/(domain|app|functions)\//.test(file));
    const orphans = mirrored
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => file.replace(/^test\//, '').replace(/(\.[a-z-]+)?\.test\.ts$/, ''))
      .filter((base) => !existsSync(`${base}.ts`) && !isFolder(base));
    expect(orphans.sort()).toEqual(ofNoOneFile); // A name that has its file again leaves the list too.
  });

  it('needs no package to run that is only installed to develop', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const needed = folders
      .filter((folder) => folder !== 'bench')
      .flatMap(sources)
      .flatMap(importsOf);
    const packages = needed
      .filter((specifier) => /^[@a-z]/.test(specifier) && !specifier.startsWith('node:'))
      .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
    expect([...new Set(packages)].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it('finds every sensor profile in the list beside it', () => {
    const listed = read('domain/sensing/profiles/index.ts');
    const profiles = sources('domain/sensing/profiles').map((file) => path.basename(file, '.ts'));
    expect(profiles.filter((name) => !['index', 'profile'].includes(name) && !listed.includes(`./${name}.js`))).toEqual(
      [],
    );
  });

  it('finds every health detector in the list beside it, and its tests', () => {
    const folder = 'domain/sensing/health';
    const files = sources(folder).filter((file) => /\bsatisfies Detector\b/.test(read(file)));
    const names = files.map((file) => path.basename(file, '.ts'));
    const listed = /^export const detectors = \[([^\]]*)\]/m.exec(read(`${folder}/index.ts`))?.[1] ?? '';
    expect(listed.split(', ').sort()).toEqual(names.sort());
    expect(names.filter((name) => !existsSync(`test/${folder}/${name}.test.ts`))).toEqual([]);
  });

  it('serves every operation of the route table, and each once', () => {
    const operations = routes.map(({ operation }) => operation);
    expect(new Set(operations).size).toBe(operations.length);
    expect(new Set(routes.map(({ method, path: at }) => `${method} ${at}`)).size).toBe(routes.length);
  });

  it('lists every timer in docs/timers.md', () => {
    const listed = read('docs/timers.md');
    const names = [...read('domain/timers.ts').matchAll(/^ {2}'?([a-z-]+)'?: \{$/gm)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
  });
});
