import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { talliesOf } from '../../domain/reports/operations.js';
import { mustGo, type MustGoName } from '../../simulator/fleet/must-go.js';
import type { Case } from '../../simulator/fleet/play.js';
import type { Table } from '../part.js';
import { shareOf, withoutChance } from './by-cause.js';

const isLeft = (one: Case): boolean => !hasInherentVisit(one) && one.mustGo === undefined;

/** Without inherent visits, and without what the list of the market study names beside them. */
export const withoutListed = (cases: readonly Case[]): number | undefined =>
  talliesOf(cases.filter(isLeft)).all.remoteResolutionRate;

/** The rate three times, each beside what it would be if nothing counted against it that was another case. */
export function figuresTable(cases: readonly Case[]): Table {
  const row = (name: string, of: readonly Case[]) => {
    const { decided, mendedRemotely, remoteResolutionRate } = talliesOf(of).all;
    const counts = [decided, mendedRemotely].map(String);
    return [name, ...counts, shareOf(remoteResolutionRate), shareOf(withoutChance(of))];
  };
  return {
    title: 'The rate, three times',
    head: ['of', 'decided', 'closed from afar for good', 'remote-resolution rate', 'without repeats by another case'],
    rows: [
      row('all incidents: the plain rate', cases),
      row(
        'those without an inherent visit: the aim is 99 %',
        cases.filter((one) => !hasInherentVisit(one)),
      ),
      row('of these, those that the list does not name: a weaker figure', cases.filter(isLeft)),
    ],
  };
}

/** The list of the market study, and how many cases of this fleet each entry names. */
export function mustGoTable(cases: readonly Case[]): Table {
  return {
    title: 'Where a human must always go, says the market study (its list, whole), and the cases of it',
    head: ['the list says', 'a case is of it where', 'cases', 'of these with an inherent visit'],
    rows: (Object.keys(mustGo) as MustGoName[]).map((name) => {
      const named = cases.filter((one) => one.mustGo === name);
      const { says, toldBy } = mustGo[name];
      return [says, toldBy, ...[named.length, named.filter(hasInherentVisit).length].map(String)];
    }),
  };
}
