import type { Cause } from '../exceptions/cause.js';
import { situationOf } from '../exceptions/index.js';
import { saysParcelGone, type Finding } from './finding.js';
import { isOpen, type Incident } from './incident.js';

/**
 * One cause, one incident: while one of these stands at its door or its bank, what it brings about is no case of its own. A
 * switch that flaps, and a start that fires the relays, open doors without a command; a parcel that a courier put into another
 * door than theirs lies there without a record.
 */
const explainedBy: Partial<Record<Cause, readonly Cause[]>> = {
  phantom: ['wrong-compartment'],
  'opened-without-command': ['door-flapping', 'opens-at-boot', 'wrong-door-opened'],
};

/** The cases that would explain this finding, each at its own place. */
export function explanationsOf(finding: Finding): Pick<Finding, 'cause' | 'place'>[] {
  if (finding.status !== 'standing' || saysParcelGone(finding)) return [];
  const { bankId, compartmentId } = finding.place;
  return (explainedBy[finding.cause] ?? []).map((cause) => {
    const isOfBank = situationOf(cause).scope === 'bank';
    return { cause, place: isOfBank ? { bankId } : { bankId, compartmentId } };
  });
}

/** What was raised at this place before it was known what brings it about. */
export function explainedAt({ cause, place, status }: Finding): Pick<Finding, 'cause' | 'place'>[] {
  if (status !== 'standing' || place.compartmentId === undefined) return [];
  const causes = Object.entries(explainedBy).filter(([, by]) => by.includes(cause)) as [Cause, unknown][];
  return causes.map(([explained]) => ({ cause: explained, place }));
}

/** It ends with its explanation, unless a parcel is gone. */
export const mayBeExplained = (incident: Incident): boolean => isOpen(incident) && incident.isParcelGone !== true;
