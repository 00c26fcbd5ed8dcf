/**
 * Minutes of a building's staff for one parcel that is taken in, looked after and handed out by hand: one staff hour for 15
 * packages (National Apartment Association, units.naahq.org, November 2015).
 */
export const minutesPerParcelByHand = 4;
/** Minutes that a visit to a bank takes, with the way there and back. Assumption. */
export const minutesPerVisit = 60;

export interface StaffMinutes {
  /** Parcels that were stored, each of which nobody took in by hand. */
  byParcels: number;
  /** Incidents that were closed from afar, each of which would have been a visit. */
  byVisitsSpared: number;
  /** Visits that were asked for all the same: to be taken off. */
  spentOnVisits: number;
  saved: number;
  assumptions: { minutesPerParcelByHand: number; minutesPerVisit: number };
}

/** What was saved, with the two assumptions that it rests on. */
export function staffMinutes(counts: { stored: number; mendedRemotely: number; visits: number }): StaffMinutes {
  const byParcels = counts.stored * minutesPerParcelByHand;
  const byVisitsSpared = counts.mendedRemotely * minutesPerVisit;
  const spentOnVisits = counts.visits * minutesPerVisit;
  return {
    byParcels,
    byVisitsSpared,
    spentOnVisits,
    saved: byParcels + byVisitsSpared - spentOnVisits,
    assumptions: { minutesPerParcelByHand, minutesPerVisit },
  };
}
