import type { Door } from '../domain/door.js';
import type { DoorEvent } from '../domain/events.js';
import { kindsOf } from '../domain/sensing/profiles/index.js';
import type { FaultCase } from './bank-hardware.js';
import type { Violate } from './violation.js';

/** The courier is told at once; the other doors have been looked at, and the doubt is known, by then. */
const withinMs = 60_000;

interface Awaited {
  bankId: string;
  compartmentId: string;
  detail: string;
  untilMs: number;
}

/**
 * Wires that were exchanged show at no look at their own door: a deposit is found empty there on the word of sensors that see
 * another door. That may be so for as long as it takes to look at the others, and not longer: then the door's sensors are
 * believed no more, or it was wrong in silence.
 */
export class DoubtedSoon {
  private readonly violate: Violate;
  private awaited: Awaited[] = [];
  /** Wrong verdicts that were put in doubt in time. */
  count = 0;

  constructor(violate: Violate) {
    this.violate = violate;
  }

  await({ bankId, compartmentId }: Door, detail: string, nowMs: number): void {
    this.awaited.push({ bankId, compartmentId, detail, untilMs: nowMs + withinMs });
  }

  committed({ bankId, compartmentId, profile }: Door, events: readonly DoorEvent[], nowMs: number): void {
    if (this.awaited.length === 0) return;
    this.check(nowMs);
    if (!events.some((event) => isDisbelief(event, profile))) return;
    const isHere = (one: Awaited) => one.bankId === bankId && one.compartmentId === compartmentId;
    this.count += this.awaited.filter(isHere).length;
    this.awaited = this.awaited.filter((one) => !isHere(one));
  }

  check(nowMs: number): void {
    const late = this.awaited.filter(({ untilMs }) => untilMs < nowMs);
    this.awaited = this.awaited.filter(({ untilMs }) => untilMs >= nowMs);
    for (const { detail } of late) this.violate('no broken sensor makes a silent wrong verdict', detail);
  }
}

/** None of the door's sensors has a say any more: those that are sound are not told of. */
function isDisbelief(event: DoorEvent, profile: string): boolean {
  if (event.type !== 'sensors-judged') return false;
  const healths = Object.values(event.sensors ?? {}).map(({ health }) => health);
  return healths.length >= kindsOf(profile).length && healths.every((health) => health === 0);
}

export const areWiresSwapped = (cases: readonly FaultCase[]): boolean =>
  cases.some(({ name, course }) => name === 'sensors-swapped' && !course.end);
