import type { Cause } from '../exceptions/cause.js';
import type { Finding } from '../incident/finding.js';
import { isOfContents, isSameSight, verdictOf } from './contents.js';
import type { DoorSensors, Suspicion } from './door-sensors.js';
import { doubtOf, type Doubt } from './doubt.js';
import { levelsOf } from './door-switch-stuck.js';
import { isGhostPast, lookedIntoAtMs } from './ghost.js';
import { doorCycleOf, emptyInOf, findingOf, isTimeToRepeat, wasSeenEmpty, type AuditLook } from './look.js';
import { isFreeOnRecord } from './record.js';

export interface Confirmed {
  suspicion: Suspicion | undefined;
  said: NonNullable<DoorSensors['said']>;
  doubt: Doubt | undefined;
  emptyIn: number | undefined;
  findings: Finding[];
  /** A suspicion that has just come up: the bank is asked to look again at once, where it says how far it has counted. */
  asksAgain: boolean;
}

/**
 * Nothing is said of a door's contents on one look: a second one, a further sample or the next scan, must show the same in
 * the same cycle. What was said stands until a look shows that it is over; what cannot be seen neither raises nor clears.
 */
export function confirm(look: AuditLook): Confirmed {
  const { before } = look;
  const verdict = verdictOf(look);
  const [suspicion, doubt, emptyIn] = [keptSuspicion(look), before?.doubt, emptyInOf(look)];
  const kept = { suspicion, said: { ...before?.said }, doubt, emptyIn, findings: [], asksAgain: false };
  const after = withGhostPast(look, withSwitchHeard(look, kept));
  if (verdict === 'unknown') return after;
  if (verdict === 'agrees') {
    const seenEmptyIn = isFreeOnRecord(look.record.door) ? look.said.doorCycle : undefined;
    const agreed = { suspicion: undefined, doubt: undefined, emptyIn: seenEmptyIn ?? emptyIn };
    return { ...withoutSaid(look, after), ...agreed };
  }
  const stands = Object.keys(after.said).find((cause) => isSameSight(cause as Cause, verdict)) as Cause | undefined;
  if (stands) return { ...again(look, after, stands), suspicion: undefined };
  // A switch that does not notice its door explains whatever differs from the record, until it is heard of again.
  if (after.said['door-switch-stuck'] !== undefined) return { ...after, suspicion: undefined };
  return isSecondLook(look, verdict) ? say(look, after, verdict) : suspect(look, after, verdict);
}

/** In another cycle the door is another one. */
function keptSuspicion(look: AuditLook): Suspicion | undefined {
  const suspicion = look.before?.suspicion;
  return suspicion && suspicion.doorCycle === doorCycleOf(look) ? suspicion : undefined;
}

function isSecondLook(look: AuditLook, cause: Cause): boolean {
  const suspicion = keptSuspicion(look);
  return suspicion !== undefined && suspicion.key !== look.key && isSameSight(suspicion.cause, cause);
}

function suspect(look: AuditLook, after: Confirmed, cause: Cause): Confirmed {
  const from = cause === 'door-switch-stuck' || cause === 'ghost' ? levelsOf(look) : undefined;
  const suspicion = { cause, key: look.key, doorCycle: doorCycleOf(look), ...(from ? { from } : {}) };
  return { ...after, suspicion, asksAgain: look.said.doorCycle !== undefined };
}

function say(look: AuditLook, after: Confirmed, cause: Cause): Confirmed {
  const suspicion = keptSuspicion(look);
  const [evidence, doubt] = [[suspicion?.key ?? look.key, look.key], suspicion?.doubt];
  const left = withoutSaid(look, after); // What was said before is now seen to be another.
  const finding = { ...standing(look, cause, doubt), evidence };
  const said = { ...left.said, [cause]: look.atMs };
  return { ...left, suspicion: undefined, said, doubt, findings: [...left.findings, finding] };
}

/** Said again once a day: whoever closed the incident meanwhile was wrong. And at once when somebody has seen for themselves. */
function again(look: AuditLook, after: Confirmed, cause: Cause): Confirmed {
  const saidAtMs = after.said[cause];
  const isNews = cause === 'ghost' && (saidAtMs ?? 0) < (lookedIntoAtMs(look) ?? 0);
  if (!isNews && !isTimeToRepeat(saidAtMs, look.atMs)) return after;
  const finding = { ...standing(look, cause, after.doubt), evidence: [look.key] };
  return { ...after, said: { ...after.said, [cause]: look.atMs }, findings: [...after.findings, finding] };
}

function standing(look: AuditLook, cause: Cause, shown: Doubt | undefined): Finding {
  const finding = findingOf(look, cause, 'standing');
  const doubt = doubtOf(look, cause, shown);
  const owner = cause === 'phantom' && wasSeenEmpty(look) ? 'unknown' : undefined;
  const lookedInto = cause === 'ghost' && lookedIntoAtMs(look) !== undefined ? 'resident' : undefined;
  const shownBy = { ...(doubt && { doubt }), ...(owner && { owner }), ...(lookedInto && { lookedInto }) };
  return { ...finding, detail: { ...finding.detail, ...shownBy } };
}

/** What was said of contents is over. A stuck switch is not: that record and contents agree again says nothing of it. */
function withoutSaid(look: AuditLook, after: Confirmed): Confirmed {
  const causes = Object.keys(after.said) as Cause[];
  return withEnds(
    look,
    after,
    causes.filter((cause) => isOfContents(cause) && cause !== 'door-switch-stuck'),
  );
}

/** Of another stay's parcel nothing was said yet; and what became of the one before is known. */
const withGhostPast = (look: AuditLook, after: Confirmed): Confirmed =>
  isGhostPast(look) ? withEnds(look, after, ['ghost']) : after;

/** A cycle was heard of: the switch does notice its door. */
function withSwitchHeard(look: AuditLook, after: Confirmed): Confirmed {
  const { before } = look;
  const isHeard = before !== undefined && doorCycleOf(look) > before.doorCycle;
  return isHeard && after.said['door-switch-stuck'] !== undefined
    ? withEnds(look, after, ['door-switch-stuck'])
    : after;
}

function withEnds(look: AuditLook, after: Confirmed, over: readonly Cause[]): Confirmed {
  const said = Object.fromEntries(Object.entries(after.said).filter(([cause]) => !over.includes(cause as Cause)));
  // What the door itself says to stand is its own to end.
  const ended = over.filter((cause) => look.record.door.faults?.[cause] === undefined);
  const findings = ended.map((cause) => ({ ...findingOf(look, cause, 'over'), evidence: [look.key] }));
  return { ...after, said, findings: [...after.findings, ...findings] };
}
