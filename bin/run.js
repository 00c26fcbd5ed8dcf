/**
 * Runs a command of this project: `node bin/run.js local/run.ts --port 8787`. TypeScript becomes one JavaScript file first,
 * which takes a tenth of a second; a loader that translates each module as it is imported takes ten times that, and names
 * every function again each time that it is made.
 */
import { build, stop } from 'esbuild';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

/** In a bundle, a file is no longer where it was: what it asks of its place is answered here. */
const places = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path: file }) => {
      const contents = readFileSync(file, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
      return { contents, loader: 'ts' };
    });
  },
};

const [entry, ...args] = process.argv.slice(2);
const entryPoint = path.resolve(root, entry);
const outfile = path.join(root, '.local', 'run', `${path.basename(entry, '.ts')}-${process.pid}.js`);
await build({
  entryPoints: [entryPoint],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'warning',
  plugins: [places],
});
await stop();
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], entryPoint, ...args];
try {
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile, { force: true });
}
