import { incidentIdOf, type IncidentId } from '../ids.js';
import { saysParcelGone, type Finding } from './finding.js';
import { isOpen, type Incident } from './incident.js';
import { closeAfterMs } from './resolution.js';
import { decided, nothingNew, type FindingHeard, type IncidentContext, type IncidentDecision } from './input.js';
import { resolved } from './resolution.js';
import { firstStep, lookAtMs, triedInVain } from './steps.js';
import type { Memory, Subject } from './events.js';

/** Of an open incident, a further sighting within this time of the last one written is no news, unless it is graver. A choice. */
const sightingEveryMs = 3_600_000;

/**
 * A detector says that a cause stands at a place, or that it is over. What came before, by its natural key, decides
 * nothing; nor does a sighting from before the cause was last known to be over, or an end from before it was last seen.
 */
export function decideFinding(
  incident: Incident | undefined,
  input: FindingHeard,
  context: IncidentContext,
): IncidentDecision {
  const { finding } = input;
  if (incident && (incident.keys.includes(finding.key) || finding.occurredAtMs <= incident.endedAtMs))
    return nothingNew;
  return finding.status === 'standing'
    ? decideStanding(incident, input, context)
    : decideOver(incident, input, context);
}

function decideStanding(
  incident: Incident | undefined,
  { finding, nowMs }: FindingHeard,
  context: IncidentContext,
): IncidentDecision {
  const sighting = sightingOf(finding);
  if (!incident || !isOpen(incident)) return raise(incident, { finding, nowMs }, context);
  const inVain = triedInVain(incident, finding.occurredAtMs, { nowMs, situation: context.situation });
  if (inVain) return decided({ type: 'incident-seen', atMs: nowMs, sighting }, ...inVain);
  const isGraver = saysParcelGone(finding) && !incident.isParcelGone;
  if (!isGraver && finding.occurredAtMs < incident.seenAtMs + sightingEveryMs) return nothingNew;
  return decided({ type: 'incident-seen', atMs: nowMs, sighting });
}

/** The next case at this place. Its playbook begins at once, unless its bank is away. */
function raise(
  before: Incident | undefined,
  { finding, nowMs }: Omit<FindingHeard, 'type'>,
  context: IncidentContext,
): IncidentDecision {
  const key = { slot: context.slot, n: (before?.n ?? 0) + 1 };
  const repeats = before && isRepeat(before, finding) ? before : undefined;
  const raised = {
    type: 'incident-raised',
    atMs: nowMs,
    ...key,
    subject: subjectOf(finding, context),
    sighting: sightingOf(finding),
    memory: memoryOf(before),
    repeatOf: repeats && incidentIdOf(repeats),
  } as const;
  if (context.isAway) return decided({ ...raised, timerAtMs: lookAtMs(0, nowMs) });
  const { situation } = context;
  const isInVain = repeats?.repeatOf !== undefined;
  return decided(raised, ...firstStep({ situation, detail: finding.detail }, nowMs, { isInVain }));
}

const memoryOf = (before: Incident | undefined): Memory => ({
  keys: before?.keys ?? [],
  endedAtMs: before?.endedAtMs ?? 0,
});

/** Design README §4: an incident that is seen again within 7 days of its resolution was not resolved. */
const isRepeat = ({ resolution }: Incident, { occurredAtMs }: Finding): boolean =>
  resolution !== undefined && occurredAtMs - resolution.atMs <= closeAfterMs;

function decideOver(
  incident: Incident | undefined,
  { finding, nowMs }: FindingHeard,
  context: IncidentContext,
): IncidentDecision {
  const { key, occurredAtMs, detail } = finding;
  if (incident && isOpen(incident) && occurredAtMs >= incident.seenAtMs) {
    const isByAct = incident.acts.some(({ untilMs }) => occurredAtMs <= untilMs);
    const isServed = detail?.['endedBy'] === 'service';
    const how = isServed || (incident.state === 'dispatched' && !isByAct) ? 'on-site' : 'remotely';
    const explainedBy = detail?.['explainedBy'] as IncidentId | undefined;
    const by = explainedBy === undefined ? 'over' : 'explained';
    return decided(resolved(nowMs, { how, by, explainedBy, key, endedAtMs: occurredAtMs }));
  }
  const { slot } = context;
  const isStale = incident !== undefined && isOpen(incident);
  const noted = { type: 'end-noted', atMs: nowMs, slot, n: incident?.n ?? 0 } as const;
  return decided({ ...noted, subject: subjectOf(finding, context), key, occurredAtMs, isStale });
}

const sightingOf = ({ key, occurredAtMs, detail, evidence }: Finding) => ({ key, occurredAtMs, detail, evidence });

const subjectOf = ({ place, cause }: Finding, { siteId, situation: { severity } }: IncidentContext): Subject => ({
  siteId,
  place,
  cause,
  severity,
});
