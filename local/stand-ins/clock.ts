import { TimerQueue } from './clock-timers.js';

export interface ClockOptions {
  /** Milliseconds that the clock may pass per real one, on average. 1 never jumps; Infinity jumps whenever idle. */
  readonly speed?: number;
  /** How far ahead of real time an earlier run had come: the clock does not go back across a restart. */
  readonly aheadMs?: number;
  readonly log?: (line: string) => void;
  /** Called after every jump with how far ahead of real time the clock is, so that it can be kept. */
  readonly onJump?: (aheadMs: number) => void;
}

/** How long nothing must be open before the clock jumps: an answer on its way through a socket gets there first. */
const SETTLE_MS = 3;
/** While a bank that is not ours keeps the clock from jumping, look this often whether it has gone. */
const HELD_LOOK_MS = 250;
const SLEEP_MAX_MS = 60_000;

/**
 * The one clock of the run. It goes at the pace of real time while anything is open (`busy`), and when nothing is, it
 * jumps to the next instant that anything waits for (`setTimer`), at most `speed` × elapsed on average. It is real time
 * plus one offset in shared memory, which workers read too, so all agree; it never runs faster, and never goes back.
 */
export class Clock {
  /** One BigInt64: milliseconds to add to real time. Workers get this buffer. */
  public readonly offset = new SharedArrayBuffer(8);
  /** May the clock jump by itself? The run says no while a bank that is not ours is connected. */
  public mayJump: () => boolean = () => true;
  private readonly cell = new BigInt64Array(this.offset);
  private readonly timers = new TimerQueue();
  private readonly open = new Map<string, number>();
  private readonly log: (line: string) => void;
  private readonly onJump: (aheadMs: number) => void;
  private openCount = 0;
  /** Counts every opening, so that a wait for quiet sees work that came and went meanwhile. */
  private openings = 0;
  private speedLimit: number;
  private baseline: { realMs: number; virtualMs: number };
  private wake: NodeJS.Timeout | undefined;
  private advancing: Promise<unknown> = Promise.resolve();
  private targetMs: number | undefined;
  private closed = false;

  public constructor({ speed = 1, aheadMs = 0, log = () => undefined, onJump = () => undefined }: ClockOptions = {}) {
    this.speedLimit = checkSpeed(speed);
    Atomics.store(this.cell, 0, BigInt(aheadMs));
    this.log = log;
    this.onJump = onJump;
    this.baseline = { realMs: Date.now(), virtualMs: this.nowMs() };
  }

  /** Unix milliseconds, whole. */
  public nowMs(): number {
    return Date.now() + Number(Atomics.load(this.cell, 0));
  }

  public get speed(): number {
    return this.speedLimit;
  }

  public setSpeed(speed: number): void {
    this.speedLimit = checkSpeed(speed);
    this.restartAverage();
    this.plan();
  }

  /** Calls `fire` once the clock reaches `atMs` (at once if it has). Returns what calls it off. */
  public setTimer(atMs: number, fire: () => unknown): () => void {
    const cancel = this.timers.add(atMs, fire);
    this.plan();
    return cancel;
  }

  /** Keeps the clock at × 1 until the answer is called; `label` names the work where it does not end. */
  public busy(label: string): () => void {
    this.openCount += 1;
    this.openings += 1;
    this.open.set(label, (this.open.get(label) ?? 0) + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.openCount -= 1;
      const left = (this.open.get(label) ?? 1) - 1;
      if (left === 0) this.open.delete(label);
      else this.open.set(label, left);
      if (this.openCount === 0) this.plan();
    };
  }

