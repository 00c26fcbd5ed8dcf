import type { Counted, MessageCounts } from '../../app/ports.js';

/** Messages to people, counted in memory. */
export function memoryMessageCounts(): MessageCounts {
  const counts = new Map<string, number>();
  const add = (key: string, n: number) => void counts.set(key, (counts.get(key) ?? 0) + n);
  const keysOf = ({ siteId, day, person }: Counted) => [`${siteId}/${day}`, `${siteId}/${day}/${person}`] as const;
  return {
    async take(counted, most) {
      const [ofSite, ofPerson] = keysOf(counted);
      if ((counts.get(ofSite) ?? 0) >= most.site || (counts.get(ofPerson) ?? 0) >= most.person) return false;
      for (const key of [ofSite, ofPerson]) add(key, 1);
      return true;
    },
    async giveBack(counted) {
      for (const key of keysOf(counted)) add(key, -1);
    },
  };
}
