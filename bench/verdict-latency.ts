import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { synthesize } from '../local/synth.js';
import { startBenchSite, type BenchSite } from './bench-site.js';
import { withFloor } from './floor-assembly.js';
import { atMost, plain, rounded, type Measured, type Progress } from './report.js';
import { median, quantile } from './statistics.js';
import type { Answer, Ask, Asks } from './verdict-client.js';

const limits = { p50OverFloor: 1.5, p99OverFloor: 2.5 } as const;
/** Above it something else is measured: Nagle's algorithm alone makes 44 to 88 ms of 0.13. */
const rawMaxMs = 2;
/** Each is two cycles, a deposit and a pickup, and each cycle a pair. Before that many V8 has not compiled what a warm function runs. */
const wholeLives: Lives = { warmUp: 75, measured: 350 };

interface Lives {
  readonly warmUp: number;
  readonly measured: number;
}

interface Pair {
  readonly fullMs: number;
  readonly floorMs: number;
  readonly rawMs: number;
}

/**
 * Door closed to verdict on the screen, against the floor: the same way there and back with one consistent read, one
 * conditional write and one publish on it (see floor.ts). Pairs of one cycle and one floor call, in alternating order,
 * each begun when all is at rest: no call waits for what another still owes. The median is of the pairs' ratios; the 99th
 * percentile is of each side by itself, since a slow cycle and a slow floor call seldom meet in one pair.
 */
export async function measureVerdictLatency(progress: Progress, lives = wholeLives): Promise<Measured> {
  const { assembly } = await synthesize();
  const extended = await withFloor(assembly);
  try {
    return report(await play(extended, progress, lives));
  } finally {
    rmSync(extended, { recursive: true, force: true });
  }
}

async function play(assembly: string, progress: Progress, lives: Lives): Promise<Pair[]> {
  const site = await startBenchSite(assembly);
  const bank = startBank();
  try {
    const { courierCode, unit } = site;
    await bank.ask({ name: 'connect', args: [{ bank: site.bank, courierCode, unit }] });
    progress(`${lives.warmUp} parcels to warm up`);
    for (let i = 0; i < lives.warmUp; i++) await playLife(site, bank, i);
    progress(`${lives.measured} parcels, ${2 * lives.measured} pairs`);
    const pairs: Pair[] = [];
    for (let i = 0; i < lives.measured; i++) pairs.push(...(await playLife(site, bank, i)));
    return pairs;
  } finally {
    await bank.close();
    await site.close();
  }
}

async function playLife(site: BenchSite, bank: Bank, i: number): Promise<Pair[]> {
  await bank.ask({ name: 'openForDeposit', args: [] });
  const deposit = await measurePair(site, bank, { full: 'shutOnParcel', isFloorFirst: i % 2 === 0 });
  await bank.ask({ name: 'openForPickup', args: [site.lastCode()] });
  const pickup = await measurePair(site, bank, { full: 'shutOnNothing', isFloorFirst: i % 2 === 1 });
  return [deposit, pickup];
}

interface PairOf {
  readonly full: 'shutOnParcel' | 'shutOnNothing';
  readonly isFloorFirst: boolean;
}

async function measurePair({ system }: BenchSite, bank: Bank, { full, isFloorFirst }: PairOf): Promise<Pair> {
  const measure = async (name: 'shutOnParcel' | 'shutOnNothing' | 'openFloor' | 'floor' | 'raw') => {
    await system.clock.settled();
    return bank.ask({ name, args: [] });
  };
  const floor = async () => {
    await measure('openFloor'); // The product's function has just been called too, for the door that opened.
    return measure('floor');
  };
  const early = isFloorFirst ? await floor() : undefined;
  const fullMs = await measure(full);
  const floorMs = early ?? (await floor());
  const rawMs = await measure('raw');
  await system.clock.settled();
  return { fullMs, floorMs, rawMs };
}

interface Bank {
  ask(ask: Ask): Promise<number>;
  close(): Promise<void>;
}

function startBank(): Bank {
  const child = fork('bin/run.js', ['bench/verdict-client.ts'], { execArgv: ['--no-warnings'] });
  return {
    ask: (ask) => askOf(child, ask),
    close: async () => {
      if (child.exitCode === null) child.disconnect();
      await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, 2_000))]);
    },
  };
}

function askOf(child: ChildProcess, ask: Ask): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the bank's process ended (exit code ${code})`));
    child.once('exit', ended);
    child.once('message', (answer: Answer) => {
      child.off('exit', ended);
      if ('error' in answer) reject(new Error(`${ask.name satisfies keyof Asks}: ${answer.error}`));
      else resolve(answer.result ?? 0);
    });
    child.send(ask);
  });
}

function report(pairs: readonly Pair[]): Measured {
  const [full, floor, raw] = [
    pairs.map(({ fullMs }) => fullMs),
    pairs.map(({ floorMs }) => floorMs),
    pairs.map(({ rawMs }) => rawMs),
  ];
  const rawMs = median(raw);
  const isValid = rawMs <= rawMaxMs;
  const p50 = median(pairs.map(({ fullMs, floorMs }) => fullMs / floorMs));
  const p99 = quantile(full, 0.99) / quantile(floor, 0.99);
  const both = (share: number) => `${rounded(quantile(full, share))} over ${rounded(quantile(floor, share))} ms`;
  const figures = [
    atMost('door closed to screen, median over floor', isValid ? p50 : NaN, { max: limits.p50OverFloor, unit: '×' }),
    atMost('99th percentile over floor', isValid ? p99 : NaN, { max: limits.p99OverFloor, unit: '×' }),
    plain('pairs', `${pairs.length}; median ${both(0.5)}, 99th percentile ${both(0.99)}`),
    atMost('raw MQTT round trip, median', rawMs, { max: rawMaxMs, unit: 'ms', note: 'or the rest is invalid' }),
  ];
  const invalid = `INVALID: these would be ${rounded(p50)} and ${rounded(p99)}, but the raw round trip took ${rounded(rawMs)} ms.`;
  return {
    figures,
    details: isValid ? [] : [invalid],
    json: { p50OverFloor: isValid ? rounded(p50) : null, p99OverFloor: isValid ? rounded(p99) : null },
  };
}
