import type { OperationsReport } from '../../../app/api/report-operations.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import { titleOf } from '../../../domain/exceptions/titles/index.js';
import { endings } from '../../../domain/reports/endings.js';
import type { Tally, TallyOfCause } from '../../../domain/reports/operations.js';
import type { Content } from '../operation.js';
import { html, page, type Html } from '../page.js';
import { calendarIn } from './numbers.js';
import type { OperationsWords } from './operations-words/words.js';
import { outcomePlot } from './outcome-plot.js';
import { beginning, columnsOf, figures, nothing, paragraphs, table, unknown } from './parts-of-page.js';

/** The operations report as a page to read, send and print. */
export function operationsPage(
  report: OperationsReport,
  site: Pick<SiteRow, 'name' | 'timeZone'>,
  nowMs: number,
  words: OperationsWords,
): Content {
  const calendar = calendarIn(words.locale, site.timeZone);
  const text = page(
    words.title(site.name),
    [
      html`${beginning({ words, calendar, site, report, nowMs })} ${figures(firstLook(report, words))}`,
      html`<h2>${words.parcels.heading}</h2>
        ${parcels(report, words)}`,
      html`<h2>${words.incidents.heading}</h2>
        ${incidents(report, words)}`,
      html`<h2>${words.closed.heading}</h2>
        ${closed(report, words)}`,
      html`<h2>${words.alarms.heading}</h2>
        ${alarms(report, words)}`,
      html`<h2>${words.staff.heading}</h2>
        ${staff(report, words)}`,
      html`<h2>${words.method.heading}</h2>
        ${paragraphs(words.method.paragraphs)}`,
    ],
    words.language,
  );
  return { type: 'text/html', text };
}

function firstLook(report: OperationsReport, { first: words, numbers: { number, percent } }: OperationsWords) {
  const { deposits, staffMinutes } = report;
  const { incidents, open, visits, remoteResolutionRate: rate } = report.incidents.all;
  const stored = deposits.verified + deposits.vouched + deposits.unsure;
  const isSaved = staffMinutes.saved >= 0;
  return [
    { value: number(stored), words: words.stored(stored, report.banks) },
    { value: number(incidents), words: words.incidents(incidents, open) },
    { value: rate === undefined ? unknown : percent(rate), words: words.rate },
    { value: number(visits), words: words.visits(visits) },
    { value: `${number(Math.abs(staffMinutes.saved) / 60)} h`, words: isSaved ? words.saved : words.spent },
  ];
}

function parcels({ deposits }: OperationsReport, { parcels: words, numbers: { number } }: OperationsWords): Html {
  const { verified, vouched, unsure, notStored } = deposits;
  if (verified + vouched + unsure + notStored === 0) return nothing(words.none);
  return table(columnsOf(words.columns, 1), [
    [words.verified, number(verified)],
    [words.vouched, number(vouched)],
    [words.unsure, number(unsure)],
    [words.notStored, number(notStored)],
  ]);
}

function incidents(report: OperationsReport, words: OperationsWords): Html {
  const { byCause, all, withoutInherentVisits } = report.incidents;
  const { none, plot, columns, all: allSaid, withoutInherentVisits: withoutSaid } = words.incidents;
  if (byCause.length === 0) return nothing(none);
  const most = [...byCause].sort((a, b) => b.incidents - a.incidents);
  const titleIn = ({ cause }: TallyOfCause) => titleOf(cause, words.language);
  return html`${outcomePlot(
    plot,
    words.numbers.number,
    most.map((tally) => ({ label: titleIn(tally), counts: outcomes(tally) })),
  )}
  ${table(columnsOf(Object.values(columns), 2), [
    ...most.map((tally) => tallyRow([titleIn(tally), tally.severity], tally, words)),
    tallyRow([allSaid, ''], all, words),
    tallyRow([withoutSaid, ''], withoutInherentVisits, words),
  ])}`;
}

/** In the order of the plot's kinds. */
const outcomes = ({ incidents, undecided, decided, mendedRemotely }: TallyOfCause) => [
  ...[mendedRemotely, decided - mendedRemotely],
  ...[undecided, incidents - decided - undecided],
];

function tallyRow(named: [string, string], tally: Tally, { numbers: { number, percent, duration } }: OperationsWords) {
  const { remoteResolutionRate: rate, meanMsToResolve: ms } = tally;
  const { incidents, open, undecided, mendedRemotely, repeated, repeatsAtWorkingDoors, visits } = tally;
  const counts = [incidents, open, undecided, mendedRemotely, repeated, repeatsAtWorkingDoors, visits];
  return [
    ...[...named, ...counts.map((one) => number(one))],
    rate === undefined ? unknown : percent(rate),
    ms === undefined ? unknown : duration(ms),
  ];
}

function closed({ incidents: { all } }: OperationsReport, { closed: words, numbers }: OperationsWords): Html {
  if (all.mendedRemotely === 0) return nothing(words.none);
  return table(
    columnsOf(words.columns, 1),
    endings.map((ending) => [words.endings[ending], numbers.number(all.endings[ending])]),
  );
}

function alarms(report: OperationsReport, { alarms: words, numbers: { number } }: OperationsWords): Html {
  const { raised, endedByThemselves, endedPerBankPerMonth: rate, budgetPerBankPerMonth } = report.alarms;
  if (raised === 0) return nothing(words.none);
  const perBankAndMonth = rate === undefined ? undefined : number(rate, 2);
  const budget = number(budgetPerBankPerMonth, 2);
  const isWithin = (rate ?? 0) <= budgetPerBankPerMonth;
  return html`<p>
    ${endedByThemselves === 0 ? words.noneFalse({ raised, budget }) : words.raised({ raised, endedByThemselves, perBankAndMonth, budget })}
    <span class="${isWithin ? 'good' : 'bad'}">(${isWithin ? words.kept : words.exceeded})</span>.
  </p>`;
}

function staff({ staffMinutes }: OperationsReport, { staff: words, numbers }: OperationsWords): Html {
  const { byParcels, byVisitsSpared, spentOnVisits, saved, assumptions } = staffMinutes;
  const line = (said: string, minutes: number) => [said, numbers.number(minutes).replace('-', '−')];
  return html`${table(columnsOf(words.columns, 1), [
      line(words.byParcels, byParcels),
      line(words.byVisitsSpared, byVisitsSpared),
      line(words.spentOnVisits, -spentOnVisits),
      line(words.saved, saved),
    ])}
    <p class="small">${words.assumptions(assumptions)}</p>`;
}
