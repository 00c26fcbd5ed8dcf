import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { septets, smsPartsOf, toAscii, toGsm7, toShortName } from '../../../domain/messages/gsm7.js';

describe('the GSM 7-bit alphabet', () => {
  test.each([
    ['', 0],
    ['A07', 3],
    ['à la Übersee ñ ß', 16],
    ['€', 2],
    ['[a]', 5],
    ['^{}\\~|', 12],
    ['@£$¥ΔΦΓΛΩΠΨΣΘΞ', 14],
  ])('%j is %d septets', (text, length) => {
    expect(septets(text)).toBe(length);
  });
  test.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
  ])('%j is sent in %d parts', (text, parts) => {
    expect(smsPartsOf(text)).toBe(parts);
  });
  test.each(['`', 'ç', 'ê', '–', 'Я', '😀', '\t'])('%j is not in it', (character) => {
    expect(() => septets(character)).toThrow(/GSM 7-bit/);
  });
  test('it has 127 characters of one septet and 10 of two', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const lengths = all.filter((character) => toGsm7(character) === character).map((character) => septets(character));
    // U+0000 to U+FFFF; a lone surrogate is respelt as "?" and so is not among them.
    expect(lengths.filter((length) => length === 1)).toHaveLength(127);
    expect(lengths.filter((length) => length === 2)).toHaveLength(10);
  });
});

describe('other letters are respelt', () => {
  test.each([
    ['Résidence du Lac', 'Résidence du Lac'],
    ['Forêt-Noire', 'Foret-Noire'],
    ['Façade', 'Facade'],
    ['Łódź – “Nowa”', 'Lodz - "Nowa"'],
    ['Smørrebrød', 'Smørrebrød'],
    ['Œuvre…', 'OEuvre...'],
    ['e\u0301tage', 'étage'],
    ['Дом 7', '??? 7'],
    ['東京', '??'],
    ['Park 🏢', 'Park ?'],
    ['\ud800', '?'],
  ])('%j becomes %j', (text, expected) => {
    expect(toGsm7(text)).toBe(expected);
  });
  test('a subject is ASCII', () => {
    expect(toAscii('Æble € Straße Ünder Ωmega\nx')).toBe('AEble ? Strasse Under ?mega?x');
  });
  test('any text becomes one that has a length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(septets(toGsm7(text))).toBeGreaterThanOrEqual(0);
        expect(toAscii(text)).toMatch(/^[ -~]*$/);
      }),
    );
  });
});

describe('a name is cut to fit', () => {
  test.each([
    ['Maple Court', 40, 'Maple Court'],
    ['  Maple\r\n\tCourt\u0000 ', 40, 'Maple Court'],
    ['abcdef', 5, 'abcde'],
    ['abcd€f', 5, 'abcd'],
    ['ab cd', 3, 'ab'],
    ['Park 🏢', 40, 'Park'],
    ['👩‍👩‍👧 The Maples 🍁', 40, 'The Maples'],
    ['מגדל Tower 7', 40, 'Tower 7'],
    ['Ｍａｐｌｅ', 40, 'Maple'],
    ['What? Court', 40, 'What? Court'],
    // Less than half of it can be written: what is left would not be its name.
    ['\ufdfa', 40, ''],
    ['Дом 7', 40, ''],
    ['東京', 40, ''],
    ['🏢🏢🏢', 40, ''],
    ['محمد بن علي', 40, ''],
    ['\u202e\u200f', 40, ''],
  ])('%j in %d septets is %j', (name, lengthMax, expected) => {
    expect(toShortName(name, lengthMax)).toBe(expected);
  });
});
