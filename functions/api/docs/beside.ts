import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { BasePorts } from '../operation.js';

/** What lies beside the bundle of on-reader, each compressed (Brotli, RFC 7932): the API's document, and its viewer. */
export type BesideFile = 'openapi.json' | 'swagger-ui-bundle.js' | 'swagger-ui.css';
export type ReadBeside = (file: BesideFile) => Promise<Uint8Array>;

export interface DocsPorts extends BasePorts {
  readBeside: ReadBeside;
}

export const unpacked = async (bytes: Uint8Array): Promise<string> =>
  (await promisify(brotliDecompress)(bytes)).toString();
