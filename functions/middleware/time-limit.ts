/**
 * For functions that nobody waits for: Lambda alone ends a call that runs out of time, and with it whatever the call was
 * doing. Middy would only let go of it: frozen in the middle, it would go on with the next call of the same instance, minutes
 * later, and tell people what its own retry has told them meanwhile.
 */
export const endedByLambda = { timeoutEarlyInMillis: 0 } as const;
