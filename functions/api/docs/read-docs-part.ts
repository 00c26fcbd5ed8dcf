import { operation, type Answer } from '../operation.js';
import { problem } from '../problems.js';
import { unpacked, type BesideFile, type DocsPorts } from './beside.js';
import { docsParts } from './parts.js';

/** Texts of ours change with a deployment, as the page does; the viewer with its version, a day late. */
const ours = { 'cache-control': 'public, max-age=300' };
const viewers = { 'cache-control': 'public, max-age=86400', vary: 'accept-encoding' };

export const readDocsPart = operation<undefined, undefined, DocsPorts>({
  summary: 'What the page of this document is made of.',
  answers: { 200: undefined },
  as: ['text/javascript', 'text/css'],
  async handle({ readBeside }, { path, encodings }) {
    const name = path['part'] ?? '';
    const part = Object.hasOwn(docsParts, name) ? docsParts[name as keyof typeof docsParts] : undefined;
    if (!part) return problem('not-found');
    if ('text' in part) return { status: 200, content: { type: part.type, text: part.text, headers: ours } };
    return viewerFile(part.type, await readBeside(part.file), encodings);
  },
});

/** As it lies there to whoever takes Brotli: over HTTPS, every browser. */
async function viewerFile(type: Viewer['type'], bytes: Uint8Array, encodings: string): Promise<Answer> {
  if (!/(^|[\s,])br\s*(,|$)/.test(encodings)) {
    return { status: 200, content: { type, text: await unpacked(bytes), headers: viewers } };
  }
  const text = Buffer.from(bytes).toString('base64');
  const content = { type, text, isBase64: true, headers: { ...viewers, 'content-encoding': 'br' } };
  return { status: 200, content };
}

type Viewer = Extract<(typeof docsParts)[keyof typeof docsParts], { file: BesideFile }>;
