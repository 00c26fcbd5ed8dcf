import { mutesDoors } from '../domain/bank/state.js';
import { needsEmptyDoor } from '../domain/command/command.js';
import { isCertainlyEmpty } from '../domain/door.js';
import { situationOf } from '../domain/exceptions/index.js';
import { incidentIdOf, type IncidentKey } from '../domain/ids.js';
import { decideIncident } from '../domain/incident/decide.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { explainedAt, explanationsOf, mayBeExplained } from '../domain/incident/explained.js';
import { evolveIncident } from '../domain/incident/evolve.js';
import { saysParcelGone, slotTextOf, type Finding } from '../domain/incident/finding.js';
import { isOpen, type Incident } from '../domain/incident/incident.js';
import type { IncidentContext, IncidentDecision, IncidentInput } from '../domain/incident/input.js';
import { reactToIncident } from '../domain/incident/reactions.js';
import { asksPeople, quietUntilMs, type QuietUntilMs } from '../domain/incident/waking.js';
import { isQuiet } from '../domain/quiet-hours.js';
import { attemptsMax } from './attempts.js';
import { latestAt, openAt } from './incident-at.js';
import { notBeforeMsOf, performOwed } from './perform-incident.js';
import { endOfWrongCompartment, inWrongCompartment } from './wrong-compartment.js';
import { isOfWrongDoor, takenForWrongDoor } from './wrong-door.js';
import type { IncidentCommit, LoadedIncident, Owed, Ports } from './ports.js';
import { graceMs } from './transact.js';

export { performOwed };

export interface IncidentOutcome extends IncidentDecision {
  /** As it is now; not there where there is none. */
  incident?: Incident | undefined;
  /** It is not as whoever asks has read it: nothing was decided. */
  isStale?: true | undefined;
}

/**
 * A finding of a detector: raises an incident, adds to one, or ends it. The same again is once, so whoever may have died
 * before it came to an end simply raises again. Done when it is committed: what follows from it is performed at once or
 * taken up by the sweep, and never fails the caller. Throws only where nothing could be read or written.
 */
export async function raise(ports: Ports, found: Finding): Promise<IncidentOutcome> {
  const wrongDoor = await takenForWrongDoor(ports, found);
  if (!wrongDoor) return raiseAs(ports, (await inWrongCompartment(ports, found)) ?? found);
  const outcome = await raiseAs(ports, wrongDoor);
  return saysParcelGone(found) ? raiseAs(ports, found) : outcome;
}

/** Under the name of its cause. */
async function raiseAs(ports: Ports, finding: Finding): Promise<IncidentOutcome> {
  const { cause, place } = finding;
  if (situationOf(cause).detectableBy === 'software') {
    if (await isExplained(ports, finding)) {
      ports.counters.count('finding-explained', { cause, bankId: place.bankId });
      return { events: [] };
    }
    const outcome = await report(ports, finding);
    await endExplained(ports, finding, outcome);
    const end = endOfWrongCompartment(finding);
    if (end && (await openAt(ports, end))) await report(ports, end);
    return outcome;
  }
  ports.counters.count('finding-not-acted-on', { cause, bankId: place.bankId });
  return { events: [] };
}

/** What explains it stands already: one cause, one incident. */
async function isExplained(ports: Ports, finding: Finding): Promise<boolean> {
  const stand = await Promise.all(explanationsOf(finding).map((at) => openAt(ports, at)));
  return stand.some((one) => one !== undefined) || isOfWrongDoor(ports, finding);
}

/** What was raised before its explanation was found is over with it. */
async function endExplained(ports: Ports, finding: Finding, { incident }: IncidentOutcome): Promise<void> {
  if (!incident || !isOpen(incident)) return;
  for (const at of explainedAt(finding)) {
    const explained = await latestAt(ports, at);
    if (!explained || !mayBeExplained(explained, finding.cause)) continue;
    const occurredAtMs = Math.max(finding.occurredAtMs, explained.seenAtMs);
    const explainedBy = incidentIdOf(incident);
    const key = `explained-${explainedBy}`;
    await report(ports, { ...at, status: 'over', key, occurredAtMs, detail: { explainedBy } });
  }
}

