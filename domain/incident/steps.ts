import type { Playbook, Step, Trial } from '../exceptions/playbook.js';
import type { Situation } from '../exceptions/situation.js';
import { incidentCommandIdOf, incidentIdOf, parseIncidentCommandId } from '../ids.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { IncidentEvent } from './events.js';
import type { Finding } from './finding.js';
import { isOpen, type Incident, type Position } from './incident.js';
import {
  decided,
  nothingNew,
  type IncidentContext,
  type IncidentDecision,
  type IncidentResult,
  type IncidentTimerFired,
} from './input.js';
import { resolved } from './resolution.js';
import { isSeenWith, lastSeen } from './timeline.js';

/** Of a cause that the software has no playbook for: it waits for a person. */
const noPlaybook: Playbook = { steps: [], visit: 'never' };
const playbookOf = ({ playbook }: Situation): Playbook => playbook ?? noPlaybook;

/**
 * `isInVain`: what came before this case came again each time, so a playbook that would begin by starting the controller, and
 * so turn away whoever stands at any of its doors, begins with what comes after that.
 */
export function firstStep(
  { situation, detail }: Case,
  nowMs: number,
  { isInVain }: { isInVain: boolean },
): IncidentEvent[] {
  const [first] = playbookOf(situation).steps;
  const isStart = first?.action.do === 'command' && first.action.fields?.['what'] === 'controller';
  return stepFrom(isInVain && isStart ? 1 : 0, { situation, detail }, nowMs);
}

/** Which steps a case has: those of its cause, as it was last seen, and of what was tried so far. */
interface Case {
  situation: Situation;
  detail: Finding['detail'];
  isOnTrial?: boolean | undefined;
}

const caseOf = ({ timeline, position }: Incident, situation: Situation): Case => ({
  situation,
  detail: lastSeen(timeline),
  isOnTrial: position.trialSinceMs !== undefined,
});

const isFor = ({ only = {}, afterTrial }: Step, { detail, isOnTrial }: Case): boolean =>
  (afterTrial === undefined || afterTrial === (isOnTrial === true)) && isSeenWith(detail, only);

/** This step, and with one that needs no time the next as well; or what comes when there is none: a visit, or to wait. */
function stepFrom(index: number, at: Case, nowMs: number): IncidentEvent[] {
  const { steps, visit } = playbookOf(at.situation);
  const step = steps[index];
  if (step && !isFor(step, at)) return stepFrom(index + 1, at, nowMs);
  if (step) {
    const goesOn = step.withinMs === 0 ? stepFrom(index + 1, at, nowMs) : [];
    return [begun(step, { index, tries: 1 }, nowMs), ...goesOn];
  }
  if (visit === 'never') return [{ type: 'steps-used-up', atMs: nowMs }];
  return [{ type: 'incident-dispatched', atMs: nowMs, bring: visit.bring }];
}

function begun({ name, action, withinMs }: Step, at: { index: number; tries: number }, nowMs: number) {
  const { index: step, tries } = at;
  return { type: 'step-begun', atMs: nowMs, step, tries, name, action, timerAtMs: nowMs + withinMs } as const;
}

/** The pending timer fired: what it asks follows from what is so now. */
export function decideTimer(incident: Incident, input: IncidentTimerFired, context: IncidentContext): IncidentDecision {
  const { nowMs: atMs } = input;
  if (incident.timer.n !== input.n || incident.timer.atMs === 0) return nothingNew;
  switch (incident.state) {
    case 'raised':
    case 'resolving':
      return incident.mutedAtMs === undefined
        ? decideTimeLimit(incident, input, context)
        : decideLook(incident, input, context);
    case 'resolved-remotely':
    case 'resolved-on-site':
      return decided({ type: 'incident-closed', atMs });
    case 'dispatched':
    case 'closed':
      return nothingNew;
    default:
      return incident.state satisfies never;
  }
}

const minuteMs = 60_000;
/** A bank that was away for long is away for longer: choices, beside the 2 h of a confirmed absence. */
const looksAfterMs = [15 * minuteMs, 30 * minuteMs, 60 * minuteMs];
export const lookAtMs = (looks: number, nowMs: number): number =>
  nowMs + (looksAfterMs[Math.min(looks, looksAfterMs.length - 1)] ?? 0);

