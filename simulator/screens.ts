import type { BankCommand, DoorCommit } from '../app/ports.js';
import { leaseIdOf } from '../domain/ids.js';
import type { Violate } from './violation.js';

/** What follows from a commit ends with its number in the custody log; an answer that no commit stands behind has none. */
const ofCommit = /-display-(\d+)$/;

/** A screen is made ready while its commit is on its way: whether any was shown of one that was not made. */
export class Screens {
  private readonly violate: Violate;
  /** The latest commit of each lease. */
  private readonly made = new Map<string, number>();

  constructor(violate: Violate) {
    this.violate = violate;
  }

  committed({ entry: { subject, custody } }: DoorCommit): void {
    if (subject) this.made.set(leaseIdOf(subject.stayId, subject.lease), custody.n);
  }

  shown({ commandId, leaseId = '' }: BankCommand): void {
    const n = Number(ofCommit.exec(commandId)?.[1] ?? 0);
    if (n > (this.made.get(leaseId) ?? 0)) this.violate('nothing is shown before its commit', commandId);
  }
}
