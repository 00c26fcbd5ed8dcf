import { LostAnswer } from './pass.js';

/** Failures whose retry is the answer: what was injected, and what the shell throws to be called again. */
const expected = [
  /^(door|parcel) \S+ changed \d+ times while it was (decided on|claimed)$/,
  /^[a-z-]+ reached nobody$/, // A channel failed, and no other reached them.
];

/** No bug: everything else that a call ends with is one. */
export function isExpected(error: unknown): boolean {
  if (error instanceof LostAnswer) return true;
  return error instanceof Error && error.name === 'Error' && expected.some((pattern) => pattern.test(error.message));
}
