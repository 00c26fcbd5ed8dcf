import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { operation, type Answer, type BasePorts } from '../operation.js';
import { problem } from '../problems.js';
import { docsParts, type ReadViewerFile, type ViewerFile } from './parts.js';

export interface DocsPorts extends BasePorts {
  readViewerFile: ReadViewerFile;
}

/** Texts of ours change with a deployment, as the page does; the viewer with its version, a day late. */
const ours = { 'cache-control': 'public, max-age=300' };
const viewers = { 'cache-control': 'public, max-age=86400', vary: 'accept-encoding' };

export const readDocsPart = operation<undefined, undefined, DocsPorts>({
  summary: 'What the page of this document is made of.',
  answers: { 200: undefined },
  as: ['text/javascript', 'text/css'],
  async handle({ readViewerFile }, { path, encodings }) {
    const name = path['part'] ?? '';
    const part = Object.hasOwn(docsParts, name) ? docsParts[name as keyof typeof docsParts] : undefined;
    if (!part) return problem('not-found');
    if ('text' in part) return { status: 200, content: { type: part.type, text: part.text, headers: ours } };
    return viewerFile(part.type, await readViewerFile(part.file), encodings);
  },
});

/** As it lies there to whoever takes Brotli: over HTTPS, every browser. */
async function viewerFile(type: Viewer['type'], bytes: Uint8Array, encodings: string): Promise<Answer> {
  if (!/(^|[\s,])br\s*(,|$)/.test(encodings)) {
    const text = (await promisify(brotliDecompress)(bytes)).toString();
    return { status: 200, content: { type, text, headers: viewers } };
  }
  const text = Buffer.from(bytes).toString('base64');
  const content = { type, text, isBase64: true, headers: { ...viewers, 'content-encoding': 'br' } };
  return { status: 200, content };
}

type Viewer = Extract<(typeof docsParts)[keyof typeof docsParts], { file: ViewerFile }>;
