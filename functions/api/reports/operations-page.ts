import type { OperationsReport } from '../../../app/api/report-operations.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import { titleOf } from '../../../domain/exceptions/titles/index.js';
import { endings, type Ending } from '../../../domain/reports/endings.js';
import type { Tally, TallyOfCause } from '../../../domain/reports/operations.js';
import type { Content } from '../operation.js';
import { html, page, type Html } from '../page.js';
import { outcomePlot } from './outcome-plot.js';
import { figures, nothing, table } from './parts-of-page.js';
import { calendarOf, count, duration, number, percent } from './words.js';

/** The operations report as a page to read, send and print. */
export function operationsPage(
  report: OperationsReport,
  site: Pick<SiteRow, 'name' | 'timeZone'>,
  nowMs: number,
): Content {
  const calendar = calendarOf(site.timeZone);
  const text = page(`${site.name}: how the lockers did`, [
    html`<h1>${site.name}: how the lockers did</h1>
      <p>
        ${calendar.period(report)}, ${count(report.banks, 'bank')}. Made on ${calendar.instant(nowMs)}; times are those
        of ${site.timeZone}.
        ${report.isCutShort ? 'More happened than one report reads: ask for a shorter period to see all of it.' : ''}
      </p>
      ${figures(firstLook(report))}`,
    html`<h2>Parcels</h2>
      ${parcels(report)}`,
    html`<h2>What went wrong, and how it ended</h2>
      ${incidents(report)}`,
    html`<h2>What ended those that were closed from afar</h2>
      ${closed(report)}`,
    html`<h2>False alarms</h2>
      ${alarms(report)}`,
    html`<h2>Time of your staff</h2>
      ${staff(report)}`,
    html`<h2>How this is counted</h2>
      ${method()}`,
  ]);
  return { type: 'text/html', text };
}

function firstLook({ deposits, incidents: { all }, staffMinutes }: OperationsReport) {
  const { remoteResolutionRate: rate } = all;
  return [
    { value: number(deposits.verified + deposits.vouched), words: 'parcels stored' },
    { value: number(all.incidents), words: `incidents, ${number(all.open)} of them open` },
    { value: rate === undefined ? '–' : percent(rate), words: 'of those decided were closed from afar' },
    { value: number(all.visits), words: all.visits === 1 ? 'visit was asked for' : 'visits were asked for' },
    { value: `${number(Math.abs(staffMinutes.saved) / 60)} h`, words: staffMinutes.saved < 0 ? 'of staff time more than by hand' : 'of staff time saved' }, // prettier-ignore
  ];
}

function parcels({ deposits: { verified, vouched, notStored } }: OperationsReport): Html {
  if (verified + vouched + notStored === 0) return nothing('No parcel came or was announced.');
  return table(
    [{ title: 'Deposits' }, { title: 'Parcels', isNumber: true }],
    [
      ['Seen by the sensors when the door was shut', number(verified)],
      ['On the courier’s word, for no sensor could say', number(vouched)],
      ['Announced, on the way, or called off', number(notStored)],
    ],
  );
}

function incidents({ incidents: { byCause, all, withoutInherentVisits } }: OperationsReport): Html {
  if (byCause.length === 0) return nothing('Nothing went wrong.');
  const most = [...byCause].sort((a, b) => b.incidents - a.incidents);
  return html`${outcomePlot('Incidents by cause, and how they went', most.map(outcomes))}
  ${table(tallyColumns, [
    ...most.map((tally) => tallyRow(titleOf(tally.cause, 'en'), tally.severity, tally)),
    tallyRow('All', '', all),
    tallyRow('Without those that need a visit by their nature', '', withoutInherentVisits),
  ])}`;
}

const endingWords: Record<Ending, string> = {
  worked: 'Its door was given back on trial, and was seen to work',
  seenOver: 'It was seen to be over, after something was tried or somebody told',
  done: 'The bank said that it was done',
  trialTime: 'Nobody used its door until its trial was over',
  untried: 'It was over before anything was tried or anybody told',
  explained: 'It was put down to another incident',
  person: 'A person said so',
};

