import type { CommandEffect, DisplayEffect, Effect, RemoteOpenEffect, TellEffect } from '../domain/effects.js';
import type { DoorKey } from '../domain/ids.js';
import { isUnexpected } from '../domain/incident/from-door.js';
import { timesAt, type EffectsLapsed, type NobodyReached } from '../domain/inputs.js';
import { messages } from '../domain/messages/index.js';
import type { OutboxEntry } from '../domain/outbox.js';
import { react } from '../domain/reactions.js';
import { endedStates } from '../domain/stay.js';
import { moveOn, type DecideAt } from './moving.js';
import { raise } from './raise.js';
import type { CustodyRow, Ports, Told } from './ports.js';
import { readyDisplay } from './screen.js';
import { tell } from './tell.js';
import { doorsAt, settleWrongCompartment } from './wrong-compartment.js';

interface Performed {
  lapsed?: EffectsLapsed | undefined;
  unreached?: NobodyReached | undefined;
}

interface Run {
  /** The call that committed, right after it did: only then are messages sent that must not be doubled. */
  isFirst: boolean;
  /** What a move, or a parcel in the wrong door, owes another door. */
  decideAt: DecideAt;
}

/** What a commit owes, and its screens made ready. */
export interface Owed {
  effects: Effect[];
  screens: ReadonlyMap<DisplayEffect, Promise<() => Promise<void>>>;
}

/** Sends nothing yet: whoever waits at a screen gets it as soon as the commit is made, and the commit may fail. */
export function owedBy(ports: Ports, entry: OutboxEntry): Owed {
  const effects = react(entry);
  const displays = effects.filter((effect) => effect.kind === 'display');
  const screens = new Map(displays.map((effect) => [effect, readyDisplay(ports, entry, effect)]));
  for (const ready of screens.values()) ready.catch(() => undefined); // Thrown where it is performed, if it ever is.
  return { effects, screens };
}

/**
 * What a commit owes, in the order that people feel: the screen and the door, then what may be done twice, then email
 * and SMS one after the other, and last the custody row, which marks it all as done. What fails fails the call.
 * Answers with what came of it that is an input of its own: effects too late to perform, and a resident that nobody reached.
 */
export async function performEntry(
  ports: Ports,
  entry: OutboxEntry,
  run: Run,
  { effects, screens } = owedBy(ports, entry),
): Promise<Performed> {
  const nowMs = ports.clock.nowMs();
  const performOne = (effect: Effect) => perform(ports, entry, effect, { ...run, screens });
  const lapsed = effects.filter((effect) => isLapsed(effect, nowMs));
  const timely = effects.filter((effect) => !isLapsed(effect, nowMs));

  await Promise.all(timely.filter(isAtTheDoor).map(performOne));
  await Promise.all(timely.filter((effect) => !isAtTheDoor(effect)).map(performOne));
  const told: Told[] = [];
  const tellings = timely.filter((effect) => effect.kind === 'tell').filter((effect) => mayTell(effect, run));
  const isStillSo = run.isFirst || tellings.length === 0 ? () => true : await truthAt(ports, entry);
  for (const effect of tellings) if (isStillSo(effect)) told.push(...(await tell(ports, entry, effect)));
  await ports.custody.put({ ...custodyRow(entry, told), ...(told.length > 0 && toldWhen(ports, run)) });
  return {
    lapsed: lapsed.length === 0 ? undefined : lapse(entry, lapsed, nowMs, run),
    unreached: unreachedBy(entry, told, nowMs),
  };
}

const isLapsed = (effect: Effect, nowMs: number): boolean =>
  'dropAfterMs' in effect && effect.dropAfterMs !== undefined && nowMs > effect.dropAfterMs;

const isAtTheDoor = ({ kind }: Effect): boolean => kind === 'display' || kind === 'open' || kind === 'remote-open';

/** Each message says which error it prefers: to be sent twice, or not at all. */
const mayTell = ({ message }: TellEffect, { isFirst }: Pick<Run, 'isFirst'>): boolean =>
  isFirst || messages[message].prefers === 'at-least-once';

/**
 * What is told late must still be so: a code that was re-issued since, or whose stay has ended, opens nothing; and a
 * resident whose parcel has left, or is missing, is not told that it waits.
 */
