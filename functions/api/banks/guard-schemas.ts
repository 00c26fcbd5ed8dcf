import * as z from 'zod/mini';
import { fleet, stopCauses, type Guard, type OpensStopped } from '../../../domain/guard/guard.js';
import { compartmentId, reason } from '../parts.js';
import type { Role } from '../routes.js';

/** Who let it go on, and why. */
const cleared = () => z.strictObject({ by: z.string(), reason: z.string(), atMs: z.number() });

const stopped = () =>
  z.strictObject({
    cause: z.enum(stopCauses),
    sinceMs: z.number(),
    compartments: z.array(compartmentId()),
    /** Whose opens were too many: none of them may clear it. Where the whole fleet's were, for operators. */
    by: z.optional(z.array(z.string())),
    /** `person:<subject>`, `site:<siteId>`, `fleet`: where else opens that people give are stopped until then. */
    scopes: z.optional(z.array(z.string())),
  });

/** What keeps every door of a bank shut. Who had a part in it is for those who may clear it. */
export const guard = () =>
  z.strictObject({
    keypad: z.strictObject({
      /** In a row. */
      wrongTries: z.number(),
      /** It takes no code since, until a person unlocks it. */
      lockedAtMs: z.optional(z.number()),
      lastUnlocked: z.optional(cleared()),
    }),
    opens: z.strictObject({
      /** No door is opened since, until a person clears it. */
      stopped: z.optional(stopped()),
      lastCleared: z.optional(cleared()),
    }),
  });
export const clearance = () => z.strictObject({ reason: reason() });

const mayClear: readonly (Role | undefined)[] = ['operator', 'manager', 'technician'];
export const seesWho = (role: Role | undefined): boolean => mayClear.includes(role);

export function guardView(kept: Guard, role: Role | undefined): z.infer<ReturnType<typeof guard>> {
  const { wrongTries, lockedAtMs, keypadCleared, opensStopped, opensCleared } = kept;
  return {
    keypad: { wrongTries, lockedAtMs, ...(seesWho(role) ? { lastUnlocked: keypadCleared } : {}) },
    opens: {
      stopped: opensStopped && stopView(opensStopped, role),
      ...(seesWho(role) ? { lastCleared: opensCleared } : {}),
    },
  };
}

function stopView({ cause, atMs: sinceMs, by, scopes, sightings }: OpensStopped, role: Role | undefined) {
  const compartments = sightings.flatMap((one) => (one.compartmentId === undefined ? [] : [one.compartmentId]));
  // Of the fleet's opens many are other sites' people's.
  const isForOperators = scopes.includes(fleet) && role !== 'operator';
  const who = seesWho(role) ? { by: isForOperators ? undefined : by, scopes } : {};
  return { cause, sinceMs, compartments, ...who };
}
