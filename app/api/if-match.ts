/**
 * Which versions of a thing a caller has read and would change: any that there is, or one of these. Undefined: whatever it
 * is by now.
 */
export type IfMatch = '*' | readonly number[] | undefined;

/** What is there is not what the caller has read, or nothing is there. */
export function isStale(ifMatch: IfMatch, row: { version: number } | undefined): boolean {
  if (ifMatch === undefined) return false;
  return row === undefined || (ifMatch !== '*' && !ifMatch.includes(row.version));
}
