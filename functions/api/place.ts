import type { BankRow, MemberRow, Registry, SiteRow } from '../../app/registry-ports.js';
import type { BankId, SiteId } from '../../domain/ids.js';

/** What a request is about, and what whoever asks is there. */
export interface Place {
  bank?: BankRow | undefined;
  site: SiteRow | undefined;
  member: MemberRow | undefined;
}

/**
 * At which site a bank stood when it was last looked up: a bank stays where it is, so site and member are read with it and not
 * after it. Read for another site than the bank says, they are not used.
 */
const lastSites = new Map<string, SiteId>();
/** Then all are forgotten, and looked up again. */
const lastSitesMax = 1_000;
/** No id of a site looks like it. */
const nowhere = '-' as SiteId;

/** The site that a path names, or the site of its bank; and the membership there of this subject, if one is asked for. */
export async function placeOf(
  registry: Registry,
  path: Readonly<Record<string, string>>,
  subject: string | undefined,
): Promise<Place | undefined> {
  const { bankId, siteId } = path as { bankId?: BankId; siteId?: SiteId };
  if (bankId !== undefined) return placeOfBank(registry, bankId, subject);
  return siteId === undefined ? undefined : placeAt(registry, siteId, subject);
}

/**
 * Whoever is refused has waited for two reads in a row, whether the bank exists or not and whoever asked for it before: how long
 * it took tells a stranger nothing.
 */
async function placeOfBank(
  registry: Registry,
  bankId: BankId,
  subject: string | undefined,
): Promise<Place | undefined> {
  const lastSite = lastSites.get(bankId);
  const [bank, place] = await Promise.all([
    registry.banks.read({ bankId }),
    lastSite === undefined ? undefined : placeAt(registry, lastSite, subject),
  ]);
  const isRight = bank !== undefined && lastSite === bank.siteId;
  const isTheirs = subject === undefined || place?.member !== undefined;
  if (isRight && place && isTheirs) return { ...place, bank };
  const lookedUp = await placeAt(registry, bank?.siteId ?? nowhere, subject);
  if (!bank) return undefined;
  if (lastSites.size >= lastSitesMax) lastSites.clear();
  lastSites.set(bankId, bank.siteId);
  return { ...lookedUp, bank };
}

async function placeAt(registry: Registry, siteId: SiteId, subject: string | undefined): Promise<Place> {
  const [site, member] = await Promise.all([
    registry.sites.read({ siteId }),
    subject === undefined ? undefined : registry.members.read({ siteId, subject }),
  ]);
  return { site, member };
}
