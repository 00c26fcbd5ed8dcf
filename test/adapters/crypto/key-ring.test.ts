import { describe, expect, it } from 'vitest';
import { derivedSecrets } from '../../../adapters/crypto/codes.js';
import { issuingOf, othersOf, parseRing, rotated } from '../../../adapters/crypto/key-ring.js';
import { stayId } from '../../ports/samples.js';

const dayMs = 24 * 3_600_000;
const [first, second, third] = ['the first of the secrets', 'the second of the secrets', 'the third of the secrets'];

describe('what the code secret holds', () => {
  it('is one key, as the template makes it, or a ring of them, the newest first', () => {
    expect(parseRing(first)).toEqual([{ secret: first, fromMs: 0 }]);
    const keys = [
      { secret: first, fromMs: 0 },
      { secret: second, fromMs: 7 },
    ];
    expect(parseRing(JSON.stringify({ keys }))).toEqual(keys.toReversed());
  });

  it('is the same with white space around it, as an editor or a pipe may leave', () => {
    const text = rotated(first, { secret: second, fromMs: 7 });
    for (const one of [first, text]) expect(parseRing(`\n ${one}\r\n`)).toEqual(parseRing(one));
    expect(rotated(`${first}\n`, { secret: second, fromMs: 7 })).toBe(text);
  });

  it.each([
    ['a short word', 'locker', /at least 16 characters/],
    ['nothing', '', /at least 16 characters/],
    ['a broken ring', '{"keys":[', /neither plain text nor a ring/],
    ['a ring of nothing', '{"keys":[]}', /at least one key/],
    ['another object', '{"password":"the first of the secrets"}', /at least one key/],
    ['a key that is short', '{"keys":[{"secret":"locker","fromMs":0}]}', /at least 16 characters/],
    ['a key without its instant', `{"keys":[{"secret":"${first}"}]}`, /from when on/],
    ['a key whose instant is a word', `{"keys":[{"secret":"${first}","fromMs":"now"}]}`, /from when on/],
  ])('%s is refused, and not repeated', (_, text, why) => {
    expect(() => parseRing(text)).toThrow(why);
    expect(() => parseRing(text)).not.toThrow(/of the secrets/);
  });
});

describe('a ring of three keys', () => {
  const ring = [
    { name: 'third', fromMs: 200 * dayMs },
    { name: 'second', fromMs: 100 * dayMs },
    { name: 'first', fromMs: 0 },
  ];
  it.each([
    ['before the second counts', 100 * dayMs - 1, 'first', ['third', 'second']],
    ['from the instant on', 100 * dayMs, 'second', ['third', 'first']],
    ['when the third counts, the first being 100 days out', 200 * dayMs, 'third', ['second', 'first']],
    ['120 days after the second took over, to the millisecond', 220 * dayMs - 1, 'third', ['second', 'first']],
    ['then the first is of no use any more', 220 * dayMs, 'third', ['second']],
    ['and 120 days after the third took over, nor is the second', 320 * dayMs, 'third', []],
  ])('%s: at %i', (_, nowMs, issuing, others) => {
    expect(issuingOf(ring, nowMs).name).toBe(issuing);
    expect(othersOf(ring, nowMs).map(({ name }) => name)).toEqual(others);
  });
});

describe('a rotation', () => {
  it('adds a key, and leaves out those by which no code can be out there', () => {
    const once = rotated(first, { secret: second, fromMs: 10 * dayMs });
    expect(parseRing(once).map(({ secret }) => secret)).toEqual([second, first]);
    const soon = rotated(once, { secret: third, fromMs: 20 * dayMs });
    expect(parseRing(soon).map(({ secret }) => secret)).toEqual([third, second, first]);
    const late = rotated(once, { secret: third, fromMs: 130 * dayMs });
    expect(parseRing(late).map(({ secret }) => secret)).toEqual([third, second]);
  });

  it('does not come before one that is still to come', () => {
    const once = rotated(first, { secret: second, fromMs: 10 * dayMs });
    expect(() => rotated(once, { secret: third, fromMs: 9 * dayMs })).toThrow(/still to come/);
  });

  it('of what cannot be read makes nothing', () => {
    expect(() => rotated('{"keys":', { secret: second, fromMs: 1 })).toThrow(/neither/);
    expect(() => rotated(first, { secret: 'short', fromMs: 1 })).toThrow(/at least 16/);
  });

  it('is followed by a second one, and 120 days later the code of before it is found by no key', async () => {
    const clock = { now: 0, nowMs: () => clock.now };
    let text = first;
    const secrets = derivedSecrets(async () => text, clock);
    const row = await secrets.lookupKey('bank-1', await secrets.pickupCode(stayId, 1));
    const isFound = async () => {
      const code = await derivedSecrets(async () => first, clock).pickupCode(stayId, 1);
      const keys = [secrets, ...(await secrets.others())];
      return (await Promise.all(keys.map((key) => key.lookupKey('bank-1', code)))).includes(row);
    };
    for (const [secret, day] of [
      [second, 1],
      [third, 2],
    ] as const) {
      clock.now = day * dayMs;
      text = rotated(text, { secret, fromMs: clock.now + 15 * 60_000 });
      clock.now += 20 * 60_000;
      expect(await isFound()).toBe(true);
    }
    clock.now = 121 * dayMs;
    expect(await isFound()).toBe(true);
    clock.now += 15 * 60_000;
    expect(await isFound()).toBe(false);
  });
});