  /** Holds the clock at × 1 for as long as the work lasts. */
  public async during<T>(label: string, work: () => Promise<T>): Promise<T> {
    const release = this.busy(label);
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** What is open now, and how many of each. */
  public openWork(): Record<string, number> {
    return Object.fromEntries(this.open);
  }

  /**
   * Moves the clock on by `byMs`, firing what is due on the way in order and letting each come to rest, and answers
   * when all is at rest. Rejects when something stays open for longer than `patienceMs` of real time, and when the clock
   * is closed on the way: it then stands where it came to.
   */
  public advance(byMs: number, patienceMs = 60_000): Promise<void> {
    if (!Number.isFinite(byMs) || byMs < 0) throw new RangeError(`advanceMs must be 0 or more, was ${byMs}`);
    const run = this.advancing.then(() => this.walk(byMs, patienceMs)).finally(() => (this.targetMs = undefined));
    this.advancing = run.catch(() => undefined);
    return run;
  }

  /** How far the clock is still to be moved by an `advance` that is under way, milliseconds; else 0. */
  public get leftToAdvanceMs(): number {
    return this.targetMs === undefined ? 0 : Math.max(0, this.targetMs - this.nowMs());
  }

  /** Resolves when nothing has been open for a moment. */
  public async settled(patienceMs = 60_000): Promise<void> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const before = this.openings;
      await sleep(SETTLE_MS);
      this.fireDue();
      if (this.openCount === 0 && this.openings === before) return;
      if (Date.now() > until) throw new Error(`the clock is still kept by ${JSON.stringify(this.openWork())}`);
    }
  }

  public close(): void {
    this.closed = true;
    clearTimeout(this.wake);
    this.timers.clear();
  }

  private async walk(byMs: number, patienceMs: number): Promise<void> {
    const targetMs = this.nowMs() + byMs;
    this.targetMs = targetMs;
    for (;;) {
      await this.settled(patienceMs);
      const nextMs = this.timers.nextAtMs();
      if (this.closed) throw new Error('the clock was stopped on the way'); // What is kept must not say that more has passed.
      if (nextMs === undefined || nextMs > targetMs) break;
      this.jumpTo(nextMs);
      this.fireDue();
    }
    this.jumpTo(targetMs);
    this.restartAverage();
    await this.settled(patienceMs);
  }

  /** Decides what to do next and when to look again; called whenever anything that matters to it changes. */
  private plan(): void {
    if (this.closed) return;
    clearTimeout(this.wake);
    const nextMs = this.timers.nextAtMs();
    if (nextMs === undefined) return;
    this.wake = setTimeout(() => this.step(this.openings), Math.min(this.waitFor(nextMs), SLEEP_MAX_MS));
  }

  private waitFor(nextMs: number): number {
    const aheadMs = nextMs - this.nowMs();
    if (aheadMs <= 0) return 0;
    if (this.openCount > 0 || this.speedLimit === 1) return aheadMs;
    if (!this.mayJump()) return Math.min(aheadMs, HELD_LOOK_MS);
    return Math.min(aheadMs, Math.max(SETTLE_MS, this.earnedAtRealMs(nextMs) - Date.now()));
  }

  private step(openingsBefore: number): void {
    this.fireDue();
    const nextMs = this.timers.nextAtMs();
    const idle = this.openCount === 0 && this.openings === openingsBefore;
    if (nextMs !== undefined && idle && this.speedLimit > 1) {
      if (!this.mayJump()) this.restartAverage();
      else if (this.earnedAtRealMs(nextMs) <= Date.now()) {
        this.jumpTo(nextMs);
        this.fireDue();
      }
    }
    this.plan();
  }

  /** The real instant at which the average speed allows the clock to stand at `virtualMs`. */
  private earnedAtRealMs(virtualMs: number): number {
    return this.baseline.realMs + (virtualMs - this.baseline.virtualMs) / this.speedLimit;
  }

  private restartAverage(): void {
    this.baseline = { realMs: Date.now(), virtualMs: this.nowMs() };
  }

  private jumpTo(virtualMs: number): void {
    const byMs = virtualMs - this.nowMs();
    if (byMs <= 0) return;
    Atomics.add(this.cell, 0, BigInt(Math.ceil(byMs)));
    this.onJump(Number(Atomics.load(this.cell, 0)));
  }

  private fireDue(): void {
    for (let fire = this.timers.takeDue(this.nowMs()); fire; fire = this.timers.takeDue(this.nowMs())) {
      const release = this.busy('timer');
      void (async () => fire())()
        .catch((error: unknown) => this.log(`a timer failed: ${String(error)}`))
        .finally(release);
    }
  }
}

function checkSpeed(speed: number): number {
  if (speed >= 1) return speed;
  throw new RangeError(`speed must be 1 or more, was ${speed}`);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
