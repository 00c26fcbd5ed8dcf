/**
 * Text as an SMS carries it. One part holds 160 septets of the GSM 7-bit alphabet; a single character outside it would
 * turn the whole message into UCS-2, of which a part holds 70. Source: 3GPP TS 23.038, section 6.2.1.
 */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each of these is sent as an escape and a character: two septets. */
const extended = new Set('\f^{}\\[~]|€');

const septetsMax = 160;

/** Length in septets. Throws for a character that is not in the alphabet: such a text has no such length. */
export function septets(text: string): number {
  return [...text].reduce((sum, character) => sum + septetsOf(character), 0);
}

/** A text that is split loses seven septets a part to the header that joins them again (3GPP TS 23.040, section 9.2.3.24.1). */
const septetsOfPart = 153;

/** In how many parts an SMS is sent, and paid for. Throws for a character that is not in the alphabet. */
export function smsPartsOf(text: string): number {
  const length = septets(text);
  return length <= septetsMax ? 1 : Math.ceil(length / septetsOfPart);
}

/** The same text in the GSM 7-bit alphabet: accents go where the letter is not in it, and what is left becomes `?`. */
export const toGsm7 = (text: string): string => respell(text, isGsm7);

/** The same text in ASCII without control characters, as the subject of an email must be. */
export const toAscii = (text: string): string => respell(text, (character) => /^[ -~]$/.test(character));

/**
 * A name as it may stand in a message: one line of GSM 7-bit text, cut to a length in septets, without what the alphabet
 * cannot write (emoji, other scripts). Where less than half of it can be written it says nothing: `''`.
 */
export function toShortName(text: string, lengthMax: number): string {
  const characters = [...text.normalize('NFC').replace(/[\s\p{C}]+/gu, ' ')];
  const seen = characters.filter((character) => !/^[\s\p{M}]$/u.test(character));
  const written = seen.filter((character) => writable(character) !== '');
  if (written.length * 2 < seen.length) return '';
  const name = characters.map(writable).join('').replace(/ +/g, ' ').trim();
  let length = 0;
  const fits = [...name].filter((character) => (length += septetsOf(character)) <= lengthMax);
  return fits.join('').trim();
}

/** The character in the alphabet, or nothing where any part of it has no spelling there. */
function writable(character: string): string {
  const spelt = respellOne(character, isGsm7);
  return spelt.includes('?') && character !== '?' ? '' : spelt;
}

const isGsm7 = (character: string): boolean => basic.has(character) || extended.has(character);

function septetsOf(character: string): number {
  if (basic.has(character)) return 1;
  if (extended.has(character)) return 2;
  throw new Error(`no character of the GSM 7-bit alphabet: U+${character.codePointAt(0)?.toString(16)}; use toGsm7`);
}

function respell(text: string, isKept: (character: string) => boolean): string {
  return [...text.normalize('NFC')].map((character) => respellOne(character, isKept)).join('');
}

function respellOne(character: string, isKept: (character: string) => boolean): string {
  if (isKept(character)) return character;
  const plain = spellings.get(character) ?? character.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain === '' ? '' : [...plain].map((part) => (isKept(part) ? part : '?')).join('');
}

/** Letters that Unicode does not take apart, and the punctuation that keyboards and word processors make. */
const spellings = new Map(
  Object.entries({
    ...{ '‘': "'", '’': "'", '‚': ',', '‛': "'", '`': "'", '´': "'", '“': '"', '”': '"', '„': '"', '«': '"', '»': '"' },
    ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '•': '-', '·': '.', '×': 'x' },
    ...{ Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe', ß: 'ss', ẞ: 'SS', Ø: 'O', ø: 'o', Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ð: 'D' },
    ...{ ð: 'd', Þ: 'Th', þ: 'th', ı: 'i', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't', ĸ: 'k', Ŋ: 'N', ŋ: 'n', '\t': ' ' },
  }),
);
