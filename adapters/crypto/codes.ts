import { createHmac, hkdfSync } from 'node:crypto';
import type { Clock, CodeKey, Counters, Secrets } from '../../app/ports.js';
import { believed } from '../believed.js';
import { issuingOf, othersOf, parseRing, type RingKey } from './key-ring.js';

/**
 * So long a ring is believed. A rotation announces its key a quarter of an hour before it counts, so that by then everybody
 * knows of it: whatever is issued by it can be read by all.
 */
const believedMs = 5 * 60_000;

/** Pickup codes and the keys of their look-up rows, from one secret, which is read on first use. */
export function derivedSecrets(
  readSecret: () => Promise<string>,
  clock: Clock,
  counters?: Pick<Counters, 'count'>,
): Secrets {
  const failed = () => counters?.count('code-secret-unread');
  const keysIn = lastKept((text: string) => parseRing(text).map(keyFrom));
  const ring = believed(async () => keysIn(await readSecret()), { clock, forMs: believedMs, failed });
  const issuing = async () => issuingOf(await ring(), clock.nowMs());
  return {
    issuing,
    pickupCode: async (stayId, generation) => (await issuing()).pickupCode(stayId, generation),
    lookupKey: async (scope, code) => (await issuing()).lookupKey(scope, code),
    others: async () => othersOf(await ring(), clock.nowMs()),
  };
}

/** What is asked with the same text as the last time is answered as it was: a secret is read often, and rotated once a year. */
function lastKept<Made>(make: (text: string) => Made): (text: string) => Made {
  let last: { text: string; made: Made } | undefined;
  return (text) => (last = last?.text === text ? last : { text, made: make(text) }).made;
}

/**
 * Two keys are derived from a secret (HKDF-SHA-256, RFC 5869, no salt, a label each), so that who learns look-up keys
 * learns nothing of codes.
 */
function keyFrom({ secret, fromMs }: RingKey): CodeKey & Pick<RingKey, 'fromMs'> {
  const derive = (label: string) => new Uint8Array(hkdfSync('sha256', secret, '', label, 32));
  const [codes, lookups] = [derive('pigeonhole/pickup-code/1'), derive('pigeonhole/code-lookup/1')];
  return {
    fromMs,
    pickupCode: async (stayId, generation) => eightDigits(codes, `${stayId}\0${generation}`),
    async lookupKey(scope, code) {
      const mac = createHmac('sha256', lookups).update(`${scope}\0${code}`).digest();
      return mac.toString('hex', 0, 16); // 128 bits: no two of them meet by chance, and the key of the row stays short.
    },
  };
}

const codeCount = 100_000_000;
/** The greatest multiple of 10^8 in 32 bits: a number from there on would make small codes likelier, and is rejected. */
const acceptBelow = 4_200_000_000;

/** Each block of HMAC-SHA-256 gives eight 32-bit numbers, of which 2.2 % are rejected; another block is one in 10^13. */
function eightDigits(key: Uint8Array, message: string): string {
  for (let block = 0; ; block++) {
    const bytes = createHmac('sha256', key).update(`${message}\0${block}`).digest();
    for (let offset = 0; offset < bytes.length; offset += 4) {
      const number = bytes.readUInt32BE(offset);
      if (number < acceptBelow) return String(number % codeCount).padStart(8, '0');
    }
  }
}
