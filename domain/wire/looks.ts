import * as z from 'zod/mini';
import { compartmentPattern } from '../ids.js';
import { debounceMsRange } from '../remote-command.js';
import {
  compartmentId,
  doorCycleMax,
  doorsMax,
  isFields,
  printablePattern,
  printableShape,
  shaped,
  type Shape,
} from './parts.js';
import { windowsMax, windowsOf, windowShape } from './windows.js';
import type { Window } from '../sensing/window.js';

/** What one door of a scan says of itself, without windows that cannot be read: those are counted. */
export interface ReadLook {
  door: 'open' | 'closed' | 'unknown';
  doorCycle?: number | undefined;
  debounceMs?: number | undefined;
  windows: Window[];
}

export interface ReadLooks {
  doors: Record<string, ReadLook>;
  unreadable: number;
}

const wordLengthMax = 16;
const word = printablePattern(wordLengthMax);

const lookShape: Shape = {
  type: 'object',
  properties: {
    door: printableShape(wordLengthMax),
    doorCycle: { type: 'integer', minimum: 0, maximum: doorCycleMax },
    debounceMs: { type: 'integer', minimum: 0, maximum: debounceMsRange.longest },
    windows: { type: 'array', maxItems: windowsMax, items: windowShape },
  },
  required: ['door', 'windows'],
};

/**
 * The doors of a scan by their label, looked at by hand as their windows are: a bank sends hundreds at once, every hour. One
 * window that cannot be read must not lose what all other doors said; a door that is none spoils the scan.
 */
export const doorLooks = () =>
  z.pipe(
    shaped(
      z.custom<object>((given) => isFields(given) && Object.keys(given).length <= doorsMax),
      { type: 'object', maxProperties: doorsMax, propertyNames: compartmentId(), additionalProperties: lookShape },
    ),
    z.transform((given, { issues }) => {
      const read = readLooks(given);
      if (!read) issues.push({ code: 'custom', input: given });
      return read as ReadLooks;
    }),
  );

function readLooks(given: object): ReadLooks | undefined {
  const read: ReadLooks = { doors: {}, unreadable: 0 };
  for (const [label, value] of Object.entries(given)) {
    const look = compartmentPattern.test(label) ? readLook(value) : undefined;
    if (!look) return undefined;
    read.doors[label] = look.read;
    read.unreadable += look.unreadable;
  }
  return read;
}

function readLook(value: unknown): { read: ReadLook; unreadable: number } | undefined {
  if (!isFields(value)) return undefined;
  const { door, doorCycle, debounceMs, windows } = value;
  if (typeof door !== 'string' || !word.test(door) || !isWindows(windows)) return undefined;
  if (doorCycle !== undefined && !isCycle(doorCycle)) return undefined;
  const readable = windowsOf(windows);
  const cycle = doorCycle === undefined ? {} : { doorCycle };
  const debounce = isDebounce(debounceMs) ? { debounceMs } : {}; // It came later: a bank may have had a field of this name.
  const read = { door: doorWord(door), ...cycle, ...debounce, windows: readable };
  return { read, unreadable: windows.length - readable.length };
}

/** Words that are not known are no reason to refuse: such a door is neither open nor closed. */
const doorWord = (said: string): ReadLook['door'] => (said === 'open' || said === 'closed' ? said : 'unknown');

const isWindows = (value: unknown): value is unknown[] => Array.isArray(value) && value.length <= windowsMax;
const isWithin = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
const isCycle = (value: unknown): value is number => isWithin(value, doorCycleMax);
const isDebounce = (value: unknown): value is number => isWithin(value, debounceMsRange.longest);
