import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { talliesOf, type Tally } from '../../domain/reports/operations.js';
import type { Case } from '../../simulator/fleet/play.js';
import { percent, type Table } from '../part.js';

/**
 * The remote-resolution rate by cause and over all, by the tallies of the operations report. Beside it stands what only a
 * simulation knows: how many of the repeats were another case, so that what had been done the first time had helped.
 */
export function byCauseTable(cases: readonly Case[]): Table {
  const { byCause, all, withoutInherentVisits } = talliesOf(cases);
  const others = cases.filter((one) => !hasInherentVisit(one));
  const real = others.filter((one) => !isFalseAlarm(one));
  const causes = byCause.map((one) => {
    const name = one.visitIsInherent ? `${one.cause} (visit inherent)` : one.cause;
    return rowOf(
      name,
      one,
      cases.filter(({ cause }) => cause === one.cause),
    );
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
      'open or undecided',
      'nothing at fault',
      'plain rate',
      'without repeats by another case',
    ],
    rows: [
      ...causes,
      rowOf('**all**', all, cases),
      rowOf('**all without inherent visits**', withoutInherentVisits, others),
      rowOf('**the same without false alarms**', talliesOf(real).all, real),
    ],
  };
}

function rowOf(name: string, tally: Tally, cases: readonly Case[]): string[] {
  const { incidents, open, undecided, mendedRemotely, repeated, visits, remoteResolutionRate } = tally;
  const alarms = cases.filter(isFalseAlarm).length;
  const byAnother = cases.filter(isRepeatOfAnother).length;
  const counts = [incidents, mendedRemotely, repeated, byAnother, visits, open + undecided, alarms].map(String);
  return [name, ...counts, shareOf(remoteResolutionRate), shareOf(withoutChance(cases))];
}

/** Nothing was at fault and nobody did anything amiss, as far as the simulation can tell. */
const isFalseAlarm = ({ origin }: Case): boolean => origin === undefined;

/** Closed from afar, no visit asked for, and what came again was another case. */
const isRepeatOfAnother = ({ resolution, visit, isRepeatedByAnother }: Case): boolean =>
  resolution?.how === 'remotely' && visit === undefined && isRepeatedByAnother;

/** The rate if a repeat counted only where it was the same case: no count of the report's, for a report cannot know. */
export function withoutChance(cases: readonly Case[]): number | undefined {
  const asMended = cases.map((one) => (isRepeatOfAnother(one) ? { ...one, repeatedBy: undefined } : one));
  return talliesOf(asMended).all.remoteResolutionRate;
}

export const shareOf = (share: number | undefined): string => (share === undefined ? '' : percent(share));
