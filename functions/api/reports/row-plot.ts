import { html, type Html } from '../page.js';
import { short, widePicture } from '../picture.js';
import { colours } from './colours.js';
import type { Numbers } from './numbers.js';
import { ticks } from './ticks.js';

/** From a value to where it lies across the plot, in pixels. */
export type ToX = (value: number) => number;

/** A bar of each row, in pixels. */
export const barHeight = 18;

interface RowPlot<Row> {
  title: string;
  /** What is counted across. */
  axis: string;
  rows: readonly Row[];
  /** The largest value of any row. */
  most: number;
  /** About so many lines across. */
  marks: number;
  /** Where the axis begins and how high a row is, in pixels. */
  left: number;
  rowHeight: number;
  legend: readonly Sign[];
  number: Numbers['number'];
  drawn(row: Row, y: number, toX: ToX): Html;
}

/** What a mark means. */
export interface Sign {
  words: string;
  /** About the middle of a line of text, from `x` on, 14 wide. */
  mark(x: number): Html;
}

export const box =
  (fill: string) =>
  (x: number): Html =>
    html`<rect x="${x}" y="5" width="14" height="10" fill="${fill}" />`;

/** Letters are 6.4 wide at most, on average, at this size: each word has the room that it takes. */
function legendOf(signs: readonly Sign[]): Html[] {
  let x = 20;
  return signs.map(({ words, mark }) => {
    const shown = html`${mark(x)}<text x="${x + 20}" y="14">${words}</text>`;
    x += 44 + Math.round(words.length * 6.4);
    return shown;
  });
}

export const plot = { right: 908, top: 30, width: 928 } as const;

/** One row under the other, on one axis from nothing on. */
export function rowPlot<Row>(of: RowPlot<Row>): Html {
  const { title, axis, rows, most, left, rowHeight, legend, number, drawn } = of;
  const marks = ticks(Math.max(1, most), { count: of.marks });
  const toX: ToX = (value) => short(left + (value / (marks.at(-1) ?? 1)) * (plot.right - left));
  const bottom = plot.top + rows.length * rowHeight;
  return widePicture(
    { width: plot.width, height: bottom + 46, title, ink: colours.ink },
    html`${legendOf(legend)}
      ${marks.map((mark) => html`<line x1="${toX(mark)}" x2="${toX(mark)}" y1="${plot.top}" y2="${bottom}" stroke="#e3e3e3" /><text x="${toX(mark)}" y="${bottom + 17}" text-anchor="middle">${number(mark)}</text>`)}
      ${rows.map((row, i) => drawn(row, plot.top + i * rowHeight + (rowHeight - barHeight) / 2, toX))}
      <text x="${(left + plot.right) / 2}" y="${bottom + 38}" text-anchor="middle">${axis}</text>`,
  );
}
