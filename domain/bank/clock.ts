import type { BankId } from '../ids.js';
import type { CommandResult, Heartbeat, Times } from '../inputs.js';
import { counted, type BankDecision, type Counted } from './decision.js';
import { isLaterMessage } from './order.js';
import type { BankState } from './state.js';

/** What the network takes makes an offset tremble by seconds, and only ever backwards: what is late seems to be behind. */
const offsetStepMs = 5_000;
/**
 * Design, exceptions: clock skew. One that is behind harms nothing, for every command says the time; so it is not said before a
 * second heartbeat running has told the same.
 */
const behindMaxMs = 60_000;
/** By a clock that is 20 s ahead, every open comes too late: half of that is too much. A choice. */
const aheadMaxMs = 10_000;

/** The bank called a command too late that came in time by the cloud's clock: so its own is ahead, by so much at least. */
export interface ExpiredInTime {
  type: 'expired-in-time';
  bankId: BankId;
  aheadMs: number;
  times: Times;
}

const isBehind = (offsetMs = 0): boolean => offsetMs < -behindMaxMs;
const isAhead = (offsetMs: number): boolean => offsetMs > aheadMaxMs;
/** By this heartbeat alone. */
export const isClockRight = (offsetMs: number): boolean => !isBehind(offsetMs) && !isAhead(offsetMs);

/** The bank's wall clock less the cloud's; undefined where the bank says no time, or nobody knows how old it is. */
export const clockOffsetOf = ({ origin: { atMs }, times }: Heartbeat): number | undefined =>
  atMs === undefined || !times.ageKnown ? undefined : Math.round(atMs - times.occurredAtMs);

/** Kept for people, and for nothing else. */
export function readClock(
  { clockOffsetMs: kept, heard }: Pick<BankState, 'clockOffsetMs' | 'heard'>,
  heartbeat: Heartbeat,
) {
  const clockOffsetMs = clockOffsetOf(heartbeat);
  const counts: Counted[] = [];
  if (clockOffsetMs === undefined) return { clockOffsetMs: kept, isChanged: false, counts };
  const isStillBehind = isBehind(clockOffsetMs) && isBehind(kept) && isLaterMessage(heartbeat, heard);
  if (isAhead(clockOffsetMs) || isStillBehind)
    counts.push({ name: 'clock-skew', detail: { bankId: heartbeat.bankId, clockOffsetMs } });
  const isChanged = kept === undefined || Math.abs(clockOffsetMs - kept) > offsetStepMs;
  return { clockOffsetMs: isChanged ? clockOffsetMs : kept, isChanged, counts };
}

/**
 * Of a result that says `expired`: so far its bank is ahead, if the command's last instant had not come. Undefined: it was late
 * indeed, or nearly so; or the bank says of a command that it never came, or was cut short.
 */
export function aheadBy({ outcome, reason, times }: CommandResult, notAfterMs: number): number | undefined {
  const aheadMs = notAfterMs - times.occurredAtMs;
  return outcome === 'expired' && reason === undefined && aheadMs > offsetStepMs ? aheadMs : undefined;
}

export const decideExpiredInTime = ({ bankId, aheadMs }: ExpiredInTime): BankDecision =>
  counted('clock-skew', { bankId, aheadMs });
