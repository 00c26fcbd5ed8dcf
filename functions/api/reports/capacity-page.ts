import type { SiteCapacity } from '../../../app/api/report-capacity.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import type { BankCapacity, SizeCapacity } from '../../../domain/reports/capacity.js';
import { lengthMs } from '../../../domain/reports/period.js';
import type { Content } from '../operation.js';
import { html, page, type Html } from '../page.js';
import { adviceOf } from './advice.js';
import { barPlot } from './bar-plot.js';
import { colours } from './colours.js';
import { doorPlot } from './door-plot.js';
import { figures, list, nothing, table } from './parts-of-page.js';
import { calendarOf, count, duration, number, percent, type Calendar } from './words.js';

/** The capacity report as a page to read, send and print. */
export function capacityPage(report: SiteCapacity, site: Pick<SiteRow, 'name' | 'timeZone'>, nowMs: number): Content {
  const calendar = calendarOf(site.timeZone);
  const text = page(`${site.name}: are there doors enough?`, [
    html`<h1>${site.name}: are there doors enough?</h1>
      <p>
        ${calendar.period(report)}. Made on ${calendar.instant(nowMs)}; times are those of ${site.timeZone}.
        ${report.isCutShort ? 'More came than one report reads: ask for a shorter period to see all of it.' : ''}
      </p>
      ${figures(firstLook(report))}`,
    html`<h2>What to change</h2>
      ${advice(report)}`,
    html`<h2>How full it was</h2>
      ${byDay(report, calendar)}`,
    html`<h2>Doors, size by size</h2>
      ${report.banks.length === 0 ? nothing('The site has no bank yet.') : report.banks.map(oneBank)}`,
    html`<h2>How long parcels lie</h2>
      ${dwell(report)}`,
    html`<h2>What to take away</h2>
      ${cleanOut(report, calendar)}`,
    html`<h2>How this is worked out</h2>
      ${method(report)}`,
  ]);
  return { type: 'text/html', text };
}

function firstLook({ parcels, doors, parcelsPerDoorAndDay, dwell: { quantiles }, banks, cleanOut }: SiteCapacity) {
  const half = quantiles.find(({ share }) => share === 0.5)?.ms;
  return [
    { value: number(parcels), words: `parcels stored, in ${count(doors, 'door')}` },
    {
      value: parcelsPerDoorAndDay === undefined ? '–' : number(parcelsPerDoorAndDay, 2),
      words: 'parcels per door and day',
    },
    { value: half === undefined ? '–' : duration(half), words: 'until half of the parcels are gone' },
    fullest(banks),
    { value: number(cleanOut.overdue), words: 'parcels overdue now' },
  ];
}

/** Of all sizes of all banks, the one of which every door was taken for the longest. */
function fullest(banks: readonly BankCapacity[]) {
  const sizes = banks.flatMap(({ bankId, sizes }) => sizes.map((size) => ({ bankId, ...size })));
  const [worst] = sizes.filter(({ doors }) => doors > 0).sort((a, b) => b.fullMinutes - a.fullMinutes);
  if (!worst || worst.fullMinutes === 0) return { value: '0 min', words: 'in which a size had no free door' };
  const { bankId, size, fullMinutes } = worst;
  return { value: duration(fullMinutes * 60_000), words: `with no free ${size} door in ${bankId}, the longest of all` };
}

function advice({ banks, fullShareMax }: SiteCapacity): Html {
  const lines = banks.flatMap((bank) => adviceOf(bank, fullShareMax));
  return lines.length > 0
    ? list(lines)
    : nothing('Too little is known yet: it takes a week, and parcels that have come and gone.');
}

function byDay({ days, doors, parcels }: SiteCapacity, { day }: Calendar): Html {
  if (parcels === 0 && days.every(({ mostTaken }) => mostTaken === 0)) return nothing('No parcel came or lay here.');
  const named = days.map(({ fromMs, ...rest }) => ({ label: day(fromMs), ...rest }));
  return html`${barPlot({
    title: 'Parcels stored each day',
    yLabel: 'Parcels stored',
    xLabel: 'Day',
    bars: named.map(({ label, parcels: value }) => ({ label, value })),
  })}
  ${barPlot({
    title: 'Most doors taken at once each day',
    yLabel: 'Most doors taken at once',
    xLabel: 'Day',
    bars: named.map(({ label, mostTaken: value }) => ({ label, value })),
    limit: { label: `all ${count(doors, 'door')}`, value: doors },
    colour: colours.sky,
  })}`;
}

function oneBank(bank: BankCapacity): Html {
  const { bankId, doors, outOfUse, sizes } = bank;
  if (doors === 0) return html`<h3>${bankId}</h3>
    ${nothing('It has no doors yet.')}`; // prettier-ignore
  const out = outOfUse > 0 ? `, ${number(outOfUse)} of them out of use now` : '';
  return html`<h3>${bankId}</h3>
    <p>${count(doors, 'door')}${out}; ${turnover(bank)}.</p>
    ${doorPlot(
      `Doors of ${bankId}, by size`,
      sizes.map((size) => ({ label: `size ${size.size}`, ...size, needed: neededOf(size) })),
    )}
    ${table(sizeColumns, [
      ...sizes.map((size) => sizeRow(`${size.size}`, size, lengthMs(bank), `${number(size.inLargerDoors)}`)),
      sizeRow('all', bank, lengthMs(bank), ''),
    ])}`;
}

