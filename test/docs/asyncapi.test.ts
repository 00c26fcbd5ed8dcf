import { format, resolveConfig } from 'prettier';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { iotBankLink } from '../../adapters/iot/bank-link.js';
import type { BankCommand } from '../../app/ports.js';
import { asyncapiDocument, commandExampleOf, exampleOf, messageTypes } from '../../conform/contract/asyncapi.js';
import { commandTypes, mistakesInCommand } from '../../conform/contract/commands.js';
import { yamlOf } from '../../conform/contract/yaml.js';
import { messageRows, parseTelemetry } from '../../domain/telemetry.js';
import { Broker } from '../../simulator/broker.js';
import { mishapKinds } from '../../simulator/mishaps.js';
import { tellStory } from '../../simulator/story.js';
import { document, mistakes, recorded } from './contract.js';

type Json = Record<string, unknown>;
const kinds = ['access', 'door', 'health', 'result'] as const;
const nowMs = 1_795_000_000_000;

/** The cloud's own reading of a message, as a topic rule hands it over. */
function isTaken(message: Json, kind: string): boolean {
  const body = Buffer.from(JSON.stringify(message)).toString('base64');
  const delivery = { body, bankId: 'my-bank', kind, clientId: 'my-bank', principal: 'p', receivedAtMs: nowMs };
  return parseTelemetry(delivery, nowMs).kind === 'input';
}

describe('the AsyncAPI document', () => {
  it('is the one in docs: after a change of the wire, run this test with -u and look at what it says', async () => {
    const file = 'docs/asyncapi.yaml';
    const text = await format(yamlOf(asyncapiDocument()), { ...(await resolveConfig(file)), parser: 'yaml' });
    await expect(text).toMatchFileSnapshot(`../../${file}`);
  });

  it('has every type that is read, on its topic, and every command that is sent, and no other', () => {
    const listed = Object.entries(document.channels).map(([kind, { address, messages }]) => {
      expect(address).toBe(`lockers/v1/{bankId}/${kind}`);
      return [kind, Object.keys(messages).sort()] as const;
    });
    const read = kinds.map(
      (kind) => [kind, messageTypes.filter((type) => messageRows[type].kind === kind).sort()] as const,
    );
    expect(Object.fromEntries(listed)).toEqual({ ...Object.fromEntries(read), commands: [...commandTypes].sort() });
    expect(Object.keys(document.components.messages).sort()).toEqual([...messageTypes, ...commandTypes].sort());
  });

  it('is written for the bank: it sends on four channels, and receives on one', () => {
    const actions = Object.entries(document.operations).map(([name, { action }]) => `${name} ${action}`);
    expect(actions).toEqual(['access send', 'door send', 'health send', 'result send', 'commands receive']);
  });

  it('says of every field what it means: what is missing here is to be said in conform/contract/fields.ts', () => {
    const silent = Object.entries(document.components.schemas).flatMap(([name, schema]) => undescribed(schema, name));
    expect(silent).toEqual([]);
  });

  it.each(messageTypes)('has an example of %s that the document and the cloud both take', (type) => {
    const { examples } = document.components.messages[type] ?? { examples: [] };
    expect(examples).toEqual([{ payload: exampleOf(type) }]);
    expect(mistakes(exampleOf(type))).toEqual([]);
    expect(isTaken(exampleOf(type), messageRows[type].kind)).toBe(true);
  });

  it.each(commandTypes)('has an example of the command %s', (type) => {
    expect(mistakes(commandExampleOf(type))).toEqual([]);
    expect(mistakesInCommand(commandExampleOf(type))).toEqual([]);
  });
});

/** Properties without a word, by their path. */
function undescribed(node: unknown, at: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => undescribed(item, at));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (keyword !== 'properties') return undescribed(value, at);
    return Object.entries(value as Record<string, Json>).flatMap(([name, schema]) => [
      ...(typeof schema['description'] === 'string' ? [] : [`${at}.${name}`]),
      ...undescribed(schema, `${at}.${name}`),
    ]);
  });
}

/** What a bank could put in the place of any field. */
const strange: unknown[] = [
  undefined,
  null,
  true,
  -1,
  0.5,
  1,
  2 ** 40,
  '',
  'A07',
  'x y',
  'ü'.repeat(300),
  [],
  {},
  [1],
  ['a'],
  { a: 1 },
];

describe('the document takes what the cloud takes', () => {
  it.each(messageTypes)('of %s, whatever stands in the place of any one field', (type) => {
    const good = exampleOf(type);
    const { kind } = messageRows[type];
    const changed = places(good).flatMap((place) =>
      strange.map((value) => [place, value, withValue(good, place, value)] as const),
    );
    expect(changed.length).toBeGreaterThan(100);
    const differing = changed
      .filter(([place, value]) => !beyondSchemas(place, value))
      .filter(([, , message]) => (mistakes(message).length === 0) !== isTaken(message, kind))
      .map(([place, value]) => `${place.join('.')} = ${JSON.stringify(value)?.slice(0, 20)}`);
    expect(differing).toEqual([]);
  });

  it('but for the order of two instants, which JSON Schema cannot compare', () => {
    const closed = { ...exampleOf('door-closed'), openedUptimeMs: 2, closedUptimeMs: 1 };
    expect([mistakes(closed), isTaken(closed, 'door')]).toEqual([[], false]);
  });

  it('and lists that are too long are refused by both', () => {
    const samples = Array(65).fill(1) as number[];
    const window = { sensor: 's', kind: 'tof', unit: 'mm', intervalMs: 1, samples: [1] };
    for (const before of [Array(9).fill(window), [{ ...window, samples }]]) {
      const closed = { ...exampleOf('door-closed'), before };
      expect([mistakes(closed).length > 0, isTaken(closed, 'door')]).toEqual([true, false]);
    }
  });
});

