import type { Ending } from '../../../../domain/reports/endings.js';
import type { OutcomeWords } from '../outcome-plot.js';
import type { PageWords } from '../page-words.js';

/** All that the page of the operations report says, in one language: one file each. */
export interface OperationsWords extends PageWords {
  first: {
    stored(parcels: number, banks: number): string;
    incidents(incidents: number, open: number): string;
    rate: string;
    visits(visits: number): string;
    saved: string;
    spent: string;
  };
  parcels: {
    heading: string;
    none: string;
    columns: readonly [string, string];
    verified: string;
    vouched: string;
    unsure: string;
    notStored: string;
  };
  incidents: {
    heading: string;
    none: string;
    plot: OutcomeWords;
    all: string;
    withoutInherentVisits: string;
    columns: {
      cause: string;
      severity: string;
      incidents: string;
      open: string;
      undecided: string;
      mendedRemotely: string;
      repeated: string;
      repeatsAtWorkingDoors: string;
      visits: string;
      rate: string;
      meanTime: string;
    };
  };
  closed: {
    heading: string;
    none: string;
    columns: readonly [string, string];
    endings: Record<Ending, string>;
  };
  alarms: {
    heading: string;
    none: string;
    raised(of: {
      raised: number;
      endedByThemselves: number;
      perBankAndMonth: string | undefined;
      budget: string;
    }): string;
    /** None of them ended by itself. */
    noneFalse(of: { raised: number; budget: string }): string;
    kept: string;
    exceeded: string;
  };
  staff: {
    heading: string;
    columns: readonly [string, string];
    byParcels: string;
    byVisitsSpared: string;
    spentOnVisits: string;
    saved: string;
    assumptions(of: { minutesPerParcelByHand: number; minutesPerVisit: number }): string;
  };
  method: { heading: string; paragraphs: readonly string[] };
}
