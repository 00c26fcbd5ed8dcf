import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FunctionConfig } from '../../local/stand-ins/lambda-pool.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';

export const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** A function whose bundle is that source. */
export function functionOf(name: string, source: string, more: Partial<FunctionConfig> = {}): FunctionConfig {
  const directory = path.join(temporaryDirectory(), name);
  mkdirSync(directory);
  const file = path.join(directory, 'index.mjs');
  writeFileSync(file, source);
  const shared = { exportName: 'handler', environment: {}, timeoutMs: 10_000, memoryMb: 128 };
  return { name, arn: arnOf(name), file, ...shared, ...more };
}
