import { describe, expect, it } from 'vitest';
import { derivedSecrets } from '../../../adapters/crypto/codes.js';
import { memoryCounters } from '../../../adapters/memory/counters.js';
import { sha256Digest } from '../../../adapters/crypto/digest.js';
import type { StayId } from '../../../domain/ids.js';

// Worked out apart from this code, with Python's hmac and hashlib: HKDF-SHA-256 without salt, the labels
// `pigeonhole/pickup-code/1` and `pigeonhole/code-lookup/1`, 32 bytes each, from this secret.
const secret = 'correct horse battery staple';
const clock = { now: 1_800_000_000_000, nowMs: () => clock.now };
const secrets = derivedSecrets(async () => secret, clock);
const stay = 'A07-abcdefghijklmnop' as StayId;

describe('pickup codes', () => {
  it.each([
    [stay, 1, '99943687'],
    [stay, 2, '71133944'],
    ['B01-ponmlkjihgfedcba' as StayId, 1, '45352114'],
  ])('the code of %s, generation %i, is %s', async (stayId, generation, code) => {
    expect(await secrets.pickupCode(stayId, generation)).toBe(code);
  });

  it('a number that would make small codes likelier is passed over', async () => {
    expect(await secrets.pickupCode(stay, 11)).toBe('63515244'); // Its first 32 bits are above 4,200,000,000.
  });

  it('a small number keeps its zeros', async () => {
    expect(await secrets.pickupCode(stay, 336)).toBe('00010164');
  });

  it('codes are eight digits, evenly spread', async () => {
    const firstDigits = new Map<string, number>();
    for (let generation = 1; generation <= 5_000; generation++) {
      const code = await secrets.pickupCode(stay, generation);
      expect(code).toMatch(/^\d{8}$/);
      firstDigits.set(code.charAt(0), (firstDigits.get(code.charAt(0)) ?? 0) + 1);
    }
    // 500 of each expected, with a standard deviation of 21: six of them either way.
    for (const count of firstDigits.values()) expect(Math.abs(count - 500)).toBeLessThan(127);
    expect(firstDigits.size).toBe(10);
  });
});

describe('look-up keys', () => {
  it.each([
    ['bank-1', '12345678', '80777e4a6ec32b2c49f081f6b4df54ec'],
    ['courier:site-1', '12345678', 'db48b72f81edd500b0d1e7652a241348'],
    ['bank-11', '2345678', '0ec468ea4dbc2f7960dcbd2fd1ad21fb'], // Not the first one's, though the letters are the same.
  ])('the key in %s of %s is %s', async (scope, code, key) => {
    expect(await secrets.lookupKey(scope, code)).toBe(key);
  });
});

describe('the secret', () => {
  it('is read once, on first use', async () => {
    let reads = 0;
    const counted = derivedSecrets(async () => {
      reads += 1;
      return secret;
    }, clock);
    expect(reads).toBe(0);
    await Promise.all([counted.pickupCode(stay, 1), counted.lookupKey('bank-1', '1'), counted.pickupCode(stay, 2)]);
    expect(reads).toBe(1);
  });

  it('is asked for again after it could not be read', async () => {
    let reads = 0;
    const failing = derivedSecrets(async () => {
      reads += 1;
      if (reads === 1) throw new Error('throttled');
      return secret;
    }, clock);
    await expect(failing.pickupCode(stay, 1)).rejects.toThrow('throttled');
    expect(await failing.pickupCode(stay, 1)).toBe('99943687');
  });

  it('is read anew after five minutes, for it may have been rotated', async () => {
    let reads = 0;
    const read = derivedSecrets(async () => {
      reads += 1;
      return secret;
    }, clock);
    await read.pickupCode(stay, 1);
    clock.now += 5 * 60_000 - 1;
    await read.pickupCode(stay, 1);
    expect(reads).toBe(1);
    clock.now += 1;
    await Promise.all([read.pickupCode(stay, 1), read.others(), read.lookupKey('bank-1', '1')]);
    expect(reads).toBe(2);
  });

  it('is as old as the question: an instance that was frozen before it heard the answer asks again', async () => {
    let [reads, answer] = [0, (_: string) => {}];
    const read = derivedSecrets(() => {
      reads += 1;
      return new Promise<string>((resolve) => (answer = resolve));
    }, clock);
    const first = read.pickupCode(stay, 1);
    clock.now += 60 * 60_000;
    answer(secret);
    await first;
    const next = read.pickupCode(stay, 1);
    answer('another secret, an hour later');
    expect(await next).not.toBe('99943687');
    expect(reads).toBe(2);
  });

  it('that cannot be read anew is believed for another minute: doors open all the same', async () => {
    let reads = 0;
    const { count, counts } = memoryCounters();
    const readSecret = async () => {
      reads += 1;
      if (reads === 2) throw new Error('throttled');
      return secret;
    };
    const read = derivedSecrets(readSecret, clock, { count });
    await read.pickupCode(stay, 1);
    clock.now += 5 * 60_000;
    for (let time = 0; time < 3; time++) expect(await read.pickupCode(stay, 1)).toBe('99943687');
    expect([reads, counts['code-secret-unread']]).toEqual([2, 1]);
    clock.now += 60_000;
    await read.pickupCode(stay, 1);
    expect([reads, counts['code-secret-unread']]).toEqual([3, 1]);
  });

  it('that somebody has overwritten with what is none is not believed, and counted', async () => {
    const { count, counts } = memoryCounters();
    let text = secret;
    const read = derivedSecrets(async () => text, clock, { count });
    await read.pickupCode(stay, 1);
    text = '{"keys":';
    clock.now += 5 * 60_000;
    expect(await read.pickupCode(stay, 1)).toBe('99943687');
    expect(counts['code-secret-unread']).toBe(1);
  });

  it('may not be a short word', async () => {
    await expect(derivedSecrets(async () => 'locker', clock).pickupCode(stay, 1)).rejects.toThrow(/at least 16/);
  });
});

describe('digests', () => {
  // FIPS 180-4, and Python's base64.b32encode of the first ten bytes.
  it.each([
    ['', '4oymiquy7qobjgx3', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [
      'bank-1|A07|parcel-1|request-1',
      'gj5lavenikpadmhh',
      '327ab0548d429e01b0e787fc3bf6e8cd794f3477657efd0bb9de3faffc6edec3',
    ],
  ])('of "%s" are %s and %s', (text, id, hash) => {
    expect(sha256Digest.id(text)).toBe(id);
    expect(sha256Digest.hash(text)).toBe(hash);
  });
});
