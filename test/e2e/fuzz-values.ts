import fc from 'fast-check';
import type { Random } from '../../simulator/random.js';
import type { Schema } from './openapi-document.js';

/** Texts that are lawful where people write: of other scripts, from right to left, and such as look like something else. */
export const lawfulTexts = [
  'Rosewood',
  'Zoë Ångström',
  'דוד המלך',
  'محمد بن موسى',
  '李小龍',
  '👩🏽‍🚀',
  'Аdа', // Homoglyphs: its first and last letters are Cyrillic.
  '=cmd|1',
  '__proto__',
  '<script>alert(1)</script>',
  "Robert'); DROP TABLE",
];

const deep = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};

/** What stands where something else should. */
export const hostileValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, -0, 2 ** 53, Number.MAX_SAFE_INTEGER, [], {}, [[]], deep(500)],
  ...['', ' ', '\u0000', 'a\u0000b', 'a\nb', '\u202Egnp.exe', '\u200B', '\uFEFFx', '\uD800', '😀'.repeat(200)],
  ...['x'.repeat(5_000), '__proto__', 'constructor', '${7*7}', '../../etc/passwd', '%00', '1e3', 'NaN', 'null'],
  { __proto__: null, constructor: { prototype: { role: 'operator' } } },
  { length: 1e9 },
];

