import type { SiteRow } from '../../../app/registry-ports.js';
import type { Period } from '../../../domain/reports/period.js';
import { html, type Html } from '../page.js';
import type { Calendar } from './numbers.js';
import type { PageWords } from './page-words.js';

/** What the pages of reports are put together from. */

interface Begun {
  words: PageWords;
  calendar: Calendar;
  site: Pick<SiteRow, 'name' | 'timeZone'>;
  report: Period & { isCutShort: boolean };
  nowMs: number;
}

/** Of which site and period it is: both days are in it. */
export function beginning({ words, calendar, site, report, nowMs }: Begun): Html {
  const { fromMs, toMs, isCutShort } = report;
  const [from, to] = [calendar.date(fromMs), calendar.date(Math.max(fromMs, toMs - 1))];
  return html`<h1>${words.title(site.name)}</h1>
    <p>
      ${words.made({ from, to, at: calendar.instant(nowMs), timeZone: site.timeZone })}
      ${isCutShort ? words.cutShort : ''}
    </p>`;
}

/** The few numbers that are looked at first. */
export const figures = (shown: readonly { value: string; words: string }[]): Html =>
  html`<div class="figures">
    ${shown.map(({ value, words }) => html`<div><strong>${value}</strong>${words}</div>`)}
  </div>`;

/** In place of a number that nobody knows. */
export const unknown = '–';

export interface Column {
  title: string;
  /** Numbers stand under each other. */
  isNumber?: boolean;
}

/** The first few are words, the others numbers. */
export const columnsOf = (titles: readonly string[], wordsFirst: number): Column[] =>
  titles.map((title, i) => ({ title, isNumber: i >= wordsFirst }));

export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): Html => {
  const kindOf = (i: number) => (columns[i]?.isNumber ? html` class="num"` : undefined);
  return html`<div class="${columns.length > 2 ? 'wide' : 'narrow'}">
    <table>
      <thead>
        <tr>
          ${columns.map(({ title }, i) => html`<th${kindOf(i)} scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, i) => html`<td${kindOf(i)}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
};

export const list = (lines: readonly string[]): Html =>
  html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;

export const paragraphs = (lines: readonly string[]): Html =>
  html`<div class="small">${lines.map((line) => html`<p>${line}</p>`)}</div>`;

export const nothing = (words: string): Html => html`<p class="none">${words}</p>`;
