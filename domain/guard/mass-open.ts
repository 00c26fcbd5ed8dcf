import type { SitePolicy } from '../policy.js';
import type { BankId } from '../ids.js';
import type { Finding } from '../incident/finding.js';
import { fleet } from './guard.js';

/**
 * So many locks of one bank let go within a minute, whoever commands it: `opensPerMinuteMax` of `bank.json`, kept by the
 * bank itself. At one screen a visit takes a request, an open and a shut door: six seconds is faster than anybody is. A
 * choice; the mass opening that this is against opened 2,732 doors at once (PickPoint, 2020).
 */
export const bankOpensPerMinuteMax = 10;

/** API-given opens are counted over this long. */
export const countedForMs = 3_600_000;
/**
 * Opens of the whole fleet that persons give within an hour. A technician opens some ten doors in a repair; forty repairs an
 * hour are a fleet of tens of thousands of banks. Assumption.
 */
const fleetOpensPerHourMax = 400;

/** An API-given open, as it is counted. */
export interface NotedOpen {
  commandId: string;
  atMs: number;
  /** The token's subject. */
  by: string;
}

/** How many opens a scope may have within an hour. */
export function opensMaxOf(scope: string, policy: SitePolicy): number {
  if (scope === fleet) return fleetOpensPerHourMax;
  return scope.startsWith('site:') ? policy.siteOpensPerHourMax : policy.personOpensPerHourMax;
}

/** Too many doors were told to open, at this bank or in a scope that it is in; the command that was one too many names it. */
export const massOpen = (
  bankId: BankId,
  commandId: string,
  occurredAtMs: number,
  scopes: readonly string[],
): Finding => ({
  cause: 'mass-open',
  place: { bankId },
  status: 'standing',
  key: commandId,
  occurredAtMs,
  // A person's scope names them: who it was is kept with the bank, and in no timeline.
  detail: { counted: scopes.length === 0 ? 'by the bank' : scopes.map((scope) => scope.split(':')[0]).join(' ') },
});
