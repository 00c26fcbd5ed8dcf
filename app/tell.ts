import type { TellEffect } from '../domain/effects.js';
import { messages, render } from '../domain/messages/index.js';
import type { BankId, CompartmentId, SiteId } from '../domain/ids.js';
import { issuedCode } from './code-keys.js';
import type {
  Channel,
  ChannelOutcome,
  Courier,
  EmailState,
  ManagerContact,
  Ports,
  Resident,
  Site,
  Told,
} from './ports.js';
import { textsOf } from './texts.js';

type Recipient = Resident | Courier | ManagerContact;

/** Which door it is about, and at which site. */
export interface About {
  siteId: SiteId;
  bankId: BankId;
  compartmentId: CompartmentId;
}

/** One message to one person, by every channel that may carry it, email before SMS. Codes are derived here and kept nowhere. */
export async function tell(ports: Ports, about: About, effect: TellEffect): Promise<Told[]> {
  const { message, eventId } = effect;
  const site = await ports.directory.site(about.siteId);
  const to = site && (await recipient(ports, site, effect));
  const told: Told[] = [];
  if (site && to) {
    const text = await textOf(ports, about, effect, { site, to });
    for (const channel of carriers(ports, effect)) {
      const outcome = await send(channel, { to, text, eventId, kind: message });
      if (channel.name === 'email') await noteEmail(ports, to, outcome);
      if (isTrouble(outcome)) ports.counters.count('not-carried', { channel: channel.name, outcome });
      told.push({ message, channel: channel.name, outcome });
    }
  }
  if (told.some(({ outcome }) => outcome === 'sent')) return told;
  ports.counters.count('nobody-told', { message });
  // Worth another try only while nobody was reached: a channel that works is not repeated for one that does not. What
  // prefers not to come rather than to come twice is not tried again at all.
  const mayRepeat = messages[message].prefers === 'at-least-once';
  if (mayRepeat && told.some(({ outcome }) => outcome === 'failed')) throw new Error(`${message} reached nobody`);
  return told.length > 0 ? told : [{ message, channel: 'none', outcome: 'no-address' }];
}

async function textOf(
  ports: Ports,
  { siteId, bankId, compartmentId }: About,
  { message, to: addressed, stayId, generation, step, evidence }: TellEffect,
  { site, to }: { site: Site; to: Recipient },
) {
  return render(message, await textsOf('language' in to ? to.language : site.language), {
    siteName: site.name,
    compartmentId,
    code: generation ? await issuedCode(ports, { bankId, stayId, generation }) : undefined,
    step,
    evidence,
    resident: 'managerAbout' in addressed ? await ports.directory.resident(siteId, addressed.managerAbout) : undefined,
  });
}

/** A channel that fails is an outcome like the others: the next one is tried. */
async function send(channel: Channel, message: Parameters<Channel['send']>[0]): Promise<ChannelOutcome> {
  try {
    return await channel.send(message);
  } catch {
    return 'failed';
  }
}

async function recipient(ports: Ports, site: Site, { to }: TellEffect): Promise<Recipient | undefined> {
  if ('managerAbout' in to) return site.manager;
  return 'residentId' in to
    ? ports.directory.resident(site.id, to.residentId)
    : ports.directory.courier(site.id, to.courierId);
}

/** Whom a channel does not reach though it was given to reach them by; that there is none is no trouble of the channel's. */
const isTrouble = (outcome: ChannelOutcome): boolean =>
  outcome === 'lost' || outcome === 'opted-out' || outcome === 'refused' || outcome === 'failed';

/** What an outcome says about the resident's subscription; of the others nothing is known. */
const seenAs: Partial<Record<ChannelOutcome, EmailState>> = {
  sent: 'confirmed',
  unconfirmed: 'unconfirmed',
  lost: 'lost',
};

/** Keeps it where it is news. The message is out by now: that it cannot be kept does no harm, the next one sees it again. */
async function noteEmail({ directory, counters }: Ports, to: Recipient, outcome: ChannelOutcome): Promise<void> {
  const state = seenAs[outcome];
  if (!state || !('unit' in to) || to.emailState === state) return;
  if (state === 'lost') counters.count('email-lost');
  await directory.noteEmail(to, state).catch(() => counters.count('email-state-not-kept'));
}

const order = ['email', 'sms'];

function carriers(ports: Ports, { message }: TellEffect): Channel[] {
  const may: readonly string[] = messages[message].channels;
  return ports.channels
    .filter(({ name }) => may.includes(name))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
