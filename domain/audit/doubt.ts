import type { Cause } from '../exceptions/cause.js';
import type { CompartmentId } from '../ids.js';
import type { SensorMove } from '../sensing/health/swapped.js';
import { judgeContent, judgeRemains, type Sight } from './content.js';
import { isSameSight } from './contents.js';
import type { DoorAudit } from './door.js';
import type { AuditLook } from './look.js';

/**
 * Why what is found is not known to be so. `one-sensor`: no second sensor says it; that one may have moved instead.
 * `together`: in the same hour another door's sensors moved as well, and nobody had opened either. `whose-door`: its sensors may
 * be wired to another door.
 */
export type Doubt = 'one-sensor' | 'together' | 'whose-door';

/**
 * Nothing comes into a door that did not open, and nothing goes out: what a look finds there against the record is as likely a
 * level that jumped, and no statistics of that one sensor tell the two apart. It is sure only where it stands whichever sensor
 * is left out. The case is raised all the same, and the door is held: somebody is to look.
 * `shown` is the doubt that all doors of the bank together had shown of it.
 */
export function doubtOf(look: AuditLook, cause: Cause, shown: Doubt | undefined): Doubt | undefined {
  const says = saysSame(look, cause);
  if (!says) return undefined;
  if (shown) return shown;
  const isCarriedByOne = look.sights.some((one) => !says(look.sights.filter((other) => other !== one)));
  return isCarriedByOne ? 'one-sensor' : undefined;
}

/** Do these sights show it? Undefined of what is found otherwise than by a level that differs. */
function saysSame({ record, rates }: AuditLook, cause: Cause): ((sights: readonly Sight[]) => boolean) | undefined {
  if (cause === 'ghost') return (sights) => judgeRemains(sights, record.door.sums, rates).verdict === 'absent';
  if (isSameSight(cause, 'phantom')) return (sights) => judgeContent(sights, rates).verdict === 'present';
  return undefined;
}

/** Doors of a bank that moved at once though nobody opened them, where there are two or more: a parcel moves one. */
export function movedTogether(moves: readonly SensorMove[]): CompartmentId[] {
  const unopened = moves.filter(({ hadCycle, moved }) => !hadCycle && moved === true);
  const doors = new Set(unopened.map(({ compartmentId }) => compartmentId));
  return doors.size > 1 ? [...doors] : [];
}

/** What is suspected is in doubt, for a reason that all doors together show; when a second look says it, it says so. */
export function withDoubt(audit: DoorAudit, doubt: Doubt): DoorAudit {
  const { suspicion } = audit.next;
  if (!suspicion) return audit;
  return { ...audit, next: { ...audit.next, suspicion: { ...suspicion, doubt } } };
}
