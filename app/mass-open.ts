import { fleet, personScope, siteScope, stopsPersons } from '../domain/guard/guard.js';
import { countedForMs, massOpen, opensMaxOf, type NotedOpen } from '../domain/guard/mass-open.js';
import { isApiCommandId, type BankId } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import { raise } from './raise.js';
import { stopOpens } from './guard.js';
import type { OpensScope, Ports, Site } from './ports.js';

/** The bank's own guard has had enough: it opens nothing any more, and neither do we until a person has cleared it. */
export async function watchRefusal(ports: Ports, result: CommandResult): Promise<void> {
  if (result.outcome !== 'refused' || result.reason !== 'mass-open') return;
  const { bankId, commandId, times } = result;
  const given = isApiCommandId(commandId) ? await ports.commands.read({ bankId, commandId }) : undefined;
  await stopForMassOpen(ports, {
    bankId,
    commandId,
    atMs: times.occurredAtMs,
    by: given ? [given.by] : [],
    scopes: [],
  });
}

interface Asked extends NotedOpen {
  bankId: BankId;
  site: Site;
}

/** Opens that persons give are stopped, and are let go on at this bank. Where that is at another site, it is not said where. */
interface Stopped {
  clearedAt?: BankId | undefined;
}

/**
 * May a person open one more door? `undefined`: yes. Counted with all that they, the site and the fleet opened within the
 * hour. The one that is too many stops opens at its bank, and those that persons give in every scope that it was too many for.
 */
export async function stopOf(ports: Ports, { bankId, site, ...open }: Asked): Promise<Stopped | undefined> {
  const { scopes, kept, stopped: before } = await standingStop(ports, { bankId, site, by: open.by });
  if (before) return before;
  const counted = await Promise.all(
    scopes.map(async (scope, i) => {
      const sinceMs = Math.max(open.atMs - countedForMs, kept[i]?.clearedAtMs ?? 0);
      return { scope, noted: await ports.opens.note(scope, open, sinceMs) };
    }),
  );
  const over = counted.filter(({ scope, noted }) => noted.length > opensMaxOf(scope, site.policy));
  if (over.length === 0) return undefined;
  const by = [...new Set(over.flatMap(({ noted }) => noted.map((one) => one.by)))];
  const stopped = { bankId, commandId: open.commandId, atMs: open.atMs, by, scopes: over.map(({ scope }) => scope) };
  await stopForMassOpen(ports, stopped);
  return { clearedAt: bankId };
}

/** Are opens that this person gives stopped here already? */
export async function standingStop(
  ports: Ports,
  { bankId, site, by }: { bankId: BankId; site: Site; by: string },
): Promise<{ scopes: string[]; kept: OpensScope[]; stopped?: Stopped | undefined }> {
  const scopes = [personScope(by), siteScope(site.id), fleet];
  const [guard, ...kept] = await Promise.all([
    ports.guards.read(bankId),
    ...scopes.map((scope) => ports.opens.read(scope)),
  ]);
  if (stopsPersons(guard)) return { scopes, kept, stopped: { clearedAt: bankId } };
  const [person, ofSite, ofFleet] = kept.map(({ stop }) => stop);
  if (!person && !ofSite && !ofFleet) return { scopes, kept };
  return { scopes, kept, stopped: await clearedOf(ports, site, person ?? ofSite) };
}

/** A person may be of several sites; a bank of another is told of at that one only. */
async function clearedOf({ directory }: Ports, { id }: Site, stop: { bankId: BankId } | undefined): Promise<Stopped> {
  const bank = stop && (await directory.bank(stop.bankId));
  return { clearedAt: bank?.siteId === id ? stop?.bankId : undefined };
}

interface TooMany {
  bankId: BankId;
  commandId: string;
  atMs: number;
  by: string[];
  scopes: string[];
}

/** Found first: a retry finds it again, and stops what was left to stop. */
async function stopForMassOpen(ports: Ports, { bankId, commandId, atMs, by, scopes }: TooMany): Promise<void> {
  ports.counters.count('mass-open', { bankId, opens: by.length });
  await raise(ports, massOpen(bankId, commandId, atMs, scopes));
  await stopOpens(ports, bankId, { cause: 'mass-open', key: commandId, occurredAtMs: atMs, by, scopes });
  for (const scope of scopes) await ports.opens.stop(scope, { bankId, atMs });
}
