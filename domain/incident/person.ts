import { isOpen, type Incident } from './incident.js';
import {
  decided,
  nothingNew,
  type Acted,
  type Dispatch,
  type IncidentContext,
  type IncidentDecision,
  type IncidentRefusal,
  type Resolve,
} from './input.js';
import { resolved } from './resolution.js';

const refuse = (refusal: IncidentRefusal): IncidentDecision => ({ events: [], refusal });

/** A person sends somebody, whatever is still to be tried from afar. */
export function decideDispatch(
  incident: Incident,
  { actor, note, nowMs }: Dispatch,
  { situation: { playbook } }: IncidentContext,
): IncidentDecision {
  if (incident.state === 'dispatched') return nothingNew;
  if (!isOpen(incident)) return refuse('incident-not-now');
  const bring = playbook && playbook.visit !== 'never' ? playbook.visit.bring : [];
  return decided({ type: 'incident-dispatched', atMs: nowMs, bring, actor, note });
}

/** A named person says that it is mended. If it is not, the next sighting raises it again as a repeat. */
export function decideResolution(incident: Incident, { how, actor, note, nowMs }: Resolve): IncidentDecision {
  if (isOpen(incident)) return decided(resolved(nowMs, { how, by: 'person', actor, note, endedAtMs: nowMs }));
  return incident.resolution?.how === how ? nothingNew : refuse('incident-not-now');
}

/** So long the playbook waits for what a person tries; what is over by then was mended from afar. A choice. */
const actWithinMs = 10 * 60_000;

/** A person tries something from afar: the playbook waits for it, and then goes on. The same command is once. */
export function decideAct(incident: Incident, { commandId, command, actor, nowMs }: Acted): IncidentDecision {
  if (incident.acts.some((act) => act.commandId === commandId)) return nothingNew;
  if (!isOpen(incident)) return refuse('incident-not-now');
  const untilMs = nowMs + actWithinMs;
  const timer = incident.state === 'dispatched' ? {} : { timerAtMs: untilMs };
  return decided({ type: 'action-taken', atMs: nowMs, commandId, command, actor, untilMs, ...timer });
}
