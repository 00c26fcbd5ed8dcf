import type { SiteCapacity } from '../../../app/api/report-capacity.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import type { BankCapacity, SizeCapacity } from '../../../domain/reports/capacity.js';
import { lengthMs } from '../../../domain/reports/period.js';
import type { Content } from '../operation.js';
import { html, page, type Html } from '../page.js';
import { adviceOf } from './advice.js';
import { barPlot } from './bar-plot.js';
import type { CapacityWords } from './capacity-words/words.js';
import { colours } from './colours.js';
import { doorPlot } from './door-plot.js';
import { calendarIn, type Calendar } from './numbers.js';
import { beginning, columnsOf, figures, list, nothing, paragraphs, table, unknown } from './parts-of-page.js';

/** The capacity report as a page to read, send and print. */
export function capacityPage(
  report: SiteCapacity,
  site: Pick<SiteRow, 'name' | 'timeZone'>,
  nowMs: number,
  words: CapacityWords,
): Content {
  const calendar = calendarIn(words.locale, site.timeZone);
  const { banks } = report;
  const text = page(
    words.title(site.name),
    [
      html`${beginning({ words, calendar, site, report, nowMs })} ${figures(firstLook(report, words))}`,
      html`<h2>${words.change.heading}</h2>
        ${advice(report, words)}`,
      html`<h2>${words.days.heading}</h2>
        ${byDay(report, calendar, words)}`,
      html`<h2>${words.sizes.heading}</h2>
        ${banks.length === 0 ? nothing(words.sizes.noBank) : banks.map((bank) => oneBank(bank, words))}`,
      html`<h2>${words.dwell.heading}</h2>
        ${dwell(report, words)}`,
      html`<h2>${words.cleanOut.heading}</h2>
        ${cleanOut(report, calendar, words)}`,
      html`<h2>${words.method.heading}</h2>
        ${paragraphs(words.method.paragraphs(words.numbers.percent(report.fullShareMax)))}`,
    ],
    words.language,
  );
  return { type: 'text/html', text };
}

function firstLook(report: SiteCapacity, { first: words, numbers }: CapacityWords) {
  const { parcels, doors, parcelsPerDoorAndDay: rate, dwell, cleanOut } = report;
  const { number, duration } = numbers;
  const half = dwell.quantiles.find(({ share }) => share === 0.5)?.ms;
  const worst = fullest(report.banks);
  const fullFor = duration((worst?.fullMinutes ?? 0) * 60_000);
  return [
    { value: number(parcels), words: words.stored(doors) },
    { value: rate === undefined ? unknown : number(rate, 2), words: words.rate },
    { value: half === undefined ? unknown : duration(half), words: words.half },
    { value: fullFor, words: worst ? words.longestFull(worst.size, worst.bankId) : words.neverFull },
    { value: number(cleanOut.overdue), words: words.overdue },
  ];
}

/** Of all sizes of all banks, the one of which every door was taken for the longest. */
function fullest(banks: readonly BankCapacity[]) {
  const sizes = banks.flatMap(({ bankId, sizes }) => sizes.map((size) => ({ bankId, ...size })));
  const full = sizes.filter(({ doors, fullMinutes }) => doors > 0 && fullMinutes > 0);
  return full.sort((a, b) => b.fullMinutes - a.fullMinutes)[0];
}

function advice({ banks, fullShareMax }: SiteCapacity, words: CapacityWords): Html {
  const lines = banks.flatMap((bank) => adviceOf(bank, fullShareMax, words));
  return lines.length > 0 ? list(lines) : nothing(words.change.tooLittle);
}

function byDay({ days, doors, parcels }: SiteCapacity, { day }: Calendar, words: CapacityWords): Html {
  const { none, stored, taken, day: xLabel, allDoors } = words.days;
  if (parcels === 0 && days.every(({ mostTaken }) => mostTaken === 0)) return nothing(none);
  const { number } = words.numbers;
  const named = days.map(({ fromMs, ...rest }) => ({ label: day(fromMs), ...rest }));
  return html`${barPlot({
    ...{ title: stored.title, yLabel: stored.label, xLabel, number },
    bars: named.map(({ label, parcels: value }) => ({ label, value })),
  })}
  ${barPlot({
    ...{ title: taken.title, yLabel: taken.label, xLabel, number, colour: colours.sky },
    bars: named.map(({ label, mostTaken: value }) => ({ label, value })),
    limit: { label: allDoors(doors), value: doors },
  })}`;
}

