import type { SiteCapacity } from '../../../app/api/report-capacity.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import type { Capacity } from '../../../domain/reports/capacity.js';
import { csv, type Cell } from '../csv.js';
import type { Content } from '../operation.js';
import { hours, isoDateIn, rounded } from './numbers.js';

const columns = ['part', 'bank', 'item', 'measure', 'value', 'unit'] as const;
type Line = readonly [part: string, bank: string, item: string, measure: string, value: Cell, unit: string];

/** The capacity report as one table, a figure a line: to be filtered and summed by whoever likes. */
export function capacityTable(report: SiteCapacity, { timeZone }: Pick<SiteRow, 'timeZone'>): Content {
  return csv(columns, [
    ...siteLines(report),
    ...dwellLines(report),
    ...report.banks.flatMap((bank) => [
      ['bank', bank.bankId, 'all sizes', 'turnover', known(bank.parcelsPerDoorAndDay), 'parcels per door and day'] as const, // prettier-ignore
      ...capacityLines(bank.bankId, 'all sizes', bank),
      ...bank.sizes.flatMap((size) => [
        ...capacityLines(bank.bankId, size.size, size),
        ['bank', bank.bankId, size.size, 'laid into larger doors', size.inLargerDoors, 'parcels'] as const,
      ]),
    ]),
    ...dayLines(report, timeZone),
    ...cleanOutLines(report),
  ]);
}

const known = (value: number | undefined): Cell => value && rounded(value, 4);

const siteLines = ({ fromMs, toMs, fullShareMax, ...site }: SiteCapacity): Line[] => [
  ['site', '', '', 'from', new Date(fromMs).toISOString(), 'instant'],
  ['site', '', '', 'to', new Date(toMs).toISOString(), 'instant'],
  ['site', '', '', 'doors', site.doors, 'doors'],
  ['site', '', '', 'stored', site.parcels, 'parcels'],
  ['site', '', '', 'turnover', known(site.parcelsPerDoorAndDay), 'parcels per door and day'],
  ['site', '', '', 'ended at a time that was not kept', site.endsUnknown, 'parcels'],
  ['site', '', '', 'full at most', fullShareMax, 'share of time'],
  ['site', '', '', 'cut short', site.isCutShort ? 'yes' : 'no', ''],
];

const dwellLines = ({ dwell }: SiteCapacity): Line[] => [
  ['time in a door', '', '', 'ended', dwell.ended, 'parcels'],
  ['time in a door', '', '', 'lying there still', dwell.lying, 'parcels'],
  ['time in a door', '', '', 'mean', dwell.meanMs && hours(dwell.meanMs), 'h'],
  ...dwell.quantiles.map(({ share, ms }): Line => [
    'time in a door',
    '',
    `${100 * share} %`,
    'gone within',
    ms && hours(ms),
    'h',
  ]),
  ...dwell.histogram.map(({ fromMs, toMs, parcels }): Line => {
    const item = toMs === undefined ? `${hours(fromMs)} h and more` : `${hours(fromMs)} to ${hours(toMs)} h`;
    return ['time in a door', '', item, 'ended', parcels, 'parcels'];
  }),
];

function capacityLines(bankId: string, item: string, { forecast, ...capacity }: Capacity): Line[] {
  const line = (measure: string, value: Cell, unit: string): Line => ['bank', bankId, item, measure, value, unit];
  return [
    line('doors', capacity.doors, 'doors'),
    line('out of use now', capacity.outOfUse, 'doors'),
    line('stored', capacity.parcels, 'parcels'),
    line('taken on average', known(capacity.meanTaken), 'doors'),
    line('most taken at once', capacity.mostTaken, 'doors'),
    line('every door taken', capacity.fullMinutes, 'min'),
    line('arrivals', known(forecast?.parcelsPerDay), 'parcels per day'),
    line('mean time in a door', forecast && hours(forecast.meanDwellMs), 'h'),
    line('forecast of doors taken', known(forecast?.load), 'doors'),
    line('forecast of every door taken', known(forecast?.fullShare), 'share of time'),
    line('needed', forecast?.doorsNeeded, 'doors'),
    line('needed at least', forecast?.doorsNeededAtLeast, 'doors'),
    line('needed at most', forecast?.doorsNeededAtMost, 'doors'),
    line('to add (below 0: to spare)', forecast?.change, 'doors'),
  ];
}

function dayLines({ days }: SiteCapacity, timeZone: string): Line[] {
  const date = isoDateIn(timeZone);
  return days.flatMap(({ fromMs, parcels, mostTaken }): Line[] => [
    ['day', '', date(fromMs), 'stored', parcels, 'parcels'],
    ['day', '', date(fromMs), 'most taken at once', mostTaken, 'doors'],
  ]);
}

const cleanOutLines = ({ cleanOut }: SiteCapacity): Line[] => [
  ['to take away', '', '', 'overdue', cleanOut.overdue, 'parcels'],
  ...cleanOut.parcels.map(({ bankId, compartmentId, parcelId, forMs }): Line => {
    return ['to take away', bankId, `${compartmentId} ${parcelId}`, 'lies there for', hours(forMs), 'h'];
  }),
];
