import { lifeOf, needsEmptyDoor } from '../domain/command/command.js';
import { lastDecided } from '../domain/cycles.js';
import { isCertainlyEmpty, type QuarantineReason } from '../domain/door.js';
import { timesAt } from '../domain/inputs.js';
import { incidentIdOf, leaseIdOf, openCommandIdOf, type DoorKey } from '../domain/ids.js';
import type { IncidentEffect } from '../domain/incident/effects.js';
import { answersForJam } from '../domain/incident/explained.js';
import { isOpen, otherDoorOf, type Incident } from '../domain/incident/incident.js';
import { alertText } from '../domain/messages/alerts.js';
import { languageOf } from '../domain/messages/language.js';
import { screenAnswers, screenLines, type ScreenCode } from '../domain/messages/screen.js';
import { askToAcceptNoise } from './accept-noise.js';
import { decideAt, report } from './incidents.js';
import type { Ports } from './ports.js';
import { leaseOf } from './sample.js';
import { tellVisitor } from './tell-visitor.js';
import { textsOf } from './texts.js';
import { transact } from './transact.js';

/** One effect, by the port that it is for. Throws where the world fails; performing twice is once, but for people. */
export async function performEffect(
  ports: Ports,
  incident: Incident,
  effect: IncidentEffect,
  eventId: string,
): Promise<void> {
  switch (effect.kind) {
    case 'create-timer':
      return ports.timers.create(effect);
    case 'delete-timer':
      return ports.timers.delete(effect.name);
    case 'command':
      return sendCommand(ports, incident, effect);
    case 'ask':
      return ask(ports, incident, effect);
    case 'hold-door':
      return holdDoor(ports, incident, effect.reason);
    case 'release-door':
      return releaseDoor(ports, incident);
    case 'accept-noise':
      return askToAcceptNoise(ports, incident);
    case 'mark-repeated':
      await decideAt(ports, effect.before, {
        type: 'repeated',
        by: incidentIdOf(incident),
        nowMs: ports.clock.nowMs(),
      });
      return;
    case 'raise-offline':
      return raiseOffline(ports, incident, effect);
    case 'alert':
      return publish(ports, incident, effect, eventId);
    case 'tell':
      return tellVisitor(ports, incident, effect.whom, eventId);
    default:
      return effect satisfies never;
  }
}

/** It was told of and taken for a part of that case: nothing tells of it again. A return that comes between ends it all the same. */
async function raiseOffline(
  ports: Ports,
  incident: Incident,
  { sinceMs: occurredAtMs }: EffectOf<'raise-offline'>,
): Promise<void> {
  const { bankId } = incident.place;
  const { state } = await ports.banks.load(bankId);
  if (state.faults?.['bank-offline'] === undefined) return;
  const key = `after-${incidentIdOf(incident)}`;
  await report(ports, { cause: 'bank-offline', place: { bankId }, status: 'standing', key, occurredAtMs });
}

type EffectOf<Kind extends IncidentEffect['kind']> = Extract<IncidentEffect, { kind: Kind }>;

const doorOf = ({ place: { bankId, compartmentId } }: Incident): DoorKey | undefined =>
  compartmentId === undefined ? undefined : { bankId, compartmentId };

async function sendCommand(ports: Ports, incident: Incident, effect: EffectOf<'command'>): Promise<void> {
  const { commandId, command, fields, dropAfterMs } = effect;
  const { bankId, compartmentId } = incident.place;
  if (command === 'open') return openDoor(ports, incident, effect);
  if (needsEmptyDoor(command) && !(await isDoorEmpty(ports, incident)))
    return ports.counters.count('recalibration-not-sent', { incidentId: incidentIdOf(incident) });
  if (command === 'resend')
    return ask(ports, incident, { ...effect, commandId: await openAskedFor(ports, incident, commandId) });
  const leaseId = leaseOf(command, commandId);
  const times = { issuedAtMs: ports.clock.nowMs(), ...lifeOf(command, fields, dropAfterMs) };
  const more = await moreFields(ports, incident, effect);
  await ports.bankLink.send(bankId, {
    commandId,
    type: command,
    compartmentId,
    leaseId,
    ...times,
    fields: { ...more, ...fields },
  });
}

/** A parcel may have come since the fault was found, or lie in a door whose case began without one being seen to go. */
async function isDoorEmpty({ doors }: Ports, incident: Incident): Promise<boolean> {
  const key = doorOf(incident);
  const loaded = key && (await doors.load(key));
  return loaded !== undefined && isCertainlyEmpty(loaded.door);
}

