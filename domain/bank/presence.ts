import { lookName, timerSoonestMs } from '../timers.js';
import { nothingNew, type BankDecision, type BankEffect, type LookFired, type PresenceChanged } from './decision.js';
import { isLaterSession, outlives } from './order.js';
import type { BankState } from './state.js';

/** Connections end and come back all day: within this nothing is said. Design, exceptions: bank offline. */
const flapMs = 5 * 60_000;
/** So long without a connection, in one absence or in those of a day together, is confirmed as offline. Design, exceptions: bank offline. */
const offlineAfterMs = 2 * 3_600_000;
const dayMs = 24 * 3_600_000;

const minuteMs = 60_000;

/** The broker's word for a connection that ended because another came under the same name. AWS IoT developer guide, lifecycle events. */
const takenOver = 'DUPLICATE_CLIENTID';

/**
 * The broker says that a bank came or went; twice, late and in any order. A bank that comes back before the broker has
 * missed it takes over its own connection, now and then; two with one certificate take over from one another without end.
 */
export function decidePresence(state: BankState, presence: PresenceChanged): BankDecision {
  const decision = decideSession(state, presence);
  if (presence.reason !== takenOver) return decision;
  const counted = { name: 'bank-taken-over', detail: { bankId: state.bankId } };
  return { ...decision, counts: [...decision.counts, counted] };
}

function decideSession(state: BankState, { session, reason, times }: PresenceChanged): BankDecision {
  if (!isLaterSession(session, state.session)) return nothingNew;
  if (session.isConnected) return decideReturn({ ...state, session }, Math.min(session.atMs, times.nowMs));
  // The news of a return was lost, and this end is older than what has been heard since.
  if (outlives(state.heardAtMs, session)) return { ...nothingNew, change: { session } };
  if (state.presence === 'unsure' || state.presence === 'offline') return { ...nothingNew, change: { session } };
  const sinceMs = Math.min(session.atMs, times.nowMs);
  const look = nextLook(state, sinceMs + flapMs, times.nowMs);
  const change = { session, presence: 'unsure', sinceMs, isSaidAway: false, ...look.change } as const;
  const detail = { bankId: state.bankId, reason: reason ?? 'unknown' };
  return { change, effects: look.effects, counts: [{ name: 'bank-disconnected', detail }] };
}

/** Connected, or heard of again: an absence of which nobody was told ends as quietly. */
export function decideReturn({ bankId, session, ...state }: BankState, atMs: number): BankDecision {
  if (state.presence === 'online') return { change: { session }, effects: [], counts: [] };
  const change = {
    session,
    presence: 'online',
    sinceMs: atMs,
    isSaidAway: false,
    away: withAbsence(state, atMs),
  } as const;
  const awayMinutes = Math.max(0, Math.round((atMs - state.sinceMs) / minuteMs));
  const counts = state.isSaidAway ? [{ name: 'bank-returned', detail: { bankId, awayMinutes } }] : [];
  return { change, effects: [], counts };
}

type Absence = Omit<BankState, 'bankId' | 'session'>;

/**
 * A flap adds nothing, nor what comes of failing mains, nor a bank of which nothing was known before. What was confirmed is told:
 * else each further absence of its day would be another case after five minutes.
 */
function withAbsence(state: Absence, atMs: number): BankState['away'] {
  const { away, presence, sinceMs, power } = state;
  const ms = atMs - sinceMs;
  if (presence === 'unknown' || ms < flapMs || power?.source === 'battery') return away;
  if (presence === 'offline') return undefined;
  const before = awayToday(state);
  return before ? { ...before, ms: before.ms + ms } : { fromMs: sinceMs, ms };
}

/** Absences before this one that count with it. */
const awayToday = ({ away, sinceMs }: Pick<BankState, 'away' | 'sinceMs'>): BankState['away'] =>
  away && sinceMs - away.fromMs < dayMs ? away : undefined;

/** A look at an absence. It only asks; what is so now decides, however late it comes. */
export function decideLook(state: BankState, { n, times: { nowMs } }: LookFired): BankDecision {
  if (state.look !== n || state.presence !== 'unsure') return nothingNew;
  const { bankId, sinceMs } = state;
  const awayMs = nowMs - sinceMs;
  if (awayMs < flapMs) return lookAgain(state, sinceMs + flapMs, nowMs); // It came back, and left again meanwhile.
  const detail = { bankId, awayMinutes: Math.floor(awayMs / minuteMs) };
  const confirmedMs = offlineAfterMs - (awayToday(state)?.ms ?? 0);
  if (awayMs >= confirmedMs) {
    return {
      change: { presence: 'offline', isSaidAway: true },
      effects: [],
      counts: [{ name: 'bank-offline', detail }],
    };
  }
  const again = lookAgain(state, sinceMs + confirmedMs, nowMs);
  const counts = state.isSaidAway ? [] : [{ name: 'bank-away', detail }];
  return { ...again, change: { ...again.change, isSaidAway: true }, counts };
}

function lookAgain(state: BankState, atMs: number, nowMs: number): BankDecision {
  const { change, effects } = lookAt(state, minuteOf(atMs, nowMs));
  return { change, effects, counts: [] };
}

interface Look {
  change: Partial<BankState>;
  effects: BankEffect[];
}

/** A look that is pending already and comes no later does: so a bank that comes and goes all day costs no timer each time. */
function nextLook(state: BankState, atMs: number, nowMs: number): Look {
  const n = minuteOf(atMs, nowMs);
  const isPending = state.look * minuteMs > nowMs && state.look <= n;
  return isPending ? { change: {}, effects: [] } : lookAt(state, n);
}

const minuteOf = (atMs: number, nowMs: number): number => Math.ceil(Math.max(atMs, nowMs + timerSoonestMs) / minuteMs);

/** Named for the minute it is set for: whoever decides the same again makes the same timer, and no name comes twice. */
function lookAt({ bankId }: BankState, n: number): Look {
  const timer = { kind: 'look', bankId, n } as const;
  return {
    change: { look: n },
    effects: [{ kind: 'create-timer', name: lookName(bankId, n), atMs: n * minuteMs, timer }],
  };
}
