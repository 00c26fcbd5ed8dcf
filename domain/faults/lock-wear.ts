import { cusum, ratioLimit, siegmundRunLength } from '../sensing/health/chart.js';

/** How a door came open under a command, as its bank measured it. */
export interface Pull {
  /** At which pulse, from 1. */
  attempts?: number | undefined;
  /** From the beginning of the first pulse, milliseconds. */
  openLatencyMs?: number | undefined;
}

/**
 * What is known of a lock's wear: a few numbers in its door's item, written with the commit that a pull comes with anyway.
 * Rounded to three decimals, which no threshold feels.
 */
export interface LockWear {
  /** Latencies that the lock's own level was learnt from, `levelPulls` at most: a lock is compared with itself when new. */
  n: number;
  /** Of ln(latency): its mean, and the sum of squares about it. */
  mean: number;
  squares: number;
  /** The two charts: opens that take longer, and pulses in vain. */
  slow: number;
  vain: number;
  /** Since one of them reached its limit, until both have come back to nought, or the lock was serviced. */
  isWorn?: true | undefined;
  /** It was told to open since its last pull, and all pulses were in vain. */
  isJammed?: true | undefined;
}

/**
 * Of each chart, in pulls: a door with a parcel a day is pulled 730 times a year, so a bank of 20 doors is sent a technician
 * for a sound lock once in thirty years. A choice.
 */
export const runLength = 1_000_000;

/** The level of a lock is learnt from so many pulls, which leaves its mean a standard error of a tenth of a deviation. */
const levelPulls = 100;
const levelError = 1 / Math.sqrt(levelPulls);
/** Half of the shift that is looked for, in standard deviations of ln(latency). The usual choice. */
const k = 0.5;
/** What one pull can say at most: people who take their time are no wear. */
const zMax = 4;

/**
 * One side of Page's CUSUM of standard normal looks: its limit is Siegmund's for the run length above, also where the level
 * was learnt a standard error too low, as if every pull took a tenth of a deviation longer.
 */
export const slowLimit = limitOf((h) => siegmundRunLength({ k, h }, levelError));

/** Share of pulls that need a second pulse, of a sound lock whose people dawdle, and of a worn one: assumptions. */
const vainShare = { sound: 0.05, worn: 0.2 } as const;
/** A CUSUM of log-likelihood ratios of a second pulse: Lorden's limit, whatever the ratios are of. */
export const vainLimit = ratioLimit(runLength);
const ratioOf = (isVain: boolean): number =>
  isVain ? Math.log(vainShare.worn / vainShare.sound) : Math.log((1 - vainShare.worn) / (1 - vainShare.sound));

const newLock: LockWear = { n: 0, mean: 0, squares: 0, slow: 0, vain: 0 };

/** What is known of the lock after one more pull. */
export function afterPull(before: LockWear | undefined, { attempts, openLatencyMs }: Pull): LockWear {
  const { isJammed = false, ...lock } = before ?? newLock;
  const isVain = isJammed || (attempts === undefined ? undefined : attempts > 1);
  const vain = isVain === undefined ? lock.vain : chart(lock.vain + ratioOf(isVain), vainLimit);
  // A second pulse says so itself, and what came before it is no latency.
  const isTimed = openLatencyMs !== undefined && openLatencyMs > 0 && (attempts ?? 1) <= 1;
  const timed = isTimed ? afterLatency(lock, Math.log(openLatencyMs)) : lock;
  const isOver = timed.slow === 0 && vain === 0;
  const isReached = timed.slow >= kept(slowLimit) || vain >= kept(vainLimit);
  const isWorn = isReached || (lock.isWorn === true && !isOver);
  return { ...timed, vain, isWorn: isWorn ? true : undefined };
}

/**
 * And after pulses that were all in vain. The pull that opens the door in the end is charged for them, and once: of a door that is told
 * to open again and again, each time says the same.
 */
export const afterJam = (before: LockWear | undefined): LockWear => ({ ...(before ?? newLock), isJammed: true });

function afterLatency(lock: LockWear, x: number): LockWear {
  const { n, mean, squares, slow } = lock;
  if (n < levelPulls) {
    const [off, next] = [x - mean, mean + (x - mean) / (n + 1)]; // Welford's recurrence.
    return { ...lock, n: n + 1, mean: kept(next), squares: kept(squares + off * (x - next)) };
  }
  const deviation = Math.sqrt(squares / (n - 1));
  const z = deviation > 0 ? Math.max(-zMax, Math.min(zMax, (x - mean) / deviation)) : 0;
  return { ...lock, slow: chart(cusum(slow, z, k), slowLimit) };
}

/** No chart goes below nought; and none above its limit, from where a lock that was mended would take as long to come back. */
const chart = (sum: number, limit: number): number => kept(Math.min(limit, Math.max(0, sum)));

const kept = (value: number): number => Math.round(value * 1_000) / 1_000;

/** The least limit with the run length that is asked for. */
function limitOf(runLengthAt: (h: number) => number): number {
  let [low, high] = [0, 100];
  for (let step = 0; step < 40; step++) {
    const h = (low + high) / 2;
    if (runLengthAt(h) < runLength) low = h;
    else high = h;
  }
  return high;
}