function closed({ incidents: { all } }: OperationsReport): Html {
  if (all.mendedRemotely === 0) return nothing('Nothing was closed from afar for good.');
  return table(
    [{ title: 'What ended it' }, { title: 'Incidents', isNumber: true }],
    endings.map((ending) => [endingWords[ending], number(all.endings[ending])]),
  );
}

const outcomes = (tally: TallyOfCause) => {
  const { cause, incidents, open, undecided, mendedRemotely } = tally;
  const otherwise = incidents - open - undecided - mendedRemotely;
  return { label: titleOf(cause, 'en'), counts: [mendedRemotely, otherwise, undecided, open] };
};

const tallyColumns = [
  { title: 'Cause' },
  { title: 'Severity' },
  ...[
    ...['Incidents', 'Open', 'Not decided', 'Closed from afar', 'Seen again', 'Door works', 'Visits'],
    ...['Rate', 'Mean time'],
  ].map((title) => ({ title, isNumber: true })),
];

function tallyRow(label: string, severity: string, tally: Tally): string[] {
  const { remoteResolutionRate: rate, meanMsToResolve: ms } = tally;
  const { incidents, open, undecided, mendedRemotely, repeated, repeatsAtWorkingDoors, visits } = tally;
  const counts = [incidents, open, undecided, mendedRemotely, repeated, repeatsAtWorkingDoors, visits];
  return [
    ...[label, severity, ...counts.map((one) => number(one))],
    rate === undefined ? '–' : percent(rate),
    ms === undefined ? '–' : duration(ms),
  ];
}

function alarms({
  alarms: { raised, endedByThemselves, endedPerBankPerMonth, budgetPerBankPerMonth },
}: OperationsReport) {
  if (raised === 0) return nothing('No alarm about a sensor was raised.');
  const rate = endedPerBankPerMonth === undefined ? '' : `, ${number(endedPerBankPerMonth, 2)} per bank and month`;
  const isWithin = (endedPerBankPerMonth ?? 0) <= budgetPerBankPerMonth;
  return html`<p>
    ${count(raised, 'alarm')} about sensors. At most ${number(endedByThemselves)} of them were false: so many ended
    before anything was tried${rate}. The site bears ${number(budgetPerBankPerMonth, 2)}
    <span class="${isWithin ? 'good' : 'bad'}">(${isWithin ? 'kept' : 'exceeded'})</span>.
  </p>`;
}

function staff({ staffMinutes }: OperationsReport): Html {
  const { byParcels, byVisitsSpared, spentOnVisits, saved, assumptions } = staffMinutes;
  const line = (words: string, minutes: number) => [words, number(minutes).replace('-', '−')];
  return html`${table(
      [{ title: 'Time' }, { title: 'Minutes', isNumber: true }],
      [
        line('Parcels that nobody took in, looked after and handed out', byParcels),
        line('Visits that were spared', byVisitsSpared),
        line('Visits that were asked for all the same', -spentOnVisits),
        line('Saved', saved),
      ],
    )}
    <p class="small">
      It rests on ${assumptions.minutesPerParcelByHand} minutes of staff for a parcel by hand (one hour for 15 parcels:
      National Apartment Association, 2015) and ${assumptions.minutesPerVisit} minutes for a visit to a bank, which is
      an assumption.
    </p>`;
}

const method = (): Html =>
  html`<div class="small">
    <p>Parcels are of the period in which they were announced or came, incidents of that in which they were raised.</p>
    <p>
      An incident counts as closed from afar if it ended with no visit and was not seen again within 7 days. The rate is
      that of all incidents that are decided: those that are open, or over for less than 7 days, stand beside it. Some
      causes need a visit by their nature, as an object that is to be fetched: the last line is without them.
    </p>
    <p>
      Door works: the door was left open again and works, so that it was what people do each time. Since the first time
      it has been shut in time so often that a door which fails one time in five would do so by chance in one case of a
      hundred at most; no incident told of its lock, latch or switch, and nobody was asked to go there. It counts as
      seen again all the same, and no rate is without it.
    </p>
  </div>`;
