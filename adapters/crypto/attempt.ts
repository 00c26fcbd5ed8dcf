import { randomBytes } from 'node:crypto';

/** Names one run of a call: 32 random bits tell two runs of one event apart, and take six characters in an item. */
export const newAttempt = (): string => randomBytes(4).toString('base64url');