async function truthAt(ports: Ports, entry: OutboxEntry): Promise<(effect: TellEffect) => boolean> {
  const stay = (await ports.doors.load(entry))?.door.stay;
  return ({ message, to, stayId, generation }) => {
    if (!('residentId' in to) || staysSo.includes(message)) return true;
    if (stay?.id !== stayId || stay.state === 'missing' || endedStates.includes(stay.state)) return false;
    return generation === undefined || generation === stay.generation;
  };
}

/** That it went back, or is not theirs, is so whatever comes after. */
const staysSo: readonly TellEffect['message'][] = ['parcel-returned', 'parcel-reassigned'];

async function perform(
  ports: Ports,
  entry: OutboxEntry,
  effect: Effect,
  { screens, decideAt }: Pick<Owed, 'screens'> & Run,
): Promise<void> {
  switch (effect.kind) {
    case 'display':
      return (await screens.get(effect)!)();
    case 'open':
    case 'sample':
    case 'resend':
      return sendCommand(ports, entry, effect);
    case 'remote-open':
      return sendRemoteOpen(ports, entry, effect);
    case 'create-timer':
      return ports.timers.create(effect);
    case 'delete-timer':
      return ports.timers.delete(effect.name);
    case 'parcel-row':
      return ports.parcels.show(effect);
    case 'finding':
      await raise(ports, effect.finding);
      if (!isUnexpected(effect.finding)) return;
      return settleWrongCompartment(ports, await doorsAt(ports, entry.bankId), decideAt);
    case 'move':
      return moveOn(ports, entry, effect, decideAt);
    case 'tell':
      return; // People come last, one channel after the other.
    default:
      return effect satisfies never;
  }
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

/** Banks ask for a lease with every open: here its place is taken by the command's own id, which continues no visit. */
export async function sendRemoteOpen(
  ports: Ports,
  { bankId, compartmentId }: DoorKey,
  { commandId, dropAfterMs }: RemoteOpenEffect,
): Promise<void> {
  const times = { issuedAtMs: ports.clock.nowMs(), notAfterMs: dropAfterMs };
  await ports.bankLink.send(bankId, {
    ...{ commandId, type: 'open', compartmentId, leaseId: commandId },
    ...times,
    fields: {},
  });
}

function custodyRow(entry: OutboxEntry, told: Told[]) {
  const { custody, occurredAtMs, committedAtMs, bankId, compartmentId, events } = entry;
  return { ...custody, occurredAtMs, committedAtMs, bankId, compartmentId, events, told };
}

/** Only of a commit that tells people. */
const toldWhen = ({ clock }: Ports, { isFirst }: Run): Pick<CustodyRow, 'toldAtMs' | 'isToldAgain'> => ({
  toldAtMs: clock.nowMs(),
  isToldAgain: isFirst ? undefined : true,
});

/** A message that was tried by every channel of its resident, and reached them by none. */
function unreachedBy({ subject }: OutboxEntry, told: Told[], nowMs: number): NobodyReached | undefined {
  const tried = told.filter((one) => messages[one.message].to === 'resident' && !isLeftOut(one));
  const [first] = tried;
  if (!subject || !first || tried.some(({ outcome }) => outcome === 'sent')) return undefined;
  const { stayId, residentId } = subject;
  return { type: 'nobody-reached', stayId, residentId, message: first.message, times: timesAt(nowMs) };
}

/** Not told on purpose, and nobody lacks it: a reminder that they asked not to get, or that the day's cap leaves no room for. */
const isLeftOut = ({ message, channel, outcome }: Told): boolean =>
  channel === 'none' && outcome !== 'no-address' && messages[message].weight !== 'needed';

/** Whoever performs again cannot know that an open was never sent: the watch asks the bank, which does. */
function lapse(entry: OutboxEntry, lapsed: Effect[], nowMs: number, { isFirst }: Run): EffectsLapsed {
  return {
    type: 'effects-lapsed',
    commit: entry.commit,
    stayId: entry.subject?.stayId,
    effects: lapsed.map((effect) => (effect.kind === 'tell' ? `tell:${effect.message}` : effect.kind)),
    openLapsed: isFirst && lapsed.some(({ kind }) => kind === 'open'),
    times: timesAt(nowMs),
  };
}
