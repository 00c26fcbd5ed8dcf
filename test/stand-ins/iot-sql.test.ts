import { describe, expect, test } from 'vitest';
import { evaluate, matchesFilter, parseIotSql } from '../../local/stand-ins/iot-sql.js';

const message = {
  topic: 'lockers/v1/bank-7/door',
  payload: Buffer.from('{"a":{"b":[10,20]},"kind":"open","n":5,"yes":true,"none":null,"bankId":"forged"}'),
  clientId: 'bank-7',
  principal: 'ab12',
  receivedAtMs: 1_795_000_000_123,
};

const select = (sql: string, payload?: string | Buffer): unknown =>
  evaluate(parseIotSql(sql), payload === undefined ? message : { ...message, payload: Buffer.from(payload) });

const isSelected = (where: string): boolean => select(`SELECT n FROM '#' WHERE ${where}`) !== undefined;

const OUR_RULE = `SELECT encode(*, 'base64') AS body, topic(3) AS bankId, topic(4) AS kind, clientid() AS clientId,
  principal() AS principal, timestamp() AS receivedAtMs FROM 'lockers/v1/+/door'`;

describe('the rule that telemetry comes through', () => {
  test('hands the body on as it came, and stamps who sent it, where and when', () => {
    expect(select(OUR_RULE, '{"n":1}')).toEqual({
      body: 'eyJuIjoxfQ==',
      bankId: 'bank-7',
      kind: 'door',
      clientId: 'bank-7',
      principal: 'ab12',
      receivedAtMs: 1_795_000_000_123,
    });
  });

  test.each([
    ['is not JSON', Buffer.from('{"n":'), 'eyJuIjo='],
    ['is not text', Buffer.from([0xff, 0xfe, 0x00]), '//4A'],
    ['is empty', Buffer.alloc(0), ''],
  ])('hands on a body that %s', (_, payload, body) => {
    expect(select(OUR_RULE, payload)).toMatchObject({ body, bankId: 'bank-7' });
  });

  test('takes no alias from the body, whatever the body says', () => {
    expect(select(OUR_RULE)).toMatchObject({ bankId: 'bank-7' });
  });

  test('does not see other topics', () => {
    expect(evaluate(parseIotSql(OUR_RULE), { ...message, topic: 'lockers/v1/bank-7/health' })).toBeUndefined();
    expect(evaluate(parseIotSql(OUR_RULE), { ...message, topic: 'lockers/v1/bank-7/door/x' })).toBeUndefined();
  });
});

describe('SELECT', () => {
  test.each([
    [`SELECT * FROM '#'`, JSON.parse(message.payload.toString()) as unknown],
    [`SELECT a.b[1] AS second FROM '#'`, { second: 20 }],
    [`SELECT a.b FROM '#'`, { b: [10, 20] }],
    [`SELECT kind, missing, a.missing.deeper AS deep, a.b[9] AS far FROM '#'`, { kind: 'open' }],
    [
      `SELECT 'it''s' AS text, -1.5 AS number, true AS yes, null AS nothing FROM '#'`,
      { text: "it's", number: -1.5, yes: true, nothing: null },
    ],
    [`select topic() as whole, topic(9) as beyond from "lockers/#"`, { whole: 'lockers/v1/bank-7/door' }],
    [`SELECT isUndefined(missing) AS gone, isUndefined(n) AS there FROM '#'`, { gone: true, there: false }],
    [`SELECT encode(kind, 'base64') AS kind FROM '#'`, { kind: 'b3Blbg==' }],
    [`SELECT constructor, a.toString AS method FROM '#'`, {}],
  ])('%s', (sql, event) => {
    expect(select(sql)).toEqual(event);
  });

  test('a named column goes over an attribute of the same name', () => {
    expect(select(`SELECT *, topic(3) AS bankId FROM '#'`, '{"bankId":"forged","n":1}')).toEqual({
      bankId: 'bank-7',
      n: 1,
    });
  });

  test('newuuid is a new UUID each time', () => {
    const made = [1, 2].map(() => (select(`SELECT newuuid() AS id FROM '#'`) as { id: string }).id);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made[0]).not.toBe(made[1]);
  });

  test('* of a body that is not JSON fails aloud', () => {
    expect(() => select(`SELECT * FROM '#'`, 'not json')).toThrow(/use encode\(\*, 'base64'\)/);
  });
});

