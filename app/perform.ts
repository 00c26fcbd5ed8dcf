import type { CommandEffect, DisplayEffect, Effect, TellEffect } from '../domain/effects.js';
import type { EffectsLapsed } from '../domain/inputs.js';
import { messages } from '../domain/messages/index.js';
import { screenLines } from '../domain/messages/screen.js';
import type { OutboxEntry } from '../domain/outbox.js';
import { react } from '../domain/reactions.js';
import { endedStates } from '../domain/stay.js';
import type { Ports, Told } from './ports.js';
import { tell } from './tell.js';

interface Run {
  /** The call that committed, right after it did: only then are messages sent that must not be doubled. */
  isFirst: boolean;
}

/**
 * What a commit owes, in the order that people feel: the screen and the door, then what may be done twice, then email
 * and SMS one after the other, and last the custody row, which marks it all as done. What fails fails the call.
 * Answers with the effects that came too late, which are an input of their own.
 */
export async function performEntry(ports: Ports, entry: OutboxEntry, run: Run): Promise<EffectsLapsed | undefined> {
  const nowMs = ports.clock.nowMs();
  const effects = react(entry);
  const lapsed = effects.filter((effect) => isLapsed(effect, nowMs));
  const timely = effects.filter((effect) => !isLapsed(effect, nowMs));

  await Promise.all(timely.filter(isAtTheDoor).map((effect) => perform(ports, entry, effect)));
  await Promise.all(timely.filter((effect) => !isAtTheDoor(effect)).map((effect) => perform(ports, entry, effect)));
  const told: Told[] = [];
  const tellings = timely.filter((effect) => effect.kind === 'tell').filter((effect) => mayTell(effect, run));
  const isStillSo = run.isFirst || tellings.length === 0 ? () => true : await truthAt(ports, entry);
  for (const effect of tellings) if (isStillSo(effect)) told.push(...(await tell(ports, entry, effect)));
  await ports.custody.put(custodyRow(entry, told));
  return lapsed.length === 0 ? undefined : lapse(entry, lapsed, nowMs, run);
}

const isLapsed = (effect: Effect, nowMs: number): boolean =>
  'dropAfterMs' in effect && effect.dropAfterMs !== undefined && nowMs > effect.dropAfterMs;

const isAtTheDoor = ({ kind }: Effect): boolean => kind === 'display' || kind === 'open';

/** Each message says which error it prefers: to be sent twice, or not at all. */
const mayTell = ({ message }: TellEffect, { isFirst }: Run): boolean =>
  isFirst || messages[message].prefers === 'at-least-once';

/**
 * What is told late must still be so: a code that was re-issued since, or whose stay has ended, opens nothing; and a
 * resident whose parcel has left, or is missing, is not told that it waits.
 */
async function truthAt(ports: Ports, entry: OutboxEntry): Promise<(effect: TellEffect) => boolean> {
  const stay = (await ports.doors.load(entry))?.door.stay;
  return ({ to, stayId, generation }) => {
    if (!('residentId' in to)) return true;
    if (stay?.id !== stayId || stay.state === 'missing' || endedStates.includes(stay.state)) return false;
    return generation === undefined || generation === stay.generation;
  };
}

async function perform(ports: Ports, entry: OutboxEntry, effect: Effect): Promise<void> {
  switch (effect.kind) {
    case 'display':
      return sendDisplay(ports, entry, effect);
    case 'open':
    case 'sample':
    case 'resend':
      return sendCommand(ports, entry, effect);
    case 'create-timer':
      return ports.timers.create(effect);
    case 'delete-timer':
      return ports.timers.delete(effect.name);
    case 'parcel-row':
      return ports.parcels.show(effect);
    case 'tell':
      return; // People come last, one channel after the other.
    default:
      return effect satisfies never;
  }
}

type Address = Pick<OutboxEntry, 'bankId' | 'inReplyTo'> & { compartmentId?: OutboxEntry['compartmentId'] | undefined };

/** The bank's screen: an answer to every request, and a verdict for every door closed in a visit. */
export async function sendDisplay(
  ports: Ports,
  { bankId, compartmentId }: Address,
  effect: DisplayEffect,
): Promise<void> {
  const { commandId, code, inReplyTo, leaseId, choices, residents, dropAfterMs } = effect;
  await ports.bankLink.send(bankId, {
    commandId,
    type: 'display',
    compartmentId,
    leaseId,
    issuedAtMs: ports.clock.nowMs(),
    notAfterMs: dropAfterMs,
    fields: { inReplyTo, code, lines: screenLines(code, { compartmentId }), choices, residents },
  });
}

async function sendCommand(ports: Ports, { bankId, compartmentId }: OutboxEntry, effect: CommandEffect): Promise<void> {
  const { kind, commandId, leaseId, dropAfterMs, fromDoorCycle } = effect;
  await ports.bankLink.send(bankId, {
    commandId,
    type: kind,
    compartmentId,
    leaseId,
    issuedAtMs: ports.clock.nowMs(),
    notAfterMs: dropAfterMs,
    fields: kind === 'resend' ? { fromDoorCycle } : {},
  });
}

function custodyRow(entry: OutboxEntry, told: Told[]) {
  const { custody, occurredAtMs, committedAtMs, bankId, compartmentId, events } = entry;
  return { ...custody, occurredAtMs, committedAtMs, bankId, compartmentId, events, told };
}

/** Whoever performs again cannot know that an open was never sent: the watch asks the bank, which does. */
function lapse(entry: OutboxEntry, lapsed: Effect[], nowMs: number, { isFirst }: Run): EffectsLapsed {
  return {
    type: 'effects-lapsed',
    commit: entry.commit,
    stayId: entry.subject?.stayId,
    effects: lapsed.map((effect) => (effect.kind === 'tell' ? `tell:${effect.message}` : effect.kind)),
    openLapsed: isFirst && lapsed.some(({ kind }) => kind === 'open'),
    times: { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true },
  };
}
