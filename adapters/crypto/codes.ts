import { createHmac, hkdfSync } from 'node:crypto';
import type { Secrets } from '../../app/ports.js';
import { assert } from '../../domain/assert.js';

/**
 * Pickup codes and the keys of their look-up rows, from one secret. Two keys are derived from it (HKDF-SHA-256, RFC 5869,
 * no salt, a label each), so that who learns look-up keys learns nothing of codes. The secret is read on first use.
 */
export function derivedSecrets(readSecret: () => Promise<string>): Secrets {
  let reading: Promise<Keys> | undefined;
  const keys = (): Promise<Keys> =>
    (reading ??= readSecret().then(keysFrom, (error: unknown) => {
      reading = undefined; // A failure is not remembered: the next call asks again.
      throw error;
    }));
  return {
    pickupCode: async (stayId, generation) => eightDigits((await keys()).codes, `${stayId}\0${generation}`),
    async lookupKey(scope, code) {
      const mac = createHmac('sha256', (await keys()).lookups)
        .update(`${scope}\0${code}`)
        .digest();
      return mac.toString('hex', 0, 16); // 128 bits: no two of them meet by chance, and the key of the row stays short.
    },
  };
}

interface Keys {
  codes: Uint8Array;
  lookups: Uint8Array;
}

/** A secret shorter than this was typed by somebody. The template makes 64 letters and digits. */
const secretLengthMin = 16;

function keysFrom(secret: string): Keys {
  assert(secret.length >= secretLengthMin, `the code secret has at least ${secretLengthMin} characters`);
  const derive = (label: string) => new Uint8Array(hkdfSync('sha256', secret, '', label, 32));
  return { codes: derive('pigeonhole/pickup-code/1'), lookups: derive('pigeonhole/code-lookup/1') };
}

const codes = 100_000_000;
/** The greatest multiple of 10^8 in 32 bits: a number from there on would make small codes likelier, and is rejected. */
const acceptBelow = 4_200_000_000;

/** Each block of HMAC-SHA-256 gives eight 32-bit numbers, of which 2.2 % are rejected; another block is one in 10^13. */
function eightDigits(key: Uint8Array, message: string): string {
  for (let block = 0; ; block++) {
    const bytes = createHmac('sha256', key).update(`${message}\0${block}`).digest();
    for (let offset = 0; offset < bytes.length; offset += 4) {
      const number = bytes.readUInt32BE(offset);
      if (number < acceptBelow) return String(number % codes).padStart(8, '0');
    }
  }
}