/** The same of a cause that software may not see: what a person says. */
export async function report(ports: Ports, finding: Finding): Promise<IncidentOutcome> {
  const { cause, place } = finding;
  const bank = await ports.directory.bank(place.bankId);
  if (!bank) {
    ports.counters.count('finding-of-no-bank', { cause, bankId: place.bankId });
    return { events: [] };
  }
  const slot = ports.digest.id(slotTextOf(finding));
  const at = { slot, siteId: bank.siteId, situation: situationOf(cause) };
  const load = () => ports.incidents.latest(slot);
  const outcome = await transactIncident(ports, load, { type: 'finding', finding, nowMs: ports.clock.nowMs() }, { at });
  return (await whatCameBetween(ports, finding, outcome)) ?? outcome;
}

/** Any other input, to one case, if it is as whoever asks has read it: whatever it is by now, where they do not say. */
export async function decideAt(
  ports: Ports,
  key: IncidentKey,
  input: IncidentInput,
  isAsRead?: IsAsRead,
): Promise<IncidentOutcome> {
  return transactIncident(ports, () => ports.incidents.load(key), input, { isAsRead });
}

/**
 * Two cases of one place are two items, and no commit spans both: while one call notes an end in the earlier case, another
 * may raise the next. Each looks once more after its commit, so that one of the two sees the other.
 */
async function whatCameBetween(
  ports: Ports,
  finding: Finding,
  { events, incident }: IncidentOutcome,
): Promise<IncidentOutcome | undefined> {
  const [first] = events;
  if (!incident || !first) return undefined;
  const { slot, n } = incident;
  if (first.type === 'end-noted' && !first.isStale) {
    const latest = await ports.incidents.latest(slot);
    return latest && latest.incident.n !== n ? report(ports, finding) : undefined;
  }
  if (first.type !== 'incident-raised') return undefined;
  const before = (await ports.incidents.load({ slot, n: n - 1 }))?.incident;
  if (!before || before.endedAtMs < finding.occurredAtMs) return undefined;
  const key = `end-of-${before.n}`;
  return report(ports, { ...finding, status: 'over', key, occurredAtMs: before.endedAtMs });
}

type At = Omit<IncidentContext, 'isAway'>;
export type IsAsRead = (loaded: LoadedIncident) => boolean;

/** One input, one incident: load, decide, evolve, commit, react, perform, mark. */
async function transactIncident(
  ports: Ports,
  load: () => Promise<LoadedIncident | undefined>,
  input: IncidentInput,
  { at: given, isAsRead = () => true }: { at?: At; isAsRead?: IsAsRead | undefined },
): Promise<IncidentOutcome> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const loaded = await load();
    const at = given ?? (loaded && atOf(loaded.incident));
    if (!at) return { events: [] };
    if (loaded && !isAsRead(loaded)) return { events: [], isStale: true, incident: loaded.incident };
    const isAway = await isBankAway(ports, loaded?.incident, input);
    const isDoorInUse = await isInUse(ports, loaded?.incident, input);
    const quietUntilMs = await quietFor(ports, at, input, loaded?.incident);
    const decision = decideIncident(loaded?.incident, input, { ...at, isAway, isDoorInUse, quietUntilMs });
    if (decision.events.length === 0) return { ...decision, incident: loaded?.incident };
    const commit = commitOf(loaded, decision.events);
    if (await ports.incidents.commit(commit)) {
      count(ports, commit.incident, decision.events);
      const { incident, version, owed } = commit;
      await performNow(
        ports,
        { incident, version: version + 1, owed: { ...loaded?.owed, ...owed } },
        Object.keys(owed).filter((name) => notBeforeMsOf(owed[name]!.effect) <= input.nowMs),
      );
      return { ...decision, incident };
    }
    await ports.pause(attempt);
  }
  throw new Error(`an incident changed ${attemptsMax} times while it was decided on`);
}

