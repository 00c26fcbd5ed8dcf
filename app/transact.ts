import { wasDecided } from '../domain/cycles.js';
import { decide } from '../domain/decide/index.js';
import { nothing, type Decision, type Refusal } from '../domain/decide/decision.js';
import { isAnswered } from '../domain/decide/watch.js';
import type { Door } from '../domain/door.js';
import type { DoorEvent } from '../domain/events.js';
import { lastShutIn } from '../domain/faults/latch-bounce.js';
import type { DoorKey } from '../domain/ids.js';
import type { DoorInput } from '../domain/inputs.js';
import type { OutboxEntry } from '../domain/outbox.js';
import { attemptsMax } from './attempts.js';
import { sealEntry } from './entry.js';
import type { DecideAt } from './moving.js';
import { owedBy, performEntry, type Owed } from './perform.js';
import type { LoadedDoor, Ports } from './ports.js';
import { countReadAhead } from './read-ahead.js';

/** Who calls: its retries keep this name, so that it knows its own outbox entries again. */
export interface Call {
  by: string;
  /** Tells this run of the call from another one under the same name at the same time. */
  attempt?: string | undefined;
  /** Where nobody retries the call, the commit is due from the start and the sweep is its retry. */
  isRetried: boolean;
  /** Of the door, where the caller decides on what they have read: nothing new is decided on another one. */
  asRead?: number | undefined;
}

export interface Outcome {
  events: DoorEvent[];
  refusal?: Refusal | undefined;
  door?: Door | undefined;
  /** The door is not as the caller has read it. */
  isStale?: true | undefined;
}

/** The longest time limit of any function that decides: that of on-parked. */
export const callMaxMs = 30_000;
/** Longer than any function's time limit: only past it may a stranger take up what a call owes. */
export const graceMs = 60_000;
/** Lambda's own retries come 1 and 3 minutes after the first call: a retried call is left to them this long. */
const retriesOverAfterMs = 5 * 60_000;

/**
 * One input, one door: load, decide, evolve, seal, commit, react, perform, mark. The decision is pure and may be made
 * again; the commit is one conditional write; a call is not done until what it owes is performed.
 */
export async function transact(ports: Ports, key: DoorKey, input: DoorInput, call: Call): Promise<Outcome> {
  const atOnce = await decideAtOnce(ports, key, input, call);
  if (atOnce) return atOnce;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const loaded = await ports.doors.load(key);
    if (!loaded) return { events: [], refusal: 'no-such-door' };
    const decision = await decideOn(ports, loaded, input);
    if (decision.events.length === 0) {
      await performOwn(ports, key, loaded, call);
      return { ...decision, door: loaded.door };
    }
    if (call.asRead !== undefined && call.asRead !== loaded.version) return { events: [], isStale: true };
    const outcome = await commitOn(ports, loaded, decision, input, call);
    if (outcome) return outcome;
    await ports.pause(attempt);
  }
  throw new Error(`door ${key.bankId}/${key.compartmentId} changed ${attemptsMax} times while it was decided on`);
}

/**
 * Somebody waits for the verdict on a door that was shut. It is decided on what this process read of the door when it opened:
 * the commit is refused if anybody has changed it since. What would then be refused, or decides nothing, is read anew. So is what
 * knows nothing of the cycle before: it was read for an earlier one, which another process was then told of.
 */
async function decideAtOnce(ports: Ports, key: DoorKey, input: DoorInput, call: Call): Promise<Outcome | undefined> {
  if (input.type !== 'door-closed') return undefined;
  const recalled = ports.doors.recall(key);
  if (!recalled) return countReadAhead(ports, 'none');
  if (!wasDecided(recalled.door.cycles, input.doorCycle - 1)) return countReadAhead(ports, 'old');
  const decision = await decideOn(ports, recalled, input);
  if (decision.events.length === 0) return countReadAhead(ports, 'nothing-decided');
  const outcome = await commitOn(ports, recalled, decision, input, call);
  countReadAhead(ports, outcome ? 'used' : 'refused');
  return outcome;
}

/** Undefined after a conflict. */
async function commitOn(
  ports: Ports,
  loaded: LoadedDoor,
  decision: Decision,
  input: DoorInput,
  call: Call,
): Promise<Outcome | undefined> {
  const committed = await commit(ports, loaded, decision.events, input, call);
  if (!committed) return undefined;
  countVerdicts(ports, loaded.door, decision.events);
  await performOrMarkDue(ports, loaded.door, committed, { isFirst: true }, call);
  return { ...decision, door: committed.door };
}

