import type { Cause } from '../exceptions/cause.js';
import { judgeContent, judgeRemains, type Sight } from './content.js';
import { isSameSight } from './contents.js';
import type { AuditLook } from './look.js';

/** Why what is found is not known to be so. `one-sensor`: no second sensor says it; that one may have moved instead. */
export type Doubt = 'one-sensor';

/**
 * Nothing comes into a door that did not open, and nothing goes out: what a look finds there against the record is as likely a
 * level that jumped, and no statistics of that one sensor tell the two apart. It is sure only where it stands whichever sensor
 * is left out. The case is raised all the same, and the door is held: somebody is to look.
 */
export function doubtOf(look: AuditLook, cause: Cause): Doubt | undefined {
  const says = saysSame(look, cause);
  if (!says) return undefined;
  const isCarriedByOne = look.sights.some((one) => !says(look.sights.filter((other) => other !== one)));
  return isCarriedByOne ? 'one-sensor' : undefined;
}

/** Do these sights show it? Undefined of what is found otherwise than by a level that differs. */
function saysSame({ record, rates }: AuditLook, cause: Cause): ((sights: readonly Sight[]) => boolean) | undefined {
  if (cause === 'ghost') return (sights) => judgeRemains(sights, record.door.sums, rates).verdict === 'absent';
  if (isSameSight(cause, 'phantom')) return (sights) => judgeContent(sights, rates).verdict === 'present';
  return undefined;
}
