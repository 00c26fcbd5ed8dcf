import type { Playbook, Step } from '../../../domain/exceptions/playbook.js';
import type { Situation } from '../../../domain/exceptions/situation.js';
import { incidentIdOf, type BankId, type CompartmentId, type SiteId } from '../../../domain/ids.js';
import { decideIncident } from '../../../domain/incident/decide.js';
import type { IncidentEffect } from '../../../domain/incident/effects.js';
import { evolveIncident } from '../../../domain/incident/evolve.js';
import type { Finding } from '../../../domain/incident/finding.js';
import type { Incident, IncidentState } from '../../../domain/incident/incident.js';
import type { IncidentDecision, IncidentInput } from '../../../domain/incident/input.js';
import { reactToIncident } from '../../../domain/incident/reactions.js';
import type { QuietUntilMs } from '../../../domain/incident/waking.js';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const startMs = 1_800_000_000_000;
export const bankId = 'bank-1' as BankId;
export const compartmentId = 'A01' as CompartmentId;
export const slot = 'abcdefghijklmnop';

export const pulse: Step = {
  name: 'pulse-lock',
  action: { do: 'command', command: 'pulse-lock' },
  success: 'done',
  withinMs: 2 * minuteMs,
  tries: 2,
};
export const onTrial: Step = { ...pulse, trial: { forMs: 14 * dayMs, sameWithinMs: hourMs } };
export const sample: Step = {
  name: 'look-again',
  action: { do: 'command', command: 'sample' },
  success: 'over',
  withinMs: 3 * minuteMs,
  tries: 2,
};
export const hold: Step = {
  name: 'hold-door',
  action: { do: 'hold-door', reason: 'unaccounted' },
  success: 'over',
  withinMs: 0,
};
export const tellManager: Step = {
  name: 'tell-manager',
  action: { do: 'tell', whom: 'manager' },
  success: 'over',
  withinMs: hourMs,
};
const visit = { bring: ['lock', 'tools'] } as const;

export const situationWith = (playbook: Playbook, change: Partial<Situation> = {}): Situation =>
  ({
    cause: 'wont-open',
    section: 'doors-and-locks',
    number: 16,
    scope: 'door',
    severity: 'P2',
    detectableBy: 'software',
    playbook,
    ...change,
  }) as Situation;

/** What is found at one place, and what comes of it, in memory and without a store: every case of it is kept. */
export class Case {
  nowMs = startMs;
  isAway = false;
  isDoorInUse = false;
  quietUntilMs: QuietUntilMs | undefined;
  situation: Situation;
  /** Of every case, by its number. */
  readonly all = new Map<number, Incident>();
  readonly effects: IncidentEffect[] = [];
  private sightings = 0;
  private acts = 0;

  constructor(playbook: Playbook = { steps: [pulse, tellManager], visit }, change: Partial<Situation> = {}) {
    this.situation = situationWith(playbook, change);
  }

  get latest(): Incident | undefined {
    return this.all.get(Math.max(-1, ...this.all.keys()));
  }
  get incident(): Incident {
    if (!this.latest) throw new Error('nothing was raised');
    return this.latest;
  }

  tell(input: IncidentInput): IncidentDecision {
    const { latest } = this;
    const { situation, isAway, isDoorInUse, quietUntilMs } = this;
    const at = { slot, siteId: 'site-1' as SiteId, situation, isAway, isDoorInUse, quietUntilMs };
    const decision = decideIncident(latest, input, at);
    const [first] = decision.events;
    if (!first) return decision;
    const before = first.type === 'incident-raised' ? undefined : latest;
    const after = decision.events.reduce<Incident | undefined>(evolveIncident, before) as Incident;
    this.all.set(after.n, after);
    const effects = reactToIncident(before, decision.events, after);
    this.effects.push(...effects);
    for (const effect of effects) {
      const repeated = effect.kind === 'mark-repeated' ? this.all.get(effect.before.n) : undefined;
      if (repeated) this.repeat(repeated, after);
    }
    return decision;
  }

  private repeat(repeated: Incident, after: Incident): void {
    const input = { type: 'repeated', by: incidentIdOf(after), nowMs: this.nowMs } as const;
    const at = { slot, siteId: 'site-1' as SiteId, situation: this.situation, isAway: false };
    const { events } = decideIncident(repeated, input, at);
    this.all.set(repeated.n, events.reduce<Incident>(evolveIncident, repeated));
  }

  finding(status: Finding['status'], change: Partial<Finding> = {}): Finding {
    const key = `f-${++this.sightings}`;
    return { cause: 'wont-open', place: { bankId, compartmentId }, status, key, occurredAtMs: this.nowMs, ...change };
  }
  find(status: Finding['status'], change: Partial<Finding> = {}): IncidentDecision {
    return this.hear(this.finding(status, change));
  }
  hear = (finding: Finding): IncidentDecision => this.tell({ type: 'finding', finding, nowMs: this.nowMs });

  /** The pending timer, at its instant. */
  fire(): IncidentDecision {
    const { n, atMs } = this.incident.timer;
    this.nowMs = Math.max(this.nowMs, atMs);
    return this.tell({ type: 'timer', n, nowMs: this.nowMs });
  }

  answer(outcome: 'done' | 'failed' | 'refused' | 'expired', change: { commandId?: string; reason?: string } = {}) {
    const commandId = this.incident.position.commandId ?? 'none';
    const result = { type: 'command-result', bankId, commandId, outcome, hasWindows: false } as const;
    return this.tell({ ...result, ...change, nowMs: this.nowMs });
  }

  dispatch = () => this.tell({ type: 'dispatch', actor: 'kim', nowMs: this.nowMs });
  resolve = (how: 'remotely' | 'on-site') =>
    this.tell({ type: 'resolve', how, actor: 'kim', note: 'mended', nowMs: this.nowMs });
  act(command: 'sample' | 'pulse-lock' = 'sample', commandId = `c-act${++this.acts}`): IncidentDecision {
    return this.tell({ type: 'act', commandId, command, actor: 'kim', nowMs: this.nowMs });
  }

  /** What was sent since this was last asked. */
  take = (): IncidentEffect[] => this.effects.splice(0);

  /** A case that has come to this state in its usual way, an hour ago. */
  static in(state: IncidentState, ...given: ConstructorParameters<typeof Case>): Case {
    const one = new Case(...given);
    one.isAway = state === 'raised';
    one.find('standing');
    one.nowMs += minuteMs;
    if (state === 'dispatched') one.dispatch();
    if (state === 'resolved-remotely' || state === 'closed') one.find('over');
    if (state === 'resolved-on-site') one.resolve('on-site');
    if (state === 'closed') one.fire();
    one.take();
    return one;
  }
}

export const types = ({ events }: IncidentDecision): string[] => events.map(({ type }) => type);
export const kinds = (effects: readonly IncidentEffect[]): string[] => effects.map(({ kind }) => kind);