/** Is its bank back? Then its playbook goes on where it stood. */
function decideLook(incident: Incident, input: IncidentTimerFired, context: IncidentContext): IncidentDecision {
  const { nowMs } = input;
  const { situation, isAway } = context;
  if (isAway) return decided({ type: 'look-postponed', atMs: nowMs, timerAtMs: lookAtMs(incident.looks, nowMs) });
  const goesOn = isUnanswered(incident.position)
    ? again(incident, situation, nowMs)
    : nextOf(incident, situation, nowMs);
  return decided({ type: 'incident-unmuted', atMs: nowMs }, ...goesOn);
}

/** Nobody can say whether the bank heard the command before it went: under the same id it is done once at most. */
function again(incident: Incident, situation: Situation, nowMs: number): IncidentEvent[] {
  const { step: index, tries } = incident.position;
  const step = playbookOf(situation).steps[index];
  return step ? [begun(step, { index, tries }, nowMs)] : stepFrom(index + 1, caseOf(incident, situation), nowMs);
}

const isUnanswered = ({ command, outcome }: Position): boolean => command !== undefined && outcome === undefined;

/** The step has had its time. */
function decideTimeLimit(
  incident: Incident,
  { nowMs }: IncidentTimerFired,
  { situation, isAway, isDoorInUse }: IncidentContext,
): IncidentDecision {
  const trialEndsAtMs = trialOf(incident, situation)?.endsAtMs;
  if (trialEndsAtMs !== undefined) return decideTrialsEnd(trialEndsAtMs, { nowMs, isAway });
  const { steps, visit } = playbookOf(situation);
  // Used up before: it is a person's act that has had its time.
  if (incident.position.step >= steps.length && visit === 'never') return nothingNew;
  if (isAway) return decided({ type: 'incident-muted', atMs: nowMs, timerAtMs: lookAtMs(0, nowMs) });
  // What only an empty door can show is waited for while something lies in it; whoever went would have to wait for that as well.
  if (isDoorInUse && incident.looks < emptyLooksMax)
    return decided({ type: 'look-postponed', atMs: nowMs, timerAtMs: nowMs + emptyLookEveryMs });
  return decided(...nextOf(incident, situation, nowMs));
}

/** Whoever acted meanwhile has had their time, and the trial goes on; a bank that is away can tell of nothing. */
function decideTrialsEnd(endsAtMs: number, { nowMs, isAway }: { nowMs: number; isAway: boolean }): IncidentDecision {
  if (nowMs < endsAtMs) return decided({ type: 'look-postponed', atMs: nowMs, timerAtMs: endsAtMs });
  if (isAway) return decided({ type: 'look-postponed', atMs: nowMs, timerAtMs: nowMs + awayLookEveryMs });
  return decided(resolved(nowMs, { how: 'remotely', by: 'trial', endedAtMs: nowMs }));
}

/** A trial that has had its time waits for its bank, day by day. A choice. */
const awayLookEveryMs = 24 * 60 * minuteMs;

/** When the trial that its door is on began and ends. */
function trialOf({ state, position }: Incident, situation: Situation) {
  const { step, trialSinceMs } = position;
  if (state !== 'resolving' || trialSinceMs === undefined) return undefined;
  const { forMs = 0, sameWithinMs = 0 } = playbookOf(situation).steps[step]?.trial ?? {};
  return { sinceMs: trialSinceMs, endsAtMs: trialSinceMs + forMs, sameWithinMs };
}

/** Its door is on trial, and the cause is seen again: what was tried is tried again, or what comes next. Undefined: it is not, or no news. */
export function triedInVain(
  incident: Incident,
  seenAtMs: number,
  { nowMs, situation }: { nowMs: number; situation: Situation },
) {
  const trial = trialOf(incident, situation);
  if (!trial || seenAtMs <= trial.sinceMs || seenAtMs < incident.seenAtMs + trial.sameWithinMs) return undefined;
  return nextOf(incident, situation, nowMs);
}

