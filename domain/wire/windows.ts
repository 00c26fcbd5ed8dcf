import * as z from 'zod/mini';
import { once } from '../once.js';
import { samplesMax, type Window } from '../sensing/window.js';
import { between, id, printable, shaped, shortList } from './parts.js';

/** Limits of the design, wire version 1: at most 8 windows of 64 samples, finite, |x| <= 1e9. More is refused whole. */
const windowsMax = 8;
const magnitudeMax = 1e9;

const isSample = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= magnitudeMax;

/** A hundred windows come with an audit of a whole bank: their samples are looked at by hand, not by a schema each. */
const sample = { type: 'number', minimum: -magnitudeMax, maximum: magnitudeMax };
const sampleList = { type: 'array', maxItems: samplesMax, items: sample };
const samples = () =>
  shaped(
    z.custom<number[]>((value) => Array.isArray(value) && value.length <= samplesMax && value.every(isSample)),
    sampleList,
  );
const oneOrASampleEach = () =>
  shaped(
    z.custom<number | number[]>(
      (value) => isSample(value) || (Array.isArray(value) && value.length <= samplesMax && value.every(isSample)),
    ),
    { anyOf: [sample, sampleList] },
  );

/** The kind and the unit are open: a sensor that is not known here says nothing, and its windows are kept as evidence. */
const windowSchema = once((): z.ZodMiniType<Window> =>
  z.object({
    sensor: id(),
    kind: printable(24),
    unit: printable(16),
    samples: samples(),
    intervalMs: between(0, magnitudeMax),
    status: z.optional(oneOrASampleEach()),
    signalKcps: z.optional(oneOrASampleEach()),
    ambientKcps: z.optional(oneOrASampleEach()),
    temperatureC: z.optional(between(-magnitudeMax, magnitudeMax)),
    referenceV: z.optional(between(-magnitudeMax, magnitudeMax)),
  }),
);

/** None is allowed: a door that closed without a window is recorded, and its verdict is unclear. */
export const windows = () => shortList(windowSchema(), windowsMax);

/** The windows of one door in a scan: a list as long as any, of which those that cannot be read are left out and counted. */
export const readableWindows = () =>
  z.pipe(
    shaped(
      z.custom<unknown[]>((value) => Array.isArray(value) && value.length <= windowsMax),
      { type: 'array', maxItems: windowsMax, items: windowSchema() },
    ),
    z.transform((given) => {
      const readable = given.flatMap((window) => windowSchema().safeParse(window).data ?? []);
      return { readable, unreadable: given.length - readable.length };
    }),
  );
