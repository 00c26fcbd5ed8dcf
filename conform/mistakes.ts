import type * as z from 'zod/mini';
import { envelopeSchema, messageRows } from '../domain/telemetry.js';
import { fieldWords } from './contract/fields.js';

type Json = Record<string, unknown>;

const toldMax = 5;

/** What is wrong with a message that the cloud would not take, field by field, with what the field should be. */
export function mistakesInMessage(message: Json): string[] {
  const type = String(message['type']);
  const row = Object.hasOwn(messageRows, type) ? messageRows[type as keyof typeof messageRows] : undefined;
  return [
    ...issuesOf('envelope', envelopeSchema(), message),
    ...(row ? issuesOf(type, row.schema(), message) : []),
  ].slice(0, toldMax);
}

/** Is the envelope whole, whatever the rest is? */
export const isEnvelopeWhole = (message: Json): boolean =>
  message['schema'] === 1 && envelopeSchema().safeParse(message).success;

function issuesOf(of: string, schema: z.ZodMiniType, message: Json): string[] {
  const { error } = schema.safeParse(message);
  return (error?.issues ?? []).map(({ path, message: text }) => {
    const found = path.reduce<unknown>((node, key) => (node as Json | undefined)?.[key as string], message);
    const name = String(path.findLast((key) => typeof key === 'string') ?? '');
    const meaning = fieldWords[`${of}.${name}`] ?? fieldWords[name];
    return `${path.join('.') || of} is ${brief(found)}: ${text}${meaning ? ` (${meaning})` : ''}`;
  });
}

export function brief(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
