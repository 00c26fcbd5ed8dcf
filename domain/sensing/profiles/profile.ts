/** What is known of every kind of sensor: how it samples, and what it gives in place of a reading. */
interface Burst {
  readonly kind: string;
  /** Between two samples. Samples nearer together than this tell less than stated, and are counted for less. */
  readonly intervalMs: number;
  readonly samplesPerWindow: number;
  /** Fewer than this left after cleaning, and the channel says nothing. */
  readonly samplesMin: number;
  /** Lag-1 autocorrelation in [0, 1): n samples tell as much as n (1 − rho) / (1 + rho) independent ones. */
  readonly rho: number;
  /** After power-on the absolute level still moves for so long. Differences across one door cycle need no wait. */
  readonly warmUpMs: number;
  /** Values that the sensor gives in place of a reading. */
  readonly errorValues: readonly number[];
  readonly okStatus: readonly number[];
}

/** A sensor with a scale. Its level creeps, so that only its changes are believed. */
export interface LevelProfile extends Burst {
  readonly unit: 'mm' | 'g';
  /** The step of the sensor's output, in `unit`. */
  readonly resolution: number;
  /** Standard deviation of one sample about a content that does not move, in `unit`. */
  readonly sigma: number;
  /** How a window's samples become one value. The median costs a factor 1.2533 in sigma and bears wrong echoes. */
  readonly location: 'mean' | 'median';
  /** The share of samples that are no noise but plainly wrong: echoes of something else, spikes. In [0, 0.25]. */
  readonly outlierRate: number;
  /** Least and greatest believable value, in `unit`, both included. */
  readonly range: readonly [min: number, max: number];
  /** Where a sensor that was set up well stands over an empty compartment, in `unit`, both included. */
  readonly emptyRange: readonly [min: number, max: number];
  /** More light from elsewhere than this drowns what comes back, thousands of counts a second; of sensors that tell it. */
  readonly ambientKcpsMax?: number;
  /** In a room there is no such light, in the sun there is: what errors are put down to, thousands of counts a second. */
  readonly ambientKcpsOfSun?: number;
  /**
   * Worst change of the level per kelvin, in `unit`. Differences across a door cycle are not corrected by it (its sign
   * varies between sensors, and a minute brings a fraction of a kelvin): `changeMin` leaves room for it instead.
   */
  readonly temperatureCoefficient: number;
  /** The sign of the change that a parcel makes: it shortens a distance and adds a weight. */
  readonly direction: 1 | -1;
  /**
   * The smallest change this kind may claim, in `unit`, however good the statistics: what drift, creep and temperature
   * can feign within a stay's door cycles, and what a pickup, with the noise of two cycles in it, can still rule out.
   */
  readonly changeMin: number;
}

/** A sensor that says yes (1: something is in the way) or no (0). It has no level that could creep. */
export interface BinaryProfile extends Burst {
  readonly unit: 'blocked';
  /** The share of samples that say the opposite of what is so, whichever that is. In (0, 0.5). */
  readonly flickerRate: number;
  /**
   * The chance that it comes to be blocked in a stay by what is no parcel, and stays so: dirt, a label. In (0, 1). So sure, and
   * no surer, is a beam of what it has not seen move since.
   */
  readonly blockedInStay: number;
  /** The thinnest thing it sees, millimetres. */
  readonly thinnestMm: number;
}

/**
 * What is known of a kind of sensor before one of them is installed: data only. A new sensor is a new file beside this
 * one and a line in `index.ts`. Where a figure is a choice and not a measurement, its comment says so.
 */
export type Profile = LevelProfile | BinaryProfile;

export const isBinary = (profile: Profile): profile is BinaryProfile => profile.unit === 'blocked';
