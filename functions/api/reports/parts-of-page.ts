import { html, type Html } from '../page.js';

/** What the pages of reports are put together from. */

/** The few numbers that are looked at first. */
export const figures = (shown: readonly { value: string; words: string }[]): Html =>
  html`<div class="figures">
    ${shown.map(({ value, words }) => html`<div><strong>${value}</strong>${words}</div>`)}
  </div>`;

export interface Column {
  title: string;
  /** Numbers stand under each other. */
  isNumber?: boolean;
}

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

export const nothing = (words: string): Html => html`<p class="none">${words}</p>`;
