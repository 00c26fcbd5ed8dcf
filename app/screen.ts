import type { DisplayEffect } from '../domain/effects.js';
import type { Language } from '../domain/messages/index.js';
import { screenLines } from '../domain/messages/screen.js';
import type { OutboxEntry } from '../domain/outbox.js';
import type { BankCommand, Ports } from './ports.js';
import { textsOf } from './texts.js';

type Address = Pick<OutboxEntry, 'bankId' | 'inReplyTo'> &
  Partial<Pick<OutboxEntry, 'siteId'>> & { compartmentId?: OutboxEntry['compartmentId'] | undefined };

/** The bank's screen: an answer to every request, and a verdict for every door closed in a visit. */
export async function sendDisplay(ports: Ports, address: Address, effect: DisplayEffect): Promise<void> {
  await ports.bankLink.send(address.bankId, await commandOf(ports, address, effect));
}

/** The same made ready, for what is not to be shown yet: the call of what it answers with sends it. */
export async function readyDisplay(
  ports: Ports,
  address: Address,
  effect: DisplayEffect,
): Promise<() => Promise<void>> {
  return ports.bankLink.ready(address.bankId, await commandOf(ports, address, effect));
}

async function commandOf(ports: Ports, address: Address, effect: DisplayEffect): Promise<BankCommand> {
  const { compartmentId } = address;
  const { commandId, code, inReplyTo, leaseId, choices, residents, remaining, isUnsure, nearby, other, dropAfterMs } =
    effect;
  const texts = await textsOf(await languageAt(ports, address));
  const lines = screenLines(code, texts, { compartmentId, remaining, isUnsure, nearby, other });
  return {
    commandId,
    type: 'display',
    compartmentId,
    leaseId,
    issuedAtMs: ports.clock.nowMs(),
    notAfterMs: dropAfterMs,
    fields: { inReplyTo, code, lines, choices, residents },
  };
}

/** The site's language; a bank that nobody knows is answered in the default one. Kept for a minute, like the site. */
async function languageAt({ directory }: Ports, { bankId, siteId }: Address): Promise<Language | undefined> {
  const at = siteId ?? (await directory.bank(bankId))?.siteId;
  return at && (await directory.site(at))?.language;
}
