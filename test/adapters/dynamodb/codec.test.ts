import fc from 'fast-check';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { fromAttribute, fromAttributes, toAttribute, toAttributes } from '../../../adapters/dynamodb/codec.js';
import { keyNames, shortNames } from '../../../adapters/dynamodb/table.js';
import { itemSize } from './item-size.js';

/** Values of JSON that need no short form: the SDK's own reading of what is stored is the value. */
const plain = { count: -12.5, isOpen: false, list: ['a', 3, null, { deep: [] }], nothing: null, empty: '', map: {} };

/** Names of ours, stored names, and whatever a sensor may be called. */
const name = fc.oneof(
  fc.constantFrom(...Object.keys(shortNames), ...Object.values(shortNames)),
  fc.constantFrom('constructor', 'toString', '__proto__', '~', '~t', '~~', 'hasOwnProperty'),
  fc.string({ minLength: 1 }),
);
const text = fc.oneof(fc.string(), fc.uuid(), fc.stringMatching(/^[0-9a-f]{64}$/), fc.stringMatching(/^[0-9A-F]{64}$/));
const number = fc.oneof(
  fc.integer(),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((x) => Math.abs(x) >= 1e-130),
  fc.constantFrom(0, 2 ** 48 - 1, 1e12, 1_800_000_000_000),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

describe('stored values', () => {
  it('come back as they were, whatever they and their names are', () => {
    fc.assert(
      fc.property(value, (original) => {
        expect(fromAttribute(toAttribute(original))).toEqual(original);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have short names, one for each long one, none of which is a long one', () => {
    const short = Object.values(shortNames);
    expect(new Set(short).size).toBe(short.length);
    expect(short.filter((one) => Object.hasOwn(shortNames, one) || keyNames.has(one))).toEqual([]);
    for (const [long, one] of Object.entries(shortNames)) expect(one.length).toBeLessThan(long.length);
  });

  it('leave out what is undefined', () => {
    expect(toAttributes({ stay: undefined, door: 'open' })).toEqual({ dr: { S: 'open' } });
  });

  it('are attributes as the SDK reads them', () => {
    expect(unmarshall(toAttributes(plain))).toEqual(plain);
  });

  it('keep a field that is called __proto__ as a field', () => {
    const fields = fromAttributes({ '~__proto__': { M: { isAdmin: { BOOL: true } } } });
    expect(Object.keys(fields)).toEqual(['__proto__']);
    expect('isAdmin' in fields).toBe(false);
  });

  it.each([NaN, Infinity, -Infinity, 2 ** 53, 10n, () => 1, undefined, new Date(0), new Map([[1, 2]]), new Set([1])])(
    'cannot be %s',
    (value) => {
      expect(() => toAttribute(value)).toThrow('cannot be stored');
    },
  );

  // DynamoDB Developer Guide, "Data types": 1E-130 to 9.9999999999999999999999999999999999999E+125, or nought.
  it.each([-0, 5e-324, -1e-131, 9.99e-131])('are nought for %d, which DynamoDB has no number for', (tiny) => {
    expect(toAttribute(tiny)).toEqual({ N: '0' });
  });

  it('hold null where a list has a hole', () => {
    expect(toAttribute([undefined, 1])).toEqual({ L: [{ NULL: true }, { N: '1' }] });
  });

  it('of a set are none of ours', () => {
    expect(() => fromAttribute({ SS: ['a'] })).toThrow('SS');
  });

  it('are native maps, with a UUID as 17 bytes and a SHA-256 as 33', () => {
    expect(toAttributes({ requestId: '00112233-4455-6677-8899-aabbccddeeff' }).rqi?.B).toEqual(
      Uint8Array.of(1, 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff),
    );
    const head = Uint8Array.from([2, ...Array<number>(32).fill(255)]);
    expect(toAttributes({ head: 'ff'.repeat(32) })).toEqual({ h: { B: head } });
  });
});

describe('the size of an item', () => {
  // DynamoDB Developer Guide, "DynamoDB item sizes and formats".
  it.each([
    [{ a: { S: 'abc' } }, 4],
    [{ a: { S: 'é' } }, 3],
    [{ a: { N: '27' } }, 3],
    [{ a: { N: '-27' } }, 4],
    [{ a: { N: '1800000000000' } }, 3],
    [{ a: { N: '1800000031234' } }, 9],
    [{ a: { N: '0.5' } }, 3],
    [{ a: { B: Uint8Array.of(1, 2, 3) } }, 4],
    [{ a: { BOOL: true } }, 2],
    [{ a: { M: {} } }, 4],
    [{ a: { L: [{ S: 'ab' }, { BOOL: true }] } }, 9],
    [{ a: { M: { bc: { S: 'd' } } } }, 8],
  ])('%j is %i bytes', (item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });
});