/** By way of the door, whose custody log says who opened it and why. Nobody stands there: not with a parcel in it. */
async function openDoor(
  ports: Ports,
  incident: Incident,
  { commandId, dropAfterMs }: EffectOf<'command'>,
): Promise<void> {
  const key = doorOf(incident);
  if (!key) return;
  const id = incidentIdOf(incident);
  const asked = { by: { incident: id }, reason: incident.cause, mayOpenStay: false, openNotAfterMs: dropAfterMs };
  const input = { type: 'open-door', commandId, ...asked, times: timesAt(ports.clock.nowMs()) } as const;
  await transact(ports, key, input, { by: `${id}/open`, isRetried: false });
}

/** What became of the open of the door's last lease? The bank's answer to that is the door's. Without a lease: what became of the door? */
async function openAskedFor({ doors }: Ports, incident: Incident, commandId: string): Promise<string> {
  const key = doorOf(incident);
  const stay = key && (await doors.load(key))?.door.stay;
  return stay ? openCommandIdOf(leaseIdOf(stay.id, stay.leases)) : commandId;
}

/** What a command needs that no catalogue can know: words in the site's language. */
async function moreFields(ports: Ports, incident: Incident, { command, fields }: EffectOf<'command'>) {
  const code = screenAnswers.find((one) => one === fields['code']);
  return command === 'display' && code ? { lines: await linesOf(ports, incident, code) } : {};
}

async function linesOf({ directory }: Ports, { siteId, place }: Incident, code: ScreenCode): Promise<string[]> {
  const texts = await textsOf((await directory.site(siteId))?.language);
  return screenLines(code, texts, { compartmentId: place.compartmentId });
}

async function nextCycleOf({ doors }: Ports, incident: Incident): Promise<number> {
  const key = doorOf(incident);
  const loaded = key && (await doors.load(key));
  return loaded ? lastDecided(loaded.door.cycles) + 1 : 0;
}

/** A resend's id is the command that it asks about. Of a bank without a door in the case nothing can be asked: it waits. */
async function ask(
  ports: Ports,
  incident: Incident,
  { commandId, dropAfterMs }: Pick<EffectOf<'ask'>, 'commandId' | 'dropAfterMs'>,
): Promise<void> {
  const key = doorOf(incident);
  if (!key) return;
  const { bankId, compartmentId } = key;
  const times = { issuedAtMs: ports.clock.nowMs(), notAfterMs: dropAfterMs };
  const fields = { fromDoorCycle: await nextCycleOf(ports, incident) };
  await ports.bankLink.send(bankId, { commandId, type: 'resend', compartmentId, ...times, fields });
}

/**
 * The hold is one request of its incident: should a person release the door, the same incident does not hold it again. An
 * incident that has ended meanwhile holds nothing, whichever of the two came first to the door.
 */
async function holdDoor(ports: Ports, incident: Incident, reason: QuarantineReason): Promise<void> {
  const id = incidentIdOf(incident);
  for (const key of doorsOf(incident)) {
    const request = { requestId: `${id}-hold`, by: { incident: id }, reason, times: timesAt(ports.clock.nowMs()) };
    await transact(ports, key, { type: 'hold-door', ...request }, { by: `${id}/hold`, isRetried: false });
  }
  const now = await ports.incidents.load(incident);
  if (now && !isOpen(now.incident)) await releaseDoor(ports, incident);
}

async function releaseDoor(ports: Ports, incident: Incident): Promise<void> {
  const id = incidentIdOf(incident);
  const endsJam = answersForJam(incident) || undefined;
  for (const key of doorsOf(incident)) {
    const times = timesAt(ports.clock.nowMs());
    const release = { type: 'release-door', by: { incident: id }, endsJam, times } as const;
    await transact(ports, key, release, { by: `${id}/release`, isRetried: false });
  }
}

/** Of locks that are wired to each other's doors neither is opened safely. */
function doorsOf(incident: Incident): DoorKey[] {
  const { bankId } = incident.place;
  const other = incident.cause === 'wrong-door-opened' ? otherDoorOf(incident) : undefined;
  const key = doorOf(incident);
  return [...(key ? [key] : []), ...(other ? [{ bankId, compartmentId: other }] : [])];
}

async function publish(ports: Ports, incident: Incident, effect: EffectOf<'alert'>, eventId: string): Promise<void> {
  const { siteId, severity } = incident;
  const site = await ports.directory.site(siteId);
  const incidentId = incidentIdOf(incident);
  const { audience, alert, bring } = effect;
  const language = languageOf(site?.language);
  const spoken = { language, texts: await textsOf(language) };
  const text = alertText(incident, { ...spoken, siteName: site?.name ?? siteId, alert, bring });
  await ports.alerts.publish({ siteId, incidentId, severity, audience, text, eventId });
}
