import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../adapters/sdk/sha256.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('SHA-256 for signatures', () => {
  // FIPS 180-2, appendix B.1.
  it('of "abc", as text, as bytes, in parts, and begun anew', async () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const bytes = new TextEncoder().encode('xabc');
    for (const data of ['abc', bytes.subarray(1), bytes.buffer.slice(1)]) {
      const hash = new Sha256();
      hash.update('what was begun before');
      hash.reset();
      hash.update(data);
      expect(hex(await hash.digest())).toBe(abc);
    }
    const inParts = new Sha256();
    inParts.update('a');
    inParts.update('bc');
    expect(hex(await inParts.digest())).toBe(abc);
  });

  // RFC 4231, test case 2.
  it('under a key it is an HMAC', async () => {
    const hash = new Sha256('Jefe');
    hash.update('what do ya want for nothing?');
    expect(hex(await hash.digest())).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });
});
