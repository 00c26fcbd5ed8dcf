import type { EmailTopics } from '../../app/registry-ports.js';

export interface MemoryEmailTopics extends EmailTopics {
  /** Every address that was asked to confirm, in order; asked twice is here twice. */
  asked: { topic: string; email: string }[];
  removed: string[];
}

/** Topics in memory. Their names follow from resident and address, as the real ones' do. */
export function memoryEmailTopics(): MemoryEmailTopics {
  const topics: MemoryEmailTopics = {
    asked: [],
    removed: [],
    async subscribe(of, email) {
      const topic = `topic-of-${of}-${email}`;
      topics.asked.push({ topic, email });
      return topic;
    },
    async remove(topic) {
      topics.removed.push(topic);
    },
  };
  return topics;
}
