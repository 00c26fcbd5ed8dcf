import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EvidenceStore } from '../../app/ports.js';
import type { Window } from '../../domain/sensing/window.js';
import { assert } from '../../domain/assert.js';
import type { TableAccess } from './access.js';
import { keys } from './table.js';

/** Sixteen windows of 64 samples with all that may go with each sample are 0.1 MB; more than ten times that is no evidence. */
const unpackedMaxBytes = 2 ** 20;

/** Raw windows, deflated: 437 bytes where JSON takes 1,165, and so one write unit. Put once: what was seen stays as it was. */
export function dynamoEvidenceStore(table: TableAccess): EvidenceStore {
  return {
    async put(key, { before, after }, receivedAtMs) {
      const packed = new Uint8Array(deflateRawSync(JSON.stringify({ before, after }), { level: 9 }));
      await table.putIf({ ...keys.evidence(key), packed, receivedAtMs });
    },
    async read(key) {
      const item = await table.get(keys.evidence(key), { isConsistent: false });
      return item && unpack(item['packed']);
    },
  };
}

function unpack(packed: unknown): { before: Window[]; after: Window[] } {
  assert(packed instanceof Uint8Array, 'evidence is kept packed');
  const text = inflateRawSync(packed, { maxOutputLength: unpackedMaxBytes }).toString();
  return JSON.parse(text) as { before: Window[]; after: Window[] };
}
