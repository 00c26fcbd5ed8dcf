import { lastDecided } from '../cycles.js';
import type { Cause } from '../exceptions/cause.js';
import type { Finding } from '../incident/finding.js';
import type { DoorLook } from '../inputs.js';
import type { ErrorRates, Judgement } from '../sensing/verdict.js';
import type { Sight } from './content.js';
import type { DoorSensors } from './door-sensors.js';
import type { DoorRecord } from './record.js';

/** One look at one door: what its record says, what its bank says of it, and what its sensors show. */
export interface AuditLook {
  record: DoorRecord;
  said: DoorLook;
  /** The look's natural key, under which its windows are kept where they say something: `scan-3-17`. */
  key: string;
  atMs: number;
  rates: ErrorRates;
  /** The last look before this one. */
  before: DoorSensors | undefined;
  sights: readonly Sight[];
  /** Does anything lie in the door, as far as its sensors can say? */
  content: Judgement;
}

/** One way in which a door's contents can differ from its record. A detector that cannot say says nothing. */
export interface ContentsDetector {
  readonly cause: Cause;
  readonly stands: (look: AuditLook) => boolean;
}

/** How far the door had counted: by its bank, or as far as is decided. */
export const doorCycleOf = ({ said, record: { door } }: Pick<AuditLook, 'said' | 'record'>): number =>
  said.doorCycle ?? lastDecided(door.cycles);

/**
 * The cycle in which it was last seen to be free and empty. Forgotten once the door was to be opened for somebody: its switch may
 * stick, and they can be asked.
 */
export function emptyInOf({ before, record: { door } }: AuditLook): number | undefined {
  const wasToBeOpened = before !== undefined && (door.stay?.leaseEndsAtMs ?? 0) > before.mark.atMs;
  return wasToBeOpened ? undefined : before?.emptyIn;
}

/**
 * Since its door last shut, its sensors have seen it empty. What lies there now nobody brought in a visit: pushed through a gap, or
 * put in by somebody of whom the switch knew nothing. Whose it is, nobody can be asked.
 */
export const wasSeenEmpty = (look: AuditLook): boolean => emptyInOf(look) === doorCycleOf(look);

/** A finding about this door; its figures are those of what was seen. */
export function findingOf(look: AuditLook, cause: Cause, status: Finding['status']): Finding {
  const { door } = look.record;
  const { bankId, compartmentId, stay } = door;
  const detail = {
    doorCycle: doorCycleOf(look),
    llr: Math.round(look.content.llr * 10) / 10,
    ...(stay ? { stay: stay.id, ofParcel: stay.parcelId } : {}),
  };
  return { cause, place: { bankId, compartmentId }, status, key: look.key, occurredAtMs: look.atMs, detail };
}

const dayMs = 24 * 3_600_000;
export const isTimeToRepeat = (saidAtMs: number | undefined, atMs: number): boolean =>
  saidAtMs === undefined || atMs - saidAtMs >= dayMs;
