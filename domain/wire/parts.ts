import * as z from 'zod/mini';
import { compartmentPattern, idPattern, type CompartmentId } from '../ids.js';

/** The parts that messages are made of. Every text has a length and a set of characters, every number a range. */

/** What the contract's document says of a part that is checked by hand: JSON Schema, or a schema of its elements. */
export type Shape = Readonly<Record<string, unknown>>;
const shapes = new WeakMap<object, Shape>();
export const shapeOf = (part: object): Shape | undefined => shapes.get(part);

/** Says of a part that is checked by hand what its check asks for. */
export function shaped<Part extends z.ZodMiniType>(part: Part, shape: Shape): Part {
  shapes.set(part, shape);
  return part;
}

/** An object of JSON, and no list. */
export const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = <T extends string = string>(pattern: RegExp, shape: Shape = { pattern: pattern.source }) =>
  shaped(
    z.custom<T>((value) => typeof value === 'string' && pattern.test(value)),
    { type: 'string', ...shape },
  );

export const id = <T extends string = string>() => text<T>(idPattern);
export const compartmentId = () => text<CompartmentId>(compartmentPattern);

/** Ids of commands and leases, which are put together from other ids. */
export const compoundId = () => text(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/);

/** Whatever a person could read, in one line: no control, private or unassigned character, no half of a pair. */
export const printable = (lengthMax: number) => text(printablePattern(lengthMax), printableShape(lengthMax));
export const printablePattern = (lengthMax: number): RegExp =>
  new RegExp(`^(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,${lengthMax}}$`, 'u');

/** For the document: without Unicode's categories, which not every language's patterns know. */
export const printableShape = (lengthMax: number): Shape => ({
  type: 'string',
  minLength: 1,
  maxLength: lengthMax,
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
});

export const between = (min: number, max: number) => z.number().check(z.minimum(min), z.maximum(max));

/** A count of things that happened. */
export const count = () => between(0, Number.MAX_SAFE_INTEGER).check(z.int());
/** An uptime or a span, milliseconds; a bank may send fractions. */
export const spanMs = () => between(0, Number.MAX_SAFE_INTEGER);
/** 32 bits, as a controller keeps it. */
export const doorCycleMax = 2 ** 31 - 1;
export const doorCycle = () => between(0, doorCycleMax).check(z.int());

/** A list whose length is looked at before its elements are, so that a long one costs nothing. */
export const shortList = <E extends z.ZodMiniType>(element: E, lengthMax: number) =>
  z.pipe(
    shaped(
      z.custom<z.input<E>[]>((value) => Array.isArray(value) && value.length <= lengthMax),
      { type: 'array', maxItems: lengthMax, items: element },
    ),
    z.array(element),
  );

/** Doors by their label, as many as a bank may have; likewise counted before they are looked at. */
export function byDoor<V extends z.ZodMiniType>(value: V) {
  const doors = z.record(compartmentId(), value);
  return z.pipe(
    shaped(
      z.custom<z.input<typeof doors>>(
        (given) => typeof given === 'object' && given !== null && Object.keys(given).length <= doorsMax,
      ),
      { type: 'object', maxProperties: doorsMax, propertyNames: compartmentId(), additionalProperties: value },
    ),
    doors,
  );
}

/** Many times the doors of any one bank of the design (20 and 32), and still soon read. */
export const doorsMax = 512;
