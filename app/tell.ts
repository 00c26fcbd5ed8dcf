import type { TellEffect } from '../domain/effects.js';
import { messages, render, type MessageName } from '../domain/messages/index.js';
import type { BankId, CompartmentId, SiteId } from '../domain/ids.js';
import { allowedChannels } from './allowed-channels.js';
import { issuedCode } from './code-keys.js';
import type {
  Channel,
  ChannelOutcome,
  Courier,
  EmailState,
  ManagerContact,
  OptOut,
  Ports,
  Resident,
  Site,
  SmsState,
  Told,
  TellingOutcome,
} from './ports.js';
import { textsOf } from './texts.js';

type Recipient = Resident | Courier | ManagerContact;

/** Which door it is about, and at which site. */
export interface About {
  siteId: SiteId;
  bankId: BankId;
  compartmentId: CompartmentId;
}

/**
 * One message to one person, by every channel that may carry it, email before SMS, as far as they want it and the day's
 * caps allow. Codes are derived here and kept nowhere.
 */
export async function tell(ports: Ports, about: About, effect: TellEffect): Promise<Told[]> {
  const { message } = effect;
  const site = await ports.directory.site(about.siteId);
  const to = site && (await recipient(ports, site, effect));
  if (isDeclined(message, to)) return [{ message, channel: 'none', outcome: 'declined' }];
  if (!site || !to) return reachedNobody(ports, message, []);
  const allowed = await allowedChannels(ports, { site, about, effect });
  if (!allowed && messages[message].weight !== 'needed') return [{ message, channel: 'none', outcome: 'capped' }];
  const told = await tellBy(ports, about, effect, { site, to, allowed: allowed?.channels ?? [] });
  if (told.some(({ outcome }) => outcome === 'sent')) return told;
  if (allowed) await ports.messageCounts.giveBack(allowed.counted);
  return reachedNobody(ports, message, told);
}

function reachedNobody(ports: Ports, message: MessageName, told: Told[]): Told[] {
  ports.counters.count('nobody-told', { message });
  // Worth another try only while nobody was reached: a channel that works is not repeated for one that does not. What
  // prefers not to come rather than to come twice is not tried again at all.
  const mayRepeat = messages[message].prefers === 'at-least-once';
  if (mayRepeat && told.some(({ outcome }) => outcome === 'failed')) throw new Error(`${message} reached nobody`);
  return told.length > 0 ? told : [{ message, channel: 'none', outcome: 'no-address' }];
}

async function tellBy(
  ports: Ports,
  about: About,
  effect: TellEffect,
  { site, to, allowed }: { site: Site; to: Recipient; allowed: readonly Channel['name'][] },
): Promise<Told[]> {
  const { message, eventId } = effect;
  const text = await textOf(ports, about, effect, { site, to });
  const told: Told[] = [];
  for (const channel of carriers(ports, effect)) {
    const { name } = channel;
    const outcome = withheld(name, to, allowed) ?? (await send(channel, { to, text, eventId, kind: message }));
    await noteSeen(ports, name, to, outcome);
    if (isTrouble(outcome)) ports.counters.count('not-carried', { channel: name, outcome });
    if (name === 'email' && outcome === 'sent') ports.counters.count('email-sent');
    told.push({ message, channel: name, outcome });
  }
  return told;
}

/** Reminders are what people may ask to be left out of; they are told all the rest. */
const isDeclined = (message: MessageName, to: Recipient | undefined): boolean =>
  messages[message].weight === 'reminder' && optOutsOf(to).includes('reminders');

const optOutsOf = (to: Recipient | undefined): readonly OptOut[] => (to && 'optOuts' in to && to.optOuts) || [];

/** Why a channel is not even asked. */
function withheld(
  name: Channel['name'],
  to: Recipient,
  allowed: readonly Channel['name'][],
): 'declined' | 'capped' | undefined {
  if (optOutsOf(to).includes(name)) return 'declined';
  return allowed.includes(name) ? undefined : 'capped';
}

async function textOf(
  ports: Ports,
  { siteId, bankId, compartmentId }: About,
  { message, to: addressed, stayId, generation, step, evidence, isUnsure }: TellEffect,
  { site, to }: { site: Site; to: Recipient },
) {
  return render(isUnsure ? 'parcel-may-wait' : message, await textsOf('language' in to ? to.language : site.language), {
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
  if ('residentId' in to) return ports.directory.resident(site.id, to.residentId);
  const courier = await ports.directory.courier(site.id, to.courierId);
  return courier?.revoked ? undefined : courier; // Nobody whose access was taken away hears what lies in which door.
}

/** Whom a channel does not reach though it was given to reach them by; that there is none is no trouble of the channel's. */
const isTrouble = (outcome: TellingOutcome): boolean =>
  outcome === 'lost' || outcome === 'opted-out' || outcome === 'refused' || outcome === 'failed';

/** What an outcome says about the resident's subscription, and about their number; of the others nothing is known. */
const emailSeen: Partial<Record<TellingOutcome, EmailState>> = {
  sent: 'confirmed',
  unconfirmed: 'unconfirmed',
  lost: 'lost',
};
const smsSeen: Partial<Record<TellingOutcome, SmsState>> = { sent: 'reachable', 'opted-out': 'opted-out' };

/** Keeps it where it is news. The message is out by now: that it cannot be kept does no harm, the next one sees it again. */
async function noteSeen(ports: Ports, name: Channel['name'], to: Recipient, outcome: TellingOutcome): Promise<void> {
  if (!('unit' in to)) return;
  const { directory, counters } = ports;
  const [email, sms] = [emailSeen[outcome], smsSeen[outcome]];
  if (name === 'email' && email && to.emailState !== email) {
    if (email === 'lost') counters.count('email-lost');
    await directory.noteEmail(to, email).catch(() => counters.count('email-state-not-kept'));
  }
  // A number counts as reachable until it is seen not to be: nothing is written for most of them, ever.
  if (name === 'sms' && sms && (to.smsState ?? 'reachable') !== sms) {
    if (sms === 'opted-out') counters.count('sms-lost');
    await directory.noteSms(to, sms).catch(() => counters.count('sms-state-not-kept'));
  }
}

const order = ['email', 'sms'];

function carriers(ports: Ports, { message }: TellEffect): Channel[] {
  const may: readonly string[] = messages[message].channels;
  return ports.channels
    .filter(({ name }) => may.includes(name))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
