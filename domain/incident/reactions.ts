import type { Action } from '../exceptions/playbook.js';
import { nextScanMs } from '../exceptions/steps.js';
import { incidentIdOf, parseIncidentId } from '../ids.js';
import type { RemoteCommandType } from '../remote-command.js';
import { incidentTimerName } from '../timers.js';
import type { IncidentEffect, SiteAudience } from './effects.js';
import type { IncidentEvent, IncidentEventOf } from './events.js';
import type { Incident } from './incident.js';
import type { Sleeper } from './waking.js';
import { commandIdOf } from './steps.js';

type At<Event> = Event & { atMs: number };

/** Effects of a commit: a pure function of what was decided and of the incident before and after it. */
export function reactToIncident(
  before: Incident | undefined,
  events: readonly IncidentEvent[],
  after: Incident,
): IncidentEffect[] {
  const nowMs = events[0]?.atMs ?? 0;
  const isSame = before?.slot === after.slot && before.n === after.n;
  const { timer } = isSame ? before : { timer: { n: 0, atMs: 0 } };
  const isMoved = timer.n !== after.timer.n;
  const isLeft = isMoved || after.timer.atMs === 0;
  return [
    // One that has just fired deletes itself.
    ...(isLeft && timer.atMs > nowMs ? [deleteTimer(after, timer.n)] : []),
    ...(isMoved && after.timer.atMs > 0 ? [createTimer(after)] : []),
    ...events.flatMap((event) => reactTo(event, after)),
  ];
}

const deleteTimer = (incident: Incident, n: number): IncidentEffect => ({
  kind: 'delete-timer',
  name: incidentTimerName(incidentIdOf(incident), n),
});

function createTimer(incident: Incident): IncidentEffect {
  const { n, atMs } = incident.timer;
  const incidentId = incidentIdOf(incident);
  return {
    kind: 'create-timer',
    name: incidentTimerName(incidentId, n),
    atMs,
    timer: { kind: 'incident', incidentId, n },
  };
}

function reactTo(event: IncidentEvent, incident: Incident): IncidentEffect[] {
  switch (event.type) {
    case 'incident-raised':
      return repeatOf(event);
    case 'step-begun':
      return actionOf(event, incident);
    case 'outcome-asked':
      return [{ kind: 'ask', commandId: event.commandId, dropAfterMs: event.timerAtMs }];
    case 'incident-dispatched':
      return incident.severity === 'P3'
        ? [] // Planned work: it stands in the list and the report.
        : [{ kind: 'alert', audience: 'technician', alert: 'visit', bring: event.bring }];
    case 'trial-begun':
      return mayBeHeld(incident) ? [givesBack(event, incident)] : [];
    case 'incident-resolved':
      return ends(event, incident);
    case 'incident-seen':
    case 'end-noted':
    case 'incident-muted':
    case 'look-postponed':
    case 'incident-unmuted':
    case 'outcome-told':
    case 'steps-used-up':
    case 'action-taken':
    case 'incident-repeated':
    case 'incident-closed':
      return [];
    default:
      return event satisfies never;
  }
}

function repeatOf({ repeatOf: id }: IncidentEventOf['incident-raised']): IncidentEffect[] {
  const before = id === undefined ? undefined : parseIncidentId(id);
  return before ? [{ kind: 'mark-repeated', before }] : [];
}

function actionOf(event: At<IncidentEventOf['step-begun']>, incident: Incident): IncidentEffect[] {
  const { action, step, tries, atMs, timerAtMs, commandId = commandIdOf(incident, step, tries) } = event;
  switch (action.do) {
    case 'wait':
      return [];
    case 'command': {
      const dropAfterMs = Math.min(timerAtMs, atMs + withinMs(action.command));
      return [{ kind: 'command', commandId, command: action.command, fields: fieldsOf(action, incident), dropAfterMs }];
    }
    case 'tell':
      return [isOfSite(action.whom) ? alertOf(action.whom) : tellOf(action.whom, event.tellAtMs)];
    case 'hold-door':
      return [{ kind: 'hold-door', reason: action.reason }];
    case 'accept-noise':
      return [{ kind: 'accept-noise', dropAfterMs: timerAtMs }];
    default:
      return action satisfies never;
  }
}

const isOfSite = (whom: string): whom is SiteAudience => whom === 'technician' || whom === 'manager';
const tellOf = (whom: Sleeper | 'visitor', tellAtMs: number | undefined): IncidentEffect => ({
  kind: 'tell',
  whom,
  ...(tellAtMs === undefined ? {} : { notBeforeMs: tellAtMs }),
});
const alertOf = (audience: SiteAudience): IncidentEffect => ({ kind: 'alert', audience, alert: 'step' });

/** Design README §5: what moves a lock is good for 20 s. Anything else a bank may take when it is there again. */
const withinMs = (command: RemoteCommandType): number =>
  command === 'open' || command === 'pulse-lock' ? 20_000 : 10 * 60_000;

type Fields = Readonly<Record<string, string | number>>;
/** A command for a sensor's case is for that sensor, but a start of its controller. */
const fieldsOf = ({ fields = {} }: Extract<Action, { do: 'command' }>, { place: { sensor } }: Incident): Fields =>
  sensor === undefined || fields['what'] === 'controller' ? fields : { sensor, ...fields };

/**
 * A door that has failed on its trial is given back when a scan has looked at it: else the next courier of the same round would
 * be sent to it. Its resident's code opens it meanwhile.
 */
const givesBack = ({ atMs }: { atMs: number }, { sightings }: Incident): IncidentEffect =>
  sightings > 1
    ? { kind: 'release-door', notBeforeMs: atMs + nextScanMs, trialSinceMs: atMs }
    : { kind: 'release-door' };

/** Its door is let go; who was told of it is told of its end, unless a person said it. Nobody but a person says of a dark bank that its mains are back. */
function ends({ by, endedAtMs }: IncidentEventOf['incident-resolved'], incident: Incident): IncidentEffect[] {
  const readers = by === 'person' ? [] : incident.told.filter(isOfSite);
  const isSeen = by === 'over' || by === 'explained';
  const isReleased = isSeen ? incident.holds !== undefined : mayBeHeld(incident);
  return [
    ...(isReleased ? [{ kind: 'release-door' } as const] : []),
    ...readers.map((audience): IncidentEffect => ({ kind: 'alert', audience, alert: 'over' })),
    ...(by === 'person' && incident.cause === 'power-lost'
      ? [{ kind: 'raise-offline', sinceMs: endedAtMs } as const]
      : []),
  ];
}

/**
 * A door that did not open is held by itself, until it opens; nobody opens it while it is held. A lock that was seen to move, or
 * that a person says is mended, ends that.
 */
const mayBeHeld = ({ holds, cause }: Incident): boolean => holds !== undefined || cause === 'wont-open';
