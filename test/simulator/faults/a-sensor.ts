import { VirtualSensor, type Item, type Surroundings } from '../../../simulator/bank-sensors.js';
import type { WireWindow } from '../../../simulator/bank-json.js';
import type { SensorFault } from '../../../simulator/faults/fault.js';
import { begun } from '../../../simulator/faults/standing.js';
import { randomOf } from '../../../simulator/random.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const box: Item = { id: 'box', thicknessMm: 60, grams: 500 };

/** A sensor on the bench: faults are given a severity by hand, windows are taken in numbers. */
export function aSensor(kind: string) {
  const sensor = new VirtualSensor(kind, 'M', randomOf(`bench-${kind}`));
  const look = (contents: Item[], around?: Partial<Surroundings>): WireWindow | undefined =>
    sensor.window(contents, { nowMs: 0, temperatureC: 20, ...around });
  return {
    sensor,
    look,
    /** From instant 0 on, unless it is said when. */
    ail(
      fault: SensorFault,
      {
        severity = 0.5,
        sign = 1,
        sinceMs = 0,
        contents = [],
      }: { severity?: number; sign?: 1 | -1; sinceMs?: number; contents?: Item[] } = {},
    ) {
      sensor.ail({ ...begun(fault, sinceMs, randomOf(fault.name)), severity, sign }, contents);
    },
    /** All samples of so many windows. */
    samples: (count: number, contents: Item[] = [], around?: Partial<Surroundings>): number[] =>
      Array.from({ length: count }, () => look(contents, around)?.samples ?? []).flat(),
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
