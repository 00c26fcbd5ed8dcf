import { LostAnswer } from './pausing-ports.js';

/** Failures whose retry is the answer: what was injected, and what the shell throws to be called again. */
const expected = [
  /^the parcel was claimed by two calls at once/,
  /^door .* changed \d+ times while it was decided on$/,
];

/** No bug: everything else that a call ends with is one. */
export function isExpected(error: unknown): boolean {
  if (error instanceof LostAnswer) return true;
  return error instanceof Error && error.name === 'Error' && expected.some((pattern) => pattern.test(error.message));
}
