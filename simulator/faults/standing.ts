import type { Random } from '../random.js';
import type { Case, FaultFacts, RemoteCure } from './fault.js';

/** A fault that somebody or something has. */
export interface Standing<F extends FaultFacts> extends Case {
  readonly fault: F;
  /** When it passes by itself; Infinity: it does not. */
  readonly endsAtMs: number;
}

/** A case of this fault, drawn now. `random` is its own from here on. */
export function begun<F extends FaultFacts>(fault: F, nowMs: number, random: Random): Standing<F> {
  const [least, most] = fault.passesAfterMs ?? [Infinity, Infinity];
  const severity = random.next();
  const sign = random.chance(0.5) ? 1 : -1;
  const lastsMs = least === Infinity ? Infinity : random.between(least, most);
  return { fault, sinceMs: nowMs, severity, sign, endsAtMs: nowMs + lastsMs, random };
}

/** What one sensor, door or bank has at present: at most one case of each fault. */
export class Ailments<F extends FaultFacts> {
  private standing: Standing<F>[] = [];

  /** A case of a fault that stands already changes nothing. True: it is a new one. */
  add(one: Standing<F>): boolean {
    if (this.at(one.sinceMs).some(({ fault }) => fault.name === one.fault.name)) return false;
    this.standing.push(one);
    return true;
  }

  /** What stands at this instant; what has passed by then is forgotten. */
  at(nowMs: number): readonly Standing<F>[] {
    if (this.standing.length > 0) this.standing = this.standing.filter(({ endsAtMs }) => endsAtMs > nowMs);
    return this.standing;
  }

  /** One go of a command: each fault that it may cure is cured with its chance. Answers with what is over now. */
  tryCure(cure: RemoteCure): Standing<F>[] {
    return this.remove(({ fault, random }) => random.chance(fault.cures[cure] ?? 0));
  }

  /** A visit ends everything, or what it is for. */
  repair(name?: string): Standing<F>[] {
    return this.remove(({ fault }) => name === undefined || fault.name === name);
  }

  private remove(isOver: (one: Standing<F>) => boolean): Standing<F>[] {
    const over = this.standing.filter(isOver);
    this.standing = this.standing.filter((one) => !over.includes(one));
    return over;
  }
}