/**
 * What the cloud does not look at; the order of two instants, which has a case of its own; and a window in a scan: the
 * document holds the bank to it, while the cloud leaves out a bad one for the sake of the others.
 */
const beyondSchemas = ([field, , list, ...inWindow]: Place, value: unknown): boolean =>
  field === 'atMs' ||
  (field === 'doors' && list === 'windows' && (inWindow.length > 0 || isFilled(value))) ||
  (/^(opened|closed)UptimeMs$/.test(String(field)) && typeof value === 'number' && value >= 0);

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

type Place = readonly (string | number)[];

/** Every field of a message, at any depth; of a list its first element. */
function places(node: unknown, at: Place = []): Place[] {
  if (typeof node !== 'object' || node === null) return [];
  const entries = Array.isArray(node) ? node.slice(0, 1).map((item, i) => [i, item] as const) : Object.entries(node);
  return entries.flatMap(([key, value]) => [[...at, key], ...places(value, [...at, key])]);
}

function withValue(message: Json, place: Place, value: unknown): Json {
  const copy = structuredClone(message);
  const holder = place.slice(0, -1).reduce<unknown>((node, key) => (node as Json)[key], copy) as Json;
  holder[place.at(-1) ?? ''] = value;
  return JSON.parse(JSON.stringify(copy)) as Json;
}

describe('recorded traffic of a bank and the local run (made by conform/record.ts)', () => {
  const up = recorded.filter(({ direction }) => direction === 'up');
  const down = recorded.filter(({ direction }) => direction === 'down');

  it('is what the document says, message by message', () => {
    expect(recorded.flatMap(({ message }) => mistakes(message))).toEqual([]);
    expect(down.flatMap(({ message }) => mistakesInCommand(message))).toEqual([]);
  });

  it('went over the topics of the document', () => {
    const misplaced = recorded.filter(({ direction, topic, message }) => {
      const kind = direction === 'up' ? messageRows[message.type as 'boot'].kind : 'commands';
      const address = document.channels[kind]?.address.replace('{bankId}', 'recorded-bank');
      return topic !== (direction === 'up' ? `$aws/rules/lockers_v1_${kind}/${address}` : address);
    });
    expect(misplaced).toEqual([]);
  });

  it('has in it all that a virtual bank says, and all that this version commands', () => {
    const unsaid = ['collection-requested', 'power', 'tamper'];
    const said = new Set(up.map(({ message }) => message.type));
    expect(messageTypes.filter((type) => !said.has(type))).toEqual(unsaid);
    expect([...new Set(down.map(({ message }) => message.type))].sort()).toEqual([
      'display',
      'open',
      'resend',
      'sample',
    ]);
  });

  it('has no code of the run in it', () => {
    const codes = recorded
      .flatMap(({ message }) => [message['code'], message['courierCode']])
      .filter((code) => typeof code === 'string');
    const typed = codes.filter((code) => !/^[a-z-]+$/.test(code));
    expect([...new Set(typed)].sort()).toEqual(['00000000', '12345678', 'C0UR1ER8']);
  });
});

describe('simulated traffic, with every mishap', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is what the document says, up and down', async () => {
    const sent: Json[] = [];
    const payloads: Json[] = [];
    const keep = async ({ input }: { input: { payload?: Uint8Array } }) => {
      payloads.push(JSON.parse(Buffer.from(input.payload ?? []).toString()) as Json);
    };
    const link = iotBankLink(() => ({ send: keep }) as never, { nowMs: () => nowMs });
    const { sendUp, sendDown } = Broker.prototype;
    vi.spyOn(Broker.prototype, 'sendUp').mockImplementation(function (this: Broker, ...args) {
      sent.push(JSON.parse(JSON.stringify(args[2])) as Json);
      return sendUp.apply(this, args);
    });
    vi.spyOn(Broker.prototype, 'sendDown').mockImplementation(function (this: Broker, bankId, command: BankCommand) {
      void link.send(bankId as never, command);
      return sendDown.call(this, bankId, command);
    });
    await tellStory({
      seed: 5,
      banks: 2,
      days: 4,
      doorsPerBank: 10,
      // Banks of another version speak what this document does not describe, and are refused.
      mishaps: mishapKinds.filter((kind) => kind !== 'schema-2'),
      mishapsText: 'all',
      trace: false,
    });
    expect(sent.length).toBeGreaterThan(200);
    expect(payloads.length).toBeGreaterThan(100);
    expect([...new Set([...sent, ...payloads].flatMap(mistakes))]).toEqual([]);
    expect([...new Set(payloads.flatMap(mistakesInCommand))]).toEqual([]);
  });
});
