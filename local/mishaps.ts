/** What can be made to go wrong on demand (`POST /mishaps`); everything is off until asked for. */
export interface MishapSettings {
  /** Chance, 0 to 1, that an asynchronous event comes twice; true is 1. */
  deliverTwice: number;
  /** How long every asynchronous event lies before its first delivery, in milliseconds. */
  delayMs: number;
  /** Chance, 0 to 1, that a schedule fires twice. */
  scheduleTwice: number;
  /** How long after its minute a schedule fires, in milliseconds. */
  scheduleLateMs: number;
  /** Phone numbers that have opted out of SMS. */
  optedOut: readonly string[];
}

export interface Mishaps {
  readonly settings: Readonly<MishapSettings>;
  /** Changes what is named and keeps the rest. Throws a RangeError that names what cannot be. */
  change(changes: Record<string, unknown>): void;
  /** A throw of the dice from the run's seed. */
  happens(chance: number): boolean;
  /** From 0, up to but not including `limit`. */
  between(limit: number): number;
}

const LATE_MAX_MS = 24 * 3_600_000;
const NUMBERS_MAX = 1_000;

export function createMishaps(seed: number): Mishaps {
  const settings: MishapSettings = { deliverTwice: 0, delayMs: 0, scheduleTwice: 0, scheduleLateMs: 0, optedOut: [] };
  const random = seeded(seed);
  return {
    settings,
    change: (changes) => void Object.assign(settings, parse(changes)),
    happens: (chance) => chance > 0 && random() < chance,
    between: (limit) => random() * limit,
  };
}

function parse(changes: Record<string, unknown>): Partial<MishapSettings> {
  const rows = Object.entries(changes).map(([name, value]) => {
    const read = Object.hasOwn(readers, name) ? readers[name as keyof MishapSettings] : undefined;
    if (!read) throw new RangeError(`unknown mishap "${name}": there is ${Object.keys(readers).join(', ')}`);
    return [name, read(value, name)] as const;
  });
  return Object.fromEntries(rows);
}

const readers: Record<keyof MishapSettings, (value: unknown, name: string) => unknown> = {
  deliverTwice: readChance,
  delayMs: readSpan,
  scheduleTwice: readChance,
  scheduleLateMs: readSpan,
  optedOut: readNumbers,
};

function readChance(value: unknown, name: string): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new RangeError(`${name} must be true, false or a chance from 0 to 1, was ${JSON.stringify(value)}`);
}

function readSpan(value: unknown, name: string): number {
  if (typeof value === 'number' && value >= 0 && value <= LATE_MAX_MS) return value;
  throw new RangeError(`${name} must be 0 to ${LATE_MAX_MS} ms, was ${JSON.stringify(value)}`);
}

function readNumbers(value: unknown, name: string): string[] {
  const numbers = Array.isArray(value) ? value : [];
  if (Array.isArray(value) && numbers.length <= NUMBERS_MAX && numbers.every((entry) => typeof entry === 'string'))
    return numbers;
  throw new RangeError(`${name} must be a list of at most ${NUMBERS_MAX} phone numbers`);
}

/** Mulberry32: small, seeded, and good enough to spread instants over a minute. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
