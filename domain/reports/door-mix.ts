import { doorsFor, meanAtLeast, meanAtMost, poissonTail } from './poisson.js';
import { dayMs } from './period.js';

/** What is known of the parcels that ask for one size of door at one bank, or for any. */
export interface Demand {
  doors: number;
  parcels: number;
  /** Over which they came, milliseconds, more than 0. */
  forMs: number;
  /** How long each keeps its door. */
  meanDwellMs: number;
}

export interface Forecast {
  parcelsPerDay: number;
  meanDwellMs: number;
  /** Parcels that lie there at once, on average: arrival rate × mean time (J. D. C. Little, Operations Research 9, 1961). */
  load: number;
  /** The share of the time in which no door is free, if parcels come at random at this rate (M/G/∞). */
  fullShare: number;
  /** The fewest doors that keep that share at or below the one that was asked for. */
  doorsNeeded: number;
  /** The same at the lowest and the highest rate that the count does not rule out (95 % each): few parcels leave much room. */
  doorsNeededAtLeast: number;
  doorsNeededAtMost: number;
  /** Doors to add, where even the lowest rate asks for more; negative: doors that could go even at the highest. */
  change: number;
}

/**
 * What the same demand would do from here on, and the doors that it asks for. A parcel that found no door left no trace:
 * where a bank has often been full, more would have come than are counted, and the doors needed are more than this says.
 */
export function forecastOf({ doors, parcels, forMs, meanDwellMs }: Demand, fullShareMax: number): Forecast {
  const loadOf = (count: number) => (count / forMs) * meanDwellMs;
  const load = loadOf(parcels);
  const doorsNeeded = doorsFor(load, fullShareMax);
  const doorsNeededAtLeast = doorsFor(loadOf(meanAtLeast(parcels)), fullShareMax);
  const doorsNeededAtMost = doorsFor(loadOf(meanAtMost(parcels)), fullShareMax);
  const spare = Math.max(0, doors - doorsNeededAtMost);
  return {
    parcelsPerDay: (parcels / forMs) * dayMs,
    meanDwellMs,
    load,
    fullShare: poissonTail(load, doors),
    doorsNeeded,
    doorsNeededAtLeast,
    doorsNeededAtMost,
    change: doorsNeededAtLeast > doors ? doorsNeeded - doors : 0 - spare,
  };
}
