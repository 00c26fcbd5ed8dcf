import type { Heartbeat } from '../inputs.js';
import { readClock } from './clock.js';
import { counted, nothingNew, type BankDecision, type KnownCycles } from './decision.js';
import { compareDigest } from './digest.js';
import { isLaterMessage, outlives } from './order.js';
import { decideReturn } from './presence.js';
import { anew, isFlood, markOf, ofController } from './start.js';
import type { BankState } from './state.js';

/** While nothing changes: a quarter of the heartbeats' own writes, and the state is never older than this. */
const writtenEveryMs = 3_600_000;

/**
 * The bank lives. A heartbeat closes what was lost on the way: door cycles that the cloud lacks, the news of its return,
 * a start that was never told of. It writes only what it changes.
 */
export function decideHeartbeat(given: BankState, input: Heartbeat, known: KnownCycles): BankDecision {
  const state = ofController(given, input);
  const mark = markOf(input);
  const heardAtMs = Math.min(input.times.receivedAtMs, input.times.nowMs);
  const isDue = heardAtMs - state.heardAtMs >= writtenEveryMs;
  if (!isDue && isFlood(state, mark)) return counted('bank-flood', { bankId: input.bankId });
  const back = isBack(state, heardAtMs) ? decideReturn(state, heardAtMs) : nothingNew;
  const clock = readClock(state, input);
  const digest = compareDigest(state, input, known);
  const counts = [...back.counts, ...clock.counts, ...digest.counts];
  const isChanged =
    isDue ||
    state !== given ||
    back.change !== undefined ||
    clock.isChanged ||
    JSON.stringify(digest.lacking) !== JSON.stringify(state.lacking) ||
    digest.counts.length > 0;
  if (!isChanged) return { effects: [], counts };
  const { doorCycles, lacking, effects } = digest;
  const askedAtMs = effects.length > 0 ? input.times.nowMs : state.askedAtMs;
  const heard = input.times.ageKnown && isLaterMessage(input, state.heard) ? mark : state.heard;
  const said = { heardAtMs: Math.max(heardAtMs, state.heardAtMs), heard, clockOffsetMs: clock.clockOffsetMs };
  const change = { ...anew(state), ...back.change, ...said, doorCycles, lacking, askedAtMs };
  return { change, effects, counts };
}

/** A message that came well after the connection is said to have ended came over another one, whose news was lost. */
function isBack({ presence, session }: BankState, atMs: number): boolean {
  if (presence === 'online') return false;
  return !session || session.isConnected || outlives(atMs, session);
}
