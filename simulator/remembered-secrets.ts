import type { Secrets } from '../app/ports.js';

/**
 * Codes and their look-up keys, each worked out once: they follow from what is asked, and the invariants ask for the same ones
 * as the product does, many times over. For a secret that is not rotated, as in a story.
 */
export function rememberedSecrets(secrets: Secrets): Secrets {
  const key = { pickupCode: remembered(secrets.pickupCode), lookupKey: remembered(secrets.lookupKey) };
  let others: ReturnType<Secrets['others']> | undefined;
  return { ...key, issuing: async () => key, others: () => (others ??= secrets.others()) };
}

function remembered<First extends string, Second extends string | number>(
  derive: (first: First, second: Second) => Promise<string>,
): (first: First, second: Second) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (first, second) => {
    const key = `${first}\0${second}`;
    const derived = known.get(key) ?? derive(first, second);
    known.set(key, derived);
    return derived;
  };
}
