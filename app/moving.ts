import { display } from '../domain/bank-effects.js';
import { mayAdopt } from '../domain/decide/elsewhere.js';
import type { Door, Stay } from '../domain/door.js';
import type { MoveEffect } from '../domain/effects.js';
import type { DoorKey, StayId } from '../domain/ids.js';
import { timesAt, type DoorInput } from '../domain/inputs.js';
import type { OutboxEntry } from '../domain/outbox.js';
import { attemptsMax } from './attempts.js';
import { claimCode, movedOn } from './claim.js';
import type { Ports } from './ports.js';
import { sendDisplay } from './screen.js';
import type { Outcome } from './transact.js';

/** Commits what one door decides on one input. */
export type DecideAt = (key: DoorKey, input: DoorInput) => Promise<Outcome>;

/** Whoever asked for the move stands at the bank, and sees no door open for so long: then it has come to nothing. */
const startsWithinMs = 20_000;

/**
 * The next step of a move, owed by the door that the parcel leaves: performed again as often as it takes, until that door's
 * custody row marks it as done. What was done already decides nothing.
 */
export async function moveOn(ports: Ports, entry: OutboxEntry, effect: MoveEffect, decideAt: DecideAt): Promise<void> {
  const { to, stayId } = effect;
  const target = { bankId: entry.bankId, compartmentId: to.compartmentId };
  const step = { moveId: effect.moveId ?? stayId, stayId: to.stayId, times: timesAt(ports.clock.nowMs()) };
  switch (effect.step) {
    case 'reserve':
      return reserve(ports, entry, effect, decideAt);
    case 'adopt':
      return adopt(ports, entry, effect, decideAt);
    case 'open':
      await claimMoved(ports, entry, effect);
      await decideAt(target, { type: 'move-open', ...step });
      return;
    case 'release':
      await decideAt(target, { type: 'move-release', ...step });
      return;
    default:
      return effect.step satisfies never;
  }
}

/** The other door is kept for it, and this one opened; or nothing comes of it, for want of the door or of time. */
async function reserve(
  ports: Ports,
  { bankId, compartmentId, committedAtMs }: OutboxEntry,
  { moveId = '', stayId, to }: MoveEffect,
  decideAt: DecideAt,
): Promise<void> {
  const from = { bankId, compartmentId };
  const target = { bankId, compartmentId: to.compartmentId };
  const nowMs = ports.clock.nowMs();
  const times = timesAt(nowMs);
  const step = { moveId, stayId, times };
  const letGo = () => decideAt(target, { type: 'move-release', ...step, stayId: to.stayId });
  const stay = (await ports.doors.load(from))?.door.stay;
  if (isOvertaken(stay, { moveId, stayId })) await letGo();
  if (stay?.id !== stayId || stay.move?.id !== moveId || stay.move.isStarted) return; // Made before, or overtaken.
  if (nowMs - committedAtMs > startsWithinMs) {
    await decideAt(from, { type: 'move-lapse', ...step, reason: 'too-late' });
    return;
  }
  const generation = await claimCode(ports, { ...target, stayId: to.stayId }, { from: 1, nowMs });
  const { parcelId, residentId, courierId, heldUntilMs, extendedUntilMs, assignedAtMs, forReturn, storedAtMs } = stay;
  const kept = { parcelId, residentId, courierId, heldUntilMs, extendedUntilMs, assignedAtMs, forReturn };
  const asked = stay.move;
  const { refusal } = await decideAt(target, {
    ...{ type: 'move-reserve', moveId, stayId: to.stayId, generation, ...kept, times },
    ...{ from: { compartmentId, stayId, storedAtMs }, actor: asked.actor, reason: asked.reason },
  });
  if (refusal) {
    await decideAt(from, { type: 'move-lapse', ...step, reason: 'door-taken' });
    return;
  }
  const { door } = await decideAt(from, { type: 'move-start', ...step });
  if (isOvertaken(door?.stay, { moveId, stayId })) await letGo();
}

