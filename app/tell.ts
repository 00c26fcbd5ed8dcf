import type { TellEffect } from '../domain/effects.js';
import { messages, render } from '../domain/messages/index.js';
import type { OutboxEntry } from '../domain/outbox.js';
import type { Channel, ChannelOutcome, Courier, Ports, Resident, Told } from './ports.js';

/** One message to one person, by every channel that may carry it, email before SMS. Codes are derived here and kept nowhere. */
export async function tell(ports: Ports, entry: OutboxEntry, effect: TellEffect): Promise<Told[]> {
  const { siteId, compartmentId } = entry;
  const to = await recipient(ports, entry, effect);
  const site = await ports.directory.site(siteId);
  if (!to || !site) return [{ message: effect.message, channel: 'none', outcome: 'no-address' }];
  const code = effect.generation ? await ports.secrets.pickupCode(effect.stayId, effect.generation) : undefined;
  const { step, evidence } = effect;
  const text = render(effect.message, 'language' in to ? to.language : 'en', {
    siteName: site.name,
    compartmentId,
    code,
    step,
    evidence,
  });
  const told: Told[] = [];
  for (const channel of carriers(ports, effect)) {
    const outcome = await send(channel, { to, text, eventId: effect.eventId, kind: effect.message });
    told.push({ message: effect.message, channel: channel.name, outcome });
  }
  const isReached = told.some(({ outcome }) => outcome === 'sent');
  if (!isReached) ports.counters.count('nobody-told', { message: effect.message });
  // Worth another try only while nobody was reached: a channel that works is not repeated for one that does not.
  if (!isReached && told.some(({ outcome }) => outcome === 'failed'))
    throw new Error(`${effect.message} reached nobody`);
  return told;
}

/** A channel that fails is an outcome like the others: the next one is tried. */
async function send(channel: Channel, message: Parameters<Channel['send']>[0]): Promise<ChannelOutcome> {
  try {
    return await channel.send(message);
  } catch {
    return 'failed';
  }
}

async function recipient(
  ports: Ports,
  { siteId }: OutboxEntry,
  { to }: TellEffect,
): Promise<Resident | Courier | undefined> {
  return 'residentId' in to
    ? ports.directory.resident(siteId, to.residentId)
    : ports.directory.courier(siteId, to.courierId);
}

const order = ['email', 'sms'];

function carriers(ports: Ports, { message }: TellEffect): Channel[] {
  const may: readonly string[] = messages[message].channels;
  return ports.channels
    .filter(({ name }) => may.includes(name))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
