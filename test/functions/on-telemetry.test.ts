import { build as bundle } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { context, lane, messages, presence } from './lane.js';

const { build } = await import('../../functions/on-telemetry.js');

describe('the function that answers at the door', () => {
  it.each(['pickup', 'ajar', 'result'] as const)('takes a %s', async (name) => {
    const { ports, refused } = await lane();
    await build(ports)(messages[name], context);
    expect(refused()).toBe(0);
  });

  it.each(['heartbeat', 'scan'] as const)('counts a %s as refused: it is another lane’s', async (name) => {
    const { ports, refused, counted } = await lane();
    await build(ports)(messages[name], context);
    expect([refused(), counted('health-message')]).toEqual([1, 0]);
  });

  it('leaves the broker’s word on connections to the other', async () => {
    const { ports, refused } = await lane();
    await build(ports)(presence, context);
    expect(refused()).toBe(1);
    expect((await ports.banks.load('bank-1' as never)).version).toBe(0);
  });

  it('loads nothing of what watches banks and sensors: somebody waits for its answer', async () => {
    const { metafile } = await bundle({
      entryPoints: { index: 'functions/on-telemetry.ts' },
      ...{
        outdir: 'unused',
        write: false,
        minify: true,
        metafile: true,
        bundle: true,
        splitting: true,
        treeShaking: true,
      },
      ...{ platform: 'node', format: 'esm', outExtension: { '.js': '.mjs' }, mainFields: ['module', 'main'] },
    });
    const entry = Object.entries(metafile.outputs).find(([name]) => name.endsWith('index.mjs'))?.[1];
    const loaded = Object.entries(entry?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 100); // Less is a constant.
    const names = loaded.map(([name]) => name);
    expect(names).toContain('app/handle.ts');
    expect(
      names.filter((name) =>
        /domain\/(audit|sensing\/health)\/|bank\/(heartbeat|presence)|app\/(bank|health|scan)\./.test(name),
      ),
    ).toEqual([]);
  });
});