/** It is committed, so it is done: what cannot be performed or marked now is the sweep's. */
async function performNow(ports: Ports, loaded: LoadedIncident, names: string[]): Promise<void> {
  try {
    await performOwed(ports, loaded, names);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    ports.counters.count('incident-not-marked', { error: name, incidentId: incidentIdOf(loaded.incident) });
  }
}

const atOf = ({ slot, siteId, cause }: Incident): At => ({ slot, siteId, situation: situationOf(cause) });

/** Only for what would begin or go on with a playbook, and only of a door: a bank's own case is not muted by its absence. */
async function isBankAway(ports: Ports, incident: Incident | undefined, input: IncidentInput): Promise<boolean> {
  const place = input.type === 'finding' ? input.finding.place : incident?.place;
  const isAsked =
    input.type === 'timer' ||
    (input.type === 'finding' && input.finding.status === 'standing' && !(incident && isOpen(incident)));
  if (!isAsked || !place || place.compartmentId === undefined) return false;
  return mutesDoors((await ports.banks.peek(place.bankId)).state);
}

/** Only where the step that runs, and has had its time, is one of an empty door. */
async function isInUse(ports: Ports, incident: Incident | undefined, { type }: IncidentInput): Promise<boolean> {
  const { place, position } = incident ?? {};
  if (type !== 'timer' || !position?.command || !needsEmptyDoor(position.command) || !place?.compartmentId)
    return false;
  const loaded = await ports.doors.load({ bankId: place.bankId, compartmentId: place.compartmentId });
  return loaded !== undefined && !isCertainlyEmpty(loaded.door);
}

/** Only of a playbook that asks people, where a step may begin; and the door only in quiet hours. */
async function quietFor(
  ports: Ports,
  { siteId, situation }: At,
  input: IncidentInput,
  incident: Incident | undefined,
): Promise<QuietUntilMs | undefined> {
  const mayBegin = input.type === 'timer' || (input.type === 'finding' && input.finding.status === 'standing');
  if (!mayBegin || !asksPeople(situation.playbook)) return undefined;
  const site = await ports.directory.site(siteId);
  const quiet = site && { timeZone: site.timeZone, hours: site.policy.quietHours };
  if (!quiet || !isQuiet(input.nowMs, quiet)) return undefined;
  const { bankId, compartmentId } = (input.type === 'finding' ? input.finding.place : incident?.place) ?? {};
  const loaded = bankId && compartmentId && (await ports.doors.load({ bankId, compartmentId }));
  return quietUntilMs(input.nowMs, quiet, loaded ? loaded.door.stay : undefined);
}

/** The first event of a new case begins an item of its own. */
function commitOf(loaded: LoadedIncident | undefined, events: readonly IncidentEvent[]): IncidentCommit {
  const base = events[0]?.type === 'incident-raised' ? undefined : loaded;
  const incident = events.reduce<Incident | undefined>(evolveIncident, base?.incident) as Incident;
  const version = base?.version ?? 0;
  const atMs = events[0]?.atMs ?? 0;
  const effects = reactToIncident(base?.incident, events, incident);
  const owed = Object.fromEntries(
    effects.map((effect, i): [string, Owed] => [
      `${version + 1}-${i}`,
      { effect, atMs, tries: 0, notBeforeMs: Math.max(atMs + graceMs, notBeforeMsOf(effect)) },
    ]),
  );
  return { incident, version, owed, dueAtMs: effects.length > 0 ? atMs + graceMs : undefined };
}

/** What dashboards and reports are made of: no names, no codes. */
function count(ports: Ports, incident: Incident, events: readonly IncidentEvent[]): void {
  const { cause, severity, state, place } = incident;
  const detail = { incidentId: incidentIdOf(incident), cause, severity, state, bankId: place.bankId };
  for (const { type } of events) {
    if (type === 'incident-raised' || type === 'incident-dispatched' || type === 'incident-resolved')
      ports.counters.count(type, detail);
  }
}
