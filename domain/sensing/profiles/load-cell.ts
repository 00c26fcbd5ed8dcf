import type { LevelProfile } from './profile.js';

/**
 * A floor plate on a load cell of up to 20 kg, read by an HX711 at 10 samples a second, in grams. The rates are stated for
 * what lies still. Recorded cells are quieter than stated here (0.1 g from sample to sample at 11 a second under a syringe
 * pump, github.com/cbosoft/syringepump) and keep them on that noise; as recorded they do not, because a syringe gives way
 * by more than 5 g in ten seconds. Field platforms (github.com/ICRISAT-GEMS/LoadCellDataProcessing: 10 to 98 kg, whole
 * grams, a value every 15 minutes) are no such sensor, and their windows say nothing.
 */
export const loadCell = {
  kind: 'load-cell',
  unit: 'g',
  // One count is 0.83 µV / 350 (24 h log, roger-random.github.io/newscrewdriver/2023/07/13), a gram 0.25 µV at 1 mV/V
  // and 5 V. A bank must not round to whole grams: a window of equal values reads as frozen.
  resolution: 0.01,
  sigma: 0.2, // 50 nV rms at 10 samples a second (HX711 data sheet) over 0.25 µV/g.
  // A choice, on the careful side. The log above spans 0.83 µV = 3.3 g in a minute, as noise of 0.5 g rms would: the
  // mean of ten samples is then good to 0.17 g, and 0.75 makes 0.2 g say that.
  rho: 0.75,
  location: 'mean', // Its negative spikes (the same log) are rare and fall to the Hampel filter.
  outlierRate: 1e-4, // An assumption: the log shows spikes and does not count them.
  intervalMs: 100,
  samplesPerWindow: 10, // One second.
  samplesMin: 5,
  warmUpMs: 900_000, // 10-15 min (learn.sparkfun.com, OpenScale), after 400 ms of start-up.
  range: [-5_000, 25_000], // A cell never tared is off by up to 10 % of its span, ±2 kg; above 25 kg it is overloaded.
  // A choice: a cell that was tared by hand stands within a hundred grams of zero, and temperature moves it by some tens. One
  // never tared is off by up to 2 kg.
  emptyRange: [-250, 250],
  errorValues: [8_388_607, -8_388_608], // The HX711's 24 bits at either end: saturated.
  okStatus: [0],
  temperatureCoefficient: 1, // A choice: 0.05 % of full scale in 10 K for the zero of a plain 20 kg cell.
  direction: 1,
  // Two A4 sheets of 80 g/m², the lightest letter with its envelope. Noise alone would allow 1.1 g, but creep (0.03 % of
  // full scale in 30 min, 6 g), its return after a heavy parcel, and 1 g/K would then be called parcels.
  changeMin: 9.98,
} as const satisfies LevelProfile;
