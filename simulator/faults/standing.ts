import type { Random } from '../random.js';
import type { Case, FaultFacts, RemoteCure } from './fault.js';

/** A fault that somebody or something has, and what has become of it so far. */
export interface Standing<F extends FaultFacts> extends Case {
  readonly fault: F;
  /** When it passes by itself; Infinity: it does not. */
  readonly endsAtMs: number;
  readonly course: Course;
}

/** What was tried from afar, how often, and what ended it when. */
export interface Course {
  tries: Partial<Record<RemoteCure, number>>;
  end?: { atMs: number; by: RemoteCure | 'visit' | 'itself' };
}

/** A case of this fault, drawn now. `random` is its own from here on. */
export function begun<F extends FaultFacts>(fault: F, nowMs: number, random: Random): Standing<F> {
  const [least, most] = fault.passesAfterMs ?? [Infinity, Infinity];
  const severity = random.next();
  const sign = random.chance(0.5) ? 1 : -1;
  const lastsMs = least === Infinity ? Infinity : random.between(least, most);
  return { fault, sinceMs: nowMs, severity, sign, endsAtMs: nowMs + lastsMs, random, course: { tries: {} } };
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
    const isOver = ({ endsAtMs }: Standing<F>) => endsAtMs <= nowMs;
    if (this.standing.some(isOver)) this.end(isOver, ({ endsAtMs }) => ({ atMs: endsAtMs, by: 'itself' }));
    return this.standing;
  }

  /**
   * One go of a command: the first shows for each fault whether that mends this case of it, and what it leaves (a worn catch, a cable that
   * is off, a dead part), the next ones leave as well. Answers with what is over now.
   */
  tryCure(by: RemoteCure, atMs: number): Standing<F>[] {
    const isFirst = ({ course }: Standing<F>) => course.tries[by] === undefined;
    const cured = this.at(atMs).filter((one) => isFirst(one) && one.random.chance(one.fault.cures[by] ?? 0));
    for (const { course } of this.standing) course.tries[by] = (course.tries[by] ?? 0) + 1;
    return this.end(
      (one) => cured.includes(one),
      () => ({ atMs, by }),
    );
  }

  /** A visit ends everything, or what it is for; or it is over by itself. */
  repair(atMs: number, name?: string, by: 'visit' | 'itself' = 'visit'): Standing<F>[] {
    return this.end(
      ({ fault }) => name === undefined || fault.name === name,
      () => ({ atMs, by }),
    );
  }

  private end(
    isOver: (one: Standing<F>) => boolean,
    how: (one: Standing<F>) => Required<Course>['end'],
  ): Standing<F>[] {
    const over = this.standing.filter(isOver);
    this.standing = this.standing.filter((one) => !over.includes(one));
    for (const one of over) one.course.end = how(one);
    return over;
  }
}
