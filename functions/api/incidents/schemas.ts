import * as z from 'zod/mini';
import { causes } from '../../../domain/exceptions/cause.js';
import { severities, type Situation } from '../../../domain/exceptions/situation.js';
import { incidentIdOf, type BankId, type IncidentId } from '../../../domain/ids.js';
import { incidentStates, type Incident } from '../../../domain/incident/incident.js';
import { remoteCommandTypes } from '../../../domain/remote-command.js';
import { command } from '../commands/schemas.js';
import { compartmentId, id, pageOf, pageQuery, reason } from '../parts.js';

const outcomes = ['done', 'refused', 'failed', 'expired'] as const;

export const incidentsQuery = () =>
  z.strictObject({
    ...pageQuery(),
    /** `open`: raised, resolving or dispatched. */
    state: z.optional(z.enum(['open', ...incidentStates])),
    cause: z.optional(z.enum(causes)),
    bankId: z.optional(id<BankId>()),
    severity: z.optional(z.enum(severities)),
  });

/** A cause of the catalogue that a person has seen, at a bank or one of its compartments. */
export const newIncident = () =>
  z.strictObject({ cause: z.enum(causes), bankId: id<BankId>(), compartmentId: z.optional(compartmentId()) });

export const dispatch = () => z.strictObject({ note: z.optional(reason()) });
export const resolve = () => z.strictObject({ how: z.enum(['remotely', 'on-site']), note: reason() });

const fields = () => ({
  incidentId: id<IncidentId>(),
  cause: z.enum(causes),
  /** P1: parcels, people or the whole bank at risk. P2: today. P3: planned work. */
  severity: z.enum(severities),
  state: z.enum(incidentStates),
  place: z.strictObject({
    bankId: id<BankId>(),
    compartmentId: z.optional(compartmentId()),
    sensor: z.optional(z.string()),
  }),
  raisedAtMs: z.number(),
  /** When its cause was last seen to stand, an hour behind at most. */
  seenAtMs: z.number(),
  /** Its bank is away since then: nothing is tried and nobody told until it is back. */
  mutedAtMs: z.optional(z.number()),
  /** Somebody is to go, with these things. */
  visit: z.optional(z.strictObject({ askedAtMs: z.number(), bring: z.array(z.string()), by: z.optional(z.string()) })),
  resolution: z.optional(
    z.strictObject({
      how: z.enum(['remotely', 'on-site']),
      /** Its cause was seen to be over, or put down to another incident; the bank's word was enough, its trial was over without another, or a person said so. */
      by: z.enum(['over', 'explained', 'done', 'trial', 'person']),
      atMs: z.number(),
      /** The incident that it was put down to. */
      explainedBy: z.optional(id<IncidentId>()),
      actor: z.optional(z.string()),
      note: z.optional(z.string()),
    }),
  ),
  /** The incident of the same cause at the same place that was resolved less than 7 days before, and the one that followed. */
  repeatOf: z.optional(id<IncidentId>()),
  repeatedBy: z.optional(id<IncidentId>()),
});
export const incident = () => z.strictObject(fields());
export const incidents = () => pageOf(incident());

const playbook = () =>
  z.strictObject({
    steps: z.array(z.string()),
    /** Of `steps`, from 0: -1 before the first, as many as there are when they are used up. */
    step: z.number(),
    tries: z.number(),
    commandId: z.optional(z.string()),
    /** Of that command; without one nobody knows what became of it. */
    outcome: z.optional(z.enum(outcomes)),
    /** When it goes on, or its bank is looked at. */
    nextAtMs: z.optional(z.number()),
  });

const timelineRow = () =>
  z.strictObject({
    atMs: z.number(),
    what: z.string(),
    /** Who did it: the subject of their token. */
    actor: z.optional(z.string()),
    detail: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
    /** Of sightings that followed each other: how many, and the last of them. */
    times: z.optional(z.number()),
    untilMs: z.optional(z.number()),
  });

const whole = () => ({
  ...fields(),
  sightings: z.number(),
  playbook: playbook(),
  /** Commands that people gave for it, the latest last. */
  acts: z.array(z.strictObject({ commandId: z.string(), command: z.enum(remoteCommandTypes) })),
  /** Ids of what its sensors showed. */
  evidence: z.array(z.string()),
  /** Its beginning and the latest of it; what lay between is counted. */
  timeline: z.strictObject({ rows: z.array(timelineRow()), omitted: z.number() }),
});
export const incidentWithTimeline = () => z.strictObject(whole());
export const incidentWithCommand = () => z.strictObject({ ...whole(), command: command() });

export function incidentView(one: Incident): z.infer<ReturnType<typeof incident>> {
  const { cause, severity, state, place, raisedAtMs, seenAtMs, mutedAtMs, visit, resolution } = one;
  const { repeatOf, repeatedBy } = one;
  return {
    incidentId: incidentIdOf(one),
    ...{ cause, severity, state, raisedAtMs, seenAtMs, mutedAtMs, resolution, repeatOf, repeatedBy },
    place: { ...place },
    visit: visit && { askedAtMs: visit.askedAtMs, bring: [...visit.bring], by: visit.actor },
  };
}

export function wholeView(
  one: Incident,
  { playbook: followed }: Situation,
): z.infer<ReturnType<typeof incidentWithTimeline>> {
  const { sightings, evidence, timeline, acts, position, timer } = one;
  const { step, tries, commandId, outcome } = position;
  const isGoingOn = one.state === 'raised' || one.state === 'resolving';
  return {
    ...incidentView(one),
    sightings,
    playbook: {
      steps: followed?.steps.map(({ name }) => name) ?? [],
      ...{ step, tries, commandId, outcome },
      nextAtMs: isGoingOn && timer.atMs > 0 ? timer.atMs : undefined,
    },
    acts: acts.map((act) => ({ commandId: act.commandId, command: act.command })),
    evidence: [...evidence],
    timeline: {
      rows: timeline.rows.map((row) => ({ ...row, detail: row.detail && { ...row.detail } })),
      omitted: timeline.omitted,
    },
  };
}