/** Whole bodies that are no request of anybody's. */
export const hostileBodies: readonly (string | Buffer)[] = [
  ...['', ' ', 'null', 'true', '7', '"text"', '[]', '{', '}', '{"a":1,}', 'NaN', '{"a":1e999}', "{'a':1}"],
  ...['{"__proto__":{"role":"operator"}}', '{"constructor":{"prototype":{"a":1}}}', '{"a":1,"a":2}', '\uFEFF{}'],
  '['.repeat(60_000),
  `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
  JSON.stringify({ name: 'x'.repeat(70_000) }),
  JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]))),
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from('{"name":"x"}', 'utf16le'),
];

/** Ids that name nothing, as they stand in a path. */
export const hostileIds: readonly string[] = [
  ...['nothing', '__proto__', 'constructor', '%00', '%2e%2e', '..%2f..%2fsites', '%F0%9F%98%80', '%E2%80%AEx', '%20'],
  ...['%ED%A0%80', '%', '%zz', '*', ';a=b', "'%20OR%201=1", 'x'.repeat(300), '-x', 'A%0d%0aSet-Cookie:a', '%D0%B0dmin'],
];

export const hostileQueries: readonly string[] = [
  ...[
    'limit=0',
    'limit=1',
    'limit=100',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=1e2',
    'limit=NaN',
    'limit=',
    'limit=%00',
  ],
  ...[
    'limit=%EF%BC%91',
    'limit=1&limit=2',
    'limit[]=1',
    'cursor=',
    'cursor=AAAA.BBBB',
    'cursor=%F0%9F%98%80',
    'cursor=.',
  ],
  ...[
    `cursor=${'A'.repeat(3_000)}.B`,
    '__proto__=x',
    '%00=1',
    'state=open',
    'state=bogus',
    'state=%E2%80%AE',
    'sort=price',
  ],
  ...[
    'bankId=nothing',
    'cause=ghost',
    'severity=P1',
    'language=fr',
    'language=xx',
    'format=html',
    'format=csv',
    'format=exe',
  ],
  ...['fromMs=0', 'fromMs=-1', 'fromMs=0&toMs=1', 'toMs=1e400', 'siteId=nowhere', '=', '&&', 'a'.repeat(4_000)],
];

const bytes = (text: string): string => Buffer.from(text).toString('latin1');

export const hostileHeaders: readonly Record<string, string>[] = [
  ...[
    'text/plain',
    'application/jsonx',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'x',
  ].map((type) => ({ 'content-type': type })),
  ...['', 'x'.repeat(129), bytes('ключ'), 'a b', '\u00ff'].map((key) => ({ 'idempotency-key': key })),
  ...['*', '"1-aaaaaaaaaaaaaaaa"', 'W/"x"', '3', '"', '"a", *', bytes('"é"'), `"${'x'.repeat(2_000)}"`].map((tag) => ({
    'if-match': tag,
  })),
  ...['*', '"x"', '"', ',', bytes('"é"')].map((tag) => ({ 'if-none-match': tag })),
  { accept: 'text/xml' },
  { 'x-http-method-override': 'DELETE' },
  { 'accept-language': 'x'.repeat(4_000) },
  { range: 'bytes=0-1' },
];

export const csvFiles: readonly string[] = [
  '\uFEFFname,unit,phone\r\nAda,1A,+12025550101\r\n',
  'name;unit;phone\n"Lovelace; Ada";2B;+12025550102',
  'name\tunit\tphone\nAda\t3C\t+12025550103',
  'name,unit,phone\n"Ada ""the first""",4D,+12025550104',
  'name,unit,phone\n"two\nlines",5E,+12025550105',
  'name,unit,phone\n"never closed,6F,+12025550106',
  "name,unit,phone\n=cmd|' /C calc'!A0,7G,+12025550107\n@SUM(1),8H,+12025550108\n-2+3,9I,+12025550109",
  'name,unit,phone,email\nדוד,10J,,david@example.com\n👩🏽‍🚀,11K,+12025550111,',
  'name,unit,phone\n\n\r\n\nAda,12L,+12025550112\n\n',
  'name,unit\nAda,1A',
  'name,name,unit,phone\nA,B,1A,+12025550101',
  'name,unit,phone,__proto__\nA,1A,+12025550101,x',
  'name,unit,phone\nA\u0000B,1A,+12025550101',
  ...['name,unit,phone', '\uFEFF', ',', '"', '\r', 'x'],
  `name,unit,phone\n${'a,b,c\n'.repeat(301)}`,
  `name,unit,phone\n${'a,b,+12025550101\n'.repeat(100_000)}`,
  `name,unit,phone\n${'x'.repeat(50_000)},1A,+12025550101`,
];

/** What is good in a field of this name, where its schema alone does not say. */
export type Known = Readonly<Record<string, (random: Random) => unknown>>;

interface Making {
  random: Random;
  known: Known;
  /** At a bound of what is lawful, where it has one. */
  isAtBound: boolean;
}

/** Something that a schema allows. */
export function valueOf(schema: Schema, making: Making, name = ''): unknown {
  const { random, known } = making;
  const {
    anyOf,
    oneOf,
    const: constant,
    enum: choices,
    type,
  } = schema as {
    anyOf?: Schema[];
    oneOf?: Schema[];
    const?: unknown;
    enum?: unknown[];
    type?: string;
  };
  const one = oneOf ?? anyOf;
  if (one) return valueOf(random.pick(one), making, name);
  if (constant !== undefined) return constant;
  if (choices) return random.pick(choices);
  if (type !== 'object' && known[name]) return known[name](random);
  if (type === 'object') return objectOf(schema, making);
  if (type === 'array') return arrayOf(schema, making, name);
  if (type === 'string') return textOf(schema, making);
  if (type === 'number' || type === 'integer') return numberOf(schema, making);
  return type === 'boolean' ? random.chance(0.5) : null;
}

function objectOf(schema: Schema, making: Making): Record<string, unknown> {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Schema>; required?: string[] };
  const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || making.random.chance(0.5));
  return Object.fromEntries(chosen.map(([name, field]) => [name, valueOf(field, making, name)]));
}

function arrayOf(schema: Schema, making: Making, name: string): unknown[] {
  const { items = {}, minItems = 0, maxItems = 3 } = schema as { items?: Schema; minItems?: number; maxItems?: number };
  const length = making.isAtBound
    ? making.random.pick([minItems, maxItems])
    : Math.max(minItems, Math.min(2, maxItems));
  return Array.from({ length }, () => valueOf(items, making, name));
}

function numberOf(schema: Schema, { random, isAtBound }: Making): number {
  const { minimum = 0, maximum = 1_000, type } = schema as { minimum?: number; maximum?: number; type?: string };
  if (isAtBound) return random.pick([minimum, maximum]);
  const value = random.between(minimum, maximum);
  return type === 'integer' ? Math.round(value) : value;
}

function textOf(schema: Schema, { random, isAtBound }: Making): string {
  const { pattern, maxLength = 40 } = schema as { pattern?: string; maxLength?: number };
  if (pattern === undefined) return 'x'.repeat(isAtBound ? maxLength : 1);
  if (pattern.startsWith('^(?=')) {
    const most = Number(/,(\d+)\}\$$/.exec(pattern)?.[1]);
    return isAtBound ? random.pick(['n', '😀'.repeat(most)]) : random.pick(lawfulTexts).slice(0, most);
  }
  const some = fc.stringMatching(new RegExp(pattern));
  return fc.sample(some, { seed: random.below(2 ** 31), numRuns: 1 })[0] ?? '';
}

/** The same with one thing wrong in it, or a thing too much, or too little. */
export function spoilt(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return random.pick(hostileValues);
  if (Array.isArray(value))
    return value.length === 0 ? [random.pick(hostileValues)] : value.map((one) => spoilt(one, random));
  const names = Object.keys(value);
  const name =
    names.length === 0 || random.chance(0.2)
      ? random.pick(['isAdmin', 'siteId', '__proto__x', ''])
      : random.pick(names);
  if (random.chance(0.2)) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  return { ...value, [name]: spoilt((value as Record<string, unknown>)[name], random) };
}
