import type { LevelProfile } from './profile.js';

/** Time-of-flight distance sensor of the VL53L0X / VL53L1X / VL53L4CD family, looking down from the door's ceiling. */
export const tof = {
  kind: 'tof',
  unit: 'mm',
  resolution: 1, // Whole millimetres: ST VL53L0X and VL53L1X drivers.
  // Recorded against a target that did not move: sd 2.15 mm in one hour and 2.38 mm in four, of which about 2.1 mm is
  // white and the rest a slow wander (github.com/tomisuarez2/TimeOfFlightCalibration, "characterization data").
  sigma: 2.5,
  // A choice, on the careful side. Sample to sample the recordings are nearly white (lag-1 0.07 and 0.24, all of it the
  // wander), but the wander does not average out: between windows of 20 samples a minute apart var(d) was 0.8 and
  // 0.9 mm², and these two figures together state 1.16 mm². Ten minutes apart it was 1.1 and 2.6 mm²: there the noise
  // is understated, and changeMin is what keeps the stated error rates.
  rho: 0.3,
  location: 'mean',
  outlierRate: 0, // None beyond five deviations in a million samples (recordings above).
  intervalMs: 50, // Default timing budget of the VL53L4CD (SparkFun SEN-18993 manual); 30 ms on the VL53L0X.
  samplesPerWindow: 20, // One second.
  samplesMin: 5,
  warmUpMs: 60_000, // A choice. A warm-up transient is published (PMC12986679, VL53L5CX) without one figure for all.
  // From above what a dirty cover glass feigns (0-25 mm with a good status) to the VL53L4CD's reach.
  range: [30, 1300],
  emptyRange: [30, 1300], // A distance has no zero that could be off: wherever a floor can be seen.
  // The sensor shuts elements until 20 million counts a second come back (ST's answer, community.st.com, "vl53l1x number of
  // SPAD"): as much light from elsewhere leaves nothing of them to tell.
  ambientKcpsMax: 20_000,
  ambientKcpsOfSun: 1_000, // A choice: lamps bring some tens to hundreds, the sun thousands.
  errorValues: [0, 8190, 8191, 65535], // "No target" of ST's VL53L0X and VL53L1X drivers, and an unanswered bus.
  okStatus: [0],
  temperatureCoefficient: 0.3, // Up to 0.3 mm/K, either sign by unit.
  direction: -1,
  // Ranging error ±20 mm absolute (ST, VL53L1X data brief); across a door cycle only drift is left of it: 5 mm of
  // wander in four hours (recordings above) and 0.3 mm/K. 15 mm puts the turning point at 7.5 mm, above both. It is
  // also what a pickup needs: over four windows of 20 samples an emptied door is then called at the first look.
  changeMin: 15,
} as const satisfies LevelProfile;
