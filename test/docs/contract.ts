import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { asyncapiDocument } from '../../conform/contract/asyncapi.js';

interface Message {
  readonly summary: string;
  readonly description: string;
  readonly payload: { $ref: string };
  readonly examples: { payload: Record<string, unknown> }[];
}

/** The document, as far as these tests read it. */
export interface Document {
  readonly channels: Record<string, { address: string; messages: Record<string, { $ref: string }> }>;
  readonly operations: Record<string, { action: string; channel: { $ref: string } }>;
  readonly components: { messages: Record<string, Message>; schemas: Record<string, unknown> };
}

export const document = asyncapiDocument() as unknown as Document;

/** One line of the recorded traffic. */
export interface Recorded {
  readonly direction: 'up' | 'down';
  readonly topic: string;
  readonly message: Record<string, unknown> & { type: string };
}

export const recorded = readFileSync('test/fixtures/wire-traffic.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a message by the document alone, as a stranger with a JSON Schema validator sees it. */
export function mistakes(message: Record<string, unknown>): string[] {
  const type = String(message['type']);
  if (!Object.hasOwn(document.components.messages, type)) return [`the document has no message ${type}`];
  const validate = validators.get(type) ?? compiled(type);
  validators.set(type, validate);
  if (validate(message) === true) return [];
  return (validate.errors ?? []).map(({ dataPath, message: text }) => `${type}${dataPath} ${text}`);
}

function compiled(type: string): ValidateFunction {
  const { $ref } = document.components.messages[type]?.payload ?? {};
  return new Ajv({ allErrors: true }).compile({ $ref, components: document.components });
}
