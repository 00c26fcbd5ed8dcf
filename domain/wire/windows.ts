import * as z from 'zod/mini';
import { idPattern } from '../ids.js';
import { samplesMax, type Window } from '../sensing/window.js';
import { printablePattern, printableShape, shaped, shortList, type Shape } from './parts.js';

/**
 * Windows are looked at by hand, not by a schema each: a hundred of them come with an audit of a whole bank, and a person at
 * a door waits for four. Limits of the design, wire version 1: at most 8 windows of 64 samples, finite, |x| <= 1e9.
 */
export const windowsMax = 8;
const magnitudeMax = 1e9;

/** One field of a window: what it must be, and what the contract's document says of that. */
interface Field {
  is(value: unknown): boolean;
  shape: Shape;
  isOptional?: true;
}

const isNumber = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= magnitudeMax;
const isList = (value: unknown): boolean => Array.isArray(value) && value.length <= samplesMax && value.every(isNumber);

const numberShape = { type: 'number', minimum: -magnitudeMax, maximum: magnitudeMax };
const listShape = { type: 'array', maxItems: samplesMax, items: numberShape };

const text = (pattern: RegExp, shape: Shape): Field => ({
  is: (value) => typeof value === 'string' && pattern.test(value),
  shape,
});
const printable = (lengthMax: number): Field => text(printablePattern(lengthMax), printableShape(lengthMax));
const number: Field = { is: isNumber, shape: numberShape, isOptional: true };
const oneOrASampleEach: Field = {
  is: (value) => isNumber(value) || isList(value),
  shape: { anyOf: [numberShape, listShape] },
  isOptional: true,
};

/** The kind and the unit are open: a sensor that is not known here says nothing, and its windows are kept as evidence. */
const fields: Readonly<Record<keyof Window, Field>> = {
  sensor: text(idPattern, { type: 'string', pattern: idPattern.source }),
  kind: printable(24),
  unit: printable(16),
  samples: { is: isList, shape: listShape },
  intervalMs: { is: (value) => isNumber(value) && Number(value) >= 0, shape: { ...numberShape, minimum: 0 } },
  status: oneOrASampleEach,
  signalKcps: oneOrASampleEach,
  ambientKcps: oneOrASampleEach,
  temperatureC: number,
  referenceV: number,
};
const rows = Object.entries(fields);

export const windowShape: Shape = {
  type: 'object',
  properties: Object.fromEntries(rows.map(([name, { shape }]) => [name, shape])),
  required: rows.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
};

/** A window, without fields that are not known; or undefined for what is none. */
function readWindow(value: unknown): Window | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Record<string, unknown>;
  const window: Record<string, unknown> = {};
  for (const [name, { is, isOptional }] of rows) {
    const field = given[name];
    if (field === undefined && isOptional) continue;
    if (!is(field)) return undefined;
    window[name] = field;
  }
  return window as unknown as Window;
}

const window = () =>
  z.pipe(
    shaped(
      z.custom<unknown>(() => true),
      windowShape,
    ),
    z.transform((value, { issues }) => {
      const read = readWindow(value);
      if (!read) issues.push({ code: 'custom', input: value });
      return read as Window;
    }),
  );

/** None is allowed: a door that closed without a window is recorded, and its verdict is unclear. One that is none spoils all. */
export const windows = () => shortList(window(), windowsMax);

/** Of the windows of one door in a scan, those that can be read. */
export const windowsOf = (given: readonly unknown[]): Window[] => given.flatMap((value) => readWindow(value) ?? []);
