import { describe, expect, it } from 'vitest';
import {
  incidentStates,
  incidentTable,
  isOpen,
  type IncidentState,
  type IncidentTableInput,
} from '../../../domain/incident/incident.js';
import type { IncidentDecision } from '../../../domain/incident/input.js';
import { incidentIdOf } from '../../../domain/ids.js';
import { Case, dayMs, hourMs, minuteMs, onTrial, sample, tellManager } from './case.js';

type Given = ConstructorParameters<typeof Case>;

/** The playbook that a row is about, where it is not the usual one. */
const playbooks: Partial<Record<IncidentTableInput, Given>> = {
  'time limit, tries left': [{ steps: [sample], visit: 'never' }],
  'time limit, another step': [{ steps: [tellManager, tellManager], visit: 'never' }],
  'time limit, last step, a visit is needed': [{ steps: [tellManager], visit: { bring: [] } }],
  'time limit, last step, none is': [{ steps: [tellManager], visit: 'never' }],
  'command done, to be seen': [{ steps: [sample], visit: 'never' }],
  'command done, on trial from then on': [{ steps: [onTrial], visit: { bring: [] } }],
  'seen again on trial, tries left': [{ steps: [onTrial], visit: { bring: [] } }],
  'seen again on trial, a visit is needed': [{ steps: [{ ...onTrial, tries: 1 }], visit: { bring: [] } }],
  'the trial is over': [{ steps: [onTrial], visit: { bring: [] } }],
};

/** What an input does to a case whose door is on trial. */
function afterTrialBegan(one: Case, play: () => IncidentDecision): IncidentDecision | undefined {
  if (!isOpen(one.incident)) return undefined;
  one.answer('done');
  one.nowMs += 2 * hourMs;
  return one.incident.position.trialSinceMs === undefined ? undefined : play();
}

/** The pending step timer, if a step is what is waited for. */
function timeLimit(one: Case): IncidentDecision | undefined {
  return one.incident.mutedAtMs === undefined && one.incident.state === 'resolving' ? one.fire() : undefined;
}

/** A look at a bank that is away: an open case is muted first, at its step's time limit. */
function look(one: Case, isAway: boolean): IncidentDecision | undefined {
  if (one.incident.state === 'resolving') {
    one.isAway = true;
    one.fire();
  }
  if (one.incident.mutedAtMs === undefined) return undefined;
  one.isAway = isAway;
  return one.fire();
}

/** Each input of the table, played on a case in each state. `undefined`: the input cannot even be made there. */
const play: Record<IncidentTableInput, (one: Case) => IncidentDecision | undefined> = {
  'standing, of later': (one) => ((one.nowMs += 2 * hourMs), one.find('standing')),
  'standing, within the hour': (one) => one.find('standing', { occurredAtMs: one.incident.seenAtMs + 30_000 }),
  'standing, older than its end': (one) => one.find('standing', { occurredAtMs: one.incident.seenAtMs - minuteMs }),
  'standing, seen before': (one) => (
    (one.nowMs += 2 * hourMs),
    one.find('standing', { key: one.incident.keys[0] ?? '' })
  ),
  over: (one) => ((one.nowMs += minuteMs), one.find('over')),
  'over, acted on from afar': (one) => (one.act(), (one.nowMs += minuteMs), one.find('over')),
  'over, older than a sighting': (one) => one.find('over', { occurredAtMs: one.incident.seenAtMs - minuteMs }),
  'look, bank away': (one) => look(one, true),
  'look, bank back': (one) => look(one, false),
  'time limit, bank away': (one) => ((one.isAway = true), timeLimit(one)),
  'time limit, tries left': timeLimit,
  'time limit, outcome unknown': timeLimit,
  'time limit, another step': timeLimit,
  'time limit, last step, a visit is needed': timeLimit,
  'time limit, last step, none is': timeLimit,
  'command done, and that is enough': (one) => one.answer('done'),
  'command done, to be seen': (one) => one.answer('done'),
  'command done, on trial from then on': (one) => one.answer('done'),
  'seen again on trial, tries left': (one) => afterTrialBegan(one, () => one.find('standing')),
  'seen again on trial, a visit is needed': (one) => afterTrialBegan(one, () => one.find('standing')),
  'the trial is over': (one) => afterTrialBegan(one, () => one.fire()),
  'command failed': (one) => one.answer('failed'),
  'answer to an act': (one) => {
    if (one.incident.state === 'raised') return undefined;
    one.act();
    return one.answer('done', { commandId: one.incident.acts.at(-1)?.commandId ?? 'none' });
  },
  'person acts from afar': (one) => one.act(),
  'person dispatches': (one) => one.dispatch(),
  'person resolves from afar': (one) => {
    const isSame = one.incident.state === 'resolved-remotely' || one.incident.resolution?.how === 'remotely';
    return isSame ? undefined : one.resolve('remotely');
  },
  'person resolves on site': (one) => one.resolve('on-site'),
  'seen again within 7 days': (one) =>
    one.tell({ type: 'repeated', by: incidentIdOf({ ...one.incident, n: 2 }), nowMs: one.nowMs + dayMs }),
  '7 days without another': (one) => (one.incident.resolution ? one.fire() : undefined),
};

const cells = (Object.keys(incidentTable) as IncidentTableInput[]).flatMap((input) =>
  incidentStates.map((state, i) => [input, state, incidentTable[input][i] ?? '?'] as const),
);

describe('the table of incident states', () => {
  it.each(cells)('%s in %s: %s', (input, state, cell) => {
    const one = Case.in(state, ...(playbooks[input] ?? []));
    expect(one.incident.state).toBe(state);
    const before = one.incident;
    const decision = play[input](one);
    const result: IncidentState | 'new' | '–' =
      !decision || decision.events.length === 0 ? '–' : one.incident.n > before.n ? 'new' : one.incident.state;
    expect(result).toBe(cell);
  });

  it('has a cell for every state in every row', () => {
    for (const row of Object.values(incidentTable)) expect(row).toHaveLength(incidentStates.length);
  });
});