/** Each verdict as it was committed: what dashboards and the local story are made of. */
function countVerdicts(ports: Ports, { bankId, compartmentId }: DoorKey, events: DoorEvent[]): void {
  for (const event of events) {
    if (!('seen' in event) || !event.seen) continue;
    const llr = Math.round(event.seen.llr * 10) / 10;
    ports.counters.count('verdict', { event: event.type, bankId, compartmentId, llr });
  }
}

async function decideOn(ports: Ports, { door, outbox }: LoadedDoor, input: DoorInput): Promise<Decision> {
  if (input.type === 'watch' && isAnswered(door, input)) return nothing;
  const site = await ports.directory.site(door.siteId);
  if (!site) throw new Error(`door ${door.bankId}/${door.compartmentId} stands in an unknown site`);
  const { policy, timeZone } = site;
  const residentHeldUntilMs = await residentHold(ports, door, input);
  return decide(door, input, { policy, timeZone, residentHeldUntilMs, lastShut: lastShutIn(outbox) });
}

/** What would remind a resident asks whether they are on hold; nothing else does. */
async function residentHold({ directory }: Ports, { siteId, stay }: Door, input: DoorInput) {
  const isReminding = input.type === 'next-step' || input.type === 'nudge';
  if (!isReminding || stay?.id !== input.stayId) return undefined;
  return (await directory.resident(siteId, stay.residentId))?.holdUntilMs;
}

/** The committed entry, or undefined after a conflict. What is not sure is read again: our own entry says that it was made. */
async function commit(ports: Ports, loaded: LoadedDoor, events: DoorEvent[], input: DoorInput, call: Call) {
  const { entry, sealed } = sealEntry(ports, loaded, events, input, call);
  // Somebody waits at the door for a verdict: one entry may stay for the next commit, or the sweep, to look at.
  const looks = input.type !== 'door-closed' || loaded.outbox.length > 1;
  const drop = looks ? await doneCommits(ports, loaded.outbox) : [];
  const dueAtMs = looks ? dueAtMsOf(loaded, drop, events, input.times.nowMs, call) : undefined;
  const clearsDue = looks && dueAtMs === undefined && drop.length === loaded.outbox.length;
  const { door: before, version } = loaded;
  const committing = ports.doors.commit({ door: sealed, before, version, entry, drop, dueAtMs, clearsDue });
  const ours = { entry, door: sealed, owed: owedBy(ports, entry) };
  try {
    return (await committing) === 'committed' || (await holds(ports, entry)) ? ours : undefined;
  } catch (error) {
    if (await holds(ports, entry)) return ours;
    throw error;
  }
}

/**
 * When the sweep shall look: soon where nobody retries this call, and in a while where a stranger's entry is still owed.
 * That call's own retry may find no way back to this door: its stay may be over, and its parcel claimed for another. The
 * same holds for a reservation: its retry must find courier and recipient again, and either may have changed; and for the end of
 * a move at one door, on which another one waits.
 */
function dueAtMsOf(
  { outbox }: LoadedDoor,
  drop: number[],
  events: DoorEvent[],
  nowMs: number,
  call: Call,
): number | undefined {
  if (!call.isRetried) return nowMs + graceMs;
  if (events.some(({ type }) => neverLeft.includes(type))) return nowMs + retriesOverAfterMs;
  const isOwed = outbox.some(({ commit, by }) => by !== call.by && !drop.includes(commit));
  return isOwed ? nowMs + retriesOverAfterMs : undefined;
}

const neverLeft: readonly DoorEvent['type'][] = ['deposit-reserved', 'moved-out', 'move-lapsed'];

/**
 * Was it our commit after all? A conflict may be with our own write, whose answer was lost and which was sent again. The
 * same event delivered twice at once is another's: it has our name, and its own attempt, or where a call makes none, its own instant.
 */
async function holds(ports: Ports, entry: OutboxEntry): Promise<boolean> {
  const now = await ports.doors.load(entry);
  const isOurs = ({ commit, by, attempt, custody }: OutboxEntry) =>
    commit === entry.commit && by === entry.by && attempt === entry.attempt && custody.hash === entry.custody.hash;
  return now?.outbox.some(isOurs) ?? false;
}

