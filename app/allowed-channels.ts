import type { TellEffect } from '../domain/effects.js';
import type { BankId, SiteId } from '../domain/ids.js';
import { allowancesOf, dayOf } from '../domain/messages/cap.js';
import { messages } from '../domain/messages/index.js';
import { messagesCapped } from '../domain/messages/messages-capped.js';
import type { Channel, Counted, Ports, Site } from './ports.js';
import { raise } from './raise.js';

interface Asked {
  site: Site;
  about: { bankId: BankId };
  effect: Pick<TellEffect, 'message' | 'to'>;
}

export interface Allowed {
  channels: readonly Channel['name'][];
  /** What it was counted as. */
  counted: Counted;
}

/**
 * By which channels the day's caps let a message go; `undefined`: by none. It is counted here, before it is sent, and given
 * back where it reached nobody: a channel that is away for a day uses up no cap. What is needed and does not go everywhere is an incident.
 */
export async function allowedChannels(ports: Ports, { site, about, effect }: Asked): Promise<Allowed | undefined> {
  const nowMs = ports.clock.nowMs();
  const day = dayOf(nowMs, site.timeZone);
  const counted = { siteId: site.id, day, person: personOf(effect) };
  const { message } = effect;
  const place = { siteId: site.id, bankId: about.bankId };
  for (const [i, { most, channels }] of allowancesOf(message, site.policy).entries()) {
    if (!(await ports.messageCounts.take(counted, most))) continue;
    if (i > 0) await noteCapped(ports, place, { message, day, nowMs });
    return { channels, counted };
  }
  await noteCapped(ports, place, { message, day, nowMs });
  return undefined;
}

/** Ids have no space. */
function personOf({ to }: Asked['effect']): string {
  if ('managerAbout' in to) return 'the manager';
  return 'residentId' in to ? `resident ${to.residentId}` : `courier ${to.courierId}`;
}

interface Capped {
  message: TellEffect['message'];
  day: number;
  nowMs: number;
}

async function noteCapped(
  ports: Ports,
  { siteId, bankId }: { siteId: SiteId; bankId: BankId },
  { message, day, nowMs }: Capped,
): Promise<void> {
  ports.counters.count('message-capped', { message, siteId, bankId });
  if (messages[message].weight === 'needed') await raise(ports, messagesCapped(bankId, day, nowMs));
}
