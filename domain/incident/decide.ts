import { isOpen, type Incident } from './incident.js';
import { decided, nothingNew, type IncidentContext, type IncidentDecision, type IncidentInput } from './input.js';
import { decideAct, decideDispatch, decideResolution } from './person.js';
import { decideFinding } from './sighting.js';
import { decideResult, decideTimer } from './steps.js';
import { whenAwake } from './waking.js';
import { incidentIdOf } from '../ids.js';
import type { Repeated } from './input.js';

/**
 * Which decision answers which input. `incident` is the latest case of its cause at its place, if there was one: a finding
 * may raise the next, whose first event then begins an item of its own.
 */
export function decideIncident(
  incident: Incident | undefined,
  input: IncidentInput,
  context: IncidentContext,
): IncidentDecision {
  const decision = decideOn(incident, input, context);
  const { quietUntilMs } = context;
  return quietUntilMs
    ? { ...decision, events: decision.events.map((event) => whenAwake(event, quietUntilMs)) }
    : decision;
}

function decideOn(incident: Incident | undefined, input: IncidentInput, context: IncidentContext): IncidentDecision {
  if (input.type === 'finding') return decideFinding(incident, input, context);
  if (!incident) return nothingNew;
  switch (input.type) {
    case 'timer':
      return decideTimer(incident, input, context);
    case 'command-result':
      return decideResult(incident, input, context);
    case 'dispatch':
      return decideDispatch(incident, input, context);
    case 'resolve':
      return decideResolution(incident, input);
    case 'act':
      return decideAct(incident, input);
    case 'repeated':
      return decideRepeat(incident, input);
    default:
      return input satisfies never;
  }
}

/** It was not mended, however it was said to be: it counts as repeated, and nothing more is to come of it. */
function decideRepeat(incident: Incident, { by, nowMs: atMs }: Repeated): IncidentDecision {
  if (isOpen(incident) || incident.repeatedBy || by === incidentIdOf(incident)) return nothingNew;
  const repeated = { type: 'incident-repeated', atMs, by } as const;
  return incident.state === 'closed' ? decided(repeated) : decided(repeated, { type: 'incident-closed', atMs });
}