/** A door is looked at as often, and for three days, as long as most parcels lie: choices. */
const emptyLookEveryMs = 3 * 60 * minuteMs;
const emptyLooksMax = 24;

/** The same step once more, or the next one. */
function nextOf(incident: Incident, situation: Situation, nowMs: number): IncidentEvent[] {
  const { position } = incident;
  const { step: index } = position;
  const step = playbookOf(situation).steps[index];
  const at = caseOf(incident, situation);
  if (!step || !isFor(step, at) || position.tries >= (step.tries ?? 1)) return stepFrom(index + 1, at, nowMs);
  const tries = position.tries + 1;
  const { command, commandId = '' } = position;
  // Design README §3.7: without a result it is neither done nor failed. It is asked about, never sent blindly.
  if (!isUnanswered(position) || (command && isHarmless(command))) return [begun(step, { index, tries }, nowMs)];
  // A bank is asked by one of its doors. Of a case that names none it is given the very same command, which it does once.
  if (incident.place.compartmentId === undefined) return [{ ...begun(step, { index, tries }, nowMs), commandId }];
  return [{ type: 'outcome-asked', atMs: nowMs, commandId, tries, timerAtMs: nowMs + step.withinMs }];
}

/** Not what does something at the door or the bank each time: there, twice is not once. */
const isHarmless = (command: RemoteCommandType): boolean => !['open', 'pulse-lock', 'restart'].includes(command);

/** A bank answers a command of a step, or of a person's act. An answer to an earlier try counts as well: it is a fact. */
export function decideResult(incident: Incident, result: IncidentResult, context: IncidentContext): IncidentDecision {
  const { commandId, outcome, reason, hasWindows, nowMs: atMs } = result;
  if (!isOpen(incident) || !wasGiven(incident, result, context.situation)) return nothingNew;
  // The command came to the bank twice: the first one's answer counts.
  if (reason === 'duplicate' || incident.answered.includes(commandId)) return nothingNew;
  const told: IncidentEvent = { type: 'outcome-told', atMs, commandId, outcome, reason, hasWindows };
  const step = outcome === 'done' ? doneStep(incident, commandId, context) : undefined;
  if (!step) return decided(told);
  if (step.trial) return decided(told, ...heardAgain(incident, atMs), trialBegun(step.trial, atMs));
  return decided(told, resolved(atMs, { how: 'remotely', by: 'done', endedAtMs: atMs }));
}

/** What a bank kept while it was away, and answers when it is back. */
const heardAgain = ({ mutedAtMs }: Incident, atMs: number): IncidentEvent[] =>
  mutedAtMs === undefined ? [] : [{ type: 'incident-unmuted', atMs }];

const trialBegun = ({ forMs }: Trial, atMs: number): IncidentEvent => ({
  type: 'trial-begun',
  atMs,
  timerAtMs: atMs + forMs,
});

/** The step that is running, and that is content with the bank's word. */
function doneStep({ state, position }: Incident, commandId: string, { situation }: IncidentContext): Step | undefined {
  const index = parseIncidentCommandId(commandId)?.step;
  if (state !== 'resolving' || index === undefined || index !== position.step) return undefined;
  const step = playbookOf(situation).steps[index];
  return step?.success === 'done' ? step : undefined;
}

/** A result for a command that was never sent says nothing, nor does one of another bank: an incident's ids can be guessed. */
export function wasGiven(
  { acts, place, position }: Incident,
  { bankId, commandId }: Pick<IncidentResult, 'bankId' | 'commandId'>,
  situation: Situation,
): boolean {
  if (bankId !== place.bankId) return false;
  const command = parseIncidentCommandId(commandId);
  if (!command) return acts.some((act) => act.commandId === commandId);
  const step = playbookOf(situation).steps[command.step];
  if (step?.action.do !== 'command' || command.tries > (step.tries ?? 1)) return false;
  if (command.step !== position.step) return command.step < position.step;
  const last = position.commandId === undefined ? undefined : parseIncidentCommandId(position.commandId);
  return last !== undefined && command.tries <= last.tries;
}

export const commandIdOf = (incident: Pick<Incident, 'slot' | 'n'>, step: number, tries: number): string =>
  incidentCommandIdOf(incidentIdOf(incident), step, tries);
