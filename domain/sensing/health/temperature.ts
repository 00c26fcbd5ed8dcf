import type { LevelProfile } from '../profiles/index.js';
import type { Window } from '../window.js';

/** How far a hall that people walk through is from its temperature at any other time, where the bank sends none: assumption. */
const unknownKelvin = 5;

/** What is no temperature of a parcel hall is a fault of the thermometer. */
const [leastC, greatestC] = [-40, 85];

export const temperatureIn = ({ temperatureC: celsius }: Window): number | undefined =>
  celsius !== undefined && celsius >= leastC && celsius <= greatestC ? celsius : undefined;

/**
 * How far temperature alone may have moved a level, in the profile's unit, either way: its coefficient is a sensor's worst,
 * and its sign differs from one to the next.
 */
export const movedByTemperature = (
  { temperatureCoefficient }: LevelProfile,
  nowC: number | undefined,
  thenC: number | undefined,
): number =>
  temperatureCoefficient * (nowC === undefined || thenC === undefined ? unknownKelvin : Math.abs(nowC - thenC));
