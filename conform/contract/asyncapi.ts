import { envelopeSchema, messageRows } from '../../domain/telemetry.js';
import { kinds } from '../../domain/wire/delivery.js';
import { commandWords, exampleCommandEnvelope } from './command-words.js';
import { commandEnvelopeSchema, commandRows, commandTypes, type CommandType } from './commands.js';
import { fieldWords } from './fields.js';
import { jsonSchemaOf, type Json } from './json-schema.js';
import { exampleEnvelope, messageWords, type MessageType, type MessageWords } from './messages.js';

export const messageTypes = Object.keys(messageRows) as MessageType[];

/** AsyncAPI 3.0 from the schemas that messages are read by: the bank's side of the wire, version 1. */
export function asyncapiDocument(): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Pigeonhole bank',
      version: '1.0.0',
      description:
        'What a locker bank says and is told, over MQTT 3.1.1 with mutual TLS. The contract is changed only by adding: ' +
        'fields, types and codes that are not known are passed over. docs/bank.md tells how to build a bank.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { cloud: server },
    channels: { ...Object.fromEntries(kinds.map((kind) => [kind, upChannel(kind)])), commands: downChannel() },
    operations: { ...Object.fromEntries(kinds.map((kind) => [kind, sending(kind)])), commands: receiving },
    components: { messages: messages(), schemas: schemas(), securitySchemes: { certificate: { type: 'X509' } } },
  };
}

const server: Json = {
  host: '{endpoint}:{port}',
  protocol: 'secure-mqtt',
  protocolVersion: '3.1.1',
  description: 'Endpoint and port of bank.json. TLS 1.2 or newer; the client certificate is the bank’s.',
  variables: { endpoint: { description: 'AWS IoT Core’s data endpoint, or 127.0.0.1' }, port: { default: '8883' } },
  security: [{ $ref: '#/components/securitySchemes/certificate' }],
  bindings: { mqtt: { clientId: '{bankId}', cleanSession: false, keepAlive: 60, bindingVersion: '0.2.0' } },
};

const bankIdParameter = { bankId: { description: 'The bankId of bank.json, which is also the MQTT client id.' } };
const typesOn = (kind: string): MessageType[] => messageTypes.filter((type) => messageRows[type].kind === kind);
const refTo = (section: string, name: string): Json => ({ $ref: `#/components/${section}/${name}` });
const refsOf = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, refTo('messages', type)]));

function upChannel(kind: string): Json {
  return {
    address: `lockers/v1/{bankId}/${kind}`,
    description: `Published through Basic Ingest: "$aws/rules/" + rules.${kind} of bank.json + "/" + this address.`,
    parameters: bankIdParameter,
    messages: refsOf(typesOn(kind)),
  };
}

const downChannel = (): Json => ({
  address: 'lockers/v1/{bankId}/commands',
  description: 'The one topic that a bank subscribes to, at QoS 1, before it publishes anything.',
  parameters: bankIdParameter,
  messages: refsOf(commandTypes),
});

const mqtt = (more: Json): Json => ({ mqtt: { qos: 1, ...more, bindingVersion: '0.2.0' } });

const sending = (kind: string): Json => ({
  action: 'send',
  channel: { $ref: `#/channels/${kind}` },
  summary: summaries[kind],
  bindings: mqtt({ retain: false }),
});
const summaries: Record<string, string> = {
  access: 'What people ask for at the screen.',
  door: 'What doors did.',
  health: 'How the bank is.',
  result: 'What became of commands.',
};
const receiving: Json = {
  action: 'receive',
  channel: { $ref: '#/channels/commands' },
  summary: 'What the bank is to do. Each expires in the broker at its notAfterMs.',
  bindings: mqtt({}),
};

function messages(): Json {
  const up = messageTypes.map((type) => [type, message(type, messageWords[type], exampleOf(type))]);
  const down = commandTypes.map((type) => [type, message(type, commandWords[type], commandExampleOf(type))]);
  return Object.fromEntries([...up, ...down]) as Json;
}

const message = (type: string, { summary, when }: MessageWords, payload: Json): Json => ({
  name: type,
  summary,
  description: when,
  payload: refTo('schemas', type),
  examples: [{ payload }],
});

/** A whole message of this type, as it goes over the wire. */
export const exampleOf = (type: MessageType): Json => ({ ...exampleEnvelope, type, ...messageWords[type].example });
export const commandExampleOf = (type: CommandType): Json => {
  const { commandId, ...fields } = commandWords[type].example;
  return { ...exampleCommandEnvelope, commandId, type, ...fields };
};

function schemas(): Json {
  const atMs = { type: 'integer', description: fieldWords['atMs'] };
  const envelope = described('envelope', { type: 'object', ...withSchemaOne(jsonSchemaOf(envelopeSchema())) });
  const up = messageTypes.map((type) => [type, { allOf: [refTo('schemas', 'envelope'), bodyOf(type)] }]);
  const down = commandTypes.map((type) => {
    return [type, { allOf: [refTo('schemas', 'command'), described(type, jsonSchemaOf(commandRows[type]))] }];
  });
  return {
    envelope: { ...envelope, properties: { ...(envelope['properties'] as Json), atMs } },
    command: described('command', jsonSchemaOf(commandEnvelopeSchema)),
    window: described('window', windowSchema()),
    ...(Object.fromEntries([...up, ...down]) as Json),
  };
}

/** The version is looked at before the rest of the envelope, so it is not in its schema. */
function withSchemaOne({ properties, required, ...rest }: Json): Json {
  return {
    ...rest,
    properties: { schema: { type: 'number', const: 1 }, ...(properties as Json) },
    required: ['schema', ...(required as string[])],
  };
}

/** One schema serves several types of request: here each names its own. What only a check by hand knows is added. */
function bodyOf(type: MessageType): Json {
  const body = described(type, jsonSchemaOf(messageRows[type].schema()));
  const properties = body['properties'] as Record<string, Json>;
  properties['type'] = { ...properties['type'], enum: undefined, const: type };
  const { recipient } = properties;
  if (recipient)
    recipient['oneOf'] = Object.keys(recipient['properties'] as Json).map((name) => ({ required: [name] }));
  return body;
}

const windowSchema = (): Json => {
  const { before } = jsonSchemaOf(messageRows['door-closed'].schema())['properties'] as Record<string, Json>;
  return before?.['items'] as Json;
};

const isWindow = (node: Json): boolean => 'samples' in ((node['properties'] ?? {}) as Json);

/** Adds to every property what its field means, and puts a reference in the place of each window. */
function described(of: string, node: Json): Json {
  if (of !== 'window' && isWindow(node)) return refTo('schemas', 'window');
  const entries = Object.entries(node).map(([keyword, value]) => {
    if (keyword === 'properties') return [keyword, propertiesOf(of, value as Record<string, Json>)];
    return [keyword, keyword === 'const' || keyword === 'enum' ? value : describedIn(of, value)];
  });
  return Object.fromEntries(entries) as Json;
}

function describedIn(of: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => describedIn(of, item));
  return typeof value === 'object' && value !== null ? described(of, value as Json) : value;
}

function propertiesOf(of: string, properties: Record<string, Json>): Json {
  const entries = Object.entries(properties).map(([name, schema]) => {
    return [name, { ...described(of, schema), description: fieldWords[`${of}.${name}`] ?? fieldWords[name] }];
  });
  return Object.fromEntries(entries) as Json;
}
