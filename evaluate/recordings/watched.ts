import { limitsFor, observe, type FaultName, type SensorState } from '../../domain/sensing/health/index.js';
import type { Profile } from '../../domain/sensing/profiles/index.js';
import type { Window } from '../../domain/sensing/window.js';

const hourMs = 3_600_000;
/** A bank of forty sensors that is scanned every hour, and one false alarm a month. */
const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });

export interface Taken {
  atMs: number;
  window: Window;
}

export interface Watching {
  profile: Profile;
  isCertainlyEmpty: boolean;
  scanIntervalMs: number;
}

/** One sensor as the health engine sees it, window after window: what is kept of it, and at how many looks each fault stood. */
export function watchAll(taken: Iterable<Taken>, { profile, ...given }: Watching) {
  let state: SensorState | undefined;
  const accused: Partial<Record<FaultName, number>> = {};
  for (const { atMs, window } of taken) {
    const look = { ...given, atMs, window, moment: 'scan', door: 'closed' } as const;
    const observed = observe(state, look, { profile, limits });
    state = observed.state;
    for (const { fault, status } of observed.findings)
      if (status === 'standing') accused[fault] = (accused[fault] ?? 0) + 1;
  }
  return { state, accused };
}
