import { situationOf } from '../exceptions/index.js';
import { causes, type Cause } from '../exceptions/cause.js';
import { isVisitInherent } from '../exceptions/inherent-visits.js';
import type { Severity } from '../exceptions/situation.js';
import { isOpen, type Incident } from '../incident/incident.js';
import { endingsOf, type Endings } from './endings.js';
import { hasInherentVisit } from '../incident/inherent.js';

/** Of an incident, what the report counts. */
export type Counted = Pick<
  Incident,
  | 'cause'
  | 'state'
  | 'raisedAtMs'
  | 'visit'
  | 'resolution'
  | 'repeatedBy'
  | 'acts'
  | 'position'
  | 'told'
  | 'answered'
  | 'timeline'
> & {
  /** Seen again at a door that works: it was what people do, each time. */
  isAtWorkingDoor?: boolean | undefined;
  /** The case that it was put down to. */
  explanation?: Counted | undefined;
};

/** How the incidents of one cause, or of several together, went. */
export interface Tally {
  incidents: number;
  /** Raised, resolving, or with a person on the way: of these, the last are decided. */
  open: number;
  /** Over, and neither mended nor not: resolved less than 7 days ago and not seen again so far. */
  undecided: number;
  /** Of these the rate is: what was mended from afar, and what can't be that any more. */
  decided: number;
  /** Without a visit, to them or to what they were put down to, and not seen again within 7 days. */
  mendedRemotely: number;
  /** What ended those, each once. */
  endings: Endings;
  /** Resolved from afar, and seen again within 7 days. */
  repeated: number;
  /** Of those: shown to be at a door that works. No rate counts them otherwise. */
  repeatsAtWorkingDoors: number;
  /** Somebody was asked to go. */
  visits: number;
  /** `mendedRemotely` over all that are decided, in [0, 1]; of nothing decided there is no rate. */
  remoteResolutionRate?: number | undefined;
  /** From raised to resolved, milliseconds. */
  meanMsToResolve?: number | undefined;
}

export interface TallyOfCause extends Tally {
  cause: Cause;
  severity: Severity;
  /** A visit belongs to all of them by their nature: an object is to be fetched, a part to be replaced. */
  visitIsInherent: boolean;
}

export interface IncidentTallies {
  /** In the order of the catalogue; causes that did not occur are left out. */
  byCause: TallyOfCause[];
  /** The headline. */
  all: Tally;
  /** Beside it: without the cases that inherently need a visit, by their cause or by what they were seen with. */
  withoutInherentVisits: Tally;
}

/**
 * The definition of design README §4: the share of incidents that were closed with no visit and no repeat in 7 days, over all
 * incidents. What is open without anybody being asked to go, or over for less than 7 days, is not decided yet: it stands beside the rate, and not in it.
 * What was put down to another case shares the fate of that: it was closed from afar if that was.
 */
export function talliesOf(incidents: readonly Counted[]): IncidentTallies {
  const byCause = causes.flatMap((cause) => {
    const ofCause = incidents.filter((incident) => incident.cause === cause);
    if (ofCause.length === 0) return [];
    const { severity } = situationOf(cause);
    return [{ cause, severity, visitIsInherent: isVisitInherent(cause), ...tally(ofCause) }];
  });
  const others = incidents.filter((incident) => !hasInherentVisit(incident));
  return { byCause, all: tally(incidents), withoutInherentVisits: tally(others) };
}

function tally(incidents: readonly Counted[]): Tally {
  const decided = incidents.filter(isDecided).length;
  const undecided = incidents.filter((one) => !isOpen(one) && !isDecided(one)).length;
  const mended = incidents.filter(isMendedRemotely);
  const repeated = incidents.filter((one) => isRemote(one) && one.repeatedBy !== undefined);
  const resolved = incidents.flatMap(({ raisedAtMs, resolution }) =>
    resolution ? [Math.max(0, resolution.atMs - raisedAtMs)] : [],
  );
  return {
    incidents: incidents.length,
    open: incidents.filter(isOpen).length,
    undecided,
    decided,
    mendedRemotely: mended.length,
    endings: endingsOf(mended),
    repeated: repeated.length,
    repeatsAtWorkingDoors: repeated.filter((one) => one.isAtWorkingDoor).length,
    visits: incidents.filter(({ visit }) => visit !== undefined).length,
    ...(decided === 0 ? {} : { remoteResolutionRate: mended.length / decided }),
    ...(resolved.length === 0 ? {} : { meanMsToResolve: mean(resolved) }),
  };
}

const isRemote = ({ resolution }: Counted): boolean => resolution?.how === 'remotely';

/**
 * Somebody was asked to go, whatever ended the case: they may have been on the way. Or whoever had come for another one has mended it on the way; or
 * they did either of that for the case that this one was put down to.
 */
export const isGoneTo = ({ visit, resolution, explanation }: Counted): boolean =>
  visit !== undefined || resolution?.how === 'on-site' || (explanation !== undefined && isGoneTo(explanation));

/** Nothing makes that a mend from afar any more. Left out until its end, a visit that is waited for would flatter the rate. */
const isLost = (one: Counted): boolean => isGoneTo(one) || one.repeatedBy !== undefined;

/** What was put down to another case waits for that one. */
const isDecided = (one: Counted): boolean =>
  isLost(one) || (one.state === 'closed' && (one.explanation === undefined || isDecided(one.explanation)));

const isMendedRemotely = (one: Counted): boolean => isDecided(one) && !isLost(one);

const mean = (values: readonly number[]): number => Math.round(values.reduce((a, b) => a + b, 0) / values.length);
