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
  if (!bank) return undefined;
  if (lastSites.size >= lastSitesMax) lastSites.clear();
  lastSites.set(bankId, bank.siteId);
  const isRight = place !== undefined && lastSite === bank.siteId;
  return { ...(isRight ? place : await placeAt(registry, bank.siteId, subject)), bank };
}

async function placeAt(registry: Registry, siteId: SiteId, subject: string | undefined): Promise<Place> {
  const [site, member] = await Promise.all([
    registry.sites.read({ siteId }),
    subject === undefined ? undefined : registry.members.read({ siteId, subject }),
  ]);
  return { site, member };
}
