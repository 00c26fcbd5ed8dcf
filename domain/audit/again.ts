import type { Finding } from '../incident/finding.js';
import type { ErrorRates } from '../sensing/verdict.js';
import type { Window } from '../sensing/window.js';
import { confirm } from './confirm.js';
import { judgeContent } from './content.js';
import type { DoorSensors } from './door-sensors.js';
import type { AuditLook } from './look.js';
import type { DoorRecord } from './record.js';
import { lookedIntoAtMs } from './ghost.js';
import { sensedIn } from './sights.js';

export interface FurtherLook {
  record: DoorRecord;
  windows: Window[];
  before: DoorSensors;
  /** The command that asked for it. */
  key: string;
  atMs: number;
  rates: ErrorRates;
}

export interface LookedAgain {
  next: DoorSensors;
  findings: Finding[];
  isChanged: boolean;
}

/**
 * A further window of a door that is shut, on demand: a second look at its contents. The sensors' charts are kept from scan
 * to scan, and learn nothing by it: looks that follow each other closely tell little that is new. One from before the last
 * scan comes too late: what is known is newer.
 */
export function lookAgain({ record, windows, before, key, atMs, rates }: FurtherLook): LookedAgain {
  if (atMs < before.mark.atMs) return { next: before, findings: [], isChanged: false };
  const shut = { door: 'closed', windows } as const;
  const sights = sensedIn({ door: record.door, said: shut, before, hadCycle: false });
  const look: AuditLook = {
    record,
    said: shut,
    key,
    atMs,
    rates,
    before,
    sights,
    content: judgeContent(sights, rates),
  };
  const { suspicion, said: kept, doubt, emptyIn, findings } = confirm(look);
  const said = Object.keys(kept).length === 0 ? undefined : kept;
  const next = { ...before, suspicion, said, doubt, emptyIn, lookedIntoAtMs: kept.ghost && lookedIntoAtMs(look) };
  const isChanged = findings.length > 0 || suspicion?.key !== before.suspicion?.key;
  return { next, findings, isChanged };
}
