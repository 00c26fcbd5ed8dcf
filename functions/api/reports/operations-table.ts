import type { OperationsReport } from '../../../app/api/report-operations.js';
import { endings, type Ending } from '../../../domain/reports/endings.js';
import type { Tally } from '../../../domain/reports/operations.js';
import { csv, type Cell } from '../csv.js';
import type { Content } from '../operation.js';
import { rounded } from './numbers.js';

const columns = ['part', 'item', 'measure', 'value', 'unit'] as const;
type Line = readonly [part: string, item: string, measure: string, value: Cell, unit: string];

/** The operations report as one table, a figure a line. */
export function operationsTable(report: OperationsReport): Content {
  const { deposits, incidents, alarms, staffMinutes } = report;
  const staff = (measure: string, value: number): Line => ['staff', '', measure, value, 'min'];
  const lines: Line[] = [
    ['site', '', 'from', new Date(report.fromMs).toISOString(), 'instant'],
    ['site', '', 'to', new Date(report.toMs).toISOString(), 'instant'],
    ['site', '', 'banks', report.banks, 'banks'],
    ['site', '', 'cut short', report.isCutShort ? 'yes' : 'no', ''],
    ['deposits', '', 'seen by the sensors', deposits.verified, 'parcels'],
    ['deposits', '', 'on somebody’s word', deposits.vouched, 'parcels'],
    ['deposits', '', 'nobody could say', deposits.unsure, 'parcels'],
    ['deposits', '', 'not stored', deposits.notStored, 'parcels'],
    ...tallyLines('all', incidents.all),
    ...tallyLines('all but those that need a visit by their nature', incidents.withoutInherentVisits),
    ...incidents.byCause.flatMap((tally) => tallyLines(tally.cause, tally)),
    ['alarms about sensors', '', 'raised', alarms.raised, 'alarms'],
    ['alarms about sensors', '', 'ended by themselves', alarms.endedByThemselves, 'alarms'],
    ['alarms about sensors', '', 'ended by themselves', known(alarms.endedPerBankPerMonth), 'per bank and month'],
    ['alarms about sensors', '', 'budget', alarms.budgetPerBankPerMonth, 'per bank and month'],
    staff('parcels that nobody took in by hand', staffMinutes.byParcels),
    staff('visits spared', staffMinutes.byVisitsSpared),
    staff('spent on visits', staffMinutes.spentOnVisits),
    staff('saved', staffMinutes.saved),
    staff('assumed for a parcel by hand', staffMinutes.assumptions.minutesPerParcelByHand),
    staff('assumed for a visit', staffMinutes.assumptions.minutesPerVisit),
  ];
  return csv(columns, lines);
}

function tallyLines(item: string, tally: Tally): Line[] {
  const line = (measure: string, value: Cell, unit: string): Line => ['incidents', item, measure, value, unit];
  return [
    line('raised', tally.incidents, 'incidents'),
    line('open', tally.open, 'incidents'),
    line('not decided yet', tally.undecided, 'incidents'),
    line('decided', tally.decided, 'incidents'),
    line('mended from afar', tally.mendedRemotely, 'incidents'),
    line('came again within 7 days', tally.repeated, 'incidents'),
    line('of those at a door that works', tally.repeatsAtWorkingDoors, 'incidents'),
    ...endings.map((ending) => line(`mended from afar: ${endingWords[ending]}`, tally.endings[ending], 'incidents')),
    line('visits', tally.visits, 'visits'),
    line('mended from afar', known(tally.remoteResolutionRate), 'share of those decided'),
    line('mean time to resolve', tally.meanMsToResolve && rounded(tally.meanMsToResolve / 60_000), 'min'),
  ];
}

const endingWords: Record<Ending, string> = {
  worked: 'seen to work on trial',
  seenOver: 'seen to be over',
  done: 'the bank’s word',
  trialTime: 'trial over, not used',
  untried: 'over before anything was tried',
  explained: 'put down to another incident',
  person: 'a person’s word',
};

const known = (value: number | undefined): Cell => value && rounded(value, 4);
