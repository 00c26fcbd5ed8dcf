import { randomUUID } from 'node:crypto';

/** Names one run of a call: 32 random bits tell two runs of one event apart, and take eight characters in an item. */
export const newAttempt = (): string => randomUUID().slice(0, 8); // Made from a pool of random bytes, and on the way to a screen.
