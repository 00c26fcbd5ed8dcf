import type { Case } from '../../simulator/fleet/play.js';
import type { Table } from '../part.js';

/**
 * Of doors that were left open, and left open again within 7 days: what the operations report can show from incidents, against what the
 * simulation knows. Shown and yet the same case would be a claim that is wrong; another case that is not shown was at a door that nobody has used often
 * enough since, or was at no visit.
 */
export function repeatsTable(cases: readonly Case[]): Table {
  const repeats = cases.filter(
    ({ cause, resolution, repeatedBy }) =>
      cause === 'door-ajar' && resolution?.how === 'remotely' && repeatedBy !== undefined,
  );
  const row = (name: string, isShown: boolean) => {
    const of = repeats.filter(({ isAtWorkingDoor = false }) => isAtWorkingDoor === isShown);
    const another = of.filter(({ isRepeatedByAnother }) => isRepeatedByAnother).length;
    return [name, ...[of.length, another, of.length - another].map(String)];
  };
  return {
    title: 'Doors left open again: what the report shows, and what the simulation knows',
    head: ['the report', 'repeats', 'another case', 'the same case, or unknown'],
    rows: [row('shows that the door works', true), row('does not show it', false)],
  };
}
