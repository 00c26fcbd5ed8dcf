import { assert } from '../../domain/assert.js';

/** A secret from which codes are derived, and since when they are (Unix ms). */
export interface RingKey {
  secret: string;
  fromMs: number;
}

/**
 * So long a code's row may live, and so long its key is kept after the next one took over: the longest that a policy lets
 * a parcel wait is half of it.
 */
const keyKeptMs = 120 * 24 * 3_600_000;

/** A secret shorter than this was typed by somebody. The template makes 64 letters and digits. */
const secretLengthMin = 16;

/**
 * What the code secret holds, the newest key first: one secret as plain text, as the template makes it, or after a
 * rotation `{"keys":[{"secret":"…","fromMs":0},…]}`. White space around either is none of it: editors and pipes add it.
 * @throws for what is neither; it repeats nothing of it.
 */
export function parseRing(stored: string): RingKey[] {
  const text = stored.trim();
  const keys = text.startsWith('{') ? keysIn(text) : [{ secret: text, fromMs: 0 }];
  assert(keys.length > 0, 'the code secret holds at least one key');
  for (const { secret, fromMs } of keys) {
    assert(
      typeof secret === 'string' && secret.length >= secretLengthMin,
      `the code secret has at least ${secretLengthMin} characters`,
    );
    assert(Number.isSafeInteger(fromMs), 'each key of the code secret says from when on it counts, in Unix ms');
  }
  return keys.toSorted((a, b) => b.fromMs - a.fromMs);
}

function keysIn(text: string): RingKey[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) ? (keys as RingKey[]) : [];
  } catch {
    throw new Error('the code secret is neither plain text nor a ring of keys: put the version before it back');
  }
}

/** Of keys with the newest first: the one by which codes are issued now. */
export const issuingOf = <Key extends Pick<RingKey, 'fromMs'>>(keys: readonly Key[], nowMs: number): Key =>
  keys.find(({ fromMs }) => fromMs <= nowMs) ?? keys.at(-1)!;

/** Of keys with the newest first: the other ones by which codes may be out there; the next one too, for clocks differ. */
export function othersOf<Key extends Pick<RingKey, 'fromMs'>>(keys: readonly Key[], nowMs: number): Key[] {
  const issuing = issuingOf(keys, nowMs);
  return keys.filter((key, i) => key !== issuing && nowMs < (keys[i - 1]?.fromMs ?? Infinity) + keyKeptMs);
}

/** The ring after a rotation, as the text to be stored: one more key, and none by which no code can be out there. */
export function rotated(text: string, next: RingKey): string {
  const keys = parseRing(text);
  assert(next.fromMs >= keys[0]!.fromMs, 'a rotation is still to come: wait until its key counts');
  const kept = [issuingOf(keys, next.fromMs), ...othersOf(keys, next.fromMs)];
  const ring = JSON.stringify({ keys: [next, ...kept] });
  parseRing(ring); // What could not be read again is not stored.
  return ring;
}
