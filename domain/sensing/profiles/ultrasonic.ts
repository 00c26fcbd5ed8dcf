import type { LevelProfile } from './profile.js';

/**
 * Ultrasonic distance sensor of the HC-SR04 family, looking down from the door's ceiling; its bank turns echo times into
 * millimetres. On a hard flat target the recordings (github.com/r4d0v1c/Ultrasonic-Sensor-Performance-Evaluation-Arduino,
 * 15 samples each at 50 and 150 mm) have sd 0.5 mm, so quiet that most samples repeat: about one window in three hundred
 * of such a target reads as frozen, and then the channel says nothing. That costs a question, never a wrong verdict.
 */
export const ultrasonic = {
  kind: 'ultrasonic',
  unit: 'mm',
  resolution: 1, // The recordings step by 6 µs of echo, a quarter of a 40 kHz wave: 1.03 mm.
  sigma: 3, // "3 mm accuracy" of the vendor's sheet, taken as a standard deviation; soft and sloped lids are worse than the recordings.
  rho: 0.5, // A choice, on the careful side: 15 samples tell little of it, and moving air is slow.
  location: 'median',
  outlierRate: 0.07, // 5 to 10 % of samples are echoes of a wall, or of the echo before (design).
  intervalMs: 60, // "Over 60 ms measurement cycle" (HC-SR04 sheet), so that the echo before has died away.
  samplesPerWindow: 40, // 2.4 s.
  // From 15 on the median is wrong less than once in a million: eight of 15 nearer than the lid, if half of one in ten are.
  samplesMin: 15,
  warmUpMs: 1_000, // A choice: it has no transient to speak of.
  range: [20, 1_500], // 2 cm is the sheet's nearest; the farthest floor is 600 mm, an echo of an echo at 1,200.
  emptyRange: [20, 1_500], // Wherever a floor can be heard.
  errorValues: [0], // "No echo" of the common driver libraries; a time-out of 38 ms is out of range by itself.
  okStatus: [0],
  temperatureCoefficient: 1.05, // Sound gains 0.175 % per kelvin (331.45 + 0.6 T m/s), over a floor 600 mm away.
  direction: -1,
  // 30 mm puts the turning point at 15 mm: above 10 K of other air let in by the open door over 600 mm (10.5 mm), with an
  // echo that is caught one wave later (8.6 mm of path, 4.3 mm of distance) beside it.
  changeMin: 30,
} as const satisfies LevelProfile;
