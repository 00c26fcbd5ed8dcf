import { incidentIdOf } from '../ids.js';
import type { Incident } from '../incident/incident.js';

type Logged = Pick<Incident, 'slot' | 'n' | 'visit' | 'resolution'>;

/** With the case that it was put down to, and what that was put down to in turn. */
export type Explained<T> = T & { explanation?: Explained<T> | undefined };

/**
 * Each case that was put down to another one, together with that one: what is wrong has two names, and one fate. Where somebody was asked to go
 * for the case itself, before anybody knew, that is its own fate, and it stands alone. What ends by its explanation while that is open can't
 * explain that in turn, so the way comes to an end.
 */
export function withExplanations<T extends Logged>(incidents: readonly T[]): Explained<T>[] {
  const byId = new Map(incidents.map((one) => [incidentIdOf(one), one]));
  const withItsOwn = (one: T): Explained<T> => {
    const by = one.visit === undefined ? one.resolution?.explainedBy : undefined;
    const explanation = by && byId.get(by);
    return explanation ? { ...one, explanation: withItsOwn(explanation) } : one;
  };
  return incidents.map(withItsOwn);
}
