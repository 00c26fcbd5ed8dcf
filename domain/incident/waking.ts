import type { Stay } from '../door.js';
import type { Playbook } from '../exceptions/playbook.js';
import { afterQuietHours, type Quiet } from '../quiet-hours.js';
import type { IncidentEvent } from './events.js';

/** Who is asked by their own phone, and not by the site's topic. */
export type Sleeper = 'resident' | 'courier';
const isSleeper = (whom: string): whom is Sleeper => whom === 'resident' || whom === 'courier';

/** Until when the site's quiet hours keep each of them from being asked. Unix milliseconds; who is not there may be asked now. */
export type QuietUntilMs = Readonly<Partial<Record<Sleeper, number>>>;

export const asksPeople = (playbook: Playbook | undefined): boolean =>
  playbook?.steps.some(({ action }) => action.do === 'tell' && isSleeper(action.whom)) ?? false;

/** So long after their visit, whoever was at the door is still about. A choice. */
const awakeForMs = 30 * 60_000;

/** A question can wait for the morning, but that of whoever was at the door a moment ago. */
export function quietUntilMs(nowMs: number, quiet: Quiet, stay: Stay | undefined): QuietUntilMs {
  const untilMs = afterQuietHours(nowMs, quiet);
  if (untilMs === nowMs) return {};
  const visitor = stay && visitorOf(stay, nowMs);
  const all: [Sleeper, number][] = [
    ['resident', untilMs],
    ['courier', untilMs],
  ];
  return Object.fromEntries(all.filter(([whom]) => whom !== visitor));
}

/**
 * Who was at the door just now, by its last lease: the courier of the deposit, or from the first pickup on the resident. Not a carrier
 * who came for it, nor who moved it, into another door or into this one, nor whose it was before it was another resident's.
 */
export function visitorOf(stay: Stay, nowMs: number): Sleeper | undefined {
  const { leases, leaseEndsAtMs, pickupFrom, returns = [], moves = [], movedFrom, othersLeases = 0 } = stay;
  if (nowMs >= leaseEndsAtMs + awakeForMs || returns.includes(leases) || moves.includes(leases)) return undefined;
  if (pickupFrom > 0 && leases >= pickupFrom) return leases > othersLeases ? 'resident' : undefined;
  return movedFrom === undefined ? 'courier' : undefined;
}

/** What asks somebody who is asleep is said when they are up, and has its time from then on. */
export function whenAwake(event: IncidentEvent, quietUntil: QuietUntilMs): IncidentEvent {
  if (event.type !== 'step-begun' || event.action.do !== 'tell' || !isSleeper(event.action.whom)) return event;
  const tellAtMs = quietUntil[event.action.whom];
  if (tellAtMs === undefined) return event;
  return { ...event, tellAtMs, timerAtMs: tellAtMs + (event.timerAtMs - event.atMs) };
}