/** While the other door was being kept: the end of the move has let it go before it was had, and it has no watch. */
const isOvertaken = (stay: Stay | undefined, of: { moveId: string; stayId: StayId }): boolean =>
  stay?.id === of.stayId && stay.state !== 'moved' && stay.move?.id !== of.moveId;

/**
 * What was put into another door than its own becomes that door's, if it lies there still and nobody has claimed it anew. Done
 * before, nothing is done; taken out again meanwhile, it stays called off.
 */
async function adopt(ports: Ports, entry: OutboxEntry, effect: MoveEffect, decideAt: DecideAt): Promise<void> {
  const { to } = effect;
  const before = (await ports.doors.load({ bankId: entry.bankId, compartmentId: to.compartmentId }))?.door;
  const door =
    before && mayAdopt(before, to.doorCycle) ? await adoptAt(before, { ports, entry, effect, decideAt }) : before;
  if (door?.stay?.id !== to.stayId) await callOff(ports, entry, effect);
}

interface Adoption {
  ports: Ports;
  entry: OutboxEntry;
  effect: MoveEffect;
  decideAt: DecideAt;
}

async function adoptAt(door: Door, { ports, entry, effect, decideAt }: Adoption): Promise<Door | undefined> {
  const { compartmentId, subject } = entry;
  const { parcelId, stayId, to, moveId: requestId } = effect;
  const target = { bankId: door.bankId, compartmentId: door.compartmentId };
  const times = timesAt(ports.clock.nowMs());
  const generation = await claimCode(ports, { ...target, stayId: to.stayId }, { from: 1, nowMs: times.nowMs });
  if (!subject || !(await claimMoved(ports, entry, effect))) return undefined;
  const { residentId, courierId } = subject;
  const kept = { parcelId, residentId, courierId, generation, from: { compartmentId, stayId } };
  // Whoever has tapped that it is there waits for the answer to that.
  const asked = { requestId, messageId: entry.inReplyTo, doorCycle: to.doorCycle };
  return (await decideAt(target, { type: 'adopt', stayId: to.stayId, ...kept, ...asked, times })).door;
}

/**
 * No door has it: whoever stands at the bank, and was asked to re-open the door that was given, is told that the deposit is
 * called off. Not where it was adopted before, or another request came between, whose screen is theirs.
 */
async function callOff(ports: Ports, entry: OutboxEntry, { parcelId, stayId, to }: MoveEffect): Promise<void> {
  const parcel = await ports.parcels.read(parcelId);
  const claimed = parcel?.claim?.stayId;
  const isOnItsWay = claimed === to.stayId && (parcel?.state === 'placing' || parcel?.state === 'cancelled');
  if (!parcel || (claimed !== stayId && !isOnItsWay)) return;
  const screen = entry.subject && display(entry, entry.subject, { code: 'deposit-cancelled' });
  if (screen && ports.clock.nowMs() <= screen.dropAfterMs) await sendDisplay(ports, entry, screen);
  if (parcel.state === 'placing') await ports.parcels.change(parcelId, parcel.version, { state: 'cancelled' });
}

/** From now on the parcel is the other door's, for whoever reads of it or asks something of it. False: somebody else's. */
async function claimMoved(
  ports: Ports,
  { committedAtMs }: OutboxEntry,
  { parcelId, stayId, to }: MoveEffect,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const parcel = await ports.parcels.read(parcelId);
    if (parcel?.claim?.stayId !== stayId) return parcel?.claim?.stayId === to.stayId; // So it is already, or never will be.
    const claim = { ...movedOn(parcel.claim, to), claimedAtMs: committedAtMs };
    if (await ports.parcels.change(parcelId, parcel.version, { state: 'placing', claim })) return true;
    await ports.pause(attempt);
  }
  throw new Error(`parcel ${parcelId} changed ${attemptsMax} times while it was moved`);
}
