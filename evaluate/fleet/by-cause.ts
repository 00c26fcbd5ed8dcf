import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { isGoneTo, talliesOf } from '../../domain/reports/operations.js';
import type { Case } from '../../simulator/fleet/play.js';
import { percent, type Table } from '../part.js';

/**
 * The remote-resolution rate by cause and over all, by the tallies of the operations report. Of a cause of which only some cases need a visit by
 * their nature, the rate without them stands beside the plain one, and nothing where all do. Then comes what only a
 * simulation knows: how many of the repeats were another case, so that what had been done the first time had helped.
 */
export function byCauseTable(cases: readonly Case[]): Table {
  const { byCause } = talliesOf(cases);
  const others = cases.filter((one) => !hasInherentVisit(one));
  const real = others.filter((one) => !isFalseAlarm(one));
  const causes = byCause.map(({ cause }) => {
    const ofCause = cases.filter((one) => one.cause === cause);
    return rowOf(cause, ofCause);
  });
  return {
    title: 'Incidents by cause, and how many were closed from afar',
    head: [
      'cause',
      'incidents',
      'closed from afar',
      'seen again',
      'by another case',
      'visits',
      'visit inherent',
      'not decided',
      'nothing at fault',
      'plain rate',
      'without inherent visits',
      'without repeats by another case',
    ],
    rows: [
      ...causes,
      rowOf('**all**', cases),
      rowOf('**all without inherent visits**', others),
      rowOf('**the same without false alarms**', real),
    ],
  };
}

function rowOf(name: string, cases: readonly Case[]): string[] {
  const { all, withoutInherentVisits } = talliesOf(cases);
  const { incidents, decided, mendedRemotely, repeated, visits, remoteResolutionRate } = all;
  const [inherent, alarms, byAnother] = [hasInherentVisit, isFalseAlarm, isRepeatOfAnother].map(
    (is) => cases.filter(is).length,
  );
  const counts = [incidents, mendedRemotely, repeated, byAnother, visits, inherent, incidents - decided, alarms];
  const rates = [remoteResolutionRate, withoutInherentVisits.remoteResolutionRate, withoutChance(cases)];
  return [name, ...counts.map(String), ...rates.map(shareOf)];
}

/** Nothing was at fault and nobody did anything amiss, as far as the simulation can tell. */
const isFalseAlarm = ({ origin }: Case): boolean => origin === undefined;

/** Closed from afar, nobody gone, and what came again was another case. */
export const isRepeatOfAnother = (one: Case): boolean => one.isRepeatedByAnother && !isGoneTo(one);

/** The rate if a repeat counted only where it was the same case: no count of the report's, for a report cannot know. */
export function withoutChance(cases: readonly Case[]): number | undefined {
  const asMended = cases.map((one) => (isRepeatOfAnother(one) ? { ...one, repeatedBy: undefined } : one));
  return talliesOf(asMended).all.remoteResolutionRate;
}

export const shareOf = (share: number | undefined): string => (share === undefined ? '' : percent(share));