/** Which entries have their done marker. */
async function doneCommits(ports: Ports, outbox: OutboxEntry[]): Promise<number[]> {
  const present = outbox.length === 0 ? [] : await ports.custody.present(outbox.map(({ custody }) => custody));
  return outbox.filter((_, i) => present[i]).map(({ commit }) => commit);
}

/**
 * Nothing new is decided: a retry of this call performs what it still owes, and leaves strangers' entries alone. An own
 * entry that is younger than a call may run belongs to the same message delivered twice at once: that call performs it, or
 * has died a moment ago, as the last retry of a message that is parked already. So the sweep looks when it can run no more.
 */
async function performOwn(ports: Ports, key: DoorKey, { outbox, dueAtMs }: LoadedDoor, { by }: Call): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const own = await undoneOf(
    ports,
    outbox.filter((entry) => entry.by === by),
  );
  const isYoung = ({ committedAtMs }: OutboxEntry) => committedAtMs > nowMs - callMaxMs;
  const [old, young] = [own.filter((entry) => !isYoung(entry)), own.filter(isYoung)];
  if (old.length > 0 && (await isOurs(ports, { ...key, dueAtMs }, nowMs)))
    for (const entry of old) await performOrMarkDue(ports, key, { entry }, { isFirst: false }, { by, isRetried: true });
  if (young.length > 0) await ports.doors.markDue(key, nowMs + graceMs);
}

/**
 * Two may come to perform the same entry again: runs of one call, and the sweep. People would be told twice, so whoever
 * will perform first says so by the item's due mark. One that comes soon is a sweep's, or somebody's who performs now.
 */
async function isOurs(ports: Ports, due: DoorKey & Pick<LoadedDoor, 'dueAtMs'>, nowMs: number): Promise<boolean> {
  if (due.dueAtMs !== undefined && due.dueAtMs <= nowMs + graceMs) return false;
  return ports.doors.claimDue(due, nowMs + graceMs);
}

/** Performs the entries that have no done marker, oldest first, and says how many. Not for the first time: reminders are not repeated. */
export async function performUndone(ports: Ports, key: DoorKey, entries: OutboxEntry[]): Promise<number> {
  const undone = await undoneOf(ports, entries);
  for (const entry of undone) await performOrMarkDue(ports, key, { entry }, { isFirst: false });
  return undone.length;
}

/** The oldest first. */
async function undoneOf(ports: Ports, entries: OutboxEntry[]): Promise<OutboxEntry[]> {
  const done = await doneCommits(ports, entries);
  return entries.filter(({ commit }) => !done.includes(commit)).sort((a, b) => a.commit - b.commit);
}

/** A caught failure makes the item due, so that the sweep takes it up should the caller's own retries fail too. */
async function performOrMarkDue(
  ports: Ports,
  key: DoorKey,
  { entry, owed }: { entry: OutboxEntry; owed?: Owed },
  run: { isFirst: boolean },
  call?: Call,
): Promise<void> {
  try {
    // A call of its own name, for the same reason as below; nobody retries it but by way of this entry, or the sweep.
    const decideAt: DecideAt = (at, input) => transact(ports, at, input, { by: `${entry.by}/move`, isRetried: false });
    const { lapsed, unreached } = await performEntry(ports, entry, { ...run, decideAt }, owed);
    if (lapsed) await transact(ports, key, lapsed, { by: entry.by, isRetried: false });
    // A call of its own name: it performs nothing else that this one owes.
    if (unreached) await transact(ports, key, unreached, { by: `${entry.by}/unreached`, isRetried: false });
  } catch (error) {
    await ports.doors.markDue(key, ports.clock.nowMs() + retryAfterMs(ports, entry, call));
    throw error;
  }
}

/** Later the longer it has failed, up to an hour: what cannot be performed does not keep the sweep busy. */
function retryAfterMs({ clock }: Ports, { committedAtMs }: OutboxEntry, call?: Call): number {
  if (call?.isRetried) return retriesOverAfterMs;
  return Math.min(retryMaxMs, Math.max(graceMs, clock.nowMs() - committedAtMs));
}
const retryMaxMs = 60 * 60_000;
