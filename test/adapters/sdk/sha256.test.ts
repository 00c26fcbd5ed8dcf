import { expect, it } from 'vitest';
import { Sha256 } from '../../../adapters/sdk/sha256.js';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const hex = async (hash: Sha256): Promise<string> => Buffer.from(await hash.digest()).toString('hex');

it('hashes as FIPS 180-4 has it, in parts as in one, and anew after a reset', async () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const hash = new Sha256();
  hash.update(bytes('a'));
  hash.update(bytes('bc'));
  expect(await hex(hash)).toBe(abc);
  hash.reset();
  hash.update(bytes('abc'));
  expect(await hex(hash)).toBe(abc);
});

// RFC 4231, test case 2.
it.each([
  ['a text', 'Jefe'],
  ['bytes', bytes('Jefe')],
  ['a part of other bytes', bytes('-Jefe-').subarray(1, 5)],
  ['an array buffer', bytes('Jefe').buffer as ArrayBuffer],
])('signs by a key that is %s', async (_, key) => {
  const hash = new Sha256(key);
  hash.update(bytes('what do ya want for nothing?'));
  expect(await hex(hash)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});
