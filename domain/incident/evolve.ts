import { assert } from '../assert.js';
import type { Action } from '../exceptions/playbook.js';
import type { IncidentEvent, IncidentEventOf, Sighting } from './events.js';
import type { Incident, Position } from './incident.js';
import { saysParcelGone } from './finding.js';
import { commandIdOf } from './steps.js';
import { rowOf, withRow } from './timeline.js';

/** As many findings are known again: two days of hourly ones. What is older is known by its instant. A choice. */
const keysMax = 48;
const evidenceMax = 20;
const actsMax = 8;
const answeredMax = 16;

/** The state after an event. The first event of an item, `incident-raised` or `end-noted`, needs none before it. */
export function evolveIncident(incident: Incident | undefined, event: IncidentEvent): Incident {
  if (event.type === 'incident-raised') return withEvent(raised(event), event);
  if (event.type === 'end-noted') return noted(incident ?? unheard(event), event);
  assert(incident, `${event.type} is of an incident that is there`);
  return withEvent(changed(incident, event), event);
}

type Later = Exclude<IncidentEvent, { type: 'incident-raised' | 'end-noted' }>;

function changed(incident: Incident, event: Later): Incident {
  switch (event.type) {
    case 'incident-seen':
      return seen(incident, event.sighting);
    case 'incident-muted':
      return pending({ ...incident, mutedAtMs: event.atMs, looks: 1 }, event.timerAtMs);
    case 'look-postponed':
      return pending({ ...incident, looks: incident.looks + 1 }, event.timerAtMs);
    case 'incident-unmuted':
      return { ...incident, state: 'resolving', mutedAtMs: undefined, looks: 0 };
    case 'step-begun':
      return begun(incident, event);
    case 'outcome-asked':
      return pending({ ...incident, position: { ...incident.position, tries: event.tries } }, event.timerAtMs);
    case 'outcome-told':
      return answered(incident, event);
    case 'trial-begun':
      return pending({ ...incident, position: { ...incident.position, trialSinceMs: event.atMs } }, event.timerAtMs);
    case 'steps-used-up':
      return idle({ ...incident, state: 'resolving', position: after(incident.position) });
    case 'incident-dispatched':
      return dispatched(incident, event);
    case 'action-taken':
      return acted(incident, event);
    case 'incident-resolved':
      return resolved(incident, event);
    case 'incident-repeated':
      return { ...incident, repeatedBy: event.by };
    case 'incident-closed':
      return idle({ ...incident, state: 'closed' });
    default:
      return event satisfies never;
  }
}

const pending = (incident: Incident, atMs: number): Incident => ({
  ...incident,
  timer: { n: incident.timer.n + 1, atMs },
});
/** Nothing is waited for. */
const idle = (incident: Incident): Incident => ({ ...incident, timer: { n: incident.timer.n, atMs: 0 } });

function raised(event: IncidentEventOf['incident-raised'] & { atMs: number }): Incident {
  const { slot, n, subject, sighting, memory, repeatOf, timerAtMs, atMs } = event;
  const fresh: Incident = {
    ...{ slot, n, ...subject, ...memory, repeatOf },
    ...{ state: 'resolving', raisedAtMs: atMs, seenAtMs: 0, sightings: 0 },
    ...{ position: { step: -1, tries: 0 }, timer: { n: 0, atMs: 0 }, looks: 0 },
    ...{ told: [], acts: [], answered: [], evidence: [], timeline: { rows: [], omitted: 0 } },
  };
  const incident = seen(fresh, sighting);
  if (timerAtMs === undefined) return incident;
  return pending({ ...incident, state: 'raised', mutedAtMs: atMs, looks: 1 }, timerAtMs);
}

function seen(incident: Incident, sighting: Sighting): Incident {
  const { key, occurredAtMs, evidence = [] } = sighting;
  return {
    ...incident,
    ...(saysParcelGone(sighting) ? { isParcelGone: true } : {}),
    seenAtMs: Math.max(incident.seenAtMs, occurredAtMs),
    sightings: incident.sightings + 1,
    keys: [...incident.keys, key].slice(-keysMax),
    evidence: [...new Set([...incident.evidence, ...evidence])].slice(-evidenceMax),
  };
}

