/** A bug, not a refusal: what must hold did not. Stops the call, which is retried and parked; nothing is committed. */
export function assert(condition: unknown, expected: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${expected}`);
}
