import type { Case } from '../../simulator/fleet/play.js';
import { assumedRates, type RateName } from '../../simulator/fleet/rates.js';
import type { Table } from '../part.js';
import { shareOf } from './by-cause.js';
import { ratesWeighed, type Weighed } from './weighing.js';

/**
 * Each assumed rate halved and doubled: every incident counts with the factor of the rate that brought it about, as if there
 * were half or twice as many of them. Rates of rare faults move so few incidents that a second fleet would show its own
 * chance and not theirs; one and the same fleet, weighed, shows theirs alone.
 */
export function sensitivityTable(cases: readonly Case[]): Table {
  const rows = assumedRates.flatMap(({ name, value, per }) => {
    const incidents = cases.filter(({ origin }) => origin === name).length;
    if (incidents === 0) return [];
    const [half, twice] = [ratesWith(cases, name, 0.5), ratesWith(cases, name, 2)];
    const rates = [half.all, twice.all, half.others, twice.others].map(shareOf);
    return [[name, `${value} a ${per}`, String(incidents), ...rates]];
  });
  return {
    title: 'Each assumed rate halved and doubled: the rate over all, and without inherent visits',
    head: [
      'assumed rate',
      'value',
      'incidents by it',
      'all, halved',
      'all, doubled',
      'without inherent, halved',
      'without inherent, doubled',
    ],
    rows,
  };
}

/** The plain rates, were what this rate brings about so many times as frequent. */
export const ratesWith = (cases: readonly Case[], name: RateName, factor: number): Weighed =>
  ratesWeighed(cases, ({ origin }) => (origin === name ? factor : 1));
