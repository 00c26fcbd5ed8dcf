import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { atEnd } from '../stand-ins/harness.js';

const freePorts = ['--port', '18787', '--mqtt-port', '18883', '--control-port', '18788'];

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while it is starting ends it, without an error',
  async (signal) => {
    const child = spawn(process.execPath, ['bin/run.js', 'local/run.ts', ...freePorts]);
    atEnd(() => child.kill('SIGKILL'));
    let [said, complained] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await expect.poll(() => said, { timeout: 20_000 }).toContain('Synthesizing');
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(complained).toBe('');
    expect(said).not.toContain('Ctrl-C');
  },
  40_000,
);
