import { hash } from 'node:crypto';
import type { Digest } from '../../app/ports.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const idLength = 16;

/** SHA-256, as hex, or as an id: its first 80 bits in base32 (RFC 4648, lower case), enough for 10^9 ids a lifetime. */
export const sha256Digest: Digest = {
  id(text) {
    const bytes = hash('sha256', text, 'buffer').subarray(0, (idLength * 5) / 8);
    const bits = BigInt(`0x${bytes.toString('hex')}`);
    return Array.from(
      { length: idLength },
      (_, i) => alphabet[Number((bits >> BigInt(5 * (idLength - 1 - i))) & 31n)],
    ).join('');
  },
  hash: (text) => hash('sha256', text, 'hex'),
};
