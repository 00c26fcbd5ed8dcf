import type { Cause } from '../exceptions/cause.js';
import { doorSwitchStuck } from './door-switch-stuck.js';
import { foreignObject } from './foreign-object.js';
import { ghost } from './ghost.js';
import { leftBehind } from './left-behind.js';
import type { AuditLook } from './look.js';
import { phantom } from './phantom.js';
import { holdsOnRecord, isFreeOnRecord, isOfOneMoment, isVisited } from './record.js';

/** In order of precedence: one cause, one incident. What names the cause more closely comes first. */
const detectors = [doorSwitchStuck, foreignObject, leftBehind, ghost, phantom] as const;
export type ContentsCause = (typeof detectors)[number]['cause'];

/** Of these the sensors say one and the same: something is there. Which it is, the record says. */
const ofContent: readonly Cause[] = ['phantom', 'left-behind', 'foreign-object'] satisfies ContentsCause[];
export const isSameSight = (one: Cause, other: Cause): boolean =>
  one === other || (ofContent.includes(one) && ofContent.includes(other));

export const isOfContents = (cause: Cause): cause is ContentsCause =>
  detectors.some((detector) => detector.cause === cause);

/**
 * What this look says of record and contents: the cause that it shows, that both agree, or nothing. A door that is open,
 * visited, held back for a doubt, or of another moment than its record, says nothing; nor do sensors in doubt.
 */
export function verdictOf(look: AuditLook): ContentsCause | 'agrees' | 'unknown' {
  const { record, said, atMs } = look;
  if (said.door !== 'closed' || isVisited(record.door) || !isOfOneMoment(record, said, atMs)) return 'unknown';
  const found = detectors.find(({ stands }) => stands(look));
  if (found) return found.cause;
  return agrees(look) ? 'agrees' : 'unknown';
}

function agrees({ record: { door }, content: { verdict } }: AuditLook): boolean {
  if (isFreeOnRecord(door)) return verdict === 'absent';
  return verdict === 'present' && (holdsOnRecord(door) || door.compartment === 'occupied');
}
