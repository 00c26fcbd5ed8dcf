import type { DueIncident, IncidentStore, LoadedIncident } from '../../app/ports.js';
import { incidentIdOf, type IncidentKey } from '../../domain/ids.js';
import { isOpen, type Incident } from '../../domain/incident/incident.js';
import type { MemoryDueItems } from './due-items.js';
import { pageOfRows } from './page.js';
import { Shelf, Shelves, type IsStale } from './shelf.js';

export interface MemoryIncidentStore extends IncidentStore {
  /** Every incident there is, with what it owes. */
  all(): LoadedIncident[];
}

/** Incidents in memory, with real version conflicts. */
export function memoryIncidentStore(due: MemoryDueItems, isStale?: IsStale): MemoryIncidentStore {
  const slots = new Shelves<LoadedIncident>(isStale);
  const reports = new Shelf<string>();
  const load = ({ slot, n }: IncidentKey) => slots.of(slot).get(padded(n, 6));
  const keep = (loaded: LoadedIncident) => slots.of(loaded.incident.slot).set(padded(loaded.incident.n, 6), loaded);
  const mark = (key: IncidentKey, dueAtMs: number) => due.mark(incidentIdOf(key), dueOf(key, dueAtMs));
  return {
    latest: async (slot) => slots.of(slot).rows().at(-1),
    load: async (key) => load(key),
    async commit({ incident, version, owed, dueAtMs }) {
      const kept = load(incident);
      if ((kept?.version ?? 0) !== version) return false;
      keep({ incident, version: version + 1, owed: { ...kept?.owed, ...owed } });
      if (dueAtMs !== undefined) mark(incident, dueAtMs);
      return true;
    },
    async settle(key, { done, rest }) {
      const kept = load(key);
      if (!kept) return;
      const again = rest && rest.version === kept.version && isOwedStill(kept, rest.again) ? rest : undefined;
      keep({ ...kept, owed: without({ ...kept.owed, ...again?.again }, done) });
      if (!again) return;
      if (again.dueAtMs === undefined) due.clear(incidentIdOf(key));
      else mark(key, again.dueAtMs);
    },
    claimDue: async (item, untilMs) => due.claim(incidentIdOf(item), item.dueAtMs, dueOf(item, untilMs)),
    claimReport: async (reportId, madeFrom) => reports.add(reportId, madeFrom) || reports.get(reportId) === madeFrom,
    async list(siteId, { isOpen: onlyOpen, ...page }) {
      const all = slots.peekAll().map(({ incident }) => incident);
      const own = all.filter(({ siteId: site, n }) => site === siteId && n > 0);
      const wanted = own.filter((incident) => onlyOpen === undefined || isOpen(incident) === onlyOpen);
      const rows = wanted.map((incident) => [placeOf(incident), incident] as const);
      return pageOfRows(
        rows.sort(([a], [b]) => (a < b ? -1 : 1)),
        page,
        { newestFirst: true },
      );
    },
    all: () => slots.all(),
  };
}

const dueOf = ({ slot, n }: IncidentKey, dueAtMs: number): DueIncident => ({ kind: 'incident', slot, n, dueAtMs });

const isOwedStill = ({ owed }: LoadedIncident, again: LoadedIncident['owed']): boolean =>
  Object.keys(again).every((name) => owed[name] !== undefined);

const without = (owed: LoadedIncident['owed'], names: readonly string[]): LoadedIncident['owed'] =>
  Object.fromEntries(Object.entries(owed).filter(([name]) => !names.includes(name)));

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');
const placeOf = (incident: Incident): string =>
  `${isOpen(incident) ? 1 : 0}#${padded(incident.raisedAtMs, 15)}#${incidentIdOf(incident)}`;