/** Of a cause that was never seen here, and is over. */
function unheard({ slot, subject }: IncidentEventOf['end-noted']): Incident {
  return {
    ...{ slot, n: 0, ...subject, keys: [], endedAtMs: 0 },
    ...{ state: 'closed', raisedAtMs: 0, seenAtMs: 0, sightings: 0 },
    ...{ position: { step: -1, tries: 0 }, timer: { n: 0, atMs: 0 }, looks: 0 },
    ...{ told: [], acts: [], answered: [], evidence: [], timeline: { rows: [], omitted: 0 } },
  };
}

const noted = (incident: Incident, { key, occurredAtMs }: IncidentEventOf['end-noted']): Incident => ({
  ...incident,
  endedAtMs: Math.max(incident.endedAtMs, occurredAtMs),
  keys: [...incident.keys, key].slice(-keysMax),
});

function begun(incident: Incident, event: IncidentEventOf['step-begun']): Incident {
  const { step, tries, action, timerAtMs } = event;
  const command = action.do === 'command' ? action.command : undefined;
  const commandId = command && (event.commandId ?? commandIdOf(incident, step, tries));
  const position: Position = { step, tries, command, commandId };
  return pending({ ...incident, state: 'resolving', position, ...byAction(incident, action) }, timerAtMs);
}

function byAction({ told }: Incident, action: Action): Partial<Incident> {
  if (action.do === 'hold-door') return { holds: action.reason };
  return action.do === 'tell' ? { told: [...new Set([...told, action.whom])] } : {};
}

const after = ({ step }: Position): Position => ({ step: step + 1, tries: 0 });

function answered(incident: Incident, { commandId, outcome, hasWindows }: IncidentEventOf['outcome-told']): Incident {
  const { position, evidence } = incident;
  return {
    ...incident,
    evidence: hasWindows ? [...evidence, commandId].slice(-evidenceMax) : evidence,
    position: position.commandId === commandId ? { ...position, outcome } : position,
    answered: [...incident.answered, commandId].slice(-answeredMax),
  };
}

/** Who goes is told, but of planned work. */
function dispatched(
  incident: Incident,
  { bring, actor, atMs }: IncidentEventOf['incident-dispatched'] & { atMs: number },
): Incident {
  const told: Incident['told'] = incident.severity === 'P3' ? incident.told : [...incident.told, 'technician'];
  const visit = { askedAtMs: atMs, bring, actor };
  return idle({ ...incident, state: 'dispatched', mutedAtMs: undefined, visit, told: [...new Set(told)] });
}

function acted(
  incident: Incident,
  { commandId, command, untilMs, timerAtMs }: IncidentEventOf['action-taken'],
): Incident {
  const taken = { ...incident, acts: [...incident.acts, { commandId, command, untilMs }].slice(-actsMax) };
  if (timerAtMs === undefined) return taken;
  return pending({ ...taken, state: 'resolving', mutedAtMs: undefined, looks: 0 }, timerAtMs);
}

function resolved(
  incident: Incident,
  {
    how,
    by,
    explainedBy,
    actor,
    note,
    key,
    endedAtMs,
    timerAtMs,
    atMs,
  }: IncidentEventOf['incident-resolved'] & { atMs: number },
): Incident {
  const over: Incident = {
    ...incident,
    state: how === 'remotely' ? 'resolved-remotely' : 'resolved-on-site',
    endedAtMs: Math.max(incident.endedAtMs, endedAtMs),
    keys: key === undefined ? incident.keys : [...incident.keys, key].slice(-keysMax),
    resolution: { how, by, atMs, explainedBy, actor, note },
    mutedAtMs: undefined,
  };
  return pending(over, timerAtMs);
}

function withEvent(incident: Incident, event: IncidentEvent): Incident {
  const row = rowOf(event);
  return row ? { ...incident, timeline: withRow(incident.timeline, row) } : incident;
}
