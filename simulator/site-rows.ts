import type { ManagerContact } from '../app/ports.js';
import type { SiteRow } from '../app/registry-ports.js';
import type { SiteId } from '../domain/ids.js';
import { languageTags } from '../domain/messages/index.js';
import { defaultPolicy, type SitePolicy } from '../domain/policy.js';
import type { Hosts } from './hosts.js';
import { startAtMs } from './world.js';

export const kept = { version: 1, createdAtMs: startAtMs, madeFrom: 'simulator' };

/** Clocks and languages of sites, in turn: both hemispheres, and a quarter of an hour. People keep the hours of UTC all the same. */
const clocksOfSites = ['UTC', 'Europe/Paris', 'America/New_York', 'Australia/Sydney', 'Asia/Kathmandu'] as const;
/** What becomes of a parcel in a wrong door, by sites in turn; where somebody looks after the banks, as the product comes. */
const wrongCompartments = ['ask', 'cancel', 'reassign'] as const;

export function siteRowOf(id: SiteId, i: number, hosts: Hosts | undefined): SiteRow {
  const timeZone = clocksOfSites[i % clocksOfSites.length] ?? 'UTC';
  const language = languageTags[i % languageTags.length] ?? 'en';
  const name = `House ${id.slice(-2)}`;
  const wrongCompartment = wrongCompartments[i % wrongCompartments.length] ?? 'ask';
  const policy: SitePolicy = hosts ? defaultPolicy : { ...defaultPolicy, wrongCompartment };
  return { ...kept, id, name, language, timeZone, manager: managerOf(id), policy };
}

export const managerOf = (siteId: SiteId): ManagerContact => ({ phone: `+1777${siteId.slice(-2)}00000` });
