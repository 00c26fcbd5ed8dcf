import { readCycle, type CycleReading } from '../../domain/sensing/difference.js';
import type { Window } from '../../domain/sensing/window.js';
import { recordingsIn } from './csv.js';

/**
 * An HX711 under a syringe pump, every 91 ms: github.com/cbosoft/syringepump. It gives force beside counts, so many newtons a
 * count: (−3.50801 + 3.52124) / (−121,989 + 122,443) = 2.914e-5 N, which is 2.9716 mg.
 */
const gramsPerCount = 2.9716e-3;
const pumpFiles = ['loadcell_data_9mar20.csv', 'loadcell_data_nov8.csv'] as const;
const intervalMs = 91;

export function pump(data?: string) {
  const { isHere, rowsOf } = recordingsIn('loadcell-syringepump-raw', pumpFiles, data);
  /** Each load that was recorded, in grams: one of March, five of November (by the syringe's volume). */
  function loads(): number[][] {
    const march = rowsOf(pumpFiles[0]).filter((row) => row.length === 6 && /^\d+$/.test(row[0] ?? ''));
    const november = rowsOf(pumpFiles[1]);
    const byVolume = ['10', '15', '20', '25', '30'].map((volume) => november.filter(([label]) => label === volume));
    const grams = (rows: string[][], column: number) => rows.map((row) => Number(row[column]) * gramsPerCount);
    return [grams(march, 4), ...byVolume.map((rows) => grams(rows, 1))];
  }
  return {
    isHere,
    loads,
    /** Door cycles of the cell's noise alone, where nobody touches the load: `gap` samples open, `added` grams came. */
    stillCycles: (gap: number, added: number): CycleReading[] =>
      loads().flatMap((grams) => cyclesOf(withoutSlowLoad(grams), gap, { added, isQuiet: quietIn(grams) })),
  };
}

function windowAt(grams: number[], start: number, added = 0): Window {
  const samples = grams.slice(start, start + 10).map((value) => Math.round((value + added) * 100) / 100);
  return { sensor: 'floor', kind: 'load-cell', unit: 'g', samples, intervalMs };
}

interface Cut {
  added?: number;
  isQuiet?: (start: number) => boolean;
}

/** Every door cycle that a recording holds, the door open for so many samples; `added` grams came meanwhile. */
export function cyclesOf(grams: number[], gap: number, { added = 0, isQuiet = () => true }: Cut = {}): CycleReading[] {
  const starts = Array.from({ length: Math.max(0, grams.length - 20 - gap) }, (_, start) => start);
  return starts
    .filter((start) => isQuiet(start) && isQuiet(start + 10 + gap))
    .map((start) => readCycle([windowAt(grams, start)], [windowAt(grams, start + 10 + gap, added)]));
}

/** The load without its own slow movement: less the mean of the five seconds around. */
const withoutSlowLoad = (grams: number[]): number[] =>
  grams.map((value, i) => value - meanOf(grams.slice(Math.max(0, i - 27), i + 28)));

/** Nobody touches the load within these five seconds: no two samples differ by a gram, five times the noise stated. */
function quietIn(grams: number[]): (start: number) => boolean {
  const isCalm = grams.slice(1).map((value, i) => Math.abs(value - (grams[i] ?? NaN)) < 1);
  return (start) => isCalm.slice(Math.max(0, start - 28), start + 38).every(Boolean);
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
