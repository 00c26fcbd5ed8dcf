import { hash } from 'node:crypto';
import type { Digest } from '../../app/ports.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const idLength = 16;

/** Five bits from the bit at this place on, the highest of each byte first. */
const fiveBits = (bytes: Uint8Array, bit: number): number =>
  ((((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0)) >> (11 - (bit & 7))) & 31;

/** SHA-256, as hex, or as an id: its first 80 bits in base32 (RFC 4648, lower case), enough for 10^9 ids a lifetime. */
export const sha256Digest: Digest = {
  id(text) {
    const bytes = hash('sha256', text, 'buffer');
    let id = '';
    for (let bit = 0; bit < idLength * 5; bit += 5) id += alphabet[fiveBits(bytes, bit)];
    return id;
  },
  hash: (text) => hash('sha256', text, 'hex'),
};