describe('WHERE', () => {
  test.each([
    `n = 5`,
    `n <> 4`,
    `n < 5.5 AND n <= 5 AND n > -1 AND n >= 5`,
    `kind IN ['shut', 'open']`,
    `NOT kind IN ['shut']`,
    `kind = 'shut' OR n = 5`,
    `n = 4 AND n = 5 OR n = 5`,
    `(n = 5 OR n = 4) AND kind > 'ope'`,
    `yes`,
    `none = null`,
    `isUndefined(missing)`,
    `topic(4) = 'door' AND clientid() = topic(3)`,
    `timestamp() >= 1795000000123`,
  ])('selects: %s', (where) => {
    expect(isSelected(where)).toBe(true);
  });

  test.each([
    `n = 4`,
    `n = '5'`,
    `n < '6'`,
    `n = 5 AND (n = 4 OR kind = 'shut')`,
    `NOT yes`,
    `n`,
    `missing`,
    `missing = 1`,
    `missing <> 1`,
    `NOT missing`,
    `NOT missing = 1`,
    `missing IN [1]`,
    `NOT missing IN [1]`,
    `missing = missing`,
    `n = 5 OR missing`,
    `isUndefined(n)`,
  ])('does not select: %s', (where) => {
    expect(isSelected(where)).toBe(false);
  });

  test('nothing but what is about the topic matches a body that is not JSON', () => {
    expect(select(`SELECT topic(3) AS bankId FROM '#' WHERE n = 5`, 'x')).toBeUndefined();
    expect(select(`SELECT topic(3) AS bankId FROM '#' WHERE topic(4) = 'door'`, 'x')).toEqual({ bankId: 'bank-7' });
  });
});

describe('what is not in the subset is a SyntaxError with its place', () => {
  test.each([
    [`SELEC * FRM 'a'`, 1, 'SELECT is needed'],
    [`SELECT * FRM 'a'`, 10, 'FROM is needed'],
    [`SELECT *`, 9, 'FROM is needed, found the end'],
    [`SELECT * FROM a/b`, 16, 'arithmetic'],
    [`SELECT * FROM a`, 15, 'one quoted topic filter'],
    [`SELECT * FROM 'a', 'b'`, 18, 'nothing may follow'],
    [`SELECT * FROM 'a/b+'`, 15, 'no topic filter'],
    [`SELECT * FROM 'a/#/b'`, 15, 'no topic filter'],
    [`SELECT * FROM ''`, 15, 'no topic filter'],
    [`SELECT a, * FROM 'a'`, 11, '* may only come first'],
    [`SELECT 1 FROM 'a'`, 10, 'add AS'],
    [`SELECT topic(1) FROM 'a'`, 17, 'add AS'],
    [`SELECT a, b AS a FROM 'a'`, 18, "two columns are named 'a'"],
    [`SELECT a + 1 AS b FROM 'a'`, 10, 'arithmetic'],
    [`SELECT VALUE a FROM 'a'`, 8, 'VALUE is not in the subset'],
    [`SELECT a FROM 'a' WHERE a LIKE 'x'`, 27, "nothing may follow here, found 'LIKE'"],
    [`SELECT CASE a WHEN 1 THEN 2 END AS b FROM 'a'`, 8, 'CASE is not in the subset'],
    [`SELECT md5(a) AS b FROM 'a'`, 8, 'function md5 is not in the subset: use one of encode, topic'],
    [`SELECT clientId() AS b FROM 'a'`, 8, 'function clientId is not in the subset'],
    [`SELECT get_thing_shadow('x') AS b FROM 'a'`, 8, 'not in the subset'],
    [`SELECT encode(*, 'hex') AS b FROM 'a'`, 8, "knows only 'base64'"],
    [`SELECT encode(*) AS b FROM 'a'`, 8, 'takes 2 to 2 operands'],
    [`SELECT topic(0) AS b FROM 'a'`, 8, 'from 1 up'],
    [`SELECT topic(n) AS b FROM 'a'`, 8, 'from 1 up'],
    [`SELECT a[-1] FROM 'a'`, 10, 'whole number from 0 up'],
    [`SELECT a FROM 'a' WHERE`, 24, 'found the end'],
    [`SELECT a FROM 'a' WHERE (a = 1`, 31, ') is needed'],
    [`SELECT a FROM 'a' WHERE a IN []`, 31, 'is needed'],
    [`SELECT a FROM 'a' WHERE a == 1`, 28, 'is needed'],
    [`SELECT a FROM 'a`, 15, 'this quote is never closed'],
    [`SELECT a FROM 'a' WHERE a = \u{1f512}`, 29, 'is not in the subset'],
    [`SELECT a FROM 'a' WHERE AND`, 25, 'found the keyword AND'],
  ])('%s', (sql, position, advice) => {
    const failing = () => parseIotSql(sql);
    expect(failing).toThrow(SyntaxError);
    expect(failing).toThrow(`position ${position}:`);
    expect(failing).toThrow(advice);
  });
});

describe('a topic filter', () => {
  test.each([
    ['a/b', 'a/b', true],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b/c', false],
    ['+/b', 'a/b', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'ab', false],
    ['#', 'a/b', true],
    ['#', '$aws/events/presence/connected/x', false],
    ['+/events/#', '$aws/events/presence', false],
    ['$aws/events/presence/+/+', '$aws/events/presence/connected/bank-7', true],
    ['a/b', 'A/b', false],
  ])('%s on %s: %s', (filter, topic, isMatch) => {
    expect(matchesFilter(filter, topic)).toBe(isMatch);
  });
});
