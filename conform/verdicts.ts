import { checks, type Check, type CheckId } from './catalogue.js';

export interface Outcome extends Check {
  readonly outcome: 'pass' | 'FAIL' | 'not tried';
  /** Of a failure what was seen, first and how often; of what was not tried, why. */
  readonly seen?: string;
}

const seenMax = 300;

/** What was found of each check. A failure stands, whatever comes after it; the first one is told. */
export class Verdicts {
  private readonly passed = new Set<CheckId>();
  private readonly failed = new Map<CheckId, { seen: string; times: number }>();
  private readonly left = new Map<CheckId, string>();

  public constructor(private readonly onFail: (id: CheckId, seen: string) => void = () => undefined) {}

  /** Answers whether it holds. */
  public expect(id: CheckId, holds: boolean, seen: () => string): boolean {
    if (holds) this.passed.add(id);
    else this.fail(id, seen());
    return holds;
  }

  public leave(ids: readonly CheckId[], why: string): void {
    for (const id of ids) this.left.set(id, why);
  }

  public list(): Outcome[] {
    return checks.map((check) => {
      const failure = this.failed.get(check.id);
      if (failure)
        return {
          ...check,
          outcome: 'FAIL',
          seen: `${failure.seen}${failure.times > 1 ? ` (${failure.times} times)` : ''}`,
        };
      if (this.passed.has(check.id)) return { ...check, outcome: 'pass' };
      return { ...check, outcome: 'not tried', seen: this.left.get(check.id) ?? 'nothing of it was seen' };
    });
  }

  private fail(id: CheckId, seen: string): void {
    const before = this.failed.get(id);
    if (before) return void before.times++;
    const short = seen.length > seenMax ? `${seen.slice(0, seenMax)} …` : seen;
    this.failed.set(id, { seen: short, times: 1 });
    this.onFail(id, short);
  }
}
