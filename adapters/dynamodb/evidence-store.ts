import type { EvidenceStore } from '../../app/ports.js';
import type { Window } from '../../domain/sensing/window.js';
import { assert } from '../../domain/assert.js';
import type { TableAccess } from './access.js';
import { keys } from './table.js';

/** Sixteen windows of 64 samples with all that may go with each sample are 0.1 MB; more than ten times that is no evidence. */
const unpackedMaxBytes = 2 ** 20;

/** Loaded after a cold start's first verdict, and not by calls that keep no evidence. */
const zlib = () => import('node:zlib');

/** Raw windows, deflated: 437 bytes where JSON takes 1,165, and so one write unit. Put once: what was seen stays as it was. */
export function dynamoEvidenceStore(table: TableAccess): EvidenceStore {
  return {
    async put(key, { before, after }, receivedAtMs) {
      const { deflateRawSync } = await zlib();
      const packed = new Uint8Array(deflateRawSync(JSON.stringify({ before, after }), { level: 9 }));
      await table.putIf({ ...keys.evidence(key), packed, receivedAtMs });
    },
    async read(key) {
      const item = await table.get(keys.evidence(key), { isConsistent: false });
      return item && unpack(item['packed']);
    },
  };
}

async function unpack(packed: unknown): Promise<{ before: Window[]; after: Window[] }> {
  assert(packed instanceof Uint8Array, 'evidence is kept packed');
  const { inflateRawSync } = await zlib();
  const text = inflateRawSync(packed, { maxOutputLength: unpackedMaxBytes }).toString();
  return JSON.parse(text) as { before: Window[]; after: Window[] };
}
