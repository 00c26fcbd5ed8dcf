import type { FaultName } from '../../domain/sensing/health/index.js';
import { loadCell } from '../../domain/sensing/profiles/load-cell.js';
import type { LevelProfile } from '../../domain/sensing/profiles/index.js';
import { recordingsIn } from './csv.js';
import { watchAll, type Taken } from './watched.js';

const quarterMs = 900_000;

/**
 * A platform of 100 kg in the open. Noise: 0.01 % of its span, the least division that the common class of such cells is
 * verified for (OIML R 60, C3: v_min = E_max / 10,000). A tray never weighs less than nothing. A change that matters is an
 * irrigation, some hundred grams; the rest as of any cell.
 */
export const platform = {
  ...loadCell,
  resolution: 1,
  sigma: 10,
  rho: 0.3,
  changeMin: 300,
  range: [-100_000, 150_000],
  emptyRange: [0, 150_000],
} as const satisfies LevelProfile;

/** Ten platform cells under crop trays, a value every 15 minutes for 24 days: github.com/ICRISAT-GEMS/LoadCellDataProcessing. */
const file = 'lc_data.csv';

export function fieldCells(data?: string) {
  const { isHere, rowsOf } = recordingsIn('loadcell-icrisat-leasyscan', [file], data);
  const cells = new Map<string, { atMs: number; grams: number }[]>();
  if (isHere)
    for (const [cell = '', , , , at = '', mass] of rowsOf(file).slice(1))
      cells.set(cell, [
        ...(cells.get(cell) ?? []),
        { atMs: Date.parse(`${at.replace(' ', 'T')}Z`), grams: Number(mass) },
      ]);
  /** Looks of so many values. */
  function* looksAt(cell: string, n: number): Generator<Taken> {
    const values = cells.get(cell)!;
    for (let i = 0; i + n <= values.length; i += n) {
      const part = values.slice(i, i + n);
      const samples = part.map(({ grams }) => grams);
      yield {
        atMs: part.at(-1)!.atMs,
        window: { sensor: cell, kind: 'load-cell', unit: 'g', samples, intervalMs: 100 },
      };
    }
  }
  return {
    isHere,
    names: [...cells.keys()].sort(),
    looksAt,
    /** The faults that stood at any look, and at how many; the trays are never empty. */
    accused: (cell: string, n: number): Partial<Record<FaultName, number>> =>
      watchAll(looksAt(cell, n), { profile: platform, isCertainlyEmpty: false, scanIntervalMs: n * quarterMs }).accused,
  };
}
