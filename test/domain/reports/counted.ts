import type { Counted } from '../../../domain/reports/operations.js';

/** An incident as reports count it: a jam that its first step mended within the hour, of which nobody was told. */
export const counted = (change: Partial<Counted> = {}): Counted => ({
  cause: 'wont-open',
  state: 'closed',
  raisedAtMs: 0,
  acts: [],
  told: [],
  answered: [],
  timeline: { rows: [], omitted: 0 },
  position: { step: 0, tries: 1 },
  resolution: { how: 'remotely', by: 'over', atMs: 3_600_000 },
  ...change,
});
