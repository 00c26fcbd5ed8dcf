import type { Doubt } from '../audit/doubt.js';
import type { Cause } from '../exceptions/cause.js';
import { situationOf } from '../exceptions/index.js';
import type { CompartmentId } from '../ids.js';
import { saysParcelGone, type Finding, type Place } from './finding.js';
import { isOpen, type Incident } from './incident.js';
import { isSeenWith, lastSeen } from './timeline.js';

/**
 * One cause, one incident: while one of these stands at its door or its bank, what it brings about is no case of its own. A
 * switch that flaps, a magnet that came off, and a start that fires the relays, open doors without a command; a parcel that a
 * courier put into another door than theirs lies there without a record; a zero that went on drifting is in the end where no
 * empty door can be; a door whose switch is stuck opens, and nobody hears of it; and a bank that told of the failing mains
 * before it went is away because of them.
 */
const explainedBy: Partial<Record<Cause, readonly Cause[]>> = {
  phantom: ['wrong-compartment'],
  'opened-without-command': ['door-flapping', 'magnet-off', 'opens-at-boot', 'wrong-door-opened'],
  'door-ajar': ['magnet-off'],
  'wont-open': ['door-switch-stuck'],
  // Nobody shuts what sprang open by itself: it is open indeed.
  'magnet-off': ['opens-at-boot', 'wrong-door-opened'],
  'sensor-untared': ['sensor-drift'],
  'bank-offline': ['power-lost'],
};

/** The cases that would explain this finding, each at its own place. */
export function explanationsOf(finding: Finding): Pick<Finding, 'cause' | 'place'>[] {
  if (finding.status !== 'standing' || saysParcelGone(finding)) return [];
  const causes = (explainedBy[finding.cause] ?? []).filter((cause) => !isTooLongFor(cause, finding.detail));
  return causes.map((cause) => ({ cause, place: placeOf(cause, finding.place) }));
}

/** What flaps says open and shut; a door that stands ajar over a parcel is open, whatever is known of its switch. */
const isTooLongFor = (cause: Cause, detail: Finding['detail']): boolean =>
  cause === 'door-flapping' && detail?.['parcel'] === 'exposed';

/** Where a case of this cause would be, of what was found here. */
function placeOf(cause: Cause, { bankId, compartmentId, sensor }: Place): Place {
  const { scope } = situationOf(cause);
  if (scope === 'bank') return { bankId };
  return scope === 'sensor' ? { bankId, compartmentId, sensor } : { bankId, compartmentId };
}

/** What was raised at this place before it was known what brings it about. */
export function explainedAt(finding: Finding): Pick<Finding, 'cause' | 'place'>[] {
  const { cause, place, status } = finding;
  if (status !== 'standing' || place.compartmentId === undefined) return [];
  const causes = Object.entries(explainedBy).filter(([, by]) => by.includes(cause)) as [Cause, unknown][];
  return [
    ...causes.map(([explained]) => ({ cause: explained, place })),
    ...toldInstead(finding),
    ...seenInstead(finding),
  ];
}

/** The door that was told to open does not, because another one opens in its stead. */
function toldInstead({ cause, place: { bankId }, detail }: Finding): Pick<Finding, 'cause' | 'place'>[] {
  if (cause !== 'wrong-door-opened' || typeof detail?.['under'] !== 'string') return [];
  return [{ cause: 'wont-open', place: { bankId, compartmentId: detail['under'] as CompartmentId } }];
}

/** What this sensor said of its door was about another one. From now on it says nothing. */
function seenInstead({ cause, place: { bankId, compartmentId } }: Finding): Pick<Finding, 'cause' | 'place'>[] {
  if (cause !== 'sensor-swapped') return [];
  const door = { bankId, compartmentId };
  return [
    { cause: 'ghost', place: door },
    { cause: 'phantom', place: door },
  ];
}

/** Cases that answer for a door that did not open: its own, and what that is put down to. With them ends what the jam left, and with no other. */
const ofJams: readonly Cause[] = ['wont-open', 'wrong-door-opened', ...(explainedBy['wont-open'] ?? [])];
export const answersForJam = ({ cause }: Incident): boolean => ofJams.includes(cause);

/**
 * It ends with its explanation, unless a parcel is gone, or lies in the open. Where wires were swapped, only what was in doubt for that: should it be so
 * after all, it is said again once the sensors are believed.
 */
export function mayBeExplained(incident: Incident, by: Cause): boolean {
  if (!isOpen(incident) || incident.isParcelGone) return false;
  if (isTooLongFor(by, lastSeen(incident.timeline))) return false;
  return by !== 'sensor-swapped' || doubtsOfWires.some((doubt) => isSeenWith(lastSeen(incident.timeline), { doubt }));
}

const doubtsOfWires: readonly Doubt[] = ['whose-door', 'together'];
