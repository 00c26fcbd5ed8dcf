import type { ResidentId, SiteId } from '../../domain/ids.js';
import type { Registry, ResidentRow } from '../registry-ports.js';
import { changeRow } from './change-row.js';
import type { IfMatch } from './if-match.js';
import type { ApiRefusal } from './refusals.js';

interface Asked {
  siteId: SiteId;
  residentId: ResidentId;
  /** When they leave; at most a year ahead, which the caller has looked at. */
  atMs: number;
  /** For so many days after that, parcels are still taken for them. */
  graceDays: number;
  ifMatch?: IfMatch;
}

const dayMs = 24 * 3_600_000;

/**
 * A resident leaves. Nothing that lies there changes: it is told of, reminded of and fetched as before. When the grace is
 * over they are a former resident, for whom no courier is given a door. Said again, the last word counts.
 */
export const moveOut = (
  { residents }: Registry,
  { siteId, residentId, atMs, graceDays, ifMatch }: Asked,
): Promise<ResidentRow | { refusal: ApiRefusal }> => {
  const takesParcelsUntilMs = atMs + graceDays * dayMs;
  const change = (row: ResidentRow): ResidentRow => {
    const isSaid = row.movesOutAtMs === atMs && row.takesParcelsUntilMs === takesParcelsUntilMs;
    return isSaid ? row : { ...row, movesOutAtMs: atMs, takesParcelsUntilMs };
  };
  return changeRow(residents, { siteId, residentId }, change, ifMatch);
};
