import { html, type Html } from '../page.js';
import { picture, short } from '../picture.js';
import { colours } from './colours.js';
import { ticks } from './ticks.js';
import { number } from './words.js';

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
  legend: Html | readonly Html[];
  drawn(row: Row, y: number, toX: ToX): Html;
}

export const plot = { right: 908, top: 30, width: 928 } as const;

/** One row under the other, on one axis from nothing on. */
export function rowPlot<Row>(of: RowPlot<Row>): Html {
  const { title, axis, rows, most, left, rowHeight, legend, drawn } = of;
  const marks = ticks(Math.max(1, most), { count: of.marks });
  const toX: ToX = (value) => short(left + (value / (marks.at(-1) ?? 1)) * (plot.right - left));
  const bottom = plot.top + rows.length * rowHeight;
  return picture(
    { width: plot.width, height: bottom + 46, title, ink: colours.ink },
    html`${legend}
      ${marks.map((mark) => html`<line x1="${toX(mark)}" x2="${toX(mark)}" y1="${plot.top}" y2="${bottom}" stroke="#e3e3e3" /><text x="${toX(mark)}" y="${bottom + 17}" text-anchor="middle">${number(mark)}</text>`)}
      ${rows.map((row, i) => drawn(row, plot.top + i * rowHeight + (rowHeight - barHeight) / 2, toX))}
      <text x="${(left + plot.right) / 2}" y="${bottom + 38}" text-anchor="middle">${axis}</text>`,
  );
}
