import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from './local/assembly-fixture.js';

const read = <Content>(file: string): Content => JSON.parse(readFileSync(file, 'utf8')) as Content;

interface Locked {
  version?: string;
  integrity?: string;
  inBundle?: boolean;
}

describe('the packages that this is made of', () => {
  const { dependencies, devDependencies } =
    read<Record<'dependencies' | 'devDependencies', Record<string, string>>>('package.json');

  it('are pinned: one version each, no range', () => {
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(ranges).toEqual([]);
  });

  it('are locked by the hash of their content, those that they bring along too', () => {
    const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
    const { '': _root, ...locked } = packages;
    expect(Object.keys(locked).length).toBeGreaterThan(100);
    // What is bundled in a package is part of that package's own hash.
    const loose = Object.entries(locked).filter(
      ([, { integrity = '', inBundle = false }]) => !inBundle && !integrity.startsWith('sha512-'),
    );
    expect(loose.map(([name]) => name)).toEqual([]);
  });

  it('run nothing of their own when they are installed', () => {
    expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true');
  });
});

describe('the audit of a run', () => {
  it('asks nobody where the registry has no audit, says so, and fails nothing', async () => {
    const { code, said } = await audit(405, { message: 'no such endpoint' });
    expect(said).toMatch(/^audit: not asked, the registry gave no report/);
    expect(code).toBe(0);
  });

  it.each([
    ['high', 1],
    ['critical', 1],
    ['moderate', 0],
  ])('that finds a weakness of severity %s ends with %i and names the package', async (severity, code) => {
    const advisory = { id: 1, url: 'https://advisories.example/1', title: 'Weak', severity, vulnerable_versions: '*' };
    const found = await audit(200, { jose: [{ ...advisory, cwe: [], cvss: { score: 0, vectorString: null } }] });
    expect(found.said).toContain(`audit: ${severity} jose: Weak (https://advisories.example/1)`);
    expect(found.code).toBe(code);
  });

  it('is heard to its end, however long its report is', async () => {
    const about = { id: 1, url: 'https://advisories.example/1', title: 'Weak', vulnerable_versions: '*' };
    const cwe = Array<string>(200_000).fill('CWE-79');
    const long = { ...about, severity: 'high', cwe, cvss: { score: 8, vectorString: null } };
    expect(await audit(200, { jose: [long] })).toMatchObject({ code: 1 });
  });

  it('that finds nothing ends well', async () => {
    expect(await audit(200, {})).toMatchObject({ code: 0, said: expect.stringContaining('0 packages') as string });
  });
});

/** The audit, asked of a registry that answers this when it is asked for advisories, and of packages knows one version. */
async function audit(status: number, answer: unknown): Promise<{ code: number; said: string }> {
  const registry = createServer(({ method, url = '' }, response) => {
    const name = url.slice(1);
    const known = { name, 'dist-tags': {}, versions: { '5.10.0': { name, version: '5.10.0' } } };
    response.writeHead(method === 'POST' ? status : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(method === 'POST' ? answer : known));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  const npmConfig = {
    npm_config_registry: `http://127.0.0.1:${port}`,
    npm_config_fetch_retries: '0',
    npm_config_cache: temporaryDirectory(), // What it was told of an advisory it remembers.
  };
  const env = { ...process.env, ...npmConfig };
  try {
    return await new Promise((resolve) =>
      execFile(process.execPath, ['.ci/audit.js'], { env }, (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout }),
      ),
    );
  } finally {
    registry.close();
  }
}