function oneBank(bank: BankCapacity, words: CapacityWords): Html {
  const { bankId, doors, outOfUse, sizes } = bank;
  const { noDoors, plotTitle, plot, size: sizeNamed, columns, all, doors: doorsSaid, both } = words.sizes;
  if (doors === 0) return html`<h3>${bankId}</h3>
    ${nothing(noDoors)}`; // prettier-ignore
  const { number } = words.numbers;
  const rows = sizes.map((size) => ({ label: sizeNamed(size.size), ...size, needed: neededOf(size) }));
  return html`<h3>${bankId}</h3>
    <p>${both(doorsSaid(doors, outOfUse), turnover(bank, words))}</p>
    ${doorPlot(plotTitle(bankId), rows, plot, number)}
    ${table(columnsOf(columns, 1), [
      ...sizes.map((size) => sizeRow([size.size, number(size.inLargerDoors)], size, lengthMs(bank), words)),
      sizeRow([all, ''], bank, lengthMs(bank), words),
    ])}`;
}

const neededOf = ({ forecast }: SizeCapacity) =>
  forecast && {
    doors: forecast.doorsNeeded,
    atLeast: forecast.doorsNeededAtLeast,
    atMost: forecast.doorsNeededAtMost,
  };

function turnover({ parcels, parcelsPerDoorAndDay: rate }: BankCapacity, { sizes: words, numbers }: CapacityWords) {
  if (parcels === 0) return words.nothingStored;
  const stored = words.stored(parcels);
  return rate === undefined ? stored : `${stored}, ${words.perDoorAndDay(numbers.number(rate, 2))}`;
}

function sizeRow(
  [label, inLarger]: [string, string],
  size: Omit<SizeCapacity, 'size' | 'inLargerDoors'>,
  forMs: number,
  { numbers: { number, duration, percent } }: CapacityWords,
): string[] {
  const { doors, parcels, meanTaken, mostTaken, fullMinutes, forecast } = size;
  return [
    ...[label, number(doors), number(parcels), inLarger, number(meanTaken), number(mostTaken)],
    duration(fullMinutes * 60_000),
    forMs > 0 ? percent(Math.min(1, (fullMinutes * 60_000) / forMs)) : unknown, // Its minutes are rounded, and may be more.
    forecast && doors > 0 ? percent(forecast.fullShare) : unknown,
    forecast ? `${forecast.doorsNeeded} (${forecast.doorsNeededAtLeast}–${forecast.doorsNeededAtMost})` : unknown,
  ];
}

function dwell({ dwell, endsUnknown }: SiteCapacity, { dwell: words, numbers }: CapacityWords): Html {
  const { ended, lying, meanMs, quantiles, histogram } = dwell;
  const { number, duration, percent } = numbers;
  if (ended === 0) return nothing(lying === 0 ? words.none : words.onlyLying(lying));
  const { title, yLabel, xLabel, andMore } = words.plot;
  const bars = histogram.map(({ fromMs, toMs, parcels: value }) => {
    const from = number(fromMs / 3_600_000);
    return { label: toMs === undefined ? andMore(from) : `${from}–${number(toMs / 3_600_000)}`, value };
  });
  const mean = meanMs === undefined ? unknown : duration(meanMs);
  return html`<p>${words.ended({ ended, lying, mean })} ${endsUnknown === 0 ? '' : words.endsUnknown(endsUnknown)}</p>
    ${barPlot({ title, yLabel, xLabel, bars, number, colour: colours.green })}
    ${table(
      columnsOf(words.columns, 1),
      quantiles.map(({ share, ms }) => [percent(share), ms === undefined ? words.notKnown : duration(ms)]),
    )}`;
}

function cleanOut(report: SiteCapacity, { instant }: Calendar, { cleanOut: words, numbers }: CapacityWords): Html {
  const { overdue, parcels } = report.cleanOut;
  if (overdue === 0) return nothing(words.none);
  const rest = overdue - parcels.length;
  return html`<p>${words.overdue(overdue)}</p>
    ${table(
      columnsOf(words.columns, 5),
      parcels.map((one) => {
        const { bankId, compartmentId, size, storedAtMs, forMs, parcelId } = one;
        return [bankId, compartmentId, size, parcelId, instant(storedAtMs), numbers.duration(forMs)];
      }),
    )}
    ${rest > 0 ? html`<p>${words.notShown(rest)}</p>` : undefined}`;
}
