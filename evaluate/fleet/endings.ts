import { endings } from '../../domain/reports/endings.js';
import { talliesOf } from '../../domain/reports/operations.js';
import type { Case } from '../../simulator/fleet/play.js';
import type { Table } from '../part.js';

/** Of what was closed from afar, what ended it: how much of it was mended, and how much only came to its end. */
export function endingsTable(cases: readonly Case[]): Table {
  const { byCause, all } = talliesOf(cases);
  const rows = [...byCause, { ...all, cause: '**all**' }].filter(({ mendedRemotely }) => mendedRemotely > 0);
  return {
    title: 'Closed from afar, by what ended it',
    head: ['cause', 'closed from afar', ...endings],
    rows: rows.map(({ cause, mendedRemotely, endings: ended }) => [
      cause,
      String(mendedRemotely),
      ...endings.map((ending) => String(ended[ending])),
    ]),
  };
}
