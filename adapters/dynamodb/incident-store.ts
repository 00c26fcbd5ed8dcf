import type { IncidentCommit, IncidentStore, LoadedIncident, Settled } from '../../app/ports.js';
import { incidentIdOf, parseIncidentId, type IncidentKey, type SiteId } from '../../domain/ids.js';
import { isOpen, type Incident } from '../../domain/incident/incident.js';
import { assert } from '../../domain/assert.js';
import type { Item, TableAccess } from './access.js';
import { dueFrom } from './due-items.js';
import { equals, isAbsent, isAtVersion, isThere, type Condition } from './expression.js';
import { pageInIndex } from './paging.js';
import { incidentKey, indexes, keys, lists, padded } from './table.js';

/** Incidents, one item each. A commit is one conditional write of one item: the state, and what it adds to what is owed. */
export function dynamoIncidentStore(table: TableAccess): IncidentStore {
  return {
    async latest(slot) {
      const where: Condition = (x) => equals(x, 'pk', incidentKey(slot));
      const { items } = await table.query({ where, newestFirst: true, limit: 1, isConsistent: true });
      return items[0] && loadedFrom(items[0]);
    },
    async load(key) {
      const item = await table.get(keys.incident(key), { isConsistent: true });
      return item && loadedFrom(item);
    },
    commit: (commit) => (commit.version === 0 ? create(table, commit) : change(table, commit)),
    settle: (key, settled) => settle(table, key, settled),
    claimDue: (due, untilMs) =>
      table.update(keys.incident(due), {
        set: dueFrom(keys.incident(due), untilMs),
        condition: (x) => equals(x, indexes.due.range, due.dueAtMs),
      }),
    claimReport(reportId, madeFrom, untilMs) {
      const row = { madeFrom, ttl: Math.ceil(untilMs / 1000) };
      const isOurs: Condition = (x) => `${isAbsent(x)} OR ${equals(x, 'madeFrom', madeFrom)}`;
      return table.putIf({ ...keys.report(reportId), ...row }, isOurs);
    },
    async list(siteId, { isOpen: onlyOpen, ...page }) {
      const list = { inSite: lists.incidents(siteId), keyOf: keyOfSort, newestFirst: true, prefix: prefixOf(onlyOpen) };
      const { items, cursor } = await pageInIndex(table, list, page);
      return { items: items.map((item) => loadedFrom(item).incident), cursor };
    },
  };
}

function create(table: TableAccess, { incident, version, owed, dueAtMs }: IncidentCommit): Promise<boolean> {
  const key = keys.incident(incident);
  const due = dueAtMs === undefined ? {} : Object.fromEntries(dueFrom(key, dueAtMs));
  return table.putIf({
    ...key,
    version: version + 1,
    incident,
    owed,
    ...placeInSite(incident),
    ...due,
    ...expiry(incident),
  });
}

function change(table: TableAccess, { incident, version, owed, dueAtMs }: IncidentCommit): Promise<boolean> {
  const key = keys.incident(incident);
  return table.update(key, {
    set: [
      ['version', version + 1],
      ['incident', incident],
      ...Object.entries(placeInSite(incident)),
      ...Object.entries(owed).map(([name, one]) => [['owed', name], one] as const),
      ...(dueAtMs === undefined ? [] : dueFrom(key, dueAtMs)),
    ],
    condition: isAtVersion(version),
  });
}

/** At the end of a performance the due mark follows; where something came between, only what is done goes. */
async function settle(table: TableAccess, at: IncidentKey, { done, rest }: Settled): Promise<void> {
  const key = keys.incident(at);
  const remove = done.map((name): [string, string] => ['owed', name]);
  if (rest && (await settleRest(table, at, { done, rest }))) return;
  if (remove.length > 0) await table.update(key, { remove, condition: isThere });
}

function settleRest(table: TableAccess, at: IncidentKey, { done, rest }: Required<Settled>): Promise<boolean> {
  const { version, again, dueAtMs } = rest ?? { version: 0, again: {}, dueAtMs: undefined };
  const key = keys.incident(at);
  const due = dueAtMs === undefined ? [] : dueFrom(key, dueAtMs);
  const names = Object.keys(again);
  return table.update(key, {
    set: [...due, ...names.map((name) => [['owed', name], again[name]] as const)],
    remove: [
      ...done.map((name): [string, string] => ['owed', name]),
      ...(dueAtMs === undefined ? [indexes.due.hash, indexes.due.range] : []),
    ],
    // What another performance has done meanwhile must not come back.
    condition: (x) =>
      [isAtVersion(version)(x), ...names.map((name) => `attribute_exists(${x.name(['owed', name])})`)].join(' AND '),
  });
}

/** Where only an end was heard of there is nothing to list, and nothing to remember once no replay can come any more. */
const placeInSite = (incident: Incident) =>
  incident.n === 0 ? {} : { inSite: lists.incidents(incident.siteId), siteSort: sortOf(incident) };

const endKeptMs = 30 * 24 * 3_600_000;
const expiry = ({ n, endedAtMs }: Incident) => (n === 0 ? { ttl: Math.ceil((endedAtMs + endKeptMs) / 1000) } : {});

const instantDigits = 15;
const prefixOf = (onlyOpen: boolean | undefined): string | undefined =>
  onlyOpen === undefined ? undefined : onlyOpen ? '1#' : '0#';
const sortOf = (incident: Incident): string =>
  `${prefixOf(isOpen(incident))}${padded(incident.raisedAtMs, instantDigits)}#${incidentIdOf(incident)}`;

function keyOfSort(siteSort: string) {
  const key = parseIncidentId(siteSort.split('#')[2] ?? '');
  assert(key, 'a place in the list of incidents ends with an id');
  return keys.incident(key);
}

function loadedFrom(item: Item): LoadedIncident {
  const { incident, version, owed } = item as unknown as LoadedIncident & { incident: Incident & { siteId: SiteId } };
  return { incident, version, owed };
}
