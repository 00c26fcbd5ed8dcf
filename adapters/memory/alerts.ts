import type { Alert, Alerts } from '../../app/ports.js';

export interface MemoryAlerts extends Alerts {
  /** Everything that was published, in order. Nothing here deduplicates. */
  published: Alert[];
}

/** Site topics that keep what is published. */
export function memoryAlerts(): MemoryAlerts {
  const published: Alert[] = [];
  return {
    published,
    async publish(alert) {
      published.push(structuredClone(alert));
    },
  };
}
