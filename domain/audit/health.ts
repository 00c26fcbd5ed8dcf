import type { Cause } from '../exceptions/cause.js';
import type { Finding, Place } from '../incident/finding.js';
import {
  detectors,
  faultsOf,
  isCommissioned,
  observe,
  scoreOf,
  type FaultFinding,
  type FaultName,
  type Limits,
  type SensorState,
} from '../sensing/health/index.js';
import type { SensorMove } from '../sensing/health/swapped.js';
import { profileOf } from '../sensing/profiles/index.js';
import type { HealthBySensor, Judgement } from '../sensing/verdict.js';
import type { DoorLook } from '../inputs.js';
import { knownAfterLooks, type DoorSensors, type KnownSensor } from './door-sensors.js';
import { knownIn, type Sensed } from './sights.js';

export interface HealthLook {
  place: Pick<Required<Place>, 'bankId'> & { compartmentId: SensorMove['compartmentId'] };
  said: Pick<DoorLook, 'door'>;
  before: DoorSensors | undefined;
  sensed: readonly Sensed[];
  key: string;
  atMs: number;
  hadCycle: boolean;
  isCertainlyEmpty: boolean;
  content: Judgement;
  limits: Limits;
  scanIntervalMs: number;
  poweredForMs?: number | undefined;
}

export interface DoorHealth {
  sensors: Record<string, KnownSensor>;
  findings: Finding[];
  /** A fault has come up, or is over: its windows are evidence. */
  isNews: boolean;
  moves: SensorMove[];
}

/** Every sensor of a door at one scan, held against its charts. What stands is said when it comes up, and once a day. */
export function watchHealth(look: HealthLook): DoorHealth {
  const { sensed, before, place, hadCycle } = look;
  const health: DoorHealth = { sensors: {}, findings: goneFrom(look), isNews: false, moves: [] };
  for (const { sensor, kind, known, window, cleaned } of sensed) {
    const profile = profileOf(kind);
    if (!profile) continue;
    const { atMs, said, isCertainlyEmpty, scanIntervalMs, poweredForMs, limits } = look;
    const at = {
      atMs,
      window,
      cleaned,
      moment: 'scan',
      door: said.door,
      isCertainlyEmpty,
      isSeenEmpty: isSeenEmptyByAnother(look, sensor),
      scanIntervalMs,
      poweredForMs,
    } as const;
    const { state, findings, ...move } = observe(known, at, { profile, limits });
    health.sensors[sensor] = { ...state, kind, looks: looksOf(state, knownIn(before, sensor), window) };
    const { moved, by } = hadNoLevel(known) ? unsaid : move;
    health.moves.push({ compartmentId: place.compartmentId, sensor, kind, hadCycle, moved, by });
    const faults = knownIn(before, sensor)?.faults ?? 0;
    for (const finding of findings) {
      const isNew = finding.status === 'over' || (faults & bitOf(finding)) === 0;
      if ((!isNew && !isNewDay(look)) || isOfItsZero(finding, state)) continue;
      health.isNews ||= isNew;
      health.findings.push(findingOf(look, sensor, finding));
    }
  }
  return health;
}

/** A commissioned sensor needs no count of them. */
const looksOf = (state: SensorState, before: KnownSensor | undefined, window: Sensed['window']): number | undefined =>
  isCommissioned(state) ? undefined : Math.min(knownAfterLooks, (before?.looks ?? 0) + (window ? 1 : 0));

/** Where a sensor of such a fault stood is no place to have moved from: what comes alive again was there all the time. */
const withoutLevel: readonly FaultName[] = ['stuck', 'noisy', 'spiky', 'blind'];
const hadNoLevel = (known: SensorState | undefined): boolean =>
  known !== undefined && faultsOf(known).some((fault) => withoutLevel.includes(fault));
const unsaid = { moved: undefined, by: undefined };

/** By itself as sure as all together must be: no coarser one than the finest of them can be (`coarseAbsentMin`). */
const isSeenEmptyByAnother = ({ content: { shares, lower } }: HealthLook, sensor: string): boolean =>
  shares.some((share) => share.sensor !== sensor && share.llr <= lower);

/** A sensor that was missed under its kind's name has been heard under its own. */
function goneFrom(look: HealthLook): Finding[] {
  const names = look.sensed.map(({ sensor }) => sensor);
  const gone = Object.entries(look.before?.sensors ?? {}).filter(([sensor]) => !names.includes(sensor));
  return gone.flatMap(([sensor, { faults }]) =>
    detectors
      .filter(({ bit }) => (faults & bit) > 0)
      .map(({ name }) => findingOf(look, sensor, { fault: name, status: 'over' })),
  );
}

/** One cause, one incident: a zero that was lost is far from where it was, and no drift beside that. */
const isOfItsZero = ({ fault, status }: FaultFinding, state: SensorState): boolean =>
  fault === 'drift' && status === 'standing' && faultsOf(state).includes('untared');

const detectorOf = ({ fault }: Pick<FaultFinding, 'fault'>) => detectors.find(({ name }) => name === fault)!;
const bitOf = (finding: FaultFinding): number => detectorOf(finding).bit;
const causeOf = (finding: Pick<FaultFinding, 'fault'>): Cause => detectorOf(finding).cause;

const dayMs = 24 * 3_600_000;
const isNewDay = ({ before, atMs }: HealthLook): boolean =>
  before !== undefined && Math.floor(atMs / dayMs) > Math.floor(before.mark.atMs / dayMs);

const findingOf = (
  { place, key, atMs }: HealthLook,
  sensor: string,
  { fault, status, detail }: FaultFinding,
): Finding => ({
  cause: causeOf({ fault }),
  place: { ...place, sensor },
  status,
  key,
  occurredAtMs: atMs,
  evidence: [key],
  ...(detail && { detail }),
});

/** The score of each sensor, in [0, 1]. */
export const healthOf = (sensors: DoorSensors['sensors']): HealthBySensor =>
  Object.fromEntries(Object.entries(sensors).map(([sensor, state]) => [sensor, scoreOf(state)]));
