import type { MessageCounts } from '../../app/ports.js';

/** Messages to people, counted in memory. */
export function memoryMessageCounts(): MessageCounts {
  const counts = new Map<string, number>();
  return {
    async take({ siteId, day, person }, most) {
      const keys = [`${siteId}/${day}`, `${siteId}/${day}/${person}`] as const;
      const [ofSite, ofPerson] = keys.map((key) => counts.get(key) ?? 0) as [number, number];
      if (ofSite >= most.site || ofPerson >= most.person) return false;
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
      return true;
    },
  };
}
