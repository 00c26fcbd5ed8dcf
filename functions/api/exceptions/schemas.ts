import * as z from 'zod/mini';
import { causes } from '../../../domain/exceptions/cause.js';
import { inherentVisitsWhere, isVisitInherent } from '../../../domain/exceptions/inherent-visits.js';
import { items } from '../../../domain/exceptions/item.js';
import type { Playbook, Step } from '../../../domain/exceptions/playbook.js';
import { remoteActions } from '../../../domain/exceptions/remote-actions.js';
import { settledBy } from '../../../domain/exceptions/settled-by.js';
import {
  detections,
  remoteRequests,
  scopes,
  sections,
  severities,
  type Situation,
} from '../../../domain/exceptions/situation.js';
import type { CatalogueTexts } from '../../../domain/exceptions/texts/texts.js';
import { quarantineReasons } from '../../../domain/door.js';
import { remoteCommandTypes } from '../../../domain/remote-command.js';
import { language } from '../parts.js';

export const catalogueQuery = () => z.strictObject({ language: z.optional(language()) });

const action = () =>
  z.union([
    z.strictObject({ do: z.literal('wait') }),
    z.strictObject({
      do: z.literal('command'),
      command: z.enum(remoteCommandTypes),
      fields: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
    }),
    z.strictObject({
      do: z.literal('tell'),
      whom: z.enum(['technician', 'manager', 'resident', 'courier', 'visitor']),
    }),
    z.strictObject({ do: z.literal('hold-door'), reason: z.enum(quarantineReasons) }),
    z.strictObject({ do: z.literal('accept-noise') }),
  ]);

const step = () =>
  z.strictObject({
    name: z.string(),
    action: action(),
    /** `over`: the cause is seen to be over. `done`: the bank says that the command was carried out. */
    success: z.enum(['over', 'done']),
    /** 0: nothing is waited for, and the next step is begun with this one. */
    withinMs: z.number(),
    tries: z.number(),
    /** Taken only where the cause was last seen with this in its detail, and passed over otherwise. */
    only: z.optional(z.record(z.string(), z.string())),
    /** True: taken only where the step before ended in a trial that failed; false: only where it did not. */
    afterTrial: z.optional(z.boolean()),
    /** With `done`: its door is in use again, for so long at most, until it is seen to work; seen to fail, it is the same incident. */
    trial: z.optional(z.strictObject({ forMs: z.number(), sameWithinMs: z.number() })),
  });

const playbook = () =>
  z.strictObject({
    steps: z.array(step()),
    /** `never`: when the steps are used up, the incident waits for its cause to be over. */
    visit: z.union([
      z.literal('never'),
      z.strictObject({ bring: z.array(z.strictObject({ item: z.enum(items), words: z.string() })) }),
    ]),
  });

const situation = () =>
  z.strictObject({
    number: z.number(),
    cause: z.enum(causes),
    section: z.enum(sections),
    scope: z.enum(scopes),
    severity: z.enum(severities),
    detectableBy: z.enum(detections),
    /** What settles it without an incident of its own: `screen:<code>`, `message:<name>`, `cause:<cause>` and the like. */
    settledBy: z.optional(z.array(z.string())),
    visitIsInherent: z.boolean(),
    /** Not of all its cases, but of those that were last seen with this in their detail. */
    visitIsInherentWhere: z.optional(z.record(z.string(), z.string())),
    remoteActions: z.array(z.enum([...remoteCommandTypes, ...remoteRequests])),
    playbook: z.optional(playbook()),
    title: z.string(),
    meaning: z.string(),
    seen: z.string(),
    system: z.string(),
    person: z.string(),
  });

/** Whole, in the order of its numbers: it is the same for everybody and has no pages. */
export const catalogue = () => z.strictObject({ language: language(), items: z.array(situation()) });

export const situationView = (row: Situation, texts: CatalogueTexts): z.infer<ReturnType<typeof situation>> => ({
  number: row.number,
  cause: row.cause,
  section: row.section,
  scope: row.scope,
  severity: row.severity,
  detectableBy: row.detectableBy,
  settledBy: settledBy[row.cause]?.slice(),
  visitIsInherent: isVisitInherent(row.cause),
  ...(inherentVisitsWhere[row.cause] && { visitIsInherentWhere: { ...inherentVisitsWhere[row.cause] } }),
  remoteActions: remoteActions[row.cause]?.slice() ?? [],
  playbook: row.playbook && playbookView(row.playbook, texts),
  title: texts.titles[row.cause],
  ...texts.situations[row.cause],
});

const playbookView = (
  { steps, visit }: Playbook,
  { items: words }: CatalogueTexts,
): z.infer<ReturnType<typeof playbook>> => ({
  steps: steps.map(stepView),
  visit: visit === 'never' ? visit : { bring: visit.bring.map((item) => ({ item, words: words[item] })) },
});

const stepView = ({
  name,
  action,
  success,
  withinMs,
  tries = 1,
  only,
  afterTrial,
  trial,
}: Step): z.infer<ReturnType<typeof step>> => ({
  name,
  action,
  success,
  withinMs,
  tries,
  only: only && { ...only },
  afterTrial,
  trial: trial && { ...trial },
});
