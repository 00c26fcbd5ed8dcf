import { incidentIdOf } from '../domain/ids.js';
import type { IncidentEffect } from '../domain/incident/effects.js';
import { isOnTrial, isOpen, type Incident } from '../domain/incident/incident.js';
import { performEffect } from './incident-effects.js';
import type { LoadedIncident, Owed, Ports } from './ports.js';

const minuteMs = 60_000;
const retryMaxMs = 60 * minuteMs;
/** What could not be told for so long is told no more: it stands in the list. A choice. */
const tellWithinMs = 24 * 60 * minuteMs;

/**
 * What an incident owes, each effect by itself: first, at once, what may be performed twice; then what tells people, one
 * after the other, and each marked as done as soon as it is out. So an effect that fails repeats no other; it is tried
 * again later the more often it has failed, up to an hour. Answers with how many failed.
 */
export async function performOwed(ports: Ports, loaded: LoadedIncident, names: readonly string[]): Promise<number> {
  const { incident, version, owed } = loaded;
  const wanted = names.flatMap((name) => (owed[name] ? [[name, owed[name]] as const] : []));
  const done = new Set<string>();
  const attempt = async ([name, one]: readonly [string, Owed]): Promise<void> => {
    if (await isPerformed(ports, incident, name, one)) done.add(name);
  };
  await Promise.all(wanted.filter(([, { effect }]) => !tellsPeople(effect)).map(attempt));
  let marked = 0;
  for (const one of wanted.filter(([, { effect }]) => tellsPeople(effect))) {
    await attempt(one);
    if (done.size > marked) await ports.incidents.settle(incident, { done: [...done] });
    marked = done.size;
  }
  const nowMs = ports.clock.nowMs();
  const failed = wanted.filter(([name]) => !done.has(name)).map(([name, one]) => [name, later(one, nowMs)] as const);
  const again = Object.fromEntries(failed);
  const left = { ...owed, ...again };
  const dueAtMs = soonest(
    Object.keys(left)
      .filter((name) => !done.has(name))
      .map((name) => left[name]),
  );
  await ports.incidents.settle(incident, { done: [...done], rest: { version, again, dueAtMs } });
  return failed.length;
}

const soonest = (owed: readonly (Owed | undefined)[]): number | undefined =>
  owed.length === 0 ? undefined : Math.min(...owed.map((one) => one?.notBeforeMs ?? 0));

/** 1 min after the first failure, then twice as long each time. */
function later(one: Owed, nowMs: number): Owed {
  const waitMs = Math.min(retryMaxMs, minuteMs * 2 ** Math.min(one.tries, 10));
  return { ...one, tries: one.tries + 1, notBeforeMs: nowMs + waitMs };
}

/** What waits for the morning, or for a scan, is not to be performed before. */
export const notBeforeMsOf = (effect: IncidentEffect): number =>
  ('notBeforeMs' in effect ? effect.notBeforeMs : undefined) ?? 0;

const tellsPeople = ({ kind }: IncidentEffect): boolean => kind === 'alert' || kind === 'tell';

/** Performed, or no longer to be: what was to be done for a case that is over by now, or that is too late. */
async function isPerformed(ports: Ports, incident: Incident, name: string, { effect, atMs }: Owed): Promise<boolean> {
  const nowMs = ports.clock.nowMs();
  const fromMs = Math.max(atMs, notBeforeMsOf(effect));
  const isLate =
    ('dropAfterMs' in effect && nowMs > effect.dropAfterMs) || (tellsPeople(effect) && nowMs - fromMs > tellWithinMs);
  if (isLate || isPast(incident, effect)) {
    ports.counters.count('incident-effect-lapsed', { kind: effect.kind, incidentId: incidentIdOf(incident) });
    return true;
  }
  try {
    await performEffect(ports, incident, effect, `${incidentIdOf(incident)}#${name}`);
    return true;
  } catch (error) {
    const detail = { kind: effect.kind, error: error instanceof Error ? error.name : 'unknown' };
    ports.counters.count('incident-effect-failed', { ...detail, incidentId: incidentIdOf(incident) });
    return false;
  }
}

/** It was for a case that is over by now, or for a trial. */
const isPast = (incident: Incident, effect: IncidentEffect): boolean =>
  (isForOpen(effect) && !isOpen(incident)) || ('trialSinceMs' in effect && !isOnTrial(incident, effect.trialSinceMs));

const isForOpen = (effect: IncidentEffect): boolean =>
  effect.kind === 'command' ||
  effect.kind === 'ask' ||
  effect.kind === 'accept-noise' ||
  effect.kind === 'tell' ||
  (effect.kind === 'alert' && effect.alert !== 'over');