const neededOf = ({ forecast }: SizeCapacity) =>
  forecast && {
    doors: forecast.doorsNeeded,
    atLeast: forecast.doorsNeededAtLeast,
    atMost: forecast.doorsNeededAtMost,
  };

function turnover({ parcels, parcelsPerDoorAndDay: rate }: BankCapacity): string {
  if (parcels === 0) return 'nothing was stored';
  const aDay = rate === undefined ? '' : `, ${number(rate, 2)} per door and day`;
  return `${count(parcels, 'parcel')} stored${aDay}`;
}

const sizeColumns = [
  { title: 'Size' },
  ...['Doors', 'Parcels', 'In larger doors', 'Taken on average', 'Most at once', 'All taken for', 'Share of time'],
  ...['Forecast of that share', 'Doors needed'],
].map((column) => (typeof column === 'string' ? { title: column, isNumber: true } : column));

function sizeRow(label: string, size: Omit<SizeCapacity, 'size' | 'inLargerDoors'>, forMs: number, inLarger: string) {
  const { doors, parcels, meanTaken, mostTaken, fullMinutes, forecast } = size;
  return [
    ...[label, number(doors), number(parcels), inLarger, number(meanTaken), number(mostTaken)],
    duration(fullMinutes * 60_000),
    forMs > 0 ? percent((fullMinutes * 60_000) / forMs) : '–',
    forecast && doors > 0 ? percent(forecast.fullShare) : '–',
    forecast ? `${forecast.doorsNeeded} (${forecast.doorsNeededAtLeast}–${forecast.doorsNeededAtMost})` : '–',
  ];
}

function dwell({ dwell: { ended, lying, meanMs, quantiles, histogram }, endsUnknown }: SiteCapacity): Html {
  if (ended === 0)
    return nothing(lying === 0 ? 'No parcel lay here.' : `${count(lying, 'parcel lies', 'parcels lie')} here still.`);
  const bars = histogram.map(({ fromMs, toMs, parcels: value }) => {
    const from = number(fromMs / 3_600_000);
    return { label: toMs === undefined ? `${from} and more` : `${from}–${number(toMs / 3_600_000)}`, value };
  });
  const unknown = endsUnknown === 0 ? '' : ` When ${count(endsUnknown, 'parcel')} went was not kept.`;
  return html`<p>
      ${count(ended, 'parcel')} came and went, ${count(lying, 'lies', 'lie')} here still. A parcel lies for
      ${meanMs === undefined ? '–' : duration(meanMs)} on average.${unknown}
    </p>
    ${barPlot({
      title: 'Parcels by how long they lay',
      yLabel: 'Parcels that came and went',
      xLabel: 'Hours in the door',
      bars,
      colour: colours.green,
    })}
    ${table(
      [{ title: 'Of all parcels' }, { title: 'gone within', isNumber: true }],
      quantiles.map(({ share, ms }) => [percent(share), ms === undefined ? 'not known yet' : duration(ms)]),
    )}`;
}

function cleanOut({ cleanOut: { overdue, parcels } }: SiteCapacity, { instant }: Calendar): Html {
  if (overdue === 0) return nothing('Nothing is overdue.');
  const rest = overdue - parcels.length;
  return html`<p>
      ${count(overdue, 'parcel is', 'parcels are')} overdue by the site's policy. The oldest
      first${rest > 0 ? `; ${number(rest)} more are not shown` : ''}:
    </p>
    ${table(
      [
        ...['Bank', 'Door', 'Size', 'Parcel', 'Stored'].map((title) => ({ title })),
        { title: 'Lies for', isNumber: true },
      ],
      parcels.map((one) => {
        const { bankId, compartmentId, size, storedAtMs, forMs, parcelId } = one;
        return [bankId, compartmentId, size, parcelId, instant(storedAtMs), duration(forMs)];
      }),
    )}`;
}

const method = ({ fullShareMax }: SiteCapacity): Html =>
  html`<div class="small">
    <p>
      A door is taken from when it is given to a courier until its parcel is fetched, returned or written off. Parcels
      that lie here still count as "at least so long" (Kaplan and Meier, 1958).
    </p>
    <p>
      The forecast is that of parcels which come at random and each lie for a time of their own: how many lie there at
      once is Poisson, with as its mean the parcels a day times the days that each lies (M/G/∞; Little, 1961). The doors
      needed keep a size from being all taken for more than ${percent(fullShareMax)} of the time. A count of parcels
      leaves a range open (95 % each way; Garwood, 1936): doors are to be added only if its lowest rate asks for more,
      and are spare only at its highest.
    </p>
    <p>
      What the forecast does not know: couriers who found no door left no trace, so a bank that was often full needs
      more doors than are said here; couriers bring many parcels at once, so busy hours are fuller than the average; and
      a small parcel may lie in a larger door, so doors of a larger size help a smaller one too, at their price. Doors
      out of use count as doors that are free.
    </p>
  </div>`;
