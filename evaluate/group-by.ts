/** Those that are alike together, in the order in which the first of each came. */
export function groupBy<Of, Key>(all: readonly Of[], keyOf: (one: Of) => Key): Map<Key, Of[]> {
  const groups = new Map<Key, Of[]>();
  for (const one of all) {
    const key = keyOf(one);
    const alike = groups.get(key) ?? [];
    groups.set(key, alike);
    alike.push(one);
  }
  return groups;
}
