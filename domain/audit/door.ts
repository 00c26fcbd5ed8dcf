import type { Mark } from '../bank/state.js';
import type { Cause } from '../exceptions/cause.js';
import type { Finding } from '../incident/finding.js';
import type { DoorLook } from '../inputs.js';
import type { SensorConditions } from '../sensing/condition.js';
import type { Limits } from '../sensing/health/index.js';
import type { SensorMove } from '../sensing/health/swapped.js';
import type { ErrorRates } from '../sensing/verdict.js';
import { asAsked } from './accept-noise.js';
import { confirm } from './confirm.js';
import { judgeContent } from './content.js';
import { verdictOf } from './contents.js';
import { debouncedSinceMs, isFlapping, wiringIn } from './door-flapping.js';
import { lookedIntoAtMs } from './ghost.js';
import type { DoorSensors } from './door-sensors.js';
import { watchHealth, type DoorHealth } from './health.js';
import { doorCycleOf, findingOf, isTimeToRepeat, type AuditLook } from './look.js';
import { isMagnetBack, isMagnetOff, openSinceMs } from './magnet-off.js';
import { isOfOneMoment, isSurelyEmpty, type DoorRecord } from './record.js';
import { sensedIn } from './sights.js';

export interface DoorScan {
  record: DoorRecord;
  said: DoorLook;
  before: DoorSensors | undefined;
  /** Under which this look's windows are kept, where they say something. */
  key: string;
  mark: Mark;
  rates: ErrorRates;
  limits: Limits;
  scanIntervalMs: number;
  poweredForMs?: number | undefined;
}

export interface DoorAudit {
  /** What is kept of the door after this look. */
  next: DoorSensors;
  findings: Finding[];
  /** Its windows are evidence. */
  keepsWindows: boolean;
  /** The bank is asked for a further look at once. */
  asksAgain: boolean;
  moves: SensorMove[];
  /** How far each sensor's word counts from now on, where the door holds something else. */
  judged?: SensorConditions | undefined;
}

/** One door at one scan: its sensors' health first, for a sensor in doubt says nothing of contents; then what they see. */
export function auditDoor(scan: DoorScan): DoorAudit {
  const { record, said, mark, key, rates, limits, scanIntervalMs, poweredForMs } = scan;
  const { door } = record;
  const before = asAsked(scan.before, { profile: door.profile, rates });
  const { bankId, compartmentId } = door;
  const { atMs } = mark;
  const hadCycle = before !== undefined && hadCycleSince(scan, before);
  // Field by field: a spread of so many takes longer than all that is decided here.
  const sensed = sensedIn({ door, said, before, hadCycle, poweredForMs });
  const content = judgeContent(sensed, rates);
  const first: AuditLook = { record, said, before, key, rates, atMs, sights: sensed, content };
  const isCertainlyEmpty = isCertain(first);
  const place = { bankId, compartmentId };
  const seen = {
    place,
    said,
    before,
    key,
    atMs,
    sensed,
    hadCycle,
    isCertainlyEmpty,
    content,
    limits,
    scanIntervalMs,
    poweredForMs,
  };
  const health = watchHealth(seen);
  const look = inTheLightOf(health, first);
  const { suspicion, said: contents, doubt, emptyIn, findings, asksAgain } = confirm(look);
  const sinceMs = openSinceMs(look);
  const switches = watchSwitch(look, contents, sinceMs);
  return {
    next: {
      bankId,
      compartmentId,
      mark,
      doorCycle: doorCycleOf(look),
      door: said.door,
      debouncedSinceMs: debouncedSinceMs(look),
      emptyIn,
      sensors: health.sensors,
      openSinceMs: sinceMs,
      recalibrated: before?.recalibrated,
      suspicion,
      said: isEmpty(switches.said) ? undefined : switches.said,
      doubt,
      lookedIntoAtMs: contents.ghost && lookedIntoAtMs(look),
    },
    findings: [...health.findings, ...findings, ...switches.findings],
    keepsWindows: health.isNews || findings.length > 0 || suspicion?.key === key,
    asksAgain,
    moves: health.moves,
  };
}

/** A sensor that this very look has put in doubt says nothing of contents any more. */
function inTheLightOf({ sensors }: Pick<DoorHealth, 'sensors'>, look: AuditLook): AuditLook {
  const faultsOf = (sensor: string) => sensors[sensor]?.faults ?? 0;
  if (look.sights.every(({ sensor, known }) => !known || known.faults === faultsOf(sensor))) return look;
  const sights = look.sights.map((sight) => {
    const faults = faultsOf(sight.sensor);
    return sight.known ? { ...sight, known: { ...sight.known, faults } } : sight;
  });
  return { ...look, sights, content: judgeContent(sights, look.rates) };
}

function hadCycleSince({ record, said }: DoorScan, before: DoorSensors): boolean {
  const leaseEndsAtMs = record.door.stay?.leaseEndsAtMs ?? 0;
  const isOther = doorCycleOf({ record, said }) !== before.doorCycle || leaseEndsAtMs > before.mark.atMs;
  return isOther || before.door !== 'closed'; // What an open door shows is not what it will hold.
}

/** What the sensors show now is what an empty door looks like: the record is sure of it, and they do not deny it. */
function isCertain(look: AuditLook): boolean {
  const { record, said, atMs, before } = look;
  if (said.door !== 'closed' || !isSurelyEmpty(record.door) || !isOfOneMoment(record, said, atMs)) return false;
  const isInDoubt = before?.suspicion !== undefined || Object.keys(before?.said ?? {}).some(isAboutContents);
  const verdict = verdictOf(look);
  return !isInDoubt && (verdict === 'agrees' || verdict === 'unknown');
}

const isAboutContents = (cause: string): boolean => cause !== 'door-flapping' && cause !== 'magnet-off';

/** What the door's switch itself shows, from scan to scan. */
function watchSwitch(look: AuditLook, said: Readonly<Partial<Record<Cause, number>>>, sinceMs: number | undefined) {
  const isOff = isMagnetOff(sinceMs, look) || (isMagnetBack(look) ? false : undefined);
  const shown: [Cause, boolean | undefined, ReturnType<typeof wiringIn>][] = [
    ['door-flapping', isFlapping(look), wiringIn(look)],
    ['magnet-off', isOff, undefined],
  ];
  const findings: Finding[] = [];
  const after = { ...said };
  for (const [cause, stands, wiring] of shown) {
    const isShown = wiring !== undefined && (said[cause] ?? 0) <= wiring.debouncedSinceMs; // And was not when it was said last.
    if (stands === true && (isShown || isTimeToRepeat(said[cause], look.atMs))) {
      after[cause] = look.atMs;
      const found = findingOf(look, cause, 'standing');
      findings.push({ ...found, detail: { ...found.detail, ...wiring } });
    } else if (stands === false && said[cause] !== undefined) {
      delete after[cause];
      findings.push(findingOf(look, cause, 'over'));
    }
  }
  return { said: after, findings };
}

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;
