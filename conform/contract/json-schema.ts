import * as z from 'zod/mini';
import { shapeOf } from '../../domain/wire/parts.js';

export type Json = Record<string, unknown>;

/**
 * What a schema takes, as JSON Schema draft-07, the dialect of AsyncAPI's own schemas. Parts that are checked by hand
 * say their shape themselves.
 * @throws Error for a part without a shape: the document would be silent about it.
 */
export function jsonSchemaOf(schema: z.ZodMiniType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    unrepresentable: ({ zodSchema }) => jsonShapeOf(zodSchema),
  }) as Json;
  return bounded(rest) as Json;
}

/** A shape is JSON Schema with zod's schemas in the places of elements. Undefined: zod says that it cannot say. */
function jsonShapeOf(part: object): Json | undefined {
  const shape = shapeOf(part);
  if (!shape) return undefined;
  const entries = Object.entries(shape).map(([keyword, value]) => [
    keyword,
    isSchema(value) ? jsonSchemaOf(value) : value,
  ]);
  return Object.fromEntries(entries) as Json;
}

const isSchema = (value: unknown): value is z.ZodMiniType =>
  typeof value === 'object' && value !== null && '_zod' in value;

/** Bounds that only say "an integer that JSON can carry" are left out: they would be on every number. */
function bounded(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bounded);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([, value]) => Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER);
  return Object.fromEntries(kept.map(([key, value]) => [key, bounded(value)]));
}
